import { assert } from 'chai';
import * as vscode from 'vscode';

const TEMPLATE = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: template-test
spec:
  owner: team-payments
  type: service
  parameters:
    properties:
      name: {type: string, title: Its name}
      repoUrl: {type: string, ui:field: RepoUrlPicker}
  steps:
    - id: publish
      action: publish:github
      input:
        repoUrl: \${{ parameters.repoUrl }}
        description: \${{ parameters.nmae }}
        allowedHosts: [github.com]
`;

async function open(content: string): Promise<vscode.TextDocument> {
  await vscode.extensions.getExtension('stagedoor.stagedoor')?.activate();
  return vscode.workspace.openTextDocument({ language: 'yaml', content });
}

function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(text) + text.length);
}

/** The document's diagnostics of ours by what they stand at, as soon as there are some of a code. */
async function findingsIn(document: vscode.TextDocument, code: string): Promise<readonly vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Stagedoor');
  return new Promise((resolve) => {
    const look = () => {
      if (ours().some((problem) => codeOf(problem) === code)) {
        listener.dispose();
        resolve(ours());
      }
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

suite('Template files', () => {
  test('are checked, and mended by quick fixes', async () => {
    const document = await open(TEMPLATE);
    const found = await findingsIn(document, 'template/unknown-input');
    assert.sameMembers(
      found.filter((problem) => String(codeOf(problem)).startsWith('template/')).map((problem) => `${String(codeOf(problem))} ${document.getText(problem.range)}`),
      ['template/unknown-input allowedHosts', 'template/unknown-parameter nmae', 'template/unused-parameter name'],
    );
    const problem = found.find((each) => codeOf(each) === 'template/unknown-input');
    assert.isDefined(problem);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, problem.range, vscode.CodeActionKind.QuickFix.value);
    const remove = actions.find(({ title }) => title === 'Remove allowedHosts');
    assert.isDefined(remove?.edit);
    assert.isTrue(await vscode.workspace.applyEdit(remove.edit));
    assert.equal(document.getText(), TEMPLATE.replace('        allowedHosts: [github.com]\n', ''));
  });

  test('complete expressions, and lead from them to where they come from', async () => {
    const document = await open(TEMPLATE);
    await findingsIn(document, 'template/unknown-input');
    const at = positionOf(document, '${{ parameters.n');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at);
    assert.includeMembers(list.items.map(({ label }) => (typeof label === 'string' ? label : label.label)), ['name', 'repoUrl']);

    const links = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, positionOf(document, '${{ parameters.repo'));
    const [link] = links;
    assert.isDefined(link);
    const range = 'targetRange' in link ? link.targetRange : link.range;
    assert.equal(document.lineAt(range.start.line).text.trim(), 'repoUrl: {type: string, ui:field: RepoUrlPicker}');
  });

  test('tell what actions take', async () => {
    const document = await open(TEMPLATE);
    await findingsIn(document, 'template/unknown-input');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, positionOf(document, 'action: publish'));
    const text = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
    assert.include(text, 'Makes a repository on GitHub');
    assert.include(text, '`repoUrl` (required)');
  });
});
