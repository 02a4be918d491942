import type { CatalogService } from '../../portal/catalog/catalogService';
import type { MarkedProblem } from './entityMark';
import type { FilterKeeper } from '../../portal/catalog/filter/filterKeeper';
import type { Clock } from '../../portal/ports/clock';
import type { StarredEntities } from './starredEntities';
import type { ViewState } from './viewState';

/** What the room behind the tree works with. */
export interface TreeRoomServices {
  readonly catalog: CatalogService;
  readonly viewState: ViewState;
  readonly stars: StarredEntities;
  readonly problemsOf: (ref: string) => readonly MarkedProblem[];
  readonly numberOf: (value: number) => string;
  readonly filters: FilterKeeper;
  readonly clock: Clock;
}
