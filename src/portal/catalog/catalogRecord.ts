import type { CatalogEntity, Entity, EntityOrigin } from './entity';
import { entityRefOf } from './entityRef';
import { readFacets, toFacets } from './facets';
import type { DocumentProblem } from './problem';
import { ownRelations, type OwnRelation } from './relations';

/** A catalog entity with what the graph needs of it at once; `entity` itself may be read from a snapshot when asked for. */
export interface CatalogRecord extends CatalogEntity {
  /** As written: `Component`. */
  readonly kind: string;
  readonly relations: readonly OwnRelation[];
}

/** What one file contributes to the catalog. The graph is organised by these, so that one edit touches one of them. */
export interface CatalogShard {
  readonly uri: string;
  /** The id of the source it came from. */
  readonly source: string;
  /** Hash of the content it was made from; the same hash means there is nothing to check again. */
  readonly version: string;
  readonly records: readonly CatalogRecord[];
  readonly problems: readonly DocumentProblem[];
  /** `<host>/<owner>/<name>` in lower case, of the repository it lives in, where it is known. */
  readonly repository?: string;
  /** Whether only the account that read it may see it. */
  readonly private: boolean;
  /** URIs of the files that Locations in this file point to. */
  readonly follows: readonly string[];
  /** What placeholders in this file point to: it may change though the file does not. */
  readonly reads: readonly string[];
}

/** @param relations those its own fields make; as a default Backstage has them when left out */
export function toRecord(entity: Entity, origin: EntityOrigin, relations = ownRelations(entity)): CatalogRecord {
  const facets = toFacets(readFacets(entity), relations);
  const ref = entityRefOf(entity);
  return { ref, kind: entity.kind, sortKey: sortKeyOf(ref, facets.title), relations, facets, entity, origin };
}

/** Title or name, in lower case. @param ref in lower case, so that its name is too */
export function sortKeyOf(ref: string, title: string | undefined): string {
  return title?.toLowerCase() ?? ref.slice(ref.indexOf('/') + 1);
}

/** Ordered by title or name; the ref decides between equals. Plain comparison: a collator costs a hundred times as much. */
export function compareRecords(a: CatalogRecord, b: CatalogRecord): number {
  return compare(a.sortKey, b.sortKey) || compare(a.ref, b.ref);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether two records say the same, so that nobody needs to hear of the newer. */
export function isSameRecord(a: CatalogRecord, b: CatalogRecord): boolean {
  return a === b || (JSON.stringify(a.origin) === JSON.stringify(b.origin) && JSON.stringify(a.entity) === JSON.stringify(b.entity));
}

export function repositoryKey(repository: { readonly host: string; readonly owner: string; readonly name: string }): string {
  return `${repository.host.replace(/^https?:\/\//, '')}/${repository.owner}/${repository.name}`.toLowerCase();
}
