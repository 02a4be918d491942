/** What the catalog tree shows. Nodes are compared by identity, so each id has one node for as long as the tree lives. */
export type CatalogNode = NoticeNode | ProblemsNode | ProblemFileNode | KindNode | RangeNode | EntityNode;

/** Something the user should know or do, such as signing in. */
export interface NoticeNode {
  readonly type: 'notice';
  readonly id: string;
}

/** The files that could not be taken in. */
export interface ProblemsNode {
  readonly type: 'problems';
  readonly id: '#problems';
}

export interface ProblemFileNode {
  readonly type: 'problemFile';
  readonly id: string;
  readonly uri: string;
}

export interface KindNode {
  readonly type: 'kind';
  readonly id: string;
  /** As written: `Component`. */
  readonly kind: string;
}

/** A part of a kind with too many entities for one node: those whose names start with `prefix`. */
export interface RangeNode {
  readonly type: 'range';
  readonly id: string;
  readonly kind: string;
  readonly prefix: string;
}

export interface EntityNode {
  readonly type: 'entity';
  /** The entity ref: `component:default/payment-service`. */
  readonly id: string;
}

/** Ids that are no entity refs start with `#`, which no ref can. */
export const PROBLEMS_ID = '#problems';
export const kindId = (kind: string): string => `#kind:${kind.toLowerCase()}`;
export const rangeId = (kind: string, prefix: string): string => `${kindId(kind)}/${prefix}`;
export const problemFileId = (uri: string): string => `#problem:${uri}`;
