import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import type { EditorServices } from '../services';
import type { WorkspaceDiagnostics } from './workspaceDiagnostics';

/** What was loaded is painted, and whoever has opened a file is served, before files are looked at that nobody has opened. In ms. */
const START_MS = 1_500;
/** Typing in one file changes the catalog with every key; the others are looked at once that is over. In ms. */
const SETTLE_MS = 1_000;
/** A checkout changes many files at once. In ms. */
const GATHER_MS = 300;

const YAML = '**/*.{yaml,yml}';
const IGNORED = '**/{node_modules,.git}/**';

export interface WorkspaceWatch extends Disposable {
  /** Files were changed, created or removed, or are no longer open. */
  noteChanged(uris: readonly string[]): void;
}

/**
 * Decides when the files of the workspace are looked at. Nothing is loaded where `stagedoor.validation.scope` asks for open files only,
 * or where the workspace has no YAML.
 * @param enter loads what does the work
 */
export function watchWorkspace({ catalog, clock, log }: Pick<EditorServices, 'catalog' | 'clock' | 'log'>, enter: () => Promise<WorkspaceDiagnostics>): WorkspaceWatch {
  let checker: Promise<WorkspaceDiagnostics> | undefined;
  let timers: { again?: Disposable; files?: Disposable; start?: Disposable } = {};
  const changed = new Set<string>();
  const after = (name: keyof typeof timers, milliseconds: number, run: () => Promise<void>): void => {
    timers[name]?.dispose();
    timers[name] = clock.after(milliseconds, () => void run().catch((error: unknown) => log.error('The files of the workspace could not be checked', error)));
  };
  const start = async (): Promise<void> => {
    if (!isWanted()) {
      (await checker)?.clear();
      return;
    }
    if (checker || (await vscode.workspace.findFiles(YAML, IGNORED, 1)).length > 0) {
      checker ??= enter();
      await (await checker).checkAll();
    }
  };
  const begin = (): void => after('start', START_MS, start);
  const again = (): void => after('again', SETTLE_MS, async () => void (isWanted() && (await (await checker)?.checkAgain())));
  const noteChanged = (uris: readonly string[]): void => {
    uris.filter((uri) => /\.ya?ml$/.test(uri)).forEach((uri) => changed.add(uri));
    if (changed.size > 0) {
      after('files', GATHER_MS, async () => {
        const files = [...changed];
        changed.clear();
        if (checker && isWanted()) {
          await (await checker).checkFiles(files);
        } else {
          await start();
        }
      });
    }
  };
  const listeners = vscode.Disposable.from(
    catalog.onDidChange(again),
    catalog.onDidChangeProblems(again),
    catalog.onDidChangeStatus(({ loading, refreshing }) => !loading && !refreshing && again()),
    vscode.workspace.onDidChangeWorkspaceFolders(begin),
    vscode.workspace.onDidChangeConfiguration((event) => (event.affectsConfiguration('stagedoor.validation') || event.affectsConfiguration('stagedoor.catalog.model')) && after('start', 0, start)),
  );
  begin();
  return {
    noteChanged,
    dispose() {
      listeners.dispose();
      Object.values(timers).forEach((timer) => timer.dispose());
      timers = {};
      void checker?.then((room) => room.dispose());
    },
  };
}

function isWanted(): boolean {
  return vscode.workspace.getConfiguration('stagedoor').get<unknown>('validation.scope') !== 'openFiles';
}
