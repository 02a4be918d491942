import type { CatalogEntity, Relation } from './entity';

/** The read-only face of a catalog graph: all that trees, language features and pickers need. Immutable. */
export interface CatalogQuery {
  readonly size: number;
  /** @param ref full ref in lower case: `component:default/payment-service` */
  get(ref: string): CatalogEntity | undefined;
  /** Kinds present, as written (`Component`), in Backstage's customary order, unknown ones after by name. */
  kinds(): readonly string[];
  /** Entities of a kind (case does not matter), ordered by title or name. */
  byKind(kind: string): readonly CatalogEntity[];
  all(): Iterable<CatalogEntity>;
  /** Relations of an entity in both directions, sorted by type, then target. Targets may dangle. */
  relations(ref: string): readonly Relation[];
}

/** What a new graph changed against the one before it. Refs in lower case. */
export interface CatalogChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}
