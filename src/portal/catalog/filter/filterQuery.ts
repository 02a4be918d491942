import type { Steps } from '../../base/steps';
import type { CatalogEntity } from '../entity';
import type { CatalogQuery } from '../query';
import { createMatcher, type CatalogFilter, type FilterContext } from './catalogFilter';
import type { FilterKeeper } from './filterKeeper';
import type { FilterSelection } from './filterSelection';

/** A filter, asked of one graph after another, or of single entities. */
export class FilterQuery {
  readonly #keeper: FilterKeeper;
  readonly #filter: CatalogFilter;
  readonly #context: FilterContext;
  readonly accepts: (known: CatalogEntity) => boolean;

  constructor(keeper: FilterKeeper, filter: CatalogFilter, context: FilterContext) {
    this.#keeper = keeper;
    this.#filter = filter;
    this.#context = context;
    this.accepts = createMatcher(filter, context);
  }

  /** All that passes of a graph. */
  *select(graph: CatalogQuery): Steps<FilterSelection> {
    const index = yield* this.#keeper.at(graph, this.#filter);
    return index.select(this.#filter, this.#context);
  }
}
