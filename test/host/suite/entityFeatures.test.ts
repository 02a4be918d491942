import { assert } from 'chai';
import * as vscode from 'vscode';

const DOCUMENT = `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: features-test
spec:
  owner: team-payments
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: features-part
  annotations:
    github.com/project-slug: acme/shop
spec:
  type: service
  lifecycle: production
  owner: team-payments
  system: features-test # its system
`;

async function open(content: string): Promise<vscode.TextDocument> {
  await vscode.extensions.getExtension('stagedoor.stagedoor')?.activate();
  return vscode.workspace.openTextDocument({ language: 'yaml', content });
}

suite('Features of catalog files', () => {
  const declared = new vscode.Position(3, 10);

  test('find references, rename and outline', async () => {
    const document = await open(DOCUMENT);
    const references = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, declared);
    assert.deepEqual(references.map(({ range }) => range.start.line), [3, 17]);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document.uri, declared, 'renamed');
    assert.isTrue(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), DOCUMENT.replaceAll('features-test', 'renamed'));
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.includeMembers(symbols.map(({ name }) => name), ['renamed', 'features-part']);
  });

  test('link, hint, fold, select and hover', async () => {
    const document = await open(DOCUMENT);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
    assert.include(links.map(({ target }) => target?.toString()), 'https://github.com/acme/shop');
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, new vscode.Range(0, 0, 20, 0));
    assert.include(hints.map(({ label }) => label), 'system:default/');
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    assert.deepInclude(folds.map(({ start, end }) => [start, end]), [6, 17]);
    const [selection] = await vscode.commands.executeCommand<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', document.uri, [declared]);
    const grown: string[] = [];
    for (let at: vscode.SelectionRange | undefined = selection; at; at = at.parent) {
      grown.push(document.getText(at.range));
    }
    assert.includeMembers(grown, ['features-test', 'name: features-test']);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, new vscode.Position(5, 3));
    assert.isNotEmpty(hovers);
  });

  test('show beside the file what Backstage makes of it, and follow what is typed', async () => {
    const document = await open(DOCUMENT);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('stagedoor.showProcessedFile');
    const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'stagedoor-processed' && uri.query === document.uri.toString());
    assert.isDefined(shown);
    assert.include(shown.getText(), 'targetRef: component:default/features-part');
    const followed = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
        if (changed === shown && changed.getText().includes('name: features-other')) {
          listener.dispose();
          resolve();
        }
      });
    });
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(10, 8, 10, 21), 'features-other');
    assert.isTrue(await vscode.workspace.applyEdit(edit));
    await followed;
  });
});
