import * as vscode from 'vscode';
import { isCancelled } from '../../../portal/base/cancellation';
import { DisposableStore, type Disposable } from '../../../portal/base/disposable';
import type { CatalogService } from '../../../portal/catalog/catalogService';
import type { CatalogEntity } from '../../../portal/catalog/entity';
import { parseSearch } from '../../../portal/catalog/search/parseSearch';
import type { SearchIndex } from '../../../portal/catalog/search/searchIndex';
import type { SearchStates } from '../../../portal/catalog/search/searchFilter';
import type { Clock } from '../../../portal/ports/clock';
import type { RecentEntities } from './recentEntities';
import { BUTTONS, emptyItems, entityItem, helpItems, moreItem, separator, type SearchItem } from './searchItems';

export type SearchAction = 'definition' | 'docs' | 'repository' | 'page';

export interface SearchPickOptions {
  readonly title: string;
  readonly catalog: Pick<CatalogService, 'graph' | 'status' | 'onDidChange' | 'onDidChangeStatus'>;
  readonly clock: Clock;
  readonly recent: RecentEntities;
  /** Whether an entity is chosen for a command, so that buttons and keys for others have no place. */
  readonly isChoice: boolean;
  readonly states: () => SearchStates;
  /** The index of what is in the catalog now. */
  readonly index: () => Promise<SearchIndex>;
  readonly act: (action: SearchAction, known: CatalogEntity) => void;
  readonly onDidHide: () => void;
  readonly onError: (error: unknown) => void;
}

/** Rows shown at most; each crosses to the window by itself at every key. */
const MOST = 60;
/** Changes of the catalog are gathered for this long, in ms, while it is being read. */
const GATHER = 150;

/** The search while it is open. */
export class SearchPick implements Disposable {
  readonly #options: SearchPickOptions;
  readonly #pick: vscode.QuickPick<SearchItem>;
  readonly #store = new DisposableStore();
  #index: SearchIndex | undefined;
  #timer: Disposable | undefined;
  /** What was typed when the rows were last drawn. */
  #shown: string | undefined;
  #isOpen = true;

  constructor(options: SearchPickOptions) {
    this.#options = options;
    const { catalog, title } = options;
    const pick = this.#store.add(vscode.window.createQuickPick<SearchItem>());
    this.#pick = pick;
    pick.title = title;
    pick.placeholder = 'Name, title, owner or tag · kind:api owner:team-x is:owned · ? for help';
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    // The order is ours. The editor would sort by label again; this switch of it is older than its place in the API, and where it were missing, only the order would suffer.
    if ('sortByLabel' in pick) {
      Reflect.set(pick, 'sortByLabel', false);
    }
    this.#store.add(pick.onDidChangeValue(() => this.#draw()));
    this.#store.add(pick.onDidAccept(() => this.act('definition')));
    this.#store.add(pick.onDidTriggerItemButton(({ item, button }) => this.#press(item, button)));
    this.#store.add(pick.onDidHide(() => this.dispose()));
    this.#store.add(catalog.onDidChange(() => this.#gather()));
    this.#store.add(catalog.onDidChangeStatus(() => this.#gather()));
  }

  show(): void {
    this.#pick.show();
    this.#draw();
    void this.#reindex();
  }

  act(action: SearchAction): void {
    const [item] = this.#pick.activeItems;
    if (item?.known) {
      this.#finish(action, item.known);
    } else if (item?.value !== undefined) {
      this.#pick.value = item.value;
      this.#draw();
    } else if (item?.command) {
      const { id, arguments: given } = item.command;
      this.dispose();
      void vscode.commands.executeCommand(id, ...(given ?? []));
    }
  }

  dispose(): void {
    if (this.#isOpen) {
      this.#isOpen = false;
      this.#timer?.dispose();
      this.#store.dispose();
      this.#options.onDidHide();
    }
  }

  #press({ known }: SearchItem, button: vscode.QuickInputButton): void {
    if (known) {
      this.#finish(button === BUTTONS.docs ? 'docs' : button === BUTTONS.repository ? 'repository' : 'page', known);
    }
  }

  #finish(action: SearchAction, known: CatalogEntity): void {
    this.#options.act(action, known);
    this.dispose();
  }

  #gather(): void {
    this.#timer ??= this.#options.clock.after(GATHER, () => {
      this.#timer = undefined;
      void this.#reindex();
    });
  }

  async #reindex(): Promise<void> {
    try {
      this.#index = await this.#options.index();
    } catch (error) {
      if (!isCancelled(error)) {
        this.#options.onError(error);
      }
    }
    if (this.#isOpen) {
      this.#draw();
    }
  }

  #draw(): void {
    const { loading, refreshing } = this.#options.catalog.status;
    const items = this.#items();
    const active = this.#pick.activeItems[0]?.known?.ref;
    const isTyped = this.#shown !== undefined && this.#shown !== this.#pick.value;
    this.#shown = this.#pick.value;
    this.#pick.busy = loading || refreshing || this.#index === undefined;
    this.#pick.items = items;
    // While results come in, the row one was about to choose stays chosen; a new key chooses the best.
    const same = isTyped || active === undefined ? undefined : items.find(({ known }) => known?.ref === active);
    const first = same ?? items.find(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
    this.#pick.activeItems = first ? [first] : [];
  }
  #items(): readonly SearchItem[] {
    const { catalog, isChoice, recent, states } = this.#options;
    const { value } = this.#pick;
    if (value.trim().startsWith('?')) {
      return helpItems();
    }
    const search = parseSearch(value);
    const isEmpty = search.words.length === 0 && search.filters.length === 0;
    const known = isEmpty ? recent.refs.flatMap((ref) => catalog.graph.get(ref) ?? []) : [];
    const recents = known.map((entity) => entityItem(entity, search, isChoice));
    if (!this.#index) {
      return recents;
    }
    const result = this.#index.search(search, states(), MOST);
    const shown = new Set(known.map(({ ref }) => ref));
    const found = result.found.filter(({ ref }) => !shown.has(ref)).map((entity) => entityItem(entity, search, isChoice));
    if (result.total === 0) {
      return emptyItems(catalog, value);
    }
    return [...(recents.length > 0 ? [separator('recently opened'), ...recents, separator('all')] : []), ...found, ...moreItem(result)];
  }
}
