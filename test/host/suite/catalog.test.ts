import { assert } from 'chai';
import * as vscode from 'vscode';
import { createHostTokens } from '../../../src/editor/auth/hostTokens';
import type { TokenProvider } from '../../../src/editor/auth/tokenProvider';
import { registerUnsavedDocuments } from '../../../src/editor/files/unsavedDocuments';
import { VsCodeFileSource } from '../../../src/editor/files/vsCodeFileSource';
import { createGitHubClients } from '../../../src/editor/gitHub/gitHubClients';
import { createCatalogConfiguration } from '../../../src/editor/gitHub/catalogConfiguration';
import { systemClock } from '../../../src/editor/host/systemClock';
import { createVsCodeSnapshotStore } from '../../../src/editor/storage/vsCodeSnapshotStore';
import type { CatalogService } from '../../../src/portal/catalog/catalogService';
import { createCatalogService } from '../../../src/portal/catalog/createCatalogService';
import { createGitHubFileSource } from '../../../src/portal/github/gitHubFileSource';
import type { Fetch } from '../../../src/portal/ports/fetch';
import type { Log } from '../../../src/portal/ports/log';
import { skip } from './skip';
import { testEnvironment } from './testEnvironment';

const REF = 'component:default/payment-service';
const nothing = (): void => undefined;
const quiet: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function folder(name: string): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.isDefined(root, 'a folder is open');
  return vscode.Uri.joinPath(root, name);
}

/** The catalog of the local GitHub's organization, put together in this host as the extension does it. */
function createCatalog(snapshots: vscode.Uri, fetch: Fetch): { readonly catalog: CatalogService; readonly dispose: () => void } {
  const { github } = testEnvironment;
  const provider: TokenProvider = {
    name: 'test',
    find: (host) => Promise.resolve(host === github.url ? { value: github.token, account: 'test' } : undefined),
    onDidChange: () => ({ dispose: nothing }),
  };
  const tokens = createHostTokens({ providers: [provider], ask: () => Promise.resolve(undefined), signedOut: { has: () => false, set: () => Promise.resolve() }, log: quiet });
  const entries = (): readonly string[] => [`${github.url}/${github.organization}`];
  const clients = createGitHubClients({ organizations: entries, tokens, fetch, clock: systemClock, log: quiet });
  const gitHubFiles = createGitHubFileSource({ clientFor: clients.ofConfigured, clock: systemClock });
  const files = new VsCodeFileSource(gitHubFiles, systemClock);
  const catalog = createCatalogService({
    configuration: createCatalogConfiguration({ settings: { organizations: entries, locations: () => [], appConfig: () => [], environment: () => undefined, organizationData: () => 'never' }, clientOf: clients.of, appConfigs: { hosts: [], reads: [], unusable: [], read: () => Promise.resolve(undefined) }, folders: () => [], clock: systemClock, log: quiet }),
    folders: () => Promise.resolve([]),
    version: 'test',
    files,
    snapshots: createVsCodeSnapshotStore(snapshots),
    clock: systemClock,
    log: quiet,
    idle: 1,
  });
  return {
    catalog,
    dispose: () => [catalog, files, gitHubFiles, clients, tokens].forEach((item) => item.dispose()),
  };
}

/** The names in a folder, as soon as they fit. */
async function filesIn(uri: vscode.Uri, fits: (names: readonly string[]) => boolean): Promise<readonly string[]> {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, '*'));
  try {
    return await new Promise((resolve) => {
      const look = async (): Promise<void> => {
        const names = await vscode.workspace.fs.readDirectory(uri).then((entries) => entries.map(([name]) => name), () => []);
        if (fits(names)) {
          resolve(names);
        }
      };
      watcher.onDidCreate(look);
      watcher.onDidChange(look);
      watcher.onDidDelete(look);
      void look();
    });
  } finally {
    watcher.dispose();
  }
}

