import type { CatalogEntity, JsonValue } from '../../portal/catalog/entity';
import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import { nameOfRef } from '../../portal/catalog/grouping/kindOrder';
import { readDeprecation } from '../../portal/catalog/related/deprecation';
import { parseGitHubUri } from '../../portal/github/gitHubUri';

/** How an entity looks in lists, in plain data. */
export interface EntityAppearance {
  readonly label: string;
  /** `team-payments · production` */
  readonly description: string;
  /** Id of a codicon. */
  readonly icon: string;
  readonly deprecated: boolean;
  /** Words that menus ask for: `entity deprecated docs github repository starred`. */
  readonly contextValue: string;
}

const KIND_ICONS: Readonly<Record<string, string>> = {
  component: 'package',
  api: 'plug',
  resource: 'database',
  system: 'layers',
  domain: 'compass',
  group: 'organization',
  user: 'person',
  location: 'location',
  template: 'rocket',
  airesource: 'sparkle',
};

const TYPE_ICONS: Readonly<Record<string, string>> = {
  'component/service': 'server-process',
  'component/website': 'browser',
  'component/library': 'library',
  'component/documentation': 'book',
  'component/cli': 'terminal',
  'component/mobile-app': 'device-mobile',
  'component/data-pipeline': 'git-merge',
  'component/machine-learning-model': 'beaker',
  'api/graphql': 'type-hierarchy',
  'api/grpc': 'symbol-interface',
  'api/asyncapi': 'broadcast',
  'api/trpc': 'symbol-interface',
  'api/mcp-server': 'tools',
  'resource/s3-bucket': 'archive',
  'resource/bucket': 'archive',
  'resource/queue': 'list-ordered',
  'resource/topic': 'broadcast',
  'resource/cluster': 'server',
  'resource/kubernetes-cluster': 'server',
  'resource/cache': 'zap',
  'group/root': 'home',
};

const DOCS_ANNOTATIONS = ['backstage.io/techdocs-ref', 'backstage.io/techdocs-entity'];

export function kindIcon(kind: string): string {
  return KIND_ICONS[kind.toLowerCase()] ?? 'symbol-misc';
}

/** `Components`, `APIs`, `Libraries`: the heading of a kind. */
export function kindHeading(kind: string): string {
  return /[^aeiou]y$/i.test(kind) ? `${kind.slice(0, -1)}ies` : /(?:s|x|z|ch|sh)$/i.test(kind) ? `${kind}es` : `${kind}s`;
}

export function labelOf({ facets, ref }: CatalogEntity): string {
  return text(facets.title) ?? facets.name ?? nameOfRef(ref);
}

export function isDeprecated({ facets }: CatalogEntity): boolean {
  return facets.lifecycle?.trim().toLowerCase() === 'deprecated';
}

/** Whether nothing points to it any more, as a running Backstage says of it. */
export function isOrphan({ entity }: CatalogEntity): boolean {
  return entity.metadata.annotations?.['backstage.io/orphan'] === 'true';
}

/** Id of a codicon. @param kind and type in any case */
export function typeIcon(kind: string, type: string | undefined): string {
  return TYPE_ICONS[`${kind.toLowerCase()}/${type?.toLowerCase() ?? ''}`] ?? kindIcon(kind);
}

export interface AppearanceOptions {
  readonly starred?: boolean;
  /** What the headings above say already. */
  readonly without?: 'owner' | 'lifecycle';
}

export function toAppearance(known: CatalogEntity, { starred = false, without }: AppearanceOptions = {}): EntityAppearance {
  const deprecated = isDeprecated(known);
  const words = ['entity', deprecated && 'deprecated', hasDocs(known) && 'docs', gitHubAddress(known) && 'github', repositoryAddress(known) && 'repository', starred ? 'starred' : 'unstarred'];
  return {
    label: labelOf(known),
    description: describe(known, without),
    icon: typeIcon(known.entity.kind, text(known.entity.spec?.type)),
    deprecated,
    contextValue: words.filter(Boolean).join(' '),
  };
}

/** The owner as one would write it: `team-payments`, `user:ada`. */
export function ownerOf({ entity }: CatalogEntity): string | undefined {
  const owner = text(entity.spec?.owner);
  const ref = owner === undefined ? undefined : parseEntityRef(owner, { kind: 'Group' });
  return ref ? shortenEntityRef(ref, { kind: 'Group' }) : owner;
}

export function hasDocs({ entity }: CatalogEntity): boolean {
  return DOCS_ANNOTATIONS.some((name) => text(entity.metadata.annotations?.[name]) !== undefined);
}

/** The page on GitHub that shows the defining file, where there is one. */
export function gitHubAddress({ origin }: CatalogEntity): string | undefined {
  const file = parseGitHubUri(origin.uri);
  const address = file
    ? `${file.host}/${file.owner}/${file.repository}/blob/${[...file.ref.split('/'), ...file.path.split('/')].map(encodeURIComponent).join('/')}`
    : origin.location?.replace(/^url:/, '');
  return address && isWebPage(address) ? `${address.replace(/#.*$/, '')}#L${origin.position.line + 1}` : undefined;
}

/** The page of the repository on its host, or of the folder in it that the entity says its source is in. */
export function repositoryAddress({ entity, origin }: CatalogEntity): string | undefined {
  const { repository } = origin;
  const source = text(entity.metadata.annotations?.['backstage.io/source-location'])?.replace(/^url:/, '');
  const address = source !== undefined && isWebPage(source) ? source : repository && `${repository.host}/${repository.owner}/${repository.name}`;
  return address !== undefined && isWebPage(address) ? address : undefined;
}

/** Addresses are text out of somebody's file or remote: nothing but a web page is opened. */
function isWebPage(address: string): boolean {
  return /^https?:\/\//.test(address) && URL.canParse(address);
}

function describe(known: CatalogEntity, without: AppearanceOptions['without']): string {
  const { entity } = known;
  const spec = entity.spec ?? {};
  const parts = [without === 'owner' ? undefined : ownerOf(known), without === 'lifecycle' ? undefined : text(spec.lifecycle)];
  if (isDeprecated(known)) {
    const { endOfLife, replacement } = readDeprecation(known);
    parts.push(endOfLife && `until ${endOfLife}`, replacement && `use ${replacement}`);
  }
  if (isOrphan(known)) {
    parts.push('orphan');
  }
  switch (entity.kind.toLowerCase()) {
    case 'group':
      parts.push(text(spec.type));
      break;
    case 'user':
      parts.push(text(profileOf(spec.profile)));
      break;
    case 'location':
      parts.push(text(spec.target) ?? text(Array.isArray(spec.targets) ? spec.targets[0] : undefined));
      break;
    default:
      break;
  }
  return parts.filter(Boolean).join(' · ');
}

function profileOf(profile: JsonValue | undefined): JsonValue | undefined {
  return typeof profile === 'object' && profile !== null && !Array.isArray(profile) ? profile.displayName : undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
