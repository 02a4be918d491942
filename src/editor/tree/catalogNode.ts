import type { RepositoryInfo } from '../../portal/catalog/entity';

/** What the catalog tree shows. Nodes are compared by identity, so each id has one node for as long as the tree is arranged in one way. */
export type CatalogNode = NoticeNode | ProblemsNode | ProblemFileNode | GroupNode | RangeNode | EntityNode | MissingNode | RelationsNode | RelationNode | NothingNode | UnregisteredNode | RepositoryNode;

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

/** Entities that have something in common: a kind, an owner, a tag. */
export interface GroupNode {
  readonly type: 'group';
  readonly id: string;
  /** The group's key in the arrangement. */
  readonly key: string;
  /** The part of the group that is of this kind, in lower case, where the group is shown by kind. */
  readonly kind?: string;
}

/** What can have more below it than fits into one node; `undefined` for the top of the tree. */
export type LongNode = GroupNode | EntityNode | MissingNode | RelationNode | undefined;

/** A part of a node with too much below it: what has a name that starts with `prefix`. */
export interface RangeNode {
  readonly type: 'range';
  readonly id: string;
  readonly of: LongNode;
  readonly prefix: string;
}

export interface EntityNode {
  readonly type: 'entity';
  /** The entity ref, or a path that ends in it where the entity can be shown in several places. */
  readonly id: string;
  /** `component:default/payment-service` */
  readonly ref: string;
  /** The entities whose relations lead here, so that no way goes round in circles. Empty outside of relations. */
  readonly trail: readonly string[];
}

/** Something that is named, and that the catalog does not have. */
export interface MissingNode {
  readonly type: 'missing';
  readonly id: string;
  readonly ref: string;
  readonly trail: readonly string[];
}

/** All relations of an entity that has parts of its own below it. */
export interface RelationsNode {
  readonly type: 'relations';
  readonly id: string;
  readonly of: EntityNode;
}

/** The relations of one type: `Depends on`. */
export interface RelationNode {
  readonly type: 'relation';
  readonly id: string;
  readonly of: EntityNode;
  /** `dependsOn` */
  readonly relation: string;
}

/** Says that an entity has no relations. */
export interface NothingNode {
  readonly type: 'nothing';
  readonly id: string;
}

/** Repositories without a catalog file, or those of them whose names start with `prefix`. */
export interface UnregisteredNode {
  readonly type: 'unregistered';
  readonly id: string;
  /** Empty for all of them. */
  readonly prefix: string;
}

export interface RepositoryNode {
  readonly type: 'repository';
  readonly id: string;
  readonly repository: RepositoryInfo;
}

/** Ids that are no entity refs start with `#`, which no ref can. */
export const PROBLEMS_ID = '#problems';
export const unregisteredId = (prefix: string): string => `#unregistered/${prefix}`;
export const repositoryId = (key: string): string => `#repository:${key}`;
export const problemFileId = (uri: string): string => `#problem:${uri}`;