suite('Catalog', () => {
  const snapshots = (): vscode.Uri => folder('snapshots');

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(snapshots(), { recursive: true }).then(undefined, (error: unknown) => {
      assert.equal((error as vscode.FileSystemError).code, 'FileNotFound');
    });
  });

  test('is read from GitHub in this host, and painted from disk without a request', async () => {
    await vscode.workspace.fs.createDirectory(snapshots());
    const first = createCatalog(snapshots(), (url, init) => fetch(url, init));
    await first.catalog.load();
    await first.catalog.refresh('start');
    const [source] = first.catalog.status.sources;
    assert.isUndefined(source?.error?.message);
    assert.isNumber(source?.readAt);
    const known = first.catalog.graph.get(REF);
    assert.match(known?.origin.uri ?? '', /^stagedoor-github:\/https?%2B/);
    const all = [...first.catalog.graph.all()].map(({ ref }) => ref).sort();
    // One of the workspace, one of the organization, who has read that, and who is signed in.
    const kinds = ['catalog', 'catalog', 'lease', 'viewer'];
    const names = await filesIn(snapshots(), (found) => found.every((name) => name.endsWith('.snapshot')) && found.map((name) => name.split('-')[0]).sort().join() === kinds.join());
    for (const name of names) {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(snapshots(), name)));
      assert.notInclude(text, testEnvironment.github.token);
    }
    first.dispose();

    const requests: string[] = [];
    const second = createCatalog(snapshots(), (url) => {
      requests.push(url);
      return Promise.reject(new TypeError('no network'));
    });
    await second.catalog.load();
    assert.deepEqual([...second.catalog.graph.all()].map(({ ref }) => ref).sort(), all);
    assert.deepEqual(requests, []);
    // Asked by the user: that the first window has read it this moment would do otherwise.
    await second.catalog.refresh('manual');
    assert.equal(second.catalog.status.sources[0]?.error?.reason, 'offline');
    assert.equal(second.catalog.graph.size, all.length, 'what was known stays');
    second.dispose();
  });

  test('opens the line that defines an entity, in a file that only lives on GitHub', async function () {
    if (testEnvironment.host === 'web') {
      skip(this, 'a web worker has no environment to take a token from; signing in there is tested through the interface');
    }
    const { url, organization } = testEnvironment.github;
    await vscode.extensions.getExtension('stagedoor.stagedoor')?.activate();
    const told = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('stagedoor.organizations')) {
          listener.dispose();
          resolve();
        }
      });
    });
    await vscode.workspace.getConfiguration('stagedoor').update('organizations', [`${url}/${organization}`], vscode.ConfigurationTarget.Global);
    await told;
    try {
      await vscode.commands.executeCommand('stagedoor.refreshCatalog');
      await vscode.commands.executeCommand('stagedoor.openDefinition', REF);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.scheme, 'stagedoor-github');
      assert.equal(editor?.document.languageId, 'yaml');
      assert.match(editor?.document.lineAt(editor.selection.active.line).text ?? '', /^\s+name: payment-service$/);
      assert.isFalse(vscode.workspace.fs.isWritableFileSystem('stagedoor-github'));
      await vscode.commands.executeCommand('stagedoor.copyEntityRef', { type: 'entity', id: REF, ref: REF });
      assert.equal(await vscode.env.clipboard.readText(), REF);
    } finally {
      await vscode.workspace.getConfiguration('stagedoor').update('organizations', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('takes up an unsaved editor, and lets go of it when it is saved', async () => {
    const uri = folder('unsaved.yaml');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('kind: Component\n'));
    const calls: (string | undefined)[] = [];
    const waiting: (() => void)[] = [];
    const called = (count: number): Promise<void> => new Promise((resolve) => waiting.push(() => calls.length >= count && resolve()));
    const overlay = (_uri: string, text: string | undefined): void => {
      calls.push(text);
      waiting.forEach((look) => look());
    };
    const { catalog, dispose } = createCatalog(snapshots(), () => Promise.reject(new TypeError('no network')));
    const registered = registerUnsavedDocuments({ clock: systemClock, catalog: Object.assign(Object.create(catalog) as CatalogService, { overlay }) });
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document);
      const edited = called(1);
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '# unsaved\n'));
      await edited;
      const saved = called(2);
      await document.save();
      await saved;
      assert.deepEqual(calls, ['kind: Component\n# unsaved\n', undefined]);
    } finally {
      registered.dispose();
      dispose();
      await vscode.workspace.fs.delete(uri);
    }
  });

  test('keeps snapshots whole', async () => {
    const store = createVsCodeSnapshotStore(snapshots());
    assert.deepEqual([await store.list(), await store.read('a')], [[], undefined]);
    await store.replace('a', Uint8Array.of(1));
    await Promise.all([store.replace('a', Uint8Array.of(2, 2)), store.replace('a', Uint8Array.of(3, 3)), store.replace('b', Uint8Array.of(4))]);
    assert.include([2, 3], (await store.read('a'))?.[0]);
    assert.equal((await store.read('a'))?.length, 2);
    assert.deepEqual(await store.list(), ['a', 'b']);
    const left = await vscode.workspace.fs.readDirectory(snapshots());
    assert.deepEqual(left.map(([name]) => name.replace(/\..*(?=\.)/, '')).sort(), ['a.snapshot', 'b.snapshot'], 'nothing temporary and nothing old stays');
    // A reader sees the old bytes or the new ones, never none.
    const seen = new Set<number | undefined>();
    const writing = (async () => {
      for (let round = 0; round < 20; round++) {
        await store.replace('a', Uint8Array.of(round, round));
      }
      return 'done';
    })();
    while ((await Promise.race([writing, store.read('a').then((bytes) => seen.add(bytes?.length))])) !== 'done');
    assert.deepEqual([...seen], [2]);
    await store.remove('a');
    await store.remove('a');
    assert.deepEqual(await store.list(), ['b']);
  });

  test('gets over a clock that went ahead, and clears up after a crash', async () => {
    const store = createVsCodeSnapshotStore(snapshots());
    const write = async (time: number, rest: string): Promise<void> => vscode.workspace.fs.writeFile(vscode.Uri.joinPath(snapshots(), `a.${time.toString(36).padStart(10, '0')}${rest}`), Uint8Array.of(9));
    await vscode.workspace.fs.createDirectory(snapshots());
    const HOUR = 3_600_000;
    await write(Date.now() + 9_000 * HOUR, 'x.snapshot');
    await write(Date.now() - HOUR, 'x.snapshot.tmp');
    await write(Date.now(), 'y.snapshot.tmp');
    await store.replace('a', Uint8Array.of(1));
    assert.deepEqual(await store.read('a'), Uint8Array.of(1));
    const left = (await vscode.workspace.fs.readDirectory(snapshots())).map(([name]) => name.replace(/^a\.[0-9a-z]{10}/, ''));
    assert.lengthOf(left, 2, left.join());
    assert.include(left, 'y.snapshot.tmp', 'another window may be writing it');
  });

  test('lists and reads the files of a folder', async () => {
    const { dispose } = createCatalog(snapshots(), () => Promise.reject(new TypeError('no network')));
    const files = new VsCodeFileSource(createGitHubFileSource({ clientFor: () => undefined, clock: systemClock }), systemClock);
    try {
      const root = folder('').toString();
      const found = await files.list(root, ['.yaml', '.yml']);
      assert.isTrue(found.some((uri) => uri.endsWith('/catalog-info.yaml')), found.join());
      assert.isTrue(found.every((uri) => /\.ya?ml$/.test(uri)));
      assert.isUndefined(await files.read(folder('no-such-file.yaml').toString()));
      assert.isUndefined(await files.read(root), 'a folder is no file');
    } finally {
      files.dispose();
      dispose();
    }
  });
});
