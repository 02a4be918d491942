import type { CatalogEntity } from '../../portal/catalog/entity';
import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import { isSerious } from '../../portal/catalog/problems/catalogProblem';
import type { CatalogQuery } from '../../portal/catalog/query';
import { readDeprecation } from '../../portal/catalog/related/deprecation';
import { compareRelationTypes, relationName } from '../../portal/catalog/related/relationNames';
import { gitHubAddress, hasDocs, isDeprecated, isOrphan, labelOf, ownerOf, repositoryAddress, typeIcon } from './entityAppearance';
import type { MarkedProblem } from './entityMark';

const MOST_TARGETS = 4;
const MOST_PROBLEMS = 3;
const MOST_LINKS = 8;
const MOST_TEXT = 600;

/** Told among the facts, or too many to say something. */
const NOT_LISTED = new Set(['ownedBy', 'partOf', 'hasPart', 'ownerOf']);

/** The commands that a card can link to; each takes the ref of an entity. */
export const CARD_COMMANDS = ['stagedoor.openEntityPage', 'stagedoor.openDefinition', 'stagedoor.openEntityDocs', 'stagedoor.openRepository', 'stagedoor.showRelations', 'stagedoor.findDependents'] as const;
type CardCommand = (typeof CARD_COMMANDS)[number];

export interface CardMarks {
  readonly starred: boolean;
  readonly problems: readonly MarkedProblem[];
  /** Name of the folder that it is shown from in the place of GitHub. */
  readonly checkout?: string | undefined;
  /** Further lines, in Markdown: what comes out of files is to be escaped in them. */
  readonly notes?: readonly string[];
}

/**
 * The about card of an entity in Markdown, with everything that comes out of files escaped.
 * @param marks with them, the card has theme icons, and links to `CARD_COMMANDS`, which nothing else in it can be
 */
export function toTooltip(known: CatalogEntity, catalog: CatalogQuery, marks?: CardMarks): string {
  const { entity, facets } = known;
  const icon = marks ? `$(${typeIcon(entity.kind, facets.type)}) ` : '';
  const lines = [`**${icon}${escapeMarkdown(labelOf(known))}**${marks?.starred === true ? ' $(star-full)' : ''}`];
  if (facets.title !== undefined && facets.title !== entity.metadata.name) {
    lines.push(`\`${known.ref}\``);
  }
  lines.push(...problemLines(marks?.problems ?? []), ...deprecationLines(known, catalog));
  if (isOrphan(known)) {
    lines.push('⚠ Orphan: nothing in Backstage points to it any more.');
  }
  if (facets.description !== undefined && facets.description.trim() !== '') {
    lines.push(escapeMarkdown(facets.description.length > MOST_TEXT ? `${facets.description.slice(0, MOST_TEXT)}…` : facets.description));
  }
  lines.push(aboutLines(known, catalog, marks).join('  \n'));
  const relations = relationLines(known, catalog);
  if (relations.length > 0) {
    lines.push(relations.join('  \n'));
  }
  if (facets.tags.length > 0) {
    lines.push(facets.tags.map((tag) => `\`${tag.replace(/[`\s]/g, '')}\``).join(' '));
  }
  const links = linksOf(known);
  if (links.length > 0) {
    lines.push(links.join(' · '));
  }
  if (marks) {
    lines.push(...(marks.notes ?? []), '---', actions(known).join(' | '));
  }
  return lines.join('\n\n');
}

function aboutLines(known: CatalogEntity, catalog: CatalogQuery, marks: CardMarks | undefined): readonly string[] {
  const { entity, facets, origin } = known;
  const parts = (kind: string): string => facets.partOf.filter((ref) => ref.startsWith(`${kind}:`)).map((ref) => nameOf(ref, catalog)).join(', ');
  const place = origin.repository ? `${origin.repository.owner}/${origin.repository.name}` : origin.source;
  const folder = marks?.checkout !== undefined ? `, shown from the folder ${escapeMarkdown(marks.checkout)} instead of GitHub` : origin.source === 'workspace' ? ' (from the open folder)' : '';
  const owner = facets.owner === undefined ? escapeMarkdown(ownerOf(known) ?? '') : nameOf(facets.owner, catalog);
  const system = parts('system');
  const ofSystem = facets.partOf.find((ref) => ref.startsWith('system:'));
  const domain = parts('domain') || (ofSystem === undefined ? '' : (catalog.get(ofSystem)?.facets.partOf ?? []).map((ref) => nameOf(ref, catalog)).join(', '));
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Kind', [entity.kind, facets.type].filter((part) => part !== undefined).map(escapeMarkdown).join(', ')],
    ['Owner', marks && facets.owner !== undefined && catalog.get(facets.owner) ? commandLink(owner, 'stagedoor.openEntityPage', facets.owner) : owner],
    ['Domain', domain],
    ['System', system],
    ['Component', parts('component')],
    ['Lifecycle', escapeMarkdown(facets.lifecycle ?? '')],
    ['Source', `${escapeMarkdown(place)}${folder}`],
  ];
  return facts.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => `${name}: ${value ?? ''}`);
}

