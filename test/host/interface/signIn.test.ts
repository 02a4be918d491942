import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addSampleOrganization } from '../../github/organizations/sampleOrganization';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub';
import { GitHubState } from '../../github/state/gitHubState';
import { openWorkbench } from '../workbench/openWorkbench';
import type { Workbench } from '../workbench/workbench';

// The editor's own `github-enterprise` provider, signed in to the local GitHub by its dialogs and by GitHub's pages.

let gitHub: LocalGitHub;
let organization: string;
let admin: string;
let workbench: Workbench | undefined;

beforeEach(async () => {
  const state = new GitHubState();
  const loaded = addSampleOrganization(state);
  organization = loaded.login;
  admin = loaded.admin;
  const catalog = ['apiVersion: backstage.io/v1alpha1', 'kind: System', 'metadata:', '  name: stage-machinery', '  annotations:', '    backstage.io/techdocs-ref: dir:.', 'spec:', '  owner: team-payments', ''].join('\n');
  state.addRepository({ owner: organization, name: 'stage-machinery', visibility: 'private', files: { 'catalog-info.yaml': catalog, 'mkdocs.yml': 'site_name: Machinery\n', 'docs/index.md': '# Trapdoors\n' } });
  gitHub = await startLocalGitHub({ state, signedInAs: admin });
});

afterEach(async () => {
  await workbench?.close();
  workbench = undefined;
  await gitHub.stop();
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
}

describe('signing in', () => {
  test('through the editor and GitHub’s own pages shows what is private, and leaves no token on disk', async () => {
    const bench = (workbench = await openWorkbench({
      folder: 'test/host/fixtures/workspace',
      settings: { 'stagedoor.organizations': [`${gitHub.web}/${organization}`], 'github-enterprise.uri': gitHub.web },
    }));
    await bench.openView('Stagedoor', 'Catalog');
    await bench.runCommand('Stagedoor: Sign In');

    await bench.dialog.filter({ hasText: /Stagedoor.*wants to sign in/ }).getByRole('button', { name: 'Allow' }).click();
    const codeDialog = bench.dialog.filter({ hasText: 'Your Code:' });
    await codeDialog.waitFor();
    const code = /Your Code:\s*([A-Z0-9-]+)/.exec(await codeDialog.innerText())?.[1] ?? '';
    expect(code).not.toBe('');
    await bench.screenshot('sign-in-code', { busy: true });
    const opened = bench.page.context().waitForEvent('page');
    await codeDialog.getByRole('button', { name: /Continue/ }).click();

    const page = await opened;
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.getByText('you’re all set').waitFor();
    await page.close();

    await bench.expand('Catalog', /^\s*Systems/);
    await bench.treeItem('Catalog', 'stage-machinery').waitFor();
    await bench.screenshot('signed-in');

    const seen = gitHub.requests.filter(({ account }) => account === admin);
    expect(seen.length).toBeGreaterThan(0);
    const leaks = filesBelow(bench.context.dataDir).filter((file) => {
      const found = readFileSync(file, 'latin1').match(/gho_[0-9a-f]{36}/g) ?? [];
      return found.some((value) => gitHub.state.token(value) !== undefined);
    });
    expect(leaks).toEqual([]);

    // What only this session may see is gone from the screen with it.
    await bench.treeItem('Catalog', 'stage-machinery').click();
    await bench.editor('catalog-info.yaml');
    await bench.runCommand('Stagedoor: Open Docs');
    await bench.quickInput.choose('stage-machinery');
    await bench.webview().locator('article h1').filter({ hasText: 'Trapdoors' }).waitFor();
    await bench.runCommand('Stagedoor: Sign Out');
    await bench.webview().locator('.sd-message h1').waitFor();
    expect(await bench.webview().locator('article:visible').count()).toBe(0);
    await bench.page.locator('.tab').filter({ hasText: 'catalog-info.yaml' }).waitFor({ state: 'detached' });
    await bench.treeItem('Catalog', 'stage-machinery').waitFor({ state: 'detached' });
    await bench.screenshot('signed-out', { busy: true });
  });
});
