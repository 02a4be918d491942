import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { refreshIntervalMs } from '../configuration';
import { SOURCE_SETTINGS } from '../gitHub/sourceSettings';
import type { EditorServices } from '../services';
import type { RefreshRunner } from './refreshRunner';
import { RefreshSchedule } from './refreshSchedule';

/** Paints what is known once activation is over, and from then on keeps the catalog up to date. */
export function registerRefreshing({ catalog, clock, log, tokens }: EditorServices, runner: RefreshRunner): Disposable {
  const store = new DisposableStore();
  const start = async (): Promise<void> => {
    try {
      await catalog.load();
    } catch (error) {
      log.error('What was known of the catalog could not be read from disk; it is read from its sources', error);
    }
    store.add(tokens.onDidChange(() => void runner.run('signed-in')));
    store.add(vscode.workspace.onDidChangeWorkspaceFolders(() => void runner.run('configuration')));
    store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void runner.run('configuration')));
    store.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (SOURCE_SETTINGS.some((name) => event.affectsConfiguration(name))) {
          void runner.run('configuration');
        }
      }),
    );
    await runner.run('start');
    const schedule = store.add(
      new RefreshSchedule({ clock, interval: refreshIntervalMs, endedAt: () => runner.endedAt, refresh: (reason) => runner.run(reason) }),
    );
    schedule.noteStatus(catalog.status);
    store.add(catalog.onDidChangeStatus((status) => schedule.noteStatus(status)));
    store.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && schedule.noteFocus()));
    store.add(
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('stagedoor.catalog.refreshInterval') && schedule.restart()),
    );
  };
  // Activation is over first: reading the snapshots is work.
  store.add(clock.after(0, () => void start()));
  return store;
}
