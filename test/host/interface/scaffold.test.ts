import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FrameLocator, Locator } from 'playwright-core';
import { addSampleOrganization } from '../../github/organizations/sampleOrganization';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub';
import { GitHubState } from '../../github/state/gitHubState';
import { openWorkbench, type WorkbenchOptions } from '../workbench/openWorkbench';
import type { Workbench } from '../workbench/workbench';

const COMMAND = 'Stagedoor: Create New Service…';

let gitHub: LocalGitHub;
let token: string;
let organization: string;
let workbench: Workbench | undefined;

async function open(options: WorkbenchOptions = {}): Promise<{ readonly bench: Workbench; readonly page: FrameLocator }> {
  const bench = await openWorkbench({
    folder: 'test/host/fixtures/workspace',
    settings: { 'stagedoor.organizations': [`${gitHub.web}/${organization}`] },
    env: { STAGEDOOR_GITHUB_HOST: gitHub.web, STAGEDOOR_GITHUB_TOKEN: token },
    ...options,
  });
  workbench = bench;
  await bench.openView('Stagedoor', 'Catalog');
  // The palette lists what is contributed when it opens, which may be before our commands are: then it is opened again.
  const row = bench.quickInput.rows.filter({ hasText: COMMAND }).first();
  await expect
    .poll(async () => {
      await bench.page.keyboard.press('Escape');
      await bench.page.keyboard.press('F1');
      await bench.quickInput.type(`>${COMMAND}`);
      return row.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    }, { timeout: 40_000 })
    .toBe(true);
  await row.click();
  return { bench, page: bench.webview() };
}

const next = (page: FrameLocator): Locator => page.locator('.next');
const heading = (page: FrameLocator, text: string | RegExp): Locator => page.locator('h1').filter({ hasText: text });

async function fillDetails(page: FrameLocator, name: string): Promise<void> {
  await page.locator('#field-name').fill(name);
  await page.locator('#field-title').fill('Box Office');
  await page.locator('#field-description').fill('Sells "tickets": all of them');
  await page.locator('#field-owner').fill('team-payments');
}

