import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../portal/base/disposable';
import type { ProblemNode } from './problemNode';
import type { ProblemsRoom, ProblemsServices } from './problemsRoom';

const VIEW = 'stagedoor.problems';

/**
 * Registers the view `Catalog Problems` and its commands. The room behind it is loaded once the catalog was read, or when
 * somebody asks for it.
 */
export function registerProblems(services: ProblemsServices): Disposable {
  const store = new DisposableStore();
  let room: Promise<ProblemsRoom> | undefined;
  const open = async (): Promise<ProblemsRoom> => {
    const loaded = (await import('./problemsRoom')).createProblemsRoom(services);
    const view = vscode.window.createTreeView<ProblemNode>(VIEW, { treeDataProvider: loaded.tree, showCollapseAll: true });
    store.add(view);
    loaded.attach(view);
    return loaded;
  };
  const enter = (): Promise<ProblemsRoom> => (room ??= open());
  const { catalog } = services;
  const waiting = catalog.onDidChangeStatus(({ loading, refreshing }) => {
    if (!loading && !refreshing) {
      waiting.dispose();
      void enter();
    }
  });
  store.add(waiting);
  store.add(toDisposable(() => void room?.then((loaded) => loaded.dispose())));
  store.add(
    vscode.Disposable.from(
      vscode.commands.registerCommand('stagedoor.showProblems', async () => {
        const loaded = await enter();
        const count = await loaded.settled();
        if (count === 0 && !catalog.status.refreshing) {
          void vscode.window.showInformationMessage('There is nothing wrong in the catalog.');
          return;
        }
        await vscode.commands.executeCommand('setContext', 'stagedoor.hasProblems', true);
        await vscode.commands.executeCommand(`${VIEW}.focus`);
      }),
      vscode.commands.registerCommand('stagedoor.problems.open', async (id: unknown) => (await enter()).open(id)),
      vscode.commands.registerCommand('stagedoor.problems.openRelated', async (node: unknown) => (await enter()).openRelated(node)),
      vscode.commands.registerCommand('stagedoor.problems.copyMessage', async (node: unknown) => (await enter()).copyMessage(node)),
      vscode.commands.registerCommand('stagedoor.problems.group', async () => (await enter()).pickGrouping()),
      vscode.commands.registerCommand('stagedoor.problems.showMine', async () => (await enter()).showMine(true)),
      vscode.commands.registerCommand('stagedoor.problems.showAll', async () => (await enter()).showMine(false)),
      vscode.commands.registerCommand('stagedoor.problems.report', async () => (await enter()).report()),
    ),
  );
  return store;
}
