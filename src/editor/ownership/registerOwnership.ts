import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { GITHUB_SCHEME } from '../../portal/github/gitHubUri';
import type { EditorServices } from '../services';
import type { OwnershipRoom } from './ownershipRoom';

/** Documents that lie in a repository; others belong to nobody. */
const SCHEMES: ReadonlySet<string> = new Set(['file', 'vscode-remote', 'vscode-vfs', GITHUB_SCHEME]);
/** The catalog changes in bursts while it is read, and editors while tabs are walked through. */
const SETTLE_MS = 60;
/** What is said of another file is taken off when the answer takes longer. */
const LATE_MS = 400;

export interface Ownership extends Disposable {
  /** Begins to tell, in the status bar, whose the active file is. */
  showInStatusBar(): Disposable;
}

/** Wires `Who Owns This File?`. The room behind it is loaded when a file is open and there is a catalog. */
export function registerOwnership(services: EditorServices): Ownership {
  const store = new DisposableStore();
  let room: Promise<OwnershipRoom> | undefined;
  const enter = (): Promise<OwnershipRoom> => {
    room ??= import('./ownershipRoom').then((loaded) => store.add(loaded.createOwnershipRoom(services)));
    return room;
  };
  store.add(
    vscode.commands.registerCommand('stagedoor.whoOwnsThisFile', async (argument?: unknown) => {
      const uri = argument instanceof vscode.Uri ? argument : activeUri();
      if (uri && SCHEMES.has(uri.scheme)) {
        await (await enter()).explain(uri);
      } else {
        void vscode.window.showInformationMessage('Open a file of a repository to see who owns it.');
      }
    }),
  );
  return { showInStatusBar: () => showInStatusBar(services, enter), dispose: () => store.dispose() };
}

function showInStatusBar({ catalog, clock, log, files }: EditorServices, enter: () => Promise<OwnershipRoom>): Disposable {
  const store = new DisposableStore();
  const item = vscode.window.createStatusBarItem('stagedoor.owner', vscode.StatusBarAlignment.Right, 95);
  item.name = 'Owner of the File (Stagedoor)';
  item.command = 'stagedoor.whoOwnsThisFile';
  store.add(item);
  let timer: Disposable | undefined;
  let question = 0;
  let shownUri: string | undefined;
  let shownText = '';

  const hide = (): void => {
    shownText = '';
    item.hide();
  };
  const show = async (): Promise<void> => {
    const uri = activeUri();
    const asked = (question += 1);
    shownUri = uri?.toString();
    if (!uri || !SCHEMES.has(uri.scheme) || catalog.graph.size === 0 || !isWanted()) {
      hide();
      return;
    }
    const late = clock.after(LATE_MS, () => asked === question && hide());
    try {
      const status = await (await enter()).statusOf(uri);
      if (asked !== question) {
        return; // another file is active by now
      }
      if (!status) {
        hide();
      } else if (status.text !== shownText || item.tooltip === undefined) {
        shownText = status.text;
        item.text = status.text;
        item.tooltip = status.tooltip;
        item.accessibilityInformation = { label: status.label, role: 'button' };
        item.show();
      } else {
        item.tooltip = status.tooltip;
      }
    } catch (error) {
      if (!isCancelled(error)) {
        log.error(`Who owns ${uri.path} could not be found out`, error);
        hide();
      }
    } finally {
      late.dispose();
    }
  };
  const showSoon = (): void => {
    timer ??= clock.after(SETTLE_MS, () => {
      timer = undefined;
      void show();
    });
  };
  /** A tab also changes when its file is typed in for the first time: that is no other file. */
  const noteTabs = (): void => {
    if (activeUri()?.toString() !== shownUri) {
      showSoon();
    }
  };
  store.add(vscode.window.tabGroups.onDidChangeTabs(noteTabs));
  store.add(vscode.window.tabGroups.onDidChangeTabGroups(noteTabs));
  store.add(catalog.onDidChange(showSoon));
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(showSoon));
  store.add(vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('stagedoor.statusBar.owner') && showSoon()));
  if (files.onDidChange) {
    store.add(files.onDidChange((uris) => uris.some((uri) => uri.endsWith('/CODEOWNERS')) && showSoon()));
  }
  store.add({ dispose: () => timer?.dispose() });
  showSoon();
  return store;
}

/** The file in front: also one that is shown as a picture, a notebook or a comparison. The output panel is none. */
function activeUri(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputNotebook) {
    return input.uri;
  }
  return input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff ? input.modified : undefined;
}

function isWanted(): boolean {
  return vscode.workspace.getConfiguration('stagedoor').get<unknown>('statusBar.owner') !== false;
}
