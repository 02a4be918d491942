import { assert } from 'chai';
import * as vscode from 'vscode';

/** The label of the docs panel, once it is `label`. */
async function panelTitled(label: string): Promise<vscode.Tab> {
  const find = (): vscode.Tab | undefined =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find((tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('stagedoor.docs') && tab.label === label);
  return (
    find() ??
    new Promise((resolve) => {
      const subscription = vscode.window.tabGroups.onDidChangeTabs(() => {
        const tab = find();
        if (tab) {
          subscription.dispose();
          resolve(tab);
        }
      });
    })
  );
}

suite('Docs', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('open beside a Markdown file, with the title of its site', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.isDefined(root);
    await vscode.window.showTextDocument(vscode.Uri.joinPath(root, 'docs', 'index.md'));
    await vscode.commands.executeCommand('stagedoor.openDocs');
    const tab = await panelTitled('Ticket office');
    assert.isTrue(tab.group.viewColumn === vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('stagedoor.openDocs', vscode.Uri.joinPath(root, 'docs', 'index.md'));
    const panels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview);
    assert.lengthOf(panels, 1, 'a site has one panel');
  });

  test('open for a Markdown file that no text editor shows', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.isDefined(root);
    await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.joinPath(root, 'docs', 'index.md'), 'vscode.markdown.preview.editor');
    assert.isUndefined(vscode.window.activeTextEditor);
    await vscode.commands.executeCommand('stagedoor.openDocs');
    await panelTitled('Ticket office');
  });

  test('open for an entity by its ref', async () => {
    await vscode.commands.executeCommand('stagedoor.openDocs', 'component:default/ticket-office');
    await panelTitled('Ticket office');
  });
});

suite('Docs files', () => {
  test('lead from the navigation to the page, and offer its pages', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.isDefined(root);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, 'mkdocs.yml'));
    const at = document.positionAt(document.getText().indexOf('index.md') + 2);
    const [link] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, at);
    assert.isDefined(link);
    assert.equal(('targetUri' in link ? link.targetUri : link.uri).toString(), vscode.Uri.joinPath(root, 'docs', 'index.md').toString());
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at);
    assert.include(list.items.map(({ label }) => (typeof label === 'string' ? label : label.label)), 'index.md');
  });
});
