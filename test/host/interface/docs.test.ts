import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { addSampleOrganization } from '../../github/organizations/sampleOrganization';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub';
import { GitHubState } from '../../github/state/gitHubState';
import { openWorkbench } from '../workbench/openWorkbench';
import type { Workbench } from '../workbench/workbench';

const COMMAND = 'Stagedoor: Open Docs';
const folder = 'test/host/fixtures/docs';

let workbench: Workbench | undefined;
let gitHub: LocalGitHub | undefined;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await workbench?.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`, { busy: true });
  }
  await workbench?.close();
  workbench = undefined;
  await gitHub?.stop();
  gitHub = undefined;
});

/** What the page complained about from now on, such as something its security policy refused. */
function complaints(bench: Workbench): string[] {
  const found: string[] = [];
  bench.page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) {
      found.push(message.text());
    }
  });
  return found;
}

/** A picture in each theme. */
async function screenshots(bench: Workbench, name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await bench.showTheme(theme);
    await bench.screenshot(`${name}-${theme}`);
  }
}

describe('docs of a folder', () => {
  test('follow what is typed, and their links, in either theme', async () => {
    const bench = (workbench = await openWorkbench({ folder }));
    await bench.activity('Stagedoor').waitFor();
    const editor = await bench.openFile('docs/index.md');
    await bench.runCommand(COMMAND);
    const page = bench.webview();
    await page.locator('article h1').filter({ hasText: 'Box Office' }).waitFor();
    await page.locator('article img[src^="data:image/svg"]').waitFor({ state: 'attached' });
    expect(await page.locator('article .hljs-string, article .hljs-keyword').count()).toBeGreaterThan(0);
    await screenshots(bench, 'docs-beside');

    await editor.goTo(1, 200);
    await editor.type(' at night');
    await page.locator('article h1').filter({ hasText: 'Box Office at night' }).waitFor();

    await page.locator('article a').filter({ hasText: 'opening' }).click();
    await page.locator('article h1').filter({ hasText: 'Opening' }).waitFor();
    await expect.poll(() => page.locator('main').evaluate((main) => Number(Reflect.get(main, 'scrollTop')))).toBeGreaterThan(100);
    await page.locator('.toggle').click();
    await screenshots(bench, 'docs-pages');
    await page.locator('.nav a').filter({ hasText: 'Box Office' }).click();
    await page.locator('article h1').filter({ hasText: 'at night' }).waitFor();
    await page.locator('.tabbed-labels label').filter({ hasText: 'TypeScript' }).click();
    const picture = page.locator('article img[alt="Plan"]');
    await picture.scrollIntoViewIfNeeded();
    expect(await picture.evaluate((image) => Number(Reflect.get(image, 'naturalWidth')))).toBe(160);
    await screenshots(bench, 'docs-end');
    expect(await page.locator('html').evaluate((html) => String(Reflect.get(Reflect.get(html, 'ownerDocument') as object, 'title')))).not.toBe('attacked');
  });
});

describe('docs of an entity', () => {
  test('come back when the window is loaded again, and say what is missing', async () => {
    const bench = (workbench = await openWorkbench({ folder, theme: 'contrast' }));
    await bench.openView('Stagedoor', 'Catalog');
    await bench.runCommand(COMMAND);
    await bench.quickInput.choose('Box Office');
    await bench.webview().locator('article h1').filter({ hasText: 'Box Office' }).waitFor();
    await bench.screenshot('docs-contrast');
    await bench.webview().locator('.nav a').filter({ hasText: 'Opening' }).click();
    await bench.webview().locator('article h1').filter({ hasText: 'Opening' }).waitFor();
    await bench.reloadWindow();
    await bench.webview().locator('article h1').filter({ hasText: 'Opening' }).waitFor();
    expect(await bench.webview().locator('.nav a[aria-current]').innerText()).toBe('Opening');

    rmSync(join(bench.folder, 'docs', 'guides', 'opening.md'));
    const failure = bench.webview().locator('.sd-message');
    await failure.locator('h1').filter({ hasText: 'This Page Is Missing' }).waitFor();
    await bench.screenshot('docs-page-missing-contrast');
    await failure.locator('vscode-button').filter({ hasText: 'Go to the First Page' }).click();
    await bench.webview().locator('article h1').filter({ hasText: 'Box Office' }).waitFor();
    rmSync(join(bench.folder, 'docs'), { recursive: true });
    await failure.locator('p').filter({ hasText: 'mkdocs.yml names the folder docs' }).waitFor();
    expect(await failure.locator('vscode-button').allInnerTexts()).toEqual(['Open catalog-info.yaml', 'Try Again']);
    await bench.screenshot('docs-missing-contrast');
    cpSync(join(folder, 'docs'), join(bench.folder, 'docs'), { recursive: true });
    await bench.webview().locator('article h1').filter({ hasText: 'Box Office' }).waitFor();
  });

  test('are read from GitHub, and again when it is back', async () => {
    const state = new GitHubState();
    const { login, admin } = addSampleOrganization(state);
    const token = state.addToken({ account: admin, scopes: ['repo', 'read:org'] }).value;
    const server = (gitHub = await startLocalGitHub({ state }));
    const bench = (workbench = await openWorkbench({
      settings: { 'stagedoor.organizations': [`${server.web}/${login}`] },
      env: { STAGEDOOR_GITHUB_HOST: server.web, STAGEDOOR_GITHUB_TOKEN: token },
    }));
    const refused = complaints(bench);
    await bench.openView('Stagedoor', 'Catalog');
    await bench.runCommand(COMMAND);
    await bench.quickInput.choose('Payment Service');
    const page = bench.webview();
    await page.locator('article h1').filter({ hasText: 'Payment Service' }).waitFor();
    expect(await page.locator('.nav a').allInnerTexts()).toEqual(['Overview', 'Architecture', 'API', 'Runbook']);
    await bench.screenshot('docs-github-light');
    await page.locator('.nav a').filter({ hasText: 'Architecture' }).click();
    await page.locator('article h1').filter({ hasText: 'Architecture' }).waitFor();
    await page.locator('article img[src^="data:image/svg"]').first().waitFor({ state: 'attached' });
    await bench.screenshot('docs-github-picture');
    expect(await page.locator('html').innerHTML()).not.toContain(token);
    expect(refused).toEqual([]);

    await bench.treeItem('Catalog', /^Components/).waitFor();
    await server.stop();
    await bench.runCommand(COMMAND);
    await bench.quickInput.choose('Order Service');
    const other = bench.webview();
    await other.locator('.sd-message h1').filter({ hasText: 'GitHub Cannot Be Reached' }).waitFor();
    await bench.screenshot('docs-offline-light');
    gitHub = await startLocalGitHub({ state, port: server.port });
    await other.locator('vscode-button').filter({ hasText: 'Try Again' }).click();
    await other.locator('article h1').filter({ hasText: 'Order Service' }).waitFor();
  });
});
