import type { Arrangement } from '../../portal/catalog/grouping/arrangement';
import { compareEntities, orderKeyOf, type Named } from '../../portal/catalog/grouping/entityOrder';
import { DOMAINS, kindGroup, NO_DOMAIN, NO_SYSTEM, NONE } from '../../portal/catalog/grouping/grouping';
import { topOf } from '../../portal/catalog/grouping/hierarchy';
import { compareKinds, kindOfRef } from '../../portal/catalog/grouping/kindOrder';
import { groupByName, isInRange, itemsOfRange, LARGEST_NODE, rangeLabel } from '../../portal/catalog/grouping/nameRanges';
import type { CatalogQuery } from '../../portal/catalog/query';
import { compareRelationTypes } from '../../portal/catalog/related/relationNames';
import type { CatalogNode, EntityNode, LongNode, MissingNode, RangeNode, RelationNode } from './catalogNode';
import { compareHeadings, groupLabel, type SourceLabels } from './groupHeading';

/** What entities are put below which nodes from. */
export interface TreeShapeInput {
  readonly graph: CatalogQuery;
  readonly arrangement: Arrangement;
  readonly sourceLabels: SourceLabels;
}

const KIND_PREFIX = kindGroup('');

/** Below which nodes entities stand: groups, parts of what is too long for one node, the hierarchy, relations. */
export class TreeShape {
  readonly #current: () => TreeShapeInput;
  readonly #nodes = new Map<string, CatalogNode>();
  readonly #parents = new Map<string, CatalogNode>();
  /** The groups at the top, which each of their ranges asks for. */
  #named: { readonly input: TreeShapeInput; readonly groups: readonly Named[] } | undefined;

  constructor(current: () => TreeShapeInput) {
    this.#current = current;
  }

  /** Forgets all nodes, as when everything stands in another place. */
  clear(): void {
    this.#nodes.clear();
    this.#parents.clear();
  }

  /** The one node of that id. */
  keep<T extends CatalogNode>(node: T, parent?: CatalogNode): CatalogNode {
    const known = this.#nodes.get(node.id) ?? node;
    this.#nodes.set(node.id, known);
    if (parent) {
      this.#parents.set(node.id, parent);
    } else {
      this.#parents.delete(node.id);
    }
    return known;
  }

