import { assert } from 'chai';
import * as vscode from 'vscode';

const DOCUMENT = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: language-test
  tags: [Not_A_Tag]
spec:
  type: service
  lifecycle: 
  owner: team-payments
`;

async function open(content: string): Promise<vscode.TextDocument> {
  await vscode.extensions.getExtension('stagedoor.stagedoor')?.activate();
  return vscode.workspace.openTextDocument({ language: 'yaml', content });
}

async function labelsAt(document: vscode.TextDocument, line: number, character: number): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, new vscode.Position(line, character));
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** The document's diagnostics of ours, as soon as there are some that fit. */
async function diagnosticsOf(document: vscode.TextDocument, fits: (found: readonly vscode.Diagnostic[]) => boolean): Promise<readonly vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Stagedoor');
  return new Promise((resolve) => {
    const look = () => {
      if (fits(ours())) {
        listener.dispose();
        resolve(ours());
      }
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

suite('Catalog files', () => {
  test('complete keys and values', async () => {
    const document = await open(DOCUMENT);
    assert.includeMembers(await labelsAt(document, 7, 13), ['experimental', 'production', 'deprecated']);
    const keys = await labelsAt(await open(`${DOCUMENT}  `), 9, 2);
    assert.includeMembers(keys, ['system', 'dependsOn', 'providesApis']);
    assert.notInclude(keys, 'owner');
  });

  test('show what is wrong where it stands, and nothing once it is mended', async () => {
    const document = await open(DOCUMENT.replace('lifecycle: ', 'lifecycle: production'));
    const [problem] = await diagnosticsOf(document, (found) => found.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error));
    assert.isDefined(problem);
    assert.equal(document.getText(problem.range), 'Not_A_Tag');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, problem.range, 'a-tag');
    assert.isTrue(await vscode.workspace.applyEdit(edit));
    await diagnosticsOf(document, (found) => found.every(({ severity }) => severity !== vscode.DiagnosticSeverity.Error));
  });

  test('leave other YAML alone', async () => {
    const document = await open('apiVersion: v1\nkind: Service\n');
    const offered = await labelsAt(document, 2, 0);
    assert.notInclude(offered, 'metadata: ');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Stagedoor'), []);
  });
});
