import type { CatalogEntity } from '../../portal/catalog/entity';
import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import type { CatalogQuery } from '../../portal/catalog/query';
import { hasDocs, labelOf, ownerOf } from './entityAppearance';

const SHOWN_RELATIONS: readonly (readonly [type: string, heading: string])[] = [
  ['partOf', 'Part of'],
  ['dependsOn', 'Depends on'],
  ['providesApi', 'Provides'],
  ['consumesApi', 'Consumes'],
  ['dependencyOf', 'Needed by'],
  ['memberOf', 'Member of'],
  ['hasMember', 'Members'],
];
const MOST_TARGETS = 6;

/** A card about an entity in Markdown, with everything that comes out of files escaped. */
export function toTooltip(known: CatalogEntity, catalog: CatalogQuery): string {
  const { entity, origin } = known;
  const { metadata, spec = {} } = entity;
  const facts = [entity.kind, spec.type, ownerOf(known) && `owned by ${ownerOf(known)}`, spec.lifecycle]
    .filter((fact): fact is string => typeof fact === 'string' && fact !== '')
    .map(escapeMarkdown);
  const lines = [`**${escapeMarkdown(labelOf(known))}**`, facts.join(' · ')];
  if (typeof metadata.description === 'string') {
    lines.push(escapeMarkdown(metadata.description));
  }
  const relations = SHOWN_RELATIONS.map(([type, heading]) => relationLine(known, catalog, type, heading)).filter(Boolean);
  if (relations.length > 0) {
    lines.push(relations.join('  \n'));
  }
  if (Array.isArray(metadata.tags) && metadata.tags.length > 0) {
    lines.push(metadata.tags.map((tag) => `\`${String(tag).replace(/[`\n]/g, '')}\``).join(' '));
  }
  const links = (Array.isArray(metadata.links) ? metadata.links : []).filter(({ url }) => isWebAddress(url));
  if (links.length > 0) {
    lines.push(links.map(({ url, title }) => `[${escapeMarkdown(title ?? url)}](${new URL(url).href.replaceAll('(', '%28').replaceAll(')', '%29')})`).join(' · '));
  }
  const place = origin.repository ? `${origin.repository.owner}/${origin.repository.name}` : origin.source;
  lines.push(`_${escapeMarkdown(place)}${hasDocs(known) ? ' · has docs' : ''}_`);
  return lines.join('\n\n');
}

function relationLine(known: CatalogEntity, catalog: CatalogQuery, type: string, heading: string): string | undefined {
  const targets = catalog.relations(known.ref).filter((relation) => relation.type === type);
  if (targets.length === 0) {
    return undefined;
  }
  const named = targets.slice(0, MOST_TARGETS).map(({ targetRef }) => {
    const ref = parseEntityRef(targetRef);
    return escapeMarkdown(ref ? shortenEntityRef(ref, { kind: ref.kind }) : targetRef);
  });
  const rest = targets.length - named.length;
  return `${heading}: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Text as it is written, whatever it holds: no links, images, HTML or theme icons come out of it. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|<>~$:&@]/g, '\\$&');
}

function isWebAddress(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
