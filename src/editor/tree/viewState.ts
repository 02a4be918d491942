import type { Disposable } from '../../portal/base/disposable';
import { Emitter, type Event } from '../../portal/base/event';
import { isFiltering, NO_FILTER, readFilter, type CatalogFilter } from '../../portal/catalog/filter/catalogFilter';
import { isGrouping, type Grouping } from '../../portal/catalog/grouping/grouping';

/** What is kept of a workspace. */
export interface ViewMemory {
  load(key: 'grouping' | 'filter'): unknown;
  save(key: 'grouping' | 'filter', value: unknown): void;
}

/** How the user has arranged the catalog: by what it is grouped, and what of it is shown. */
export class ViewState implements Disposable {
  readonly #memory: ViewMemory;
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange: Event<undefined> = this.#changed.event;
  #grouping: Grouping;
  #filter: CatalogFilter;

  constructor(memory: ViewMemory) {
    this.#memory = memory;
    const grouping = memory.load('grouping');
    this.#grouping = isGrouping(grouping) ? grouping : 'kind';
    this.#filter = readFilter(memory.load('filter'));
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  set grouping(grouping: Grouping) {
    if (grouping !== this.#grouping) {
      this.#grouping = grouping;
      this.#memory.save('grouping', grouping);
      this.#changed.fire(undefined);
    }
  }

  get filter(): CatalogFilter {
    return this.#filter;
  }

  set filter(filter: CatalogFilter) {
    if (JSON.stringify(readFilter(filter)) !== JSON.stringify(this.#filter)) {
      this.#filter = readFilter(filter);
      this.#memory.save('filter', isFiltering(filter) ? this.#filter : undefined);
      this.#changed.fire(undefined);
    }
  }

  clearFilter(): void {
    this.filter = NO_FILTER;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
