import * as vscode from 'vscode';
import type { EditorServices } from '../services';
import { toProgress } from '../status/catalogState';
import { showNotices } from '../status/showNotices';
import type { RefreshRunner } from './refreshRunner';

/** A refresh that takes longer than this tells how far it is, and can be ended there. */
const LONG_MS = 3_000;

export function registerRefreshCommands({ catalog, clock }: Pick<EditorServices, 'catalog' | 'clock'>, runner: RefreshRunner): vscode.Disposable {
  const refresh = async (): Promise<void> => {
    const running = runner.run('manual');
    const timer = clock.after(LONG_MS, () => void showProgress({ catalog }, runner, running));
    await running;
    timer.dispose();
    showNotices(catalog.status);
  };
  let asked: Promise<void> | undefined;
  return vscode.Disposable.from(
    // Asked for twice, it is told of once.
    vscode.commands.registerCommand('stagedoor.refreshCatalog', () => (asked ??= refresh().finally(() => (asked = undefined)))),
    vscode.commands.registerCommand('stagedoor.cancelRefresh', () => runner.cancel()),
  );
}

async function showProgress({ catalog }: Pick<EditorServices, 'catalog'>, runner: RefreshRunner, running: Promise<void>): Promise<void> {
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Stagedoor', cancellable: true },
    async (progress, token) => {
      const report = (): void => progress.report({ message: toProgress(catalog.status, (count) => count.toLocaleString(vscode.env.language)) ?? '' });
      const listening = catalog.onDidChangeStatus(report);
      token.onCancellationRequested(() => runner.cancel());
      report();
      await running;
      listening.dispose();
    },
  );
}
