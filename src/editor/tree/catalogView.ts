import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { messageOf } from '../../portal/base/errors';
import { isFiltering } from '../../portal/catalog/filter/catalogFilter';
import { organizationEntries, showsUnregistered } from '../configuration';
import { hasSources, namesSources } from '../gitHub/configuredSources';
import { SOURCE_SETTINGS } from '../gitHub/sourceSettings';
import type { EditorServices } from '../services';
import { toCatalogState, toProgress, type CatalogState } from '../status/catalogState';
import { toNotices, type Notice } from '../status/notices';
import { toTime } from '../status/showNotices';
import { CatalogInput } from './catalogInput';
import type { CatalogNode } from './catalogNode';
import { CatalogTree } from './catalogTree';
import type { CatalogTreeInput } from './catalogTreeModel';
import { ChangeBuffer } from './changeBuffer';
import { EntityDecorations } from './entityDecorations';
import { EntityDrag } from './entityDrag';
import { NewEntities } from './newEntities';
import { openTreeRoom, registerTreeCommands, type ChooseEntity } from './treeCommands';
import { UnregisteredList } from './unregisteredList';
import { ViewProgress } from './viewProgress';
import { ViewState } from './viewState';

const VIEW = 'stagedoor.catalog';
const UNSEEN_KEY = 'stagedoor.unseenEntities';
const VIEW_KEY = 'stagedoor.catalogView';
/** How many unseen refs are remembered; a badge with more says nothing more. */
const MOST_UNSEEN = 1_000;

export interface CatalogViewServices extends Pick<EditorServices, 'context' | 'catalog' | 'clock' | 'log' | 'problems' | 'stars'> {
  /** Lets the user choose an entity. */
  readonly choose: ChooseEntity;
}

