import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench } from '../workbench/openWorkbench';
import type { Workbench } from '../workbench/workbench';

const component = (name: string): string => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: team-a\n`;

let folder: string;
let stranger: Server;
let workbench: Workbench | undefined;
const asked: string[] = [];

/** A folder that names a host of its own choice as its GitHub, and holds files that are none. */
beforeEach(async () => {
  asked.length = 0;
  stranger = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    response.end('{}');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const address = stranger.address();
  const web = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-foreign-'));
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write('.vscode/settings.json', JSON.stringify({ 'stagedoor.organizations': [`${web}/foreign-org`], 'github-enterprise.uri': web, 'stagedoor.catalog.refreshInterval': 0.001 }));
  write('good/catalog-info.yaml', component('good-service'));
  write('placeholder/catalog-info.yaml', `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: far-api\nspec:\n  type: openapi\n  lifecycle: production\n  owner: team-a\n  definition:\n    $text: ${web}/definition\n`);
  write('broken/catalog-info.yaml', 'kind: [\n');
  write('binary/catalog-info.yaml', new Uint8Array(2000).map((_byte, index) => index % 256));
});

afterEach(async () => {
  await workbench?.close();
  workbench = undefined;
  await new Promise((resolve) => stranger.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const env = { STAGEDOOR_GITHUB_TOKEN: 'ghp_forAnotherHostAlone', STAGEDOOR_GITHUB_HOST: 'http://127.0.0.1:9' };

describe('a foreign folder', () => {
  test.each([
    ['that is restricted', 'restricted'],
    ['that is trusted', 'off'],
  ] as const)('%s makes nobody send anything to a host of its choice', async (_name, trust) => {
    workbench = await openWorkbench({ folder, trust, env });
    const pane = await workbench.openView('Stagedoor', 'Catalog');
    await pane.getByText('Component', { exact: false }).first().waitFor();
    const signIn = pane.getByText('Sign in to read foreign-org');
    if (trust === 'off') {
      await signIn.waitFor();
    }
    await workbench.runCommand('Stagedoor: Refresh Catalog');
    await workbench.expand('Catalog', /^Component/);
    await pane.getByText('good-service').waitFor();
    expect(await signIn.count()).toBe(trust === 'off' ? 1 : 0);
    expect(asked).toEqual([]);
    // What is wrong is told where one looks for it, and took nothing away.
    // Nothing is read but the folder there, which has no group.
    const isDangling = (text: string): boolean => text.includes('No catalog file of this workspace defines group:default/team-a');
    const told = async (): Promise<string[]> => (await workbench?.problems())?.map(({ text }) => text).filter((text) => !isDangling(text)) ?? [];
    await expect.poll(told).toHaveLength(3);
    for (const part of ['This is not text', 'YAML error', 'was not read']) {
      expect((await told()).filter((text) => text.includes(part))).toHaveLength(1);
    }
    await workbench.screenshot(`foreign-folder-${trust}`);
  });
});
