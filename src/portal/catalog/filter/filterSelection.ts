import type { CatalogEntity } from '../entity';
import type { CatalogQuery } from '../query';
import { NO_PLACES, type OrderedPlaces } from './orderedPlaces';

/** What a filter lets through of a graph. Lists are made when they are asked for. */
export class FilterSelection implements Pick<CatalogQuery, 'size' | 'kinds' | 'byKind'> {
  readonly size: number;
  readonly #graph: CatalogQuery;
  readonly #kinds: ReadonlyMap<string, OrderedPlaces>;
  readonly #passes: Uint8Array;

  /** @param passes 1 at the place of what is let through; 0 elsewhere */
  constructor(graph: CatalogQuery, kinds: ReadonlyMap<string, OrderedPlaces>, passes: Uint8Array) {
    this.#graph = graph;
    this.#kinds = kinds;
    this.#passes = passes;
    let size = 0;
    for (let place = 0; place < passes.length; place++) {
      size += passes[place] ?? 0;
    }
    this.size = size;
  }

  kinds(): readonly string[] {
    return this.#graph.kinds();
  }

  /** In the graph's order. */
  byKind(kind: string): readonly CatalogEntity[] {
    const { list, places } = this.#kinds.get(kind.toLowerCase()) ?? NO_PLACES;
    return list.filter((_, index) => this.#passes[places[index] ?? -1] === 1);
  }

  /** Calls with the place of everything that is let through, kind by kind, in the graph's order. */
  forEachPlace(visit: (place: number, known: CatalogEntity) => void): void {
    for (const kind of this.#graph.kinds()) {
      const { list, places } = this.#kinds.get(kind.toLowerCase()) ?? NO_PLACES;
      list.forEach((known, index) => {
        const place = places[index] ?? -1;
        if (this.#passes[place] === 1) {
          visit(place, known);
        }
      });
    }
  }
}