/** The view `Catalog`: the tree, its badge, its progress, and the welcome views by their context keys. */
export function registerCatalogView({ context, catalog, clock, log, stars, problems, choose }: CatalogViewServices): Disposable {
  const store = new DisposableStore();
  const news = new NewEntities({
    load: () => context.workspaceState.get<readonly string[]>(UNSEEN_KEY, []),
    save: (refs) => void context.workspaceState.update(UNSEEN_KEY, refs.slice(0, MOST_UNSEEN)),
  });
  const viewState = store.add(
    new ViewState({
      load: (key) => context.workspaceState.get<unknown>(`${VIEW_KEY}.${key}`),
      save: (key, value) => void context.workspaceState.update(`${VIEW_KEY}.${key}`, value),
    }),
  );
  const numberOf = (value: number): string => value.toLocaleString(vscode.env.language);
  const shown = new CatalogInput({ catalog, view: viewState, stars, folders: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri, name }) => ({ uri: uri.toString(), name })), clock, numberOf });
  const state = (): CatalogState =>
    toCatalogState({
      status: catalog.status,
      entities: catalog.graph.size,
      problems: catalog.problems.length,
      hasSources: hasSources(),
    });
  const notices = (): readonly Notice[] => toNotices(catalog.status, toTime);
  const unregistered = new UnregisteredList({ catalog, isWanted: () => catalog.graph.size > 0 && !isFiltering(viewState.filter) && showsUnregistered() });
  const treeInput = (): CatalogTreeInput => ({ ...shown.toInput(state(), notices()), unregistered: unregistered.items });
  const room = openTreeRoom({ catalog, viewState, stars, problemsOf: (ref) => problems.problemsOf(ref), numberOf, filters: shown.filters, clock });

  const tree = store.add(new CatalogTree(treeInput(), { isStarred: (ref) => stars.has(ref), tooltipOf: async (ref) => (await room()).tooltipOf(ref) }, clock));
  const decorations = store.add(new EntityDecorations(catalog, { isNew: (ref) => news.isNew(ref), isStarred: (ref) => stars.has(ref), problemsOf: (ref) => problems.problemsOf(ref) }));
  store.add(vscode.window.registerFileDecorationProvider(decorations));
  const view = store.add(
    vscode.window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true, canSelectMany: true, dragAndDropController: new EntityDrag() }),
  );
  const showBadge = (): void => {
    const { count } = news;
    view.badge = count > 0 ? { value: count, tooltip: count === 1 ? '1 new entity' : `${count} new entities` } : undefined;
  };
  const see = (): void => {
    news.see();
    showBadge();
  };

  const setContext = rememberingSetter((key, value) => void vscode.commands.executeCommand('setContext', key, value));
  const progress = store.add(new ViewProgress({ viewId: VIEW, clock, isRefreshing: () => catalog.status.refreshing, onDidChange: () => showStatus() }));
  /** Everything about the view that is not the entities themselves. */
  const showWords = (): void => {
    const told = notices();
    setContext('stagedoor.state', shown.toState(state(), told));
    setContext('stagedoor.refreshing', catalog.status.refreshing);
    setContext('stagedoor.hasOrganizations', organizationEntries().length > 0);
    setContext('stagedoor.hasSources', namesSources());
    setContext('stagedoor.filtered', isFiltering(viewState.filter));
    setContext('stagedoor.ownedOnly', viewState.filter.owned);
    setContext('stagedoor.knowsUser', catalog.mine.length > 0);
    setContext('stagedoor.starredOnly', viewState.filter.starred);
    // A message hides the welcome views: it is for a tree that is there.
    const reading = progress.isSlow ? toProgress(catalog.status, numberOf) : undefined;
    const message = state() === 'shown' ? (reading ?? shown.message) : undefined;
    if (view.message !== message) {
      view.message = message;
    }
    if (view.description !== shown.description) {
      view.description = shown.description;
    }
  };
  const showStatus = (): void => {
    showWords();
    tree.update(treeInput());
  };
  const changes = store.add(
    new ChangeBuffer(clock, async (change) => {
      await shown.takeGraph(change);
      tree.update(treeInput(), change);
      decorations.refresh(change.changed);
      showWords();
    }),
  );
  const rearrange = async (): Promise<void> => {
    const [selected] = view.selection;
    await changes.flush();
    await shown.rearrange();
    showStatus();
    const node = selected?.type === 'entity' ? tree.entityNode(selected.ref) : undefined;
    if (node && view.visible) {
      // It may have gone while the tree was drawn.
      await view.reveal(node, { select: true, focus: false }).then(undefined, (error: unknown) => log.warn(`What was selected could not be selected again: ${messageOf(error)}`));
    }
  };

  store.add(
    catalog.onDidChange((change) => {
      decorations.refresh(news.noteChange(change, catalog.graph));
      unregistered.noteChange();
      showBadge();
      changes.add(change);
    }),
  );
  let loaded = false;
  let mine = catalog.mine;
  store.add(
    catalog.onDidChangeStatus((status) => {
      if (!loaded && !status.loading) {
        loaded = true;
        news.noteLoaded(catalog.graph);
        showBadge();
      }
      news.noteStatus(status);
      progress.update();
      if (viewState.filter.owned && mine.join() !== catalog.mine.join()) {
        void rearrange();
      }
      mine = catalog.mine;
      showStatus();
    }),
  );
  store.add(catalog.onDidChangeProblems(showStatus));
  store.add(problems.onDidChange(({ refs }) => decorations.refresh(refs)));
  let arranging: Promise<void> = Promise.resolve();
  store.add(
    viewState.onDidChange(() => {
      arranging = rearrange();
    }),
  );
  store.add(
    stars.onDidChange((refs) => {
      decorations.refresh(refs);
      if (viewState.filter.starred) {
        void rearrange();
      } else {
        tree.redraw(refs);
      }
    }),
  );
  store.add(vscode.workspace.onDidChangeConfiguration((event) => [...SOURCE_SETTINGS, 'stagedoor.catalog.showUnregistered'].some((name) => event.affectsConfiguration(name)) && showStatus()));
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(() => void rearrange()));
  store.add(view.onDidChangeSelection(see));
  store.add(view.onDidExpandElement(see));
  store.add(
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) {
        see();
      } else {
        decorations.refresh(news.forget());
      }
    }),
  );
  const clearFilter = async (): Promise<void> => {
    viewState.clearFilter();
    await arranging;
  };
  const find = async (ref: string): Promise<CatalogNode | undefined> => {
    await changes.flush();
    return tree.entityNode(ref);
  };
  store.add(registerTreeCommands({ catalog, viewState, stars, view, find, choose, clearFilter, room }));
  news.noteStatus(catalog.status);
  progress.update();
  showBadge();
  showStatus();
  return store;
}

/** Tells the editor only what it was not told before. */
function rememberingSetter(set: (key: string, value: unknown) => void): (key: string, value: unknown) => void {
  const told = new Map<string, unknown>();
  return (key, value) => {
    if (!told.has(key) || told.get(key) !== value) {
      told.set(key, value);
      set(key, value);
    }
  };
}
