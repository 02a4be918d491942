import type { CatalogEntity } from '../entity';
import { compareEntities } from '../grouping/entityOrder';

/** The entities of a kind in the graph's order, and the places at which an index keeps what it knows of them. */
export interface OrderedPlaces {
  readonly list: readonly CatalogEntity[];
  readonly places: Uint32Array;
}

export const NO_PLACES: OrderedPlaces = { list: [], places: new Uint32Array(0) };

/**
 * Places for a newer list: what is in both keeps its own. Both are in order, so that one walk finds what differs.
 * @param take gives a place to what is new
 * @param gone collects the places of what is not there any more
 */
export function followPlaces({ list: before, places }: OrderedPlaces, list: readonly CatalogEntity[], take: (known: CatalogEntity) => number, gone: number[]): OrderedPlaces {
  const followed = new Uint32Array(list.length);
  let from = 0;
  const drop = (): void => {
    gone.push(places[from] ?? 0);
    from++;
  };
  list.forEach((known, to) => {
    for (let old = before[from]; old && old !== known && compareEntities(old, known) < 0; old = before[from]) {
      drop();
    }
    followed[to] = before[from] === known ? (places[from++] ?? 0) : take(known);
  });
  while (from < before.length) {
    drop();
  }
  return { list, places: followed };
}
