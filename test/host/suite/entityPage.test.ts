import { assert } from 'chai';
import * as vscode from 'vscode';

function pages(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('stagedoor.entity'));
}

/** The page with that title, once it is there. */
function pageTitled(label: string): Promise<vscode.Tab> {
  const find = (): vscode.Tab | undefined => pages().find((tab) => tab.label === label);
  return new Promise((resolve) => {
    const check = (): void => {
      const tab = find();
      if (tab) {
        subscription.dispose();
        resolve(tab);
      }
    };
    const subscription = vscode.window.tabGroups.onDidChangeTabs(check);
    check();
  });
}

suite('The page of an entity', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('opens by a ref as people write it, once for each entity', async () => {
    await vscode.commands.executeCommand('stagedoor.openEntityPage', 'component:default/ticket-office');
    await pageTitled('ticket-office');
    await vscode.commands.executeCommand('stagedoor.openEntityPage', 'ticket-office');
    assert.lengthOf(pages(), 1, 'an entity has one page');
  });

  test('opens for what is not in the catalog, too, to say so', async () => {
    await vscode.commands.executeCommand('stagedoor.openEntityPage', 'component:default/no-such-thing');
    await pageTitled('no-such-thing');
  });

  test('has a document beside it that shows the entity as stored', async () => {
    await vscode.commands.executeCommand('stagedoor.inspectEntity', 'component:default/no-such-thing');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'stagedoor-inspect');
    assert.include(document?.getText(), 'component:default/no-such-thing is not in the catalog');
  });
});