  /** All nodes of these entities. */
  nodesOf(refs: ReadonlySet<string>): readonly CatalogNode[] {
    return [...this.#nodes.values()].filter((node) => node.type === 'entity' && refs.has(node.ref));
  }

  parentOf(node: CatalogNode): CatalogNode | undefined {
    return this.#parents.get(node.id);
  }

  childrenOf(parent: CatalogNode | undefined): readonly CatalogNode[] {
    switch (parent?.type) {
      case undefined:
        return this.#top();
      case 'group':
        return [...this.#missingIn(parent.kind === undefined ? parent.key : undefined, parent), ...this.#subdivide(parent, parent)];
      case 'range':
        return this.#inRanges(this.#itemsOf(parent), parent.of, parent, parent.prefix);
      case 'entity':
        return this.#hasParts(parent) ? [...this.#subdivide(parent, parent), ...this.#relationsHeading(parent)] : this.#relations(parent, parent);
      case 'missing':
        return this.#hasParts(parent) ? this.#subdivide(parent, parent) : [];
      case 'relations':
        return this.#relations(parent.of, parent);
      case 'relation':
        return this.#inRanges(this.#namedOf(parent), parent, parent);
      default:
        return [];
    }
  }

  /** How much a heading stands for: entities below a group, groups within a range of them, targets of a relation. */
  count(node: CatalogNode): number {
    switch (node.type) {
      case 'group': {
        const missing = node.kind === undefined ? this.#input.arrangement.missing(node.key).length : 0;
        return this.#lists(node).reduce((sum, list) => sum + list.length, missing);
      }
      case 'range':
        return this.#itemsOf(node).length;
      case 'relation':
        return this.#namedOf(node).length;
      default:
        return 0;
    }
  }

  rangeLabel(node: RangeNode): string {
    return rangeLabel(this.#itemsOf(node), orderKeyOf, node.prefix);
  }

  /** Whether something can be shown below. On the way back to an entity nothing is. */
  canExpand(node: EntityNode | MissingNode): boolean {
    return node.type === 'entity' ? !node.trail.includes(node.ref) : this.#hasParts(node);
  }

  /** The node of an entity: where it stands first, where it stands in several places. */
  entityNode(ref: string): CatalogNode | undefined {
    const [place] = this.#input.arrangement.placesOf(ref);
    if (place === undefined) {
      return undefined;
    }
    const container = this.#container(place);
    return container === 'none' ? undefined : this.#find(container, ref);
  }

  get #input(): TreeShapeInput {
    return this.#current();
  }

  get #isHierarchy(): boolean {
    return this.#input.arrangement.grouping === 'system';
  }

  #top(): readonly CatalogNode[] {
    if (this.#isHierarchy) {
      return [...this.#missingIn(DOMAINS, undefined), ...this.#subdivide(undefined, undefined), ...this.#headings().map((key) => this.#groupNode(key, undefined))];
    }
    const none = this.#input.arrangement.keys().includes(NONE) ? [this.#groupNode(NONE, undefined)] : [];
    return [...this.#inRanges(this.#groups(), undefined, undefined), ...none];
  }

  /** What stands below a node, in parts where it is too much: by kind first, then by name. */
  #subdivide(of: Exclude<LongNode, RelationNode>, parent: CatalogNode | undefined): readonly CatalogNode[] {
    const lists = this.#lists(of);
    const size = lists.reduce((sum, list) => sum + list.length, 0);
    if (lists.length > 1 && of?.type === 'group' && (size > LARGEST_NODE || this.#input.arrangement.grouping === 'source')) {
      return lists.map((list) => {
        const kind = kindOfRef(list[0]?.ref ?? '');
        return this.keep({ type: 'group', id: `${of.id}|${kind}`, key: of.key, kind }, parent);
      });
    }
    return lists.length > 1 && size > LARGEST_NODE
      ? this.#inRanges([...lists.flat()].sort(compareEntities), of, parent)
      : lists.flatMap((list) => this.#inRanges(list, of, parent));
  }

  #inRanges(items: readonly Named[], of: LongNode, parent: CatalogNode | undefined, prefix = ''): readonly CatalogNode[] {
    const grouped = groupByName(items, orderKeyOf, prefix);
    return 'items' in grouped
      ? grouped.items.map((item) => this.#leaf(item, of, parent))
      : grouped.ranges.map((range) => this.keep({ type: 'range', id: `${of?.id ?? ''}/${range.prefix}`, of, prefix: range.prefix }, parent));
  }

  #itemsOf({ of, prefix }: RangeNode): readonly Named[] {
    return itemsOfRange(this.#namedOf(of), orderKeyOf, prefix);
  }

  #leaf({ ref }: Named, of: LongNode, parent: CatalogNode | undefined): CatalogNode {
    if (of === undefined && !this.#isHierarchy) {
      return this.#groupNode(ref, parent);
    }
    if (of?.type === 'relation') {
      const isKnown = this.#input.graph.get(ref) !== undefined;
      return this.keep({ type: isKnown ? 'entity' : 'missing', id: `${of.id}>${isKnown ? '' : '!'}${ref}`, ref, trail: [...of.of.trail, of.of.ref] }, parent);
    }
    const several = this.#input.arrangement.grouping === 'tag' && of?.type === 'group';
    return this.keep({ type: 'entity', id: several ? `#tag:${encodeURIComponent(of.key)}>${ref}` : ref, ref, trail: [] }, parent);
  }

  #groupNode(key: string, parent: CatalogNode | undefined): CatalogNode {
    const id = this.#isHierarchy ? key : `#${this.#input.arrangement.grouping}:${encodeURIComponent(key)}`;
    return this.keep({ type: 'group', id, key }, parent);
  }

  #missingIn(key: string | undefined, parent: CatalogNode | undefined): readonly CatalogNode[] {
    const refs = key === undefined ? [] : this.#input.arrangement.missing(key);
    return refs.map((ref) => this.keep({ type: 'missing', id: `#missing:${ref}`, ref, trail: [] }, parent));
  }

