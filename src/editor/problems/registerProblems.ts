import * as vscode from 'vscode';
import { DisposableStore, toDisposable, type Disposable } from '../../portal/base/disposable';
import { Emitter } from '../../portal/base/event';
import type { ProblemChange } from '../../portal/catalog/problems/catalogProblems';
import type { ProblemFeed } from './problemFeed';
import type { ProblemNode } from './problemNode';
import type { ProblemsRoom, ProblemsServices } from './problemsRoom';

const VIEW = 'stagedoor.problems';

/**
 * Registers the view `Catalog Problems` and its commands. The room behind it is loaded once the catalog is painted, or when
 * somebody asks for it.
 */
export function registerProblems(services: ProblemsServices): ProblemFeed & Disposable {
  const store = new DisposableStore();
  const changed = store.add(new Emitter<ProblemChange>((error) => services.log.error('A listener of the problems failed', error)));
  let known: ProblemsRoom | undefined;
  let room: Promise<ProblemsRoom> | undefined;
  const open = async (): Promise<ProblemsRoom> => {
    const loaded = (await import('./problemsRoom')).createProblemsRoom(services);
    known = loaded;
    store.add(loaded.problems.onDidChange((change) => changed.fire(change)));
    const view = vscode.window.createTreeView<ProblemNode>(VIEW, { treeDataProvider: loaded.tree, showCollapseAll: true });
    store.add(view);
    loaded.attach(view);
    return loaded;
  };
  const enter = (): Promise<ProblemsRoom> => (room ??= open());
  const { catalog, clock } = services;
  const waiting = catalog.onDidChangeStatus(({ loading }) => {
    if (!loading) {
      waiting.dispose();
      // The tree draws what was loaded first.
      store.add(clock.after(0, () => void enter()));
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
  return { problemsOf: (ref) => known?.problems.problemsOf(ref) ?? [], onDidChange: changed.event, dispose: () => store.dispose() };
}
