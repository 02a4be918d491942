import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { toViewType } from '../webviews/createWebviewPanel';
import type { EditorServices } from '../services';
import type { ChooseEntity, EntityRoom } from './entityRoom';
import { INSPECT_SCHEME } from './inspectUri';

/** Wires the pages of entities. Only this file is read at activation; the rooms behind it are loaded when first used. */
export function registerEntityPages(services: EditorServices, choose: ChooseEntity): Disposable {
  const store = new DisposableStore();
  let room: Promise<EntityRoom> | undefined;
  const enter = (): Promise<EntityRoom> => {
    // A graph is rarely asked for, and its layout is as large as all else here.
    room ??= import('./entityRoom').then((loaded) => store.add(loaded.createEntityRoom(services, choose, async () => (await import('./graphRoom')).drawGraph)));
    return room;
  };
  store.add(vscode.commands.registerCommand('stagedoor.openEntityPage', async (argument?: unknown) => (await enter()).open(argument)));
  store.add(vscode.commands.registerCommand('stagedoor.inspectEntity', async (argument?: unknown) => (await enter()).inspect(argument)));
  store.add(
    vscode.window.registerWebviewPanelSerializer(toViewType('entity'), {
      deserializeWebviewPanel: async (panel, state: unknown) => (await enter()).revive(panel, state),
    }),
  );
  const stored = new vscode.EventEmitter<vscode.Uri>();
  store.add(stored);
  store.add(
    vscode.workspace.registerTextDocumentContentProvider(INSPECT_SCHEME, {
      onDidChange: stored.event,
      provideTextDocumentContent: async (uri, token) => (await enter()).storedText(uri, token),
    }),
  );
  store.add(
    services.catalog.onDidChange(() =>
      vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === INSPECT_SCHEME).forEach(({ uri }) => stored.fire(uri)),
    ),
  );
  return store;
}
