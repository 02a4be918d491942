import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import type { EditorServices } from '../services';

const SETTLE_MS = 300;

/** Lays unsaved editors over their files in the catalog, and takes them off again when they are saved or closed. */
export function registerUnsavedDocuments({ catalog, clock }: Pick<EditorServices, 'catalog' | 'clock'>): Disposable {
  const store = new DisposableStore();
  const overlaid = new Set<string>();
  const settling = new Map<string, Disposable>();
  const settle = (document: vscode.TextDocument): void => {
    const uri = document.uri.toString();
    settling.get(uri)?.dispose();
    settling.set(
      uri,
      clock.after(SETTLE_MS, () => {
        settling.delete(uri);
        if (document.isDirty && !document.isClosed) {
          overlaid.add(uri);
          catalog.overlay(uri, document.getText());
        } else {
          lift(uri);
        }
      }),
    );
  };
  const lift = (uri: string): void => {
    settling.get(uri)?.dispose();
    settling.delete(uri);
    if (overlaid.delete(uri)) {
      catalog.overlay(uri, undefined);
    }
  };
  for (const document of vscode.workspace.textDocuments) {
    if (concerns(document) && document.isDirty) {
      settle(document);
    }
  }
  store.add(vscode.workspace.onDidChangeTextDocument(({ document }) => concerns(document) && settle(document)));
  store.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => lift(uri.toString())));
  store.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => lift(uri.toString())));
  store.add({ dispose: () => settling.forEach((timer) => timer.dispose()) });
  return store;
}

/** Only files of the workspace are part of the catalog: a stray file elsewhere or an untitled one is not. */
function concerns(document: vscode.TextDocument): boolean {
  return document.languageId === 'yaml' && vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
}
