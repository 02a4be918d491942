import { assert } from 'chai';
import * as vscode from 'vscode';
import { systemClock } from '../../../src/editor/host/systemClock';
import { createBackstageSource } from '../../../src/portal/backstage/createBackstage';
import { createCatalogService } from '../../../src/portal/catalog/createCatalogService';
import type { FileAddress } from '../../../src/portal/catalog/sources/hostReader';
import { toGitHubUri } from '../../../src/portal/github/gitHubUri';
import { skip } from './skip';
import { testEnvironment } from './testEnvironment';

const nothing = (): void => undefined;
const BASE = 'https://backstage.example.com';

/** A file of the local GitHub that defines the entity, as Backstage would name it. */
const LOCATION = `${testEnvironment.github.url}/${testEnvironment.github.organization}/payment-service/blob/main/catalog-info.yaml`;

function answer(): Response {
  const annotations = { 'backstage.io/managed-by-location': `url:${LOCATION}` };
  const item = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'payment-service', etag: 'a', annotations }, spec: { owner: 'team-a' }, relations: [{ type: 'ownedBy', targetRef: 'group:default/team-a' }] };
  return new Response(JSON.stringify({ items: [item], totalItems: 1, pageInfo: {} }), { headers: { 'content-type': 'application/json' } });
}

/** A catalog with one Backstage in it, whose answers are made here: neither host needs a server for it. */
function createCatalog(asked: string[]) {
  const toFileUri = ({ host, owner, name, branch, path }: FileAddress): string => toGitHubUri({ host, owner, repository: name, ref: branch, path });
  const source = createBackstageSource({
    address: { base: BASE, label: 'Portal' },
    fetch: (url, init) => {
      asked.push(`${url} ${init?.headers?.['authorization'] ?? 'nobody'}`);
      return Promise.resolve(answer());
    },
    clock: systemClock,
    token: () => Promise.resolve({ value: 'test-token', account: 'test' }),
    toFileUri,
  });
  return createCatalogService({
    configuration: () => Promise.resolve({ sources: [source] }),
    folders: () => Promise.resolve([]),
    version: 'test',
    files: { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) },
    snapshots: { read: () => Promise.resolve(undefined), replace: () => Promise.resolve(), remove: () => Promise.resolve(), list: () => Promise.resolve([]), writtenAt: () => Promise.resolve(undefined) },
    clock: systemClock,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
}

suite('Backstage', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('is read in this host through its own client', async () => {
    const asked: string[] = [];
    const catalog = createCatalog(asked);
    await catalog.refresh('manual');
    assert.isUndefined(catalog.status.sources[0]?.error?.message);
    assert.deepEqual(asked, [`${BASE}/api/catalog/entities/by-query?limit=500 Bearer test-token`]);
    assert.deepEqual(catalog.graph.relations('component:default/payment-service'), [{ type: 'ownedBy', targetRef: 'group:default/team-a' }]);
    catalog.dispose();
  });

  test('signing in and out are commands', async () => {
    await vscode.extensions.getExtension('stagedoor.stagedoor')?.activate();
    const commands = await vscode.commands.getCommands(true);
    assert.includeMembers(commands, ['stagedoor.signInToBackstage', 'stagedoor.signOutOfBackstage']);
  });

  test('opens the file on GitHub that defines an entity', async function () {
    if (testEnvironment.host === 'web') {
      skip(this, 'a web worker has no environment to take a token from');
    }
    const { url, organization } = testEnvironment.github;
    await vscode.extensions.getExtension('stagedoor.stagedoor')?.activate();
    await vscode.workspace.getConfiguration('stagedoor').update('organizations', [`${url}/${organization}`], vscode.ConfigurationTarget.Global);
    try {
      const catalog = createCatalog([]);
      await catalog.refresh('manual');
      const uri = vscode.Uri.parse(catalog.graph.get('component:default/payment-service')?.origin.uri ?? '', true);
      const editor = await vscode.window.showTextDocument(uri, { preview: true });
      assert.include(editor.document.getText(), 'name: payment-service');
      assert.equal(editor.document.languageId, 'yaml');
      catalog.dispose();
    } finally {
      await vscode.workspace.getConfiguration('stagedoor').update('organizations', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
