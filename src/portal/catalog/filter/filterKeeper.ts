import type { Steps } from '../../base/steps';
import type { CatalogQuery } from '../query';
import type { CatalogFilter } from './catalogFilter';
import { FilterIndex } from './filterIndex';
import { toWords } from './textMatch';

/** Keeps the index of the graph that was asked for last, so that the next one costs by what differs. */
export class FilterKeeper {
  #index: FilterIndex | undefined;

  /** The index of a graph, ready for a filter. The first time takes a while, and so does the first filter with words. */
  *at(graph: CatalogQuery, filter: CatalogFilter): Steps<FilterIndex> {
    let index = this.#index ? yield* this.#index.with(graph) : yield* FilterIndex.of(graph);
    if (toWords(filter.text).length > 0) {
      index = yield* index.withTexts();
    }
    // Several may be at it at a time, a step each: what has come about is whole in any case.
    this.#index = index;
    return index;
  }
}