  #relationsHeading(node: EntityNode): readonly CatalogNode[] {
    return this.#input.graph.relations(node.ref).length > 0 ? [this.keep({ type: 'relations', id: `${node.id}>`, of: node }, node)] : [];
  }

  #relations(node: EntityNode, parent: CatalogNode): readonly CatalogNode[] {
    if (!this.canExpand(node)) {
      return [];
    }
    const types = [...new Set(this.#input.graph.relations(node.ref).map(({ type }) => type))].sort(compareRelationTypes);
    return types.length > 0
      ? types.map((relation) => this.keep({ type: 'relation', id: `${node.id}>${relation}`, of: node, relation }, parent))
      : [this.keep({ type: 'nothing', id: `${node.id}>#nothing` }, parent)];
  }

  /** What is listed below a node, before it is divided, in order of name. */
  #namedOf(of: LongNode): readonly Named[] {
    if (of === undefined) {
      return this.#isHierarchy ? this.#lists(undefined).flat() : this.#groups();
    }
    if (of.type === 'relation') {
      const { graph } = this.#input;
      const targets = graph.relations(of.of.ref).filter(({ type }) => type === of.relation);
      return targets.map(({ targetRef }): Named => graph.get(targetRef) ?? { ref: targetRef, facets: {} }).sort(compareEntities);
    }
    const lists = this.#lists(of);
    return lists.length === 1 ? (lists[0] ?? []) : [...lists.flat()].sort(compareEntities);
  }

  #lists(of: Exclude<LongNode, RelationNode>): readonly (readonly Named[])[] {
    const { arrangement } = this.#input;
    if (of?.type !== 'group') {
      return arrangement.lists(of?.ref ?? DOMAINS);
    }
    const { key, kind } = of;
    const lists = arrangement.lists(key);
    return kind === undefined ? lists : lists.filter(([first]) => first !== undefined && kindOfRef(first.ref) === kind);
  }

  /** The groups at the top that have a name, in order. */
  #groups(): readonly Named[] {
    const input = this.#input;
    if (this.#named?.input !== input) {
      this.#named = { input, groups: this.#nameGroups(input) };
    }
    return this.#named.groups;
  }

  #nameGroups({ arrangement, graph, sourceLabels }: TreeShapeInput): readonly Named[] {
    const keys = arrangement.keys().filter((key) => key !== NONE);
    const named = keys.map((key): Named => {
      const title = groupLabel(arrangement.grouping, key, graph, sourceLabels);
      return { ref: key, facets: { title }, sortKey: title.toLowerCase() };
    });
    // Ranges are cut by name; where there are none, there may be a better order.
    return named.length > LARGEST_NODE
      ? named.sort(compareEntities)
      : named.sort((a, b) => compareHeadings(arrangement.grouping, a.ref, b.ref) || compareEntities(a, b));
  }

  /** Keys of the groups beside the domains, in order. */
  #headings(): readonly string[] {
    const { arrangement } = this.#input;
    const isKind = (key: string): boolean => key.startsWith(KIND_PREFIX);
    const kinds = arrangement.keys().filter(isKind).map((key) => key.slice(KIND_PREFIX.length));
    return [NO_DOMAIN, NO_SYSTEM, ...kinds.sort(compareKinds).map(kindGroup)].filter((key) => arrangement.count(key) > 0);
  }

  #hasParts(node: EntityNode | MissingNode): boolean {
    return node.trail.length === 0 && this.#input.arrangement.hasParts(node.ref);
  }

  /** The node that what has this place stands below; `undefined` for the top. */
  #container(place: string): CatalogNode | undefined | 'none' {
    if (place === DOMAINS) {
      return undefined;
    }
    if (!this.#isHierarchy || place.startsWith('#')) {
      return this.#find(undefined, place) ?? 'none';
    }
    if (this.#input.graph.get(place)) {
      return this.entityNode(place) ?? 'none';
    }
    const top = this.#container(topOf(place));
    return (top === 'none' ? undefined : this.childrenOf(top).find((child) => child.type === 'missing' && child.ref === place)) ?? 'none';
  }

  /** Goes down from a node to what stands below it, through kinds and ranges. @param ref of an entity, or key of a group */
  #find(from: CatalogNode | undefined, ref: string): CatalogNode | undefined {
    const { graph, arrangement, sourceLabels } = this.#input;
    const isGroup = from === undefined && !this.#isHierarchy;
    const name = isGroup ? groupLabel(arrangement.grouping, ref, graph, sourceLabels).toLowerCase() : orderKeyOf(graph.get(ref) ?? { ref, facets: {} });
    for (let children = this.childrenOf(from); ; ) {
      const found = children.find((child) => (child.type === 'entity' && child.ref === ref) || (child.type === 'group' && child.kind === undefined && child.key === ref));
      const way = children.find((child) => (child.type === 'range' && isInRange(name, child.prefix)) || (child.type === 'group' && child.kind === kindOfRef(ref)));
      if (found || !way) {
        return found;
      }
      children = this.childrenOf(way);
    }
  }
}
