import { Slices } from '../../portal/base/pause';
import type { CatalogService } from '../../portal/catalog/catalogService';
import { isFiltering } from '../../portal/catalog/filter/catalogFilter';
import { FilterKeeper } from '../../portal/catalog/filter/filterKeeper';
import { FilterQuery } from '../../portal/catalog/filter/filterQuery';
import { Arrangement } from '../../portal/catalog/grouping/arrangement';
import type { CatalogChange, CatalogQuery } from '../../portal/catalog/query';
import type { Clock } from '../../portal/ports/clock';
import type { CatalogState } from '../status/catalogState';
import type { Notice } from '../status/notices';
import type { CatalogTreeInput } from './catalogTreeModel';
import { filterSummary, GROUPING_NAMES } from './filterSummary';
import type { StarredEntities } from './starredEntities';
import { createSourceLabels, sourceKeyOf, type SourceFolder } from './treeSources';
import type { ViewState } from './viewState';

export interface CatalogInputOptions {
  readonly catalog: Pick<CatalogService, 'checkouts' | 'graph' | 'mine' | 'problems' | 'status'>;
  readonly view: ViewState;
  readonly stars: StarredEntities;
  readonly folders: () => readonly SourceFolder[];
  readonly clock: Clock;
  /** A number in the user's language. */
  readonly numberOf: (value: number) => string;
}

/** Where a filter hides all there is, the view says so in the place of a tree. */
export type FilteredState = CatalogState | 'filtered' | 'filteredUnknownUser';

/** What the view shows: the catalog as the user has arranged it, and words about that. */
export class CatalogInput {
  readonly #options: CatalogInputOptions;
  /** What answers filters, for all who ask some. */
  readonly filters = new FilterKeeper();
  /** The graph on show; the newest one comes with the next drawing. */
  #graph: CatalogQuery;
  #arrangement: Arrangement;
  /** What was asked for last, which may not be ready yet. */
  #next: Arrangement | undefined;
  #message: string | undefined;

  constructor(options: CatalogInputOptions) {
    this.#options = options;
    this.#graph = options.catalog.graph;
    this.#arrangement = this.#arrange();
  }

  get graph(): CatalogQuery {
    return this.#graph;
  }

  /** Takes the newest graph. @param change what is new in it */
  async takeGraph(change: CatalogChange): Promise<void> {
    this.#graph = this.#options.catalog.graph;
    this.#arrangement.update(this.#graph, change);
    await this.#arrangement.prepare(this.#slices());
  }

  /** Puts everything in its place anew: another grouping or filter, other stars or folders. What is on show stays until then. */
  async rearrange(): Promise<void> {
    const next = this.#arrange();
    this.#next = next;
    await next.prepare(this.#slices());
    if (this.#next === next) {
      next.update(this.#graph);
      await next.prepare(this.#slices());
      this.#arrangement = next;
    }
  }

  /** @param state what the view would show without a filter */
  toInput(state: CatalogState, notices: readonly Notice[]): CatalogTreeInput {
    const { catalog, folders } = this.#options;
    const shared = { graph: this.#graph, arrangement: this.#arrangement, sourceLabels: createSourceLabels(catalog, folders()) };
    // Where a welcome view tells what to do, the tree stays empty.
    return state === 'shown' ? { ...shared, problems: catalog.problems, notices: [...notices, ...this.#filterNotices(notices)] } : { ...shared, problems: [], notices: [] };
  }

  toState(state: CatalogState, notices: readonly Notice[]): FilteredState {
    return state !== 'shown' || !this.hidesAll || notices.length > 0 || this.#options.catalog.problems.length > 0 ? state : this.#ownsNothing ? 'filteredUnknownUser' : 'filtered';
  }

  /** Beside the view's title: how the catalog is grouped, and that a filter is in force. */
  get description(): string | undefined {
    const { grouping, filter } = this.#options.view;
    return [grouping !== 'kind' && `by ${GROUPING_NAMES[grouping].toLowerCase()}`, isFiltering(filter) && 'filtered'].filter(Boolean).join(', ') || undefined;
  }

  /** Above the tree: the filter in force, and how much it lets through. */
  get message(): string | undefined {
    if (this.#arrangement.isReady) {
      this.#message = this.#describe();
    }
    return this.#message;
  }

  get hidesAll(): boolean {
    return isFiltering(this.#options.view.filter) && this.#arrangement.isReady && this.#graph.size > 0 && this.#arrangement.size === 0;
  }

  #describe(): string | undefined {
    const { catalog, view, stars, numberOf } = this.#options;
    if (!isFiltering(view.filter) || this.hidesAll) {
      return undefined;
    }
    const gone = view.filter.starred ? [...stars.refs].filter((ref) => !catalog.graph.get(ref)).length : 0;
    const left = gone > 0 ? ` (${numberOf(gone)} starred ${gone === 1 ? 'is' : 'are'} not in the catalog now)` : '';
    return `Showing ${numberOf(this.#arrangement.size)} of ${numberOf(this.#graph.size)}: ${filterSummary(view.filter, this.#graph)}${left}`;
  }

  get #ownsNothing(): boolean {
    const { catalog, view } = this.#options;
    return view.filter.owned && catalog.mine.length === 0;
  }

  #filterNotices(others: readonly Notice[]): readonly Notice[] {
    if (!this.hidesAll || (others.length === 0 && this.#options.catalog.problems.length === 0)) {
      return []; // Alone, it is told by a welcome view.
    }
    const text = this.#ownsNothing ? 'Nothing is owned by you: it is not known who you are' : `The filter hides all ${this.#options.numberOf(this.#graph.size)} entities`;
    return [{ id: 'filtered', severity: 'information', text, label: 'The filter hides everything', hint: 'clear it', action: { title: 'Clear Filter', command: 'stagedoor.clearFilter' } }];
  }

  #slices(): Slices {
    return new Slices(this.#options.clock);
  }

  #arrange(): Arrangement {
    const { catalog, view, stars, folders } = this.#options;
    const { filter, grouping } = view;
    const query = isFiltering(filter) ? new FilterQuery(this.filters, filter, { mine: catalog.mine, starred: stars.refs }) : undefined;
    const open = folders();
    return new Arrangement(grouping, this.#graph, { accepts: query?.accepts, select: query && ((graph) => query.select(graph)), sourceOf: (known) => sourceKeyOf(known, open) });
  }
}
