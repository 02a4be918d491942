import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import { baseName } from '../../portal/base/uri';
import type { EditorServices } from '../services';

export interface CheckedDocuments {
  /** Name of the collection of diagnostics. */
  readonly name: string;
  /** Which documents are looked at: quick, as it is asked at each keystroke. */
  accepts(document: vscode.TextDocument): boolean;
  diagnose(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]>;
  /** Files were changed, created or removed. @returns whether open documents are to be looked at again */
  noteChanged(uris: readonly string[]): boolean;
}

/** Longer than for entity files: what is looked at are whole pages and files. */
const DEBOUNCE_MS = 250;

/** Tells in the Problems panel what is wrong with open documents of a family, as they are typed. */
export function registerChecked({ clock, files, log }: Pick<EditorServices, 'clock' | 'files' | 'log'>, checked: CheckedDocuments): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(checked.name);
  const timers = new Map<string, { dispose(): void }>();

  const publish = async (document: vscode.TextDocument): Promise<void> => {
    if (!checked.accepts(document) || vscode.workspace.getConfiguration('stagedoor', document.uri).get<unknown>('validation.enabled') === false) {
      collection.delete(document.uri);
      return;
    }
    const { version } = document;
    const diagnostics = await checked.diagnose(document);
    if (!document.isClosed && document.version === version) {
      collection.set(document.uri, diagnostics);
    }
  };
  const stop = (uri: vscode.Uri): void => {
    timers.get(uri.toString())?.dispose();
    timers.delete(uri.toString());
  };
  const schedule = (document: vscode.TextDocument, milliseconds = DEBOUNCE_MS): void => {
    if (!checked.accepts(document) && !collection.has(document.uri)) {
      return;
    }
    const key = document.uri.toString();
    stop(document.uri);
    timers.set(
      key,
      clock.after(milliseconds, () => {
        timers.delete(key);
        publish(document).catch((error: unknown) => !isCancelled(error) && log.error(`Could not check ${baseName(key)}`, error));
      }),
    );
  };
  const all = (): void => vscode.workspace.textDocuments.forEach((document) => schedule(document));
  const changes = files.onDidChange?.((uris) => checked.noteChanged(uris) && all());
  const registered = vscode.Disposable.from(
    collection,
    ...(changes ? [changes] : []),
    vscode.workspace.onDidOpenTextDocument((document) => schedule(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      schedule(document);
      if (checked.noteChanged([document.uri.toString()])) {
        all();
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      stop(uri);
      collection.delete(uri);
    }),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('stagedoor.validation') && all()),
  );
  all();
  return {
    dispose() {
      timers.forEach((timer) => timer.dispose());
      registered.dispose();
    },
  };
}
