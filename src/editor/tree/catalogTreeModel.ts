import type { FileProblems } from '../../portal/catalog/catalogService';
import type { CatalogEntity } from '../../portal/catalog/entity';
import type { CatalogChange, CatalogQuery } from '../../portal/catalog/query';
import type { Notice } from '../status/notices';
import { kindId, problemFileId, PROBLEMS_ID, rangeId, type CatalogNode } from './catalogNode';
import { labelOf } from './entityAppearance';
import { groupByName, itemsOfRange } from './nameRanges';

/** What the tree is made from, at one moment. */
export interface CatalogTreeInput {
  readonly graph: CatalogQuery;
  readonly problems: readonly FileProblems[];
  readonly notices: readonly Notice[];
}

const ROOT = '';

/**
 * The shape of the tree, without the editor. It remembers what was asked for, and so can tell after a change which of
 * the nodes on show are different.
 */
export class CatalogTreeModel {
  #input: CatalogTreeInput;
  readonly #nodes = new Map<string, CatalogNode>();
  /** Parent id → what was last handed out for it: ids and what their looks depend on beside the entity. */
  readonly #shown = new Map<string, ReadonlyMap<string, string>>();

  constructor(input: CatalogTreeInput) {
    this.#input = input;
  }

  get input(): CatalogTreeInput {
    return this.#input;
  }

  children(parent?: CatalogNode): readonly CatalogNode[] {
    const children = this.#childrenOf(parent);
    this.#shown.set(parent?.id ?? ROOT, this.#looks(children));
    return children;
  }

  parent(node: CatalogNode): CatalogNode | undefined {
    if (node.type === 'problemFile') {
      return this.#keep({ type: 'problems', id: PROBLEMS_ID });
    }
    if (node.type !== 'entity' && node.type !== 'range') {
      return undefined;
    }
    const kind = node.type === 'range' ? node.kind : this.#input.graph.get(node.id)?.entity.kind;
    let parent: CatalogNode | undefined = kind === undefined ? undefined : this.#keep({ type: 'kind', id: kindId(kind), kind });
    while (parent) {
      const children: readonly CatalogNode[] = this.#childrenOf(parent);
      const next: CatalogNode | undefined = children.find((child) => child.type === 'range' && child !== node && this.#holds(child, node));
      if (!next) {
        return parent;
      }
      parent = next;
    }
    return undefined;
  }

  /** The node of an entity, for revealing it. */
  entityNode(ref: string): CatalogNode | undefined {
    return this.#input.graph.get(ref) ? this.#keep({ type: 'entity', id: ref }) : undefined;
  }

  entitiesOf(node: CatalogNode): readonly CatalogEntity[] {
    switch (node.type) {
      case 'kind':
        return this.#input.graph.byKind(node.kind);
      case 'range':
        return itemsOfRange(this.#input.graph.byKind(node.kind), labelOf, node.prefix);
      default:
        return [];
    }
  }

  /**
   * Takes what is new.
   * @returns the nodes to draw again together with what lies below them, or `all` where the headings themselves differ
   */
  update(input: CatalogTreeInput, change?: CatalogChange): 'all' | readonly CatalogNode[] {
    this.#input = input;
    const stale: CatalogNode[] = [];
    if (this.#compare(undefined, stale, new Set([...(change?.changed ?? []), ...(change?.added ?? [])]))) {
      return 'all';
    }
    return stale;
  }

  /** Collects the stale nodes below `parent`; true where `parent` has other children than those on show. */
  #compare(parent: CatalogNode | undefined, stale: CatalogNode[], touched: ReadonlySet<string>): boolean {
    const shown = this.#shown.get(parent?.id ?? ROOT);
    if (!shown) {
      return false; // Never opened: whatever is below will be fresh when it is.
    }
    const children = this.#childrenOf(parent);
    const looks = this.#looks(children);
    if (children.length !== shown.size || [...shown.keys()].some((id, index) => children[index]?.id !== id)) {
      return true;
    }
    for (const child of children) {
      const other = looks.get(child.id) !== shown.get(child.id) || (child.type === 'entity' && touched.has(child.id));
      if (other || this.#compare(child, stale, touched)) {
        stale.push(child);
      }
    }
    this.#shown.set(parent?.id ?? ROOT, looks);
    return false;
  }

  #childrenOf(parent: CatalogNode | undefined): readonly CatalogNode[] {
    const { graph, problems, notices } = this.#input;
    if (!parent) {
      return [
        ...notices.map(({ id }) => this.#keep({ type: 'notice', id: `#notice:${id}` })),
        ...(problems.length > 0 ? [this.#keep({ type: 'problems', id: PROBLEMS_ID })] : []),
        ...graph.kinds().map((kind) => this.#keep({ type: 'kind', id: kindId(kind), kind })),
      ];
    }
    switch (parent.type) {
      case 'problems':
        return problems.map(({ uri }) => this.#keep({ type: 'problemFile', id: problemFileId(uri), uri }));
      case 'kind':
      case 'range': {
        const prefix = parent.type === 'range' ? parent.prefix : '';
        const grouped = groupByName(this.entitiesOf(parent), labelOf, prefix);
        return 'items' in grouped
          ? grouped.items.map(({ ref }) => this.#keep({ type: 'entity', id: ref }))
          : grouped.ranges.map((range) =>
              this.#keep({ type: 'range', id: rangeId(parent.kind, range.prefix), kind: parent.kind, prefix: range.prefix }),
            );
      }
      default:
        return [];
    }
  }

  #looks(children: readonly CatalogNode[]): ReadonlyMap<string, string> {
    return new Map(children.map((child) => [child.id, this.#lookOf(child)]));
  }

  #lookOf(node: CatalogNode): string {
    const { problems, notices } = this.#input;
    switch (node.type) {
      case 'kind':
      case 'range':
        return String(this.entitiesOf(node).length);
      case 'problems':
        return String(problems.length);
      case 'problemFile':
        return JSON.stringify(problems.find(({ uri }) => uri === node.uri)?.problems);
      case 'notice':
        return JSON.stringify(notices.find(({ id }) => `#notice:${id}` === node.id));
      case 'entity':
        return '';
    }
  }

  #holds(range: CatalogNode, node: CatalogNode): boolean {
    return node.type === 'entity'
      ? this.entitiesOf(range).some(({ ref }) => ref === node.id)
      : node.type === 'range' && range.type === 'range' && node.prefix.startsWith(range.prefix);
  }

  #keep(node: CatalogNode): CatalogNode {
    const known = this.#nodes.get(node.id);
    if (known) {
      return known;
    }
    this.#nodes.set(node.id, node);
    return node;
  }
}
