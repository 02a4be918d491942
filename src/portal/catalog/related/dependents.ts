import type { CatalogQuery } from '../query';

/** Something that depends on an entity, and how. */
export interface Dependent {
  /** May name what the catalog does not have, where a ref leads nowhere. */
  readonly ref: string;
  /** 1 where it depends on the entity itself. */
  readonly depth: number;
  /** What it depends on, on the shortest way to the entity; the entity itself where `depth` is 1 and no API lies between. */
  readonly via: string;
  /** The relation that says so, seen from `via`: `dependencyOf`, `apiConsumedBy`. */
  readonly type: string;
}

/** What breaks when an entity does: those that name it in `dependsOn`, and those that consume an API it is or provides. */
const DEPENDENT_TYPES = ['dependencyOf', 'apiConsumedBy'];

/**
 * Who depends on an entity, the nearest first, each once. Circles end.
 * @param deepest how far to go: 1 for those that depend on it directly
 */
export function findDependents(graph: Pick<CatalogQuery, 'relations'>, ref: string, deepest = Number.POSITIVE_INFINITY): readonly Dependent[] {
  const seen = new Set([ref]);
  const found: Dependent[] = [];
  let level: readonly string[] = [ref];
  for (let depth = 1; depth <= deepest && level.length > 0; depth++) {
    const next: string[] = [];
    for (const at of level) {
      for (const { targetRef, type, via } of directDependents(graph, at)) {
        if (!seen.has(targetRef)) {
          seen.add(targetRef);
          next.push(targetRef);
          found.push({ ref: targetRef, depth, via, type });
        }
      }
    }
    level = next;
  }
  return found;
}

function directDependents(graph: Pick<CatalogQuery, 'relations'>, ref: string): readonly { readonly targetRef: string; readonly type: string; readonly via: string }[] {
  const relations = graph.relations(ref);
  const own = relations.filter(({ type }) => DEPENDENT_TYPES.includes(type)).map((relation) => ({ ...relation, via: ref }));
  const byApi = relations
    .filter(({ type }) => type === 'providesApi')
    .flatMap(({ targetRef: api }) => graph.relations(api).filter(({ type }) => DEPENDENT_TYPES.includes(type)).map((relation) => ({ ...relation, via: api })));
  return [...own, ...byApi];
}