function deprecationLines(known: CatalogEntity, catalog: CatalogQuery): readonly string[] {
  const { endOfLife, replacement } = readDeprecation(known);
  if (!isDeprecated(known) && endOfLife === undefined) {
    return [];
  }
  const parsed = replacement === undefined ? undefined : parseEntityRef(replacement, { kind: known.entity.kind, namespace: known.entity.metadata.namespace ?? 'default' });
  const ref = parsed && `${parsed.kind}:${parsed.namespace}/${parsed.name}`.toLowerCase();
  const instead = replacement === undefined ? '' : ref !== undefined && catalog.get(ref) ? `use ${commandLink(nameOf(ref, catalog), 'stagedoor.openDefinition', ref)}` : `use ${escapeMarkdown(replacement)}`;
  const end = endOfLife === undefined ? '' : `end of life ${escapeMarkdown(endOfLife)}`;
  return [`⚠ ${[isDeprecated(known) ? 'Deprecated' : '', end, instead].filter(Boolean).join(', ')}`];
}

function problemLines(all: readonly MarkedProblem[]): readonly string[] {
  const dangling = all.filter(({ class: of }) => of === 'dangling').length;
  const problems = all.filter(({ class: of }) => of !== 'dangling').sort((a, b) => Number(isSerious(b)) - Number(isSerious(a)));
  const told = problems.slice(0, MOST_PROBLEMS).map(({ severity, message }) => `$(${severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'info'}) ${escapeMarkdown(message)}`);
  const rest = problems.length - told.length;
  // Which these are, its relations say.
  const missing = dangling === 0 ? [] : [`$(info) ${dangling === 1 ? 'One relation leads' : `${dangling} relations lead`} to what is not in the catalog`];
  const lines = [...told, ...(rest > 0 ? [`and ${rest} more`] : []), ...missing];
  return lines.length > 0 ? [lines.join('  \n')] : [];
}

function relationLines(known: CatalogEntity, catalog: CatalogQuery): readonly string[] {
  const byType = new Map<string, string[]>();
  for (const { type, targetRef } of catalog.relations(known.ref)) {
    if (!NOT_LISTED.has(type)) {
      byType.set(type, [...(byType.get(type) ?? []), targetRef]);
    }
  }
  return [...byType].sort(([a], [b]) => compareRelationTypes(a, b)).map(([type, refs]) => {
    const named = refs.slice(0, MOST_TARGETS).map((ref) => nameOf(ref, catalog));
    const rest = refs.length - named.length;
    return `${escapeMarkdown(relationName(type))}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  });
}

function linksOf({ entity }: CatalogEntity): readonly string[] {
  const links: readonly { readonly url?: unknown; readonly title?: unknown }[] = Array.isArray(entity.metadata.links) ? entity.metadata.links : [];
  return links.flatMap(({ url, title }) => {
    if (!isWebAddress(url)) {
      return [];
    }
    const address = new URL(url).href.replaceAll('(', '%28').replaceAll(')', '%29');
    return [`[${escapeMarkdown(typeof title === 'string' && title.trim() !== '' ? title : url)}](${address})`];
  }).slice(0, MOST_LINKS);
}

function actions(known: CatalogEntity): readonly string[] {
  const { ref } = known;
  return [
    commandLink('$(preview) Page', 'stagedoor.openEntityPage', ref),
    commandLink('$(go-to-file) Definition', 'stagedoor.openDefinition', ref),
    ...(hasDocs(known) ? [commandLink('$(book) Docs', 'stagedoor.openEntityDocs', ref)] : []),
    ...(repositoryAddress(known) !== undefined || gitHubAddress(known) !== undefined ? [commandLink('$(repo) Repository', 'stagedoor.openRepository', ref)] : []),
    commandLink('$(references) Relations', 'stagedoor.showRelations', ref),
    commandLink('$(type-hierarchy-super) Dependents', 'stagedoor.findDependents', ref),
  ];
}

/** @param label in Markdown */
function commandLink(label: string, command: CardCommand, ref: string): string {
  const argument = encodeURIComponent(JSON.stringify([ref])).replace(/[()]/g, (letter) => (letter === '(' ? '%28' : '%29'));
  return `[${label}](command:${command}?${argument})`;
}

/** An entity by its title, or its ref as short as it can be; what the catalog does not have is marked. */
function nameOf(ref: string, catalog: CatalogQuery): string {
  const known = catalog.get(ref);
  if (known) {
    return escapeMarkdown(labelOf(known));
  }
  const parsed = parseEntityRef(ref);
  return `${escapeMarkdown(parsed ? shortenEntityRef(parsed, { kind: parsed.kind }) : ref)} _(not in the catalog)_`;
}

/** Text as it is written, whatever it holds: no links, images, HTML or theme icons come out of it. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|<>~$:&@]/g, '\\$&');
}

function isWebAddress(url: unknown): url is string {
  return typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
