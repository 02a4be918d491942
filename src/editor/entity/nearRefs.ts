import { stringifyEntityRef, type EntityRef } from '../../portal/catalog/entityRef';
import type { CatalogQuery } from '../../portal/catalog/query';
import { differingBits, editDistance, letterBits } from '../../portal/language/editDistance';

const MOST = 5;

/** What somebody may have meant by a ref to nothing: the same name elsewhere, and names of that kind that are written alike. The nearest first. */
export function nearRefs(wanted: EntityRef, graph: CatalogQuery): readonly string[] {
  const name = wanted.name.toLowerCase();
  const elsewhere = graph.kinds().map((kind) => stringifyEntityRef({ ...wanted, kind })).filter((ref) => graph.get(ref) !== undefined);
  const limit = Math.max(1, Math.min(3, Math.floor(name.length / 3)));
  const bits = letterBits(name);
  const alike = graph.byKind(wanted.kind).flatMap(({ ref }) => {
    const other = ref.slice(ref.indexOf('/') + 1);
    // Refs alone are looked at: the entities behind them may still lie in a snapshot.
    const distance = Math.abs(other.length - name.length) > limit || differingBits(letterBits(other), bits) > 2 * limit ? undefined : editDistance(name, other, limit);
    return distance === undefined ? [] : [{ ref, distance }];
  });
  return [...new Set([...alike.sort((a, b) => a.distance - b.distance || (a.ref < b.ref ? -1 : 1)).map(({ ref }) => ref), ...elsewhere])].slice(0, MOST);
}
