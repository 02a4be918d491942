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
 * @param gone collects the places of what is not there any more
 * @param take gives a place to what is new, once all that is gone of the kind is known
 */
export function followPlaces({ list: before, places }: OrderedPlaces, list: readonly CatalogEntity[], gone: number[], take: (known: CatalogEntity) => number): OrderedPlaces {
  const followed = new Uint32Array(list.length);
  const fresh: number[] = [];
  let from = 0;
  const drop = (): void => {
    gone.push(places[from] ?? 0);
    from++;
  };
  list.forEach((known, to) => {
    for (let old = before[from]; old && old !== known && compareEntities(old, known) < 0; old = before[from]) {
      drop();
    }
    if (before[from] === known) {
      followed[to] = places[from++] ?? 0;
    } else {
      fresh.push(to);
    }
  });
  while (from < before.length) {
    drop();
  }
  for (const to of fresh) {
    const known = list[to];
    if (known) {
      followed[to] = take(known);
    }
  }
  return { list, places: followed };
}
