import { assert } from 'chai';
import * as vscode from 'vscode';
import { systemClock } from '../../../src/editor/host/systemClock';
import { createLanguageRoom } from '../../../src/editor/language/languageRoom';

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

const API = `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: placeholder-test
spec:
  type: openapi
  lifecycle: production
  owner: team-payments
  definition:
    $text: ./openapi.yaml
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
async function diagnosticsOf({ uri }: { readonly uri: vscode.Uri }, fits: (found: readonly vscode.Diagnostic[]) => boolean): Promise<readonly vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Stagedoor');
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

  test('are mended by quick fixes, one or all of a code', async () => {
    const document = await open(DOCUMENT.replace('lifecycle: ', 'lifecycle: production').replace('[Not_A_Tag]', '[Not_A_Tag, Java]'));
    const [problem] = await diagnosticsOf(document, (found) => found.filter((each) => codeOf(each) === 'policy/tag').length === 2);
    assert.isDefined(problem);
    const { code } = problem;
    assert.equal(typeof code === 'object' ? code.target.toString(true) : '', 'https://github.com/stagedoor/stagedoor/blob/main/docs/problems/entities.md#policytag');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, problem.range, vscode.CodeActionKind.QuickFix.value);
    assert.includeMembers(actions.map(({ title }) => title), ['Replace with not-a-tag', 'Ignore policy/tag here', 'Fix all 2 of policy/tag in this file']);
    const [one] = actions;
    assert.equal(one?.title, 'Replace with not-a-tag');
    assert.isTrue(one?.isPreferred);
    const all = actions.find(({ title }) => title.startsWith('Fix all'));
    assert.isDefined(all?.edit);
    assert.isTrue(await vscode.workspace.applyEdit(all.edit));
    assert.equal(document.lineAt(4).text, '  tags: [not-a-tag, java]');
    await diagnosticsOf(document, (found) => found.every((each) => codeOf(each) !== 'policy/tag'));
  });

  test('of the workspace are told of though they are not open, unless a setting says otherwise', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.isDefined(root, 'a folder is open');
    const folder = vscode.Uri.joinPath(root, 'closed');
    const uri = vscode.Uri.joinPath(folder, 'catalog-info.yaml');
    const settings = vscode.workspace.getConfiguration('stagedoor');
    const write = (text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const bad = DOCUMENT.replace('lifecycle: ', 'lifecycle: production').replace('language-test', 'closed-file');
    const isBad = (found: readonly vscode.Diagnostic[]) => found.some((each) => codeOf(each) === 'policy/tag');
    await vscode.extensions.getExtension('stagedoor.stagedoor')?.activate();
    try {
      await write(bad);
      await diagnosticsOf({ uri }, isBad);
      assert.isFalse(vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()));
      await write(bad.replace('Not_A_Tag', 'a-tag'));
      await diagnosticsOf({ uri }, (found) => !isBad(found));
      await write(bad);
      await diagnosticsOf({ uri }, isBad);
      await settings.update('validation.scope', 'openFiles', vscode.ConfigurationTarget.Global);
      await diagnosticsOf({ uri }, (found) => found.length === 0);
      await settings.update('validation.scope', undefined, vscode.ConfigurationTarget.Global);
      await diagnosticsOf({ uri }, isBad);
      await settings.update('validation.severities', { 'policy/tag': 'hint' }, vscode.ConfigurationTarget.Global);
      await diagnosticsOf({ uri }, (found) => found.some((each) => codeOf(each) === 'policy/tag' && each.severity === vscode.DiagnosticSeverity.Hint));
      await vscode.workspace.fs.delete(uri);
      await diagnosticsOf({ uri }, (found) => found.length === 0);
    } finally {
      await settings.update('validation.scope', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('validation.severities', undefined, vscode.ConfigurationTarget.Global);
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });

  test('leave other YAML alone', async () => {
    const document = await open('apiVersion: v1\nkind: Service\n');
    const offered = await labelsAt(document, 2, 0);
    assert.notInclude(offered, 'metadata: ');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Stagedoor'), []);
  });

  test('read what a placeholder points to, and follow it', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.isDefined(root, 'a folder is open');
    const folder = vscode.Uri.joinPath(root, 'placeholders');
    const target = vscode.Uri.joinPath(folder, 'openapi.yaml');
    const file = vscode.Uri.joinPath(folder, 'catalog-info.yaml');
    try {
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(API));
      const document = await vscode.workspace.openTextDocument(file);
      const ofPlaceholders = (found: readonly vscode.Diagnostic[]) => found.filter((diagnostic) => codeOf(diagnostic).startsWith('preprocess/'));
      const [missing] = ofPlaceholders(await diagnosticsOf(document, (found) => ofPlaceholders(found).length > 0));
      assert.isDefined(missing);
      assert.equal(codeOf(missing), 'preprocess/not-found');
      assert.equal(missing.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(document.getText(missing.range).trimEnd(), '$text: ./openapi.yaml');
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode('openapi: 3.0.0\n'));
      await diagnosticsOf(document, (found) => ofPlaceholders(found).length === 0);
      await vscode.workspace.fs.delete(target);
      await diagnosticsOf(document, (found) => ofPlaceholders(found).length > 0);
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });

  test("leave errors of YAML itself to Red Hat's extension, and nothing else", async () => {
    const nothing = () => undefined;
    const services = {
      catalog: { graph: { size: 0, get: nothing, kinds: () => [], byKind: () => [], all: () => [], relations: () => [] }, status: { loading: true, refreshing: false, sources: [] } },
      clock: systemClock,
      files: { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) },
      log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    };
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('untitled:/beside/catalog-info.yaml', true));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), `kind: [\n---\n- no map\n---\n${DOCUMENT.replace('lifecycle: ', 'lifecycle: production')}`);
    assert.isTrue(await vscode.workspace.applyEdit(edit));
    const codesOf = async (isActive: (extension: string) => boolean) => {
      const found = await createLanguageRoom(services, isActive).diagnose(document, new AbortController().signal);
      return found.map(codeOf);
    };
    const isSyntax = (code: string) => code.startsWith('yaml/') && code !== 'yaml/root';
    const alone = await codesOf(() => false);
    assert.isTrue(alone.some(isSyntax));
    const beside = await codesOf((extension) => extension === 'redhat.vscode-yaml');
    assert.deepEqual(beside, alone.filter((code) => !isSyntax(code)));
    assert.include(beside, 'yaml/root');
    assert.isTrue(beside.some((code) => code.startsWith('policy/')));
    assert.deepEqual(await codesOf((extension) => extension === 'somebody.else'), alone);
  });
});

/** The code of a problem of ours, which links to its explanation. */
function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' && typeof code.value === 'string' ? code.value : '';
}
