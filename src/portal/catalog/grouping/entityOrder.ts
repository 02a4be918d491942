import type { CatalogEntity } from '../entity';
import { sortKeyOf } from '../catalogRecord';

/** What has a place in a list by its title or name. */
export interface Named {
  readonly ref: string;
  readonly facets: { readonly title?: string };
  /** What follows from the others, where it is at hand. */
  readonly sortKey?: string;
}

/** By what lists of one kind are ordered: title or name, in lower case. The same as the graph's own order, without reading the entity. */
export function orderKeyOf({ sortKey, facets, ref }: Named): string {
  return sortKey ?? sortKeyOf(ref, facets.title);
}

/** The ref decides between equals. */
export function compareEntities(a: Named, b: Named): number {
  const x = orderKeyOf(a);
  const y = orderKeyOf(b);
  return x < y ? -1 : x > y ? 1 : a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0;
}

/** Where an entity stands in an ordered list, or would stand. */
export function placeIn(list: readonly CatalogEntity[], known: CatalogEntity): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = list[middle];
    if (at && compareEntities(at, known) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
