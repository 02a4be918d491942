import type { Relation } from '../entity';
import type { CatalogQuery } from '../query';
import type { MissingRelation, RelatedEntity, RelationCard } from './entityPage';
import { toRelated, type EntityLooks } from './relatedEntity';

/** How many entities a card shows before it is asked for all. */
export const SHOWN_AT_FIRST = 20;
const MOST_MISSING = 50;

/** Told in the about card. */
const FACTS: ReadonlySet<string> = new Set(['ownedBy', 'partOf', 'childOf']);

/** In the order of the page. Those split by kind have a title for each kind, and one for the rest under `''`. */
const TITLES: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  hasMember: 'Members',
  memberOf: 'Member of',
  parentOf: 'Child groups',
  hasPart: { domain: 'Has subdomains', system: 'Has systems', component: 'Has components', api: 'Has APIs', resource: 'Has resources', airesource: 'Has AI resources', '': 'Has parts' },
  providesApi: 'Provides APIs',
  consumesApi: 'Consumes APIs',
  apiProvidedBy: 'Provided by',
  apiConsumedBy: 'Consumed by',
  dependsOn: { component: 'Depends on components', resource: 'Depends on resources', '': 'Depends on' },
  dependencyOf: { component: 'Dependency of components', resource: 'Dependency of resources', '': 'Dependency of' },
  ownerOf: 'Owns',
};
const ORDER = Object.keys(TITLES);

/** Titles of relations that are no card of their own, for the list of those that lead nowhere. */
const OTHER_TITLES: ReadonlyMap<string, string> = new Map([['ownedBy', 'Owner'], ['partOf', 'Part of'], ['childOf', 'Parent group']]);

interface Group {
  readonly id: string;
  readonly title: string;
  readonly order: string;
  readonly refs: string[];
}

/** The cards of an entity. Each shows its first entities and says how many there are. */
export function toCards(ref: string, graph: CatalogQuery, looks: EntityLooks): readonly RelationCard[] {
  return groupsOf(ref, graph).map(({ id, title, refs }) => ({
    id,
    title,
    total: refs.length,
    summary: summaryOf(refs, graph),
    shown: refs.slice(0, SHOWN_AT_FIRST).map((target) => toRelated(target, graph, looks)),
  }));
}

/** All entities of a card; none where there is no such card any more. */
export function entitiesOfCard(ref: string, card: string, graph: CatalogQuery, looks: EntityLooks): readonly RelatedEntity[] {
  return (groupsOf(ref, graph).find(({ id }) => id === card)?.refs ?? []).map((target) => toRelated(target, graph, looks));
}

/** Relations whose target is not in the catalog. */
export function toMissing(relations: readonly Relation[], graph: CatalogQuery): { readonly total: number; readonly shown: readonly MissingRelation[] } {
  const dangling = relations.filter(({ targetRef }) => !graph.get(targetRef));
  return { total: dangling.length, shown: dangling.slice(0, MOST_MISSING).map(({ type, targetRef }) => ({ title: OTHER_TITLES.get(type) ?? titleOf(type, kindOf(targetRef), undefined), ref: targetRef })) };
}

function groupsOf(ref: string, graph: CatalogQuery): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { type, targetRef } of graph.relations(ref).filter((relation) => !FACTS.has(relation.type))) {
    const title = titleOf(type, kindOf(targetRef), kindOf(ref));
    const id = typeof ruleOf(type) === 'object' ? `${type}/${title === defaultTitle(type) ? '' : kindOf(targetRef)}` : type;
    const group = groups.get(id) ?? { id, title, order: orderOf(type, title), refs: [] };
    group.refs.push(targetRef);
    groups.set(id, group);
  }
  return [...groups.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
}

function orderOf(type: string, title: string): string {
  const rule = ruleOf(type);
  const place = ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length;
  const within = typeof rule === 'object' ? Object.values(rule).indexOf(title) : 0;
  return `${String(place).padStart(2, '0')}/${String(Math.max(within, 0)).padStart(2, '0')}/${title}`;
}

function defaultTitle(type: string): string | undefined {
  const rule = ruleOf(type);
  return typeof rule === 'object' ? rule[''] : rule;
}

/** Types of relations come out of files: none may name a property that every object has. */
function ruleOf(type: string): (typeof TITLES)[string] | undefined {
  return Object.hasOwn(TITLES, type) ? TITLES[type] : undefined;
}

/** A relation of another kind of catalog is called what it is called there. */
function titleOf(type: string, targetKind: string, ownKind: string | undefined): string {
  const rule = ruleOf(type) ?? type;
  if (typeof rule !== 'object') {
    return rule;
  }
  const title = Object.hasOwn(rule, targetKind) ? rule[targetKind] : rule[''];
  return type === 'hasPart' && ownKind === 'component' && targetKind === 'component' ? 'Has subcomponents' : (title ?? type);
}

function summaryOf(refs: readonly string[], graph: CatalogQuery): string | undefined {
  const counts = new Map<string, number>();
  for (const ref of refs) {
    const kind = kindOf(ref);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const written = new Map(graph.kinds().map((kind) => [kind.toLowerCase(), kind]));
  return counts.size < 2 ? undefined : [...counts].map(([kind, count]) => `${count.toLocaleString('en')} × ${written.get(kind) ?? kind}`).join(', ');
}

function kindOf(ref: string): string {
  return ref.slice(0, Math.max(ref.indexOf(':'), 0));
}
