import type { CatalogEntity, JsonValue } from '../../portal/catalog/entity';
import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import { parseGitHubUri } from '../../portal/github/gitHubUri';

/** How an entity looks in lists, in plain data. */
export interface EntityAppearance {
  readonly label: string;
  /** `team-payments · production` */
  readonly description: string;
  /** Id of a codicon. */
  readonly icon: string;
  readonly deprecated: boolean;
  /** Words that menus ask for: `entity deprecated docs github`. */
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
  'api/graphql': 'type-hierarchy',
  'api/grpc': 'symbol-interface',
  'api/asyncapi': 'broadcast',
  'api/mcp-server': 'tools',
};

const DOCS_ANNOTATIONS = ['backstage.io/techdocs-ref', 'backstage.io/techdocs-entity'];

export function kindIcon(kind: string): string {
  return KIND_ICONS[kind.toLowerCase()] ?? 'symbol-misc';
}

/** `Components`, `APIs`, `Libraries`: the heading of a kind. */
export function kindHeading(kind: string): string {
  return /[^aeiou]y$/i.test(kind) ? `${kind.slice(0, -1)}ies` : /(?:s|x|z|ch|sh)$/i.test(kind) ? `${kind}es` : `${kind}s`;
}

export function labelOf({ entity }: CatalogEntity): string {
  return text(entity.metadata.title) ?? entity.metadata.name;
}

export function isDeprecated({ entity }: CatalogEntity): boolean {
  return text(entity.spec?.lifecycle)?.toLowerCase() === 'deprecated';
}

export function toAppearance(known: CatalogEntity): EntityAppearance {
  const { entity } = known;
  const type = text(entity.spec?.type);
  const deprecated = isDeprecated(known);
  const words = ['entity', deprecated && 'deprecated', hasDocs(known) && 'docs', gitHubAddress(known) && 'github'];
  return {
    label: labelOf(known),
    description: describe(known),
    icon: TYPE_ICONS[`${entity.kind.toLowerCase()}/${type?.toLowerCase()}`] ?? kindIcon(entity.kind),
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
  // A location is text out of somebody's file or remote: nothing but a web page is opened.
  return address && /^https?:\/\//.test(address) ? `${address.replace(/#.*$/, '')}#L${origin.position.line + 1}` : undefined;
}

function describe(known: CatalogEntity): string {
  const { entity } = known;
  const spec = entity.spec ?? {};
  const lifecycle = text(spec.lifecycle);
  const parts = [ownerOf(known), lifecycle];
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
