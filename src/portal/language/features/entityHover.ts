import type { CatalogEntity } from '../../catalog/entity';
import type { CatalogQuery } from '../../catalog/query';
import { compareRelationTypes, relationName } from '../../catalog/related/relationNames';
import { toCard } from '../entityCard';
import { escapeMarkdown } from '../markdown';

/** Of each relation so many are named. */
const MOST_TARGETS = 5;
const MOST_LINKS = 5;
/** Told in the card's own lines. */
const IN_CARD = new Set(['ownedBy', 'partOf', 'childOf']);

/** An entity as a hover shows it, in Markdown: its card, what it is related to in both directions, and its links. */
export function toHover(known: CatalogEntity, graph: CatalogQuery): string {
  return [toCard(known), ...relationsOf(known, graph), ...linksOf(known)].join('\n\n');
}

function relationsOf({ ref }: CatalogEntity, graph: CatalogQuery): readonly string[] {
  const byType = new Map<string, string[]>();
  for (const { type, targetRef } of graph.relations(ref)) {
    if (!IN_CARD.has(type)) {
      byType.set(type, [...(byType.get(type) ?? []), targetRef]);
    }
  }
  const lines = [...byType].sort(([a], [b]) => compareRelationTypes(a, b)).map(([type, targets]) => {
    const more = targets.length - MOST_TARGETS;
    const named = targets.slice(0, MOST_TARGETS).map((target) => escapeMarkdown(shortName(target, graph)));
    return `- ${escapeMarkdown(relationName(type))}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  });
  return lines.length > 0 ? [lines.join('\n')] : [];
}

/** Of what the catalog has the title or name; of what it has not, the ref. */
function shortName(ref: string, graph: CatalogQuery): string {
  const known = graph.get(ref);
  return known ? (known.facets.title ?? known.facets.name ?? ref.slice(ref.indexOf('/') + 1)) : ref;
}

function linksOf({ entity }: CatalogEntity): readonly string[] {
  const links = (entity.metadata.links ?? []).slice(0, MOST_LINKS).flatMap(({ url, title }) => {
    const address = toAddress(url);
    return address === undefined ? [] : [`[${escapeMarkdown(title ?? url)}](<${address}>)`];
  });
  return links.length > 0 ? [links.join(' · ')] : [];
}

/** Only what a browser opens, and nothing that could end the link in Markdown. The editor asks before it follows one. */
function toAddress(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href.replace(/[<>\s]/g, encodeURIComponent) : undefined;
  } catch {
    // No address: policies tell of it.
    return undefined;
  }
}
