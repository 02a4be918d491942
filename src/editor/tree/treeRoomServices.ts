import type { CatalogService } from '../../portal/catalog/catalogService';
import type { DocumentProblem } from '../../portal/catalog/problem';
import type { StarredEntities } from './starredEntities';
import type { ViewState } from './viewState';

/** What the room behind the tree works with. */
export interface TreeRoomServices {
  readonly catalog: CatalogService;
  readonly viewState: ViewState;
  readonly stars: StarredEntities;
  readonly problemsOf: (ref: string) => readonly DocumentProblem[];
  readonly numberOf: (value: number) => string;
}