beforeEach(async () => {
  const state = new GitHubState();
  const loaded = addSampleOrganization(state);
  organization = loaded.login;
  token = state.addToken({ account: loaded.admin, scopes: ['repo', 'read:org', 'workflow'] }).value;
  gitHub = await startLocalGitHub({ state });
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await workbench?.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`, { busy: true });
  }
  await workbench?.close();
  workbench = undefined;
  await gitHub.stop();
});

const mutations = (): string[] => gitHub.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql').map(({ method, path }) => `${method} ${path}`);

describe('the wizard', () => {
  test('goes from the golden path to a repository, and to the entity in the catalog', async () => {
    const { bench, page } = await open();
    await heading(page, 'What do you want to create?').waitFor();
    await bench.screenshot('scaffold-1-golden-path');
    await page.locator('#template-node-service').check();
    await next(page).click();

    // Nothing filled in: what is needed is said at each field, and the first has the focus.
    await page.locator('#field-name').waitFor();
    await next(page).click();
    await page.locator('#field-name[aria-invalid=true]').waitFor();
    expect(await page.locator(':focus').getAttribute('id')).toBe('field-name');
    await fillDetails(page, 'box-office');
    await bench.screenshot('scaffold-2-details');
    await next(page).click();

    await page.locator('#destination-github').check();
    await page.locator('#field-name').fill('payment-service');
    await next(page).click();
    await page.locator('.problem.error').filter({ hasText: `${organization}/payment-service exists on GitHub already` }).waitFor();
    await page.locator('#field-name').fill('box-office');
    await bench.screenshot('scaffold-3-destination');
    await next(page).click();

    await heading(page, 'Look before anything is created').waitFor();
    expect(await page.locator('.effects li').first().innerText()).toContain(`Creates the private repository ${organization}/box-office`);
    await page.locator('.file').filter({ hasText: 'catalog-info.yaml' }).click();
    expect(await page.locator('.preview pre').innerText()).toContain(`github.com/project-slug: ${organization}/box-office`);
    await bench.screenshot('scaffold-4-review');
    expect(mutations()).toEqual([]);

    await next(page).dblclick();
    await heading(page, `${organization}/box-office is created`).waitFor();
    expect(mutations().filter((line) => line.endsWith('/repos'))).toHaveLength(1);
    const repository = gitHub.state.repository(organization, 'box-office');
    const head = repository?.git.refs.get('refs/heads/main') ?? '';
    expect(repository?.visibility).toBe('private');
    expect(repository?.git.commit(head)?.parents).toEqual([]);
    await bench.screenshot('scaffold-5-created');

    await page.getByText('Show in Catalog').click();
    await bench.treeItem('Catalog', 'Box Office').waitFor();
    await bench.screenshot('scaffold-6-catalog');
  }, 90_000);

  test('works by keyboard alone, writes to a folder, and overwrites nothing without consent', async () => {
    const { bench, page } = await open({ theme: 'dark' });
    const { keyboard } = bench.page;
    const written = join(bench.folder, 'box-office');
    mkdirSync(written);
    writeFileSync(join(written, 'README.md'), 'mine\n');

    await heading(page, 'What do you want to create?').waitFor();
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    expect(await page.locator('#template-docs-site').isChecked()).toBe(true);
    await keyboard.press('Enter');
    await page.locator('#field-name').waitFor();
    for (const text of ['box-office', 'Box Office', 'Sells tickets', 'team-payments']) {
      await keyboard.press('Tab');
      await keyboard.type(text);
    }
    await keyboard.press('Enter');
    await heading(page, 'Where shall it go?').waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');

    await heading(page, 'Look before anything is created').waitFor();
    await bench.screenshot('scaffold-review-conflict-dark');
    await next(page).focus();
    await keyboard.press('Enter');
    await page.locator('.page-problem').filter({ hasText: 'README.md would be overwritten' }).waitFor();
    expect(readFileSync(join(written, 'README.md'), 'utf8')).toBe('mine\n');
    await keyboard.press('Space');
    expect(await page.locator('#overwrite-0').isChecked()).toBe(true);
    await next(page).focus();
    await keyboard.press('Enter');
    await heading(page, 'box-office is written').waitFor();
    expect(readFileSync(join(written, 'README.md'), 'utf8')).toContain('# Box Office');
    expect(mutations()).toEqual([]);
  }, 90_000);

  test('says what exists when GitHub fails, and goes on in a reloaded window without doing anything twice', async () => {
    gitHub.faults.order({ method: 'POST', path: '/git/trees$', effect: { kind: 'cut', when: 'body' } });
    const { bench, page } = await open();
    await page.locator('#template-docs-site').check();
    await next(page).click();
    await page.locator('#field-name').waitFor();
    await fillDetails(page, 'box-office');
    await next(page).click();
    await page.locator('#destination-github').check();
    await next(page).click();
    await heading(page, 'Look before anything is created').waitFor();
    await next(page).click();
    await heading(page, 'This did not work').waitFor();
    expect(await page.locator('.outcome li').first().innerText()).toContain(`The private repository ${organization}/box-office exists`);
    await bench.screenshot('scaffold-failed');

    await bench.reloadWindow();
    const again = bench.webview();
    await heading(again, `Publishing ${organization}/box-office did not finish`).waitFor();
    await again.getByText('Go On').click();
    await heading(again, `${organization}/box-office is created`).waitFor();
    const lines = mutations();
    expect(new Set(lines).size).toBe(lines.length);
  }, 90_000);

  test('is not offered in an untrusted workspace', async () => {
    const bench = await openWorkbench({ folder: 'test/host/fixtures/workspace', trust: 'restricted' });
    workbench = bench;
    await bench.openView('Stagedoor', 'Catalog');
    await bench.page.keyboard.press('F1');
    // A list that is longer than its window holds only the rows one sees.
    await bench.quickInput.type('>Stagedoor: Cre');
    await bench.quickInput.rows.filter({ hasText: /Refresh|Stagedoor|No matching/ }).first().waitFor();
    expect(await bench.quickInput.rows.filter({ hasText: 'Create New Service' }).count()).toBe(0);
    await bench.quickInput.type('>Stagedoor: Search');
    await bench.quickInput.rows.filter({ hasText: 'Stagedoor: Search' }).first().waitFor();
  });
});
