import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { organizationEntries, workspaceFolders } from '../configuration';
import type { EditorServices } from '../services';
import { toCatalogState, toProgress, type CatalogState } from '../status/catalogState';
import { toNotices } from '../status/notices';
import { toTime } from '../status/showNotices';
import { CatalogTree } from './catalogTree';
import type { CatalogTreeInput } from './catalogTreeModel';
import { EntityDecorations } from './entityDecorations';
import { NewEntities } from './newEntities';

const VIEW = 'stagedoor.catalog';
const UNSEEN_KEY = 'stagedoor.unseenEntities';
/** How many unseen refs are remembered; a badge with more says nothing more. */
const MOST_UNSEEN = 1_000;
/** A refresh shorter than this needs no words. */
const SLOW_MS = 1_500;

/** The view `Catalog`: the tree, its badge, its progress, and the welcome views by their context keys. */
export function registerCatalogView({ context, catalog, clock }: EditorServices): Disposable {
  const store = new DisposableStore();
  const news = new NewEntities({
    load: () => context.workspaceState.get<readonly string[]>(UNSEEN_KEY, []),
    save: (refs) => void context.workspaceState.update(UNSEEN_KEY, refs.slice(0, MOST_UNSEEN)),
  });
  const state = (): CatalogState =>
    toCatalogState({
      status: catalog.status,
      entities: catalog.graph.size,
      problems: catalog.problems.length,
      hasSources: workspaceFolders().length > 0 || organizationEntries().length > 0,
    });
  const input = (): CatalogTreeInput =>
    // Where a welcome view tells what to do, the tree stays empty.
    state() === 'shown'
      ? { graph: catalog.graph, problems: catalog.problems, notices: toNotices(catalog.status, toTime) }
      : { graph: catalog.graph, problems: [], notices: [] };

  const tree = store.add(new CatalogTree(input()));
  const decorations = store.add(new EntityDecorations(catalog, news));
  store.add(vscode.window.registerFileDecorationProvider(decorations));
  const view = store.add(vscode.window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true }));
  const showBadge = (): void => {
    const { count } = news;
    view.badge = count > 0 ? { value: count, tooltip: count === 1 ? '1 new entity' : `${count} new entities` } : undefined;
  };
  const see = (): void => {
    news.see();
    showBadge();
  };

  let slow = false;
  const setContext = rememberingSetter((key, value) => void vscode.commands.executeCommand('setContext', key, value));
  const showStatus = (): void => {
    setContext('stagedoor.state', state());
    setContext('stagedoor.refreshing', catalog.status.refreshing);
    setContext('stagedoor.hasOrganizations', organizationEntries().length > 0);
    // A message hides the welcome views: it is for a tree that is there.
    const message = slow && state() === 'shown' ? toProgress(catalog.status, (count) => count.toLocaleString(vscode.env.language)) : undefined;
    if (view.message !== message) {
      view.message = message;
    }
    tree.update(input());
  };
  let loaded = false;
  let endProgress: (() => void) | undefined;
  const showProgress = (): void => {
    if (catalog.status.refreshing === (endProgress !== undefined)) {
      return;
    }
    if (endProgress) {
      endProgress();
      endProgress = undefined;
      return;
    }
    const timer = clock.after(SLOW_MS, () => {
      slow = true;
      showStatus();
    });
    const ended = new Promise<void>((resolve) => {
      endProgress = () => {
        timer.dispose();
        slow = false;
        resolve();
      };
    });
    void vscode.window.withProgress({ location: { viewId: VIEW } }, () => ended);
  };

  store.add(
    catalog.onDidChange((change) => {
      const marked = news.noteChange(change, catalog.graph);
      tree.update(input(), change);
      decorations.refresh([...marked, ...change.changed]);
      showBadge();
      showStatus();
    }),
  );
  store.add(
    catalog.onDidChangeStatus((status) => {
      if (!loaded && !status.loading) {
        loaded = true;
        news.noteLoaded(catalog.graph);
        showBadge();
      }
      news.noteStatus(status);
      showProgress();
      showStatus();
    }),
  );
  store.add(vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('stagedoor.organizations') && showStatus()));
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(showStatus));
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
  store.add(
    vscode.commands.registerCommand('stagedoor.catalog.reveal', async (ref: unknown) => {
      const node = typeof ref === 'string' ? tree.entityNode(ref.toLowerCase()) : undefined;
      if (node) {
        await view.reveal(node, { select: true, focus: true });
      }
    }),
  );
  store.add({ dispose: () => endProgress?.() });
  news.noteStatus(catalog.status);
  showProgress();
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
