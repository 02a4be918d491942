import { assert } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import * as vscode from 'vscode';
import { VsCodeFileSource } from '../../../src/editor/files/vsCodeFileSource';
import { systemClock } from '../../../src/editor/host/systemClock';

const COMPONENT = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: secret-component
spec:
  type: service
  lifecycle: production
  owner: team-payments
`;

suite('Links in a workspace folder', () => {
  const noGitHub = { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) };
  let outside: string;
  let root: string;
  let inside: string;

  const uriOf = (path: string): string => vscode.Uri.file(join(inside, path)).toString();

  setup(() => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.isDefined(folder);
    root = folder;
    outside = mkdtempSync(join(tmpdir(), 'stagedoor-outside-'));
    mkdirSync(join(outside, 'folder'));
    writeFileSync(join(outside, 'catalog-info.yaml'), COMPONENT);
    writeFileSync(join(outside, 'folder', 'secret.txt'), 'secret');
    inside = join(root, 'links');
    mkdirSync(inside);
    writeFileSync(join(inside, 'own.txt'), 'own');
  });

  teardown(() => {
    rmSync(inside, { recursive: true });
    rmSync(outside, { recursive: true });
  });

  test('are told apart by where they lead', async () => {
    symlinkSync('own.txt', join(inside, 'near.txt'));
    symlinkSync(join(outside, 'catalog-info.yaml'), join(inside, 'far.txt'));
    symlinkSync(join(outside, 'folder'), join(inside, 'folder'));
    symlinkSync(join(outside, 'nothing'), join(inside, 'dangling.txt'));
    const files = new VsCodeFileSource(noGitHub, systemClock, { realPath: (path) => realpath(path), separator: sep });
    const folder = vscode.Uri.file(root).toString();
    const names = ['own.txt', 'near.txt', 'dangling.txt', 'missing.txt', 'far.txt', 'folder/secret.txt'];
    assert.deepEqual(await Promise.all(names.map((name) => files.leadsOut(uriOf(name), folder))), [false, false, false, false, true, true]);
    assert.isUndefined(await files.read(uriOf('dangling.txt')));
    files.dispose();
  });

  test('that lead out are no catalog files, and the Problems panel says so', async () => {
    await vscode.extensions.getExtension('stagedoor.stagedoor')?.activate();
    const linked = vscode.Uri.parse(uriOf('catalog-info.yaml'), true);
    const told = new Promise<string>((resolve) => {
      const listener = vscode.languages.onDidChangeDiagnostics(() => {
        const [first] = vscode.languages.getDiagnostics(linked).filter(({ source }) => source === 'Stagedoor');
        if (first) {
          listener.dispose();
          resolve(first.message);
        }
      });
    });
    symlinkSync(join(outside, 'catalog-info.yaml'), join(inside, 'catalog-info.yaml'));
    await vscode.commands.executeCommand('stagedoor.refreshCatalog');
    assert.include(await told, 'leads out of its folder by a symbolic link');
  });
});
