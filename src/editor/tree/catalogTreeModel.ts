import type { FileProblems } from '../../portal/catalog/catalogService';
import type { CatalogChange } from '../../portal/catalog/query';
import type { Notice } from '../status/notices';
import { problemFileId, PROBLEMS_ID, repositoryId, unregisteredId, type CatalogNode, type EntityNode, type MissingNode, type RangeNode, type UnregisteredNode } from './catalogNode';
import { groupHint, groupLabel } from './groupHeading';
import { TreeShape, type TreeShapeInput } from './treeShape';
import { divide, partOf, type UnregisteredItem } from './unregisteredList';

/** What the tree is made from, at one moment. Another arrangement means that everything stands in another place. */
export interface CatalogTreeInput extends TreeShapeInput {
  readonly problems: readonly FileProblems[];
  readonly notices: readonly Notice[];
  /** Repositories that could come into the catalog, in order. */
  readonly unregistered?: readonly UnregisteredItem[];
}

const ROOT = '';

/**
 * The tree without the editor. It remembers what was asked for, and so can tell after a change which of the nodes on show
 * are different.
 */
export class CatalogTreeModel {
  #input: CatalogTreeInput;
  readonly #shape = new TreeShape(() => this.#input);
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
    return this.#shape.parentOf(node);
  }

  /** The node of an entity, for revealing it; `undefined` where the catalog has none or the filter hides it. */
  entityNode(ref: string): CatalogNode | undefined {
    return this.#shape.entityNode(ref);
  }

  /** The nodes of these entities that were handed out. */
  shownNodes(refs: ReadonlySet<string>): readonly CatalogNode[] {
    return this.#shape.nodesOf(refs);
  }

  /** What the number beside a heading says. */
  count(node: CatalogNode): number {
    return this.#shape.count(node);
  }

  rangeLabel(node: RangeNode): string {
    return this.#shape.rangeLabel(node);
  }

  canExpand(node: EntityNode | MissingNode): boolean {
    return this.#shape.canExpand(node);
  }

  /**
   * Takes what is new.
   * @returns the nodes to draw again together with what lies below them, or `all` where the headings themselves differ
   */
  update(input: CatalogTreeInput, change?: CatalogChange): 'all' | readonly CatalogNode[] {
    const rearranged = input.arrangement !== this.#input.arrangement;
    this.#input = input;
    input.arrangement.update(input.graph, change);
    if (rearranged) {
      this.#shape.clear();
      this.#shown.clear();
      return 'all';
    }
    const stale: CatalogNode[] = [];
    return this.#compare(undefined, stale, new Set([...(change?.changed ?? []), ...(change?.added ?? [])])) ? 'all' : stale;
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
      const other = looks.get(child.id) !== shown.get(child.id) || (child.type === 'entity' && touched.has(child.ref));
      if (this.#compare(child, stale, touched) || other) {
        stale.push(child);
      }
    }
    this.#shown.set(parent?.id ?? ROOT, looks);
    return false;
  }

  #childrenOf(parent: CatalogNode | undefined): readonly CatalogNode[] {
    const { problems, notices, unregistered = [] } = this.#input;
    switch (parent?.type) {
      case undefined:
        return [
          ...notices.map(({ id }) => this.#shape.keep({ type: 'notice', id: `#notice:${id}` })),
          ...(problems.length > 0 ? [this.#shape.keep({ type: 'problems', id: PROBLEMS_ID })] : []),
          ...this.#shape.childrenOf(undefined),
          ...(unregistered.length > 0 ? [this.#shape.keep({ type: 'unregistered', id: unregisteredId(''), prefix: '' })] : []),
        ];
      case 'problems':
        return problems.map(({ uri }) => this.#shape.keep({ type: 'problemFile', id: problemFileId(uri), uri }, parent));
      case 'unregistered':
        return this.#repositoriesIn(parent, unregistered);
      case 'repository':
        return [];
      default:
        return this.#shape.childrenOf(parent);
    }
  }

  #repositoriesIn(parent: UnregisteredNode, all: readonly UnregisteredItem[]): readonly CatalogNode[] {
    const parts = divide(all, parent.prefix);
    return 'items' in parts
      ? parts.items.map(({ key, info }) => this.#shape.keep({ type: 'repository', id: repositoryId(key), repository: info }, parent))
      : parts.ranges.map(({ prefix }) => this.#shape.keep({ type: 'unregistered', id: unregisteredId(prefix), prefix }, parent));
  }

  #looks(children: readonly CatalogNode[]): ReadonlyMap<string, string> {
    return new Map(children.map((child) => [child.id, this.#lookOf(child)]));
  }

  #lookOf(node: CatalogNode): string {
    const { arrangement, graph, problems, notices, sourceLabels, unregistered = [] } = this.#input;
    switch (node.type) {
      case 'group':
        return `${this.count(node)} ${groupLabel(arrangement.grouping, node.key, graph, sourceLabels)} ${groupHint(arrangement.grouping, node.key, graph, sourceLabels) ?? ''}`;
      case 'range':
        return `${this.count(node)} ${this.rangeLabel(node)}`;
      case 'relation':
        return String(this.count(node));
      case 'problems':
        return String(problems.length);
      case 'problemFile':
        return JSON.stringify(problems.find(({ uri }) => uri === node.uri)?.problems);
      case 'notice':
        return JSON.stringify(notices.find(({ id }) => `#notice:${id}` === node.id));
      case 'unregistered':
        return String(partOf(unregistered, node.prefix).length);
      case 'missing':
        return String(this.canExpand(node));
      default:
        return '';
    }
  }
}
