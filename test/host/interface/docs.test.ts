import { cpSync, readFileSync, rmSync } from 'node:fs';
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

/**
 * What the page complained about from now on, such as something its security policy refused. A drawing's style sheet
 * and a handler that a page tries to bring are refused while the sanitizer looks them through, which is as it should be.
 */
function complaints(bench: Workbench, pattern = /Content Security Policy/): string[] {
  const found: string[] = [];
  bench.page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy') && pattern.test(message.text())) {
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
    await picture.click();
    await page.locator('dialog.lightbox[open] img').waitFor();
    await bench.page.keyboard.press('+');
    await bench.screenshot('docs-lightbox');
    await bench.page.keyboard.press('Escape');
    await page.locator('dialog.lightbox').waitFor({ state: 'hidden' });
    expect(await page.locator('html').evaluate((html) => String(Reflect.get(Reflect.get(html, 'ownerDocument') as object, 'title')))).not.toBe('attacked');
  });
});

describe('a page and its editor', () => {
  test('scroll together, show what is wrong, find words, and change the structure', async () => {
    const bench = (workbench = await openWorkbench({ folder, settings: { 'files.simpleDialog.enable': true } }));
    const refused = complaints(bench, /default-src|img-src|connect-src/);
    await bench.activity('Stagedoor').waitFor();
    const editor = await bench.openFile('docs/guides/opening.md');
    await bench.runCommand(COMMAND);
    const page = bench.webview();
    await page.locator('article h1').filter({ hasText: 'Opening' }).waitFor();
    const top = (): Promise<number> => page.locator('main').evaluate((main) => Number(Reflect.get(main, 'scrollTop')));

    // The page follows the editor, and the editor the page.
    await editor.goTo(60);
    await expect.poll(top).toBeGreaterThan(200);
    await page.locator('main').hover();
    await bench.page.mouse.wheel(0, -5_000);
    await expect.poll(top).toBe(0);
    await expect.poll(() => editor.text()).toContain('# Opening');
    await page.locator('article p').filter({ hasText: 'Step 9 of many.' }).dblclick();
    await expect.poll(async () => (await editor.position()).line).toBe(21);

    // The view of the side bar has the same pages.
    await bench.openView('Stagedoor', 'Docs');
    await bench.treeItem('Docs', 'How a sale goes').click();
    await page.locator('article h1').filter({ hasText: 'How a sale goes' }).waitFor();
    await page.locator('.diagram svg').first().waitFor();
    await page.locator('.diagram-note').filter({ hasText: 'cannot be drawn' }).waitFor();
    await page.locator('.page-problems summary').filter({ hasText: '4 problems on this page' }).click();
    for (const theme of ['light', 'dark', 'contrast'] as const) {
      await bench.showTheme(theme);
      await page.locator('.diagram svg').first().waitFor();
      await bench.screenshot(`docs-diagrams-${theme}`);
    }
    expect((await bench.problems()).map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringContaining('rules.md is not among the files'), expect.stringContaining('stage.png')]) as string[]);
    await page.locator('.page-problems button').filter({ hasText: 'rules.md' }).click();
    const source = await bench.editor('diagrams.md');
    await expect.poll(async () => (await source.position()).line).toBe(17);
    await bench.page.keyboard.press('Control+Shift+m');

    // Words are found in all pages.
    await page.locator('.search input').fill('printer');
    await page.locator('.search-hits [role=option]').filter({ hasText: 'Box Office ›' }).waitFor();
    await bench.screenshot('docs-search');
    await page.locator('.search-hits [role=option]').filter({ hasText: 'Box Office ›' }).click();
    await page.locator('article h1').filter({ hasText: 'Box Office' }).waitFor();

    await page.locator('.more').click();
    await page.locator('[role=menuitem]').filter({ hasText: 'Larger Text' }).click();
    await bench.screenshot('docs-menu');
    await page.locator('[role=menuitem]').filter({ hasText: 'Export to HTML' }).click();
    // The dialog proposes a name when it has looked into the folder.
    await expect.poll(() => bench.quickInput.field.inputValue()).toContain('Box Office.html');
    await bench.quickInput.accept();
    await bench.notification('The page was saved').waitFor();
    expect(readFileSync(join(bench.folder, 'Box Office.html'), 'utf8')).toContain('data:image/svg+xml;base64,');

    // A page comes and moves, and the navigation with it.
    await bench.runCommand('Stagedoor: New Docs Page…');
    await bench.quickInput.choose('Runbook');
    await bench.quickInput.type('Closing time');
    await bench.quickInput.accept();
    await expect.poll(() => bench.quickInput.field.inputValue()).toBe('closing-time.md');
    await bench.quickInput.type('guides/closing.md');
    await bench.quickInput.accept();
    await page.locator('article h1').filter({ hasText: 'Closing time' }).waitFor();
    await bench.treeItem('Docs', 'Closing time').waitFor();
    await bench.screenshot('docs-new-page');
    await bench.treeItem('Docs', 'Opening').click();
    await page.locator('article h1').filter({ hasText: 'Opening' }).waitFor();
    await bench.runCommand('Stagedoor: Rename or Move Docs Page…');
    await expect.poll(() => bench.quickInput.field.inputValue()).toBe('guides/opening.md');
    await bench.quickInput.type('opening-hours.md');
    await bench.quickInput.accept();
    await bench.notification('follow').waitFor();
    await expect.poll(() => readFileSync(join(bench.folder, 'mkdocs.yml'), 'utf8')).toContain('- opening-hours.md');
    await expect.poll(() => readFileSync(join(bench.folder, 'docs', 'index.md'), 'utf8')).toContain('[opening](opening-hours.md#cash)');
    await page.locator('article h1').filter({ hasText: 'Opening' }).waitFor();
    expect(refused).toEqual([]);
  }, 180_000);
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
    state.push(`${login}/payment-service`, { 'docs/index.md': '# Payments, with retries\n\nTried three times.\n' }, { branch: 'feature/retries' });
    const server = (gitHub = await startLocalGitHub({ state }));
    const bench = (workbench = await openWorkbench({
      settings: { 'stagedoor.organizations': [`${server.web}/${login}`] },
      env: { STAGEDOOR_GITHUB_HOST: server.web, STAGEDOOR_GITHUB_TOKEN: token },
    }));
    const refused = complaints(bench, /default-src|img-src|connect-src/);
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

    // An issue on what is selected is shown first, and filed on the repository of the docs.
    await page.locator('article p').filter({ hasText: 'Spring Boot' }).selectText();
    await page.locator('.report-offer').click();
    await page.locator('dialog.report h2').filter({ hasText: `Report an issue in ${login}/payment-service` }).waitFor();
    const repository = state.repository(login, 'payment-service');
    const before = repository?.issues.length ?? 0;
    await bench.screenshot('docs-report-issue');
    await bench.showTheme('dark');
    await bench.screenshot('docs-report-issue-dark');
    await page.locator('#report-title').fill('Docs: the picture is out of date');
    await page.locator('dialog.report vscode-button').filter({ hasText: 'Create Issue' }).click();
    await page.locator('.report-status').filter({ hasText: 'was created' }).waitFor();
    expect(repository?.issues.slice(before)).toMatchObject([{ title: 'Docs: the picture is out of date' }]);
    await page.locator('dialog.report vscode-button').filter({ hasText: 'Close' }).click();

    // Another branch is a panel of its own.
    await bench.runCommand('Stagedoor: Open Docs at…');
    await bench.quickInput.rows.filter({ hasText: 'retries' }).first().waitFor();
    await bench.screenshot('docs-open-at', { busy: true });
    await bench.quickInput.choose('feature/retries');
    const branch = bench.webview();
    await branch.locator('article h1').filter({ hasText: 'Payments, with retries' }).waitFor();
    await branch.locator('.version').filter({ hasText: 'feature/retries' }).waitFor();
    await bench.screenshot('docs-branch-dark');

    await bench.runCommand('Stagedoor: Search Docs…');
    await bench.quickInput.type('refund');
    await bench.quickInput.rows.filter({ hasText: 'Payment Service' }).first().waitFor();
    await bench.screenshot('docs-search-all', { busy: true });
    await bench.page.keyboard.press('Escape');
    await bench.showTheme('light');

    await bench.treeItem('Catalog', /^Components/).waitFor();
    await server.stop();
    // The command used last, Open Docs at…, stands before it.
    await bench.page.keyboard.press('F1');
    await bench.quickInput.type(`>${COMMAND}`);
    await bench.quickInput.choose(/Open Docs(?! at)/);
    await bench.quickInput.choose('Order Service');
    // The search has read these docs, so they are there without GitHub.
    const other = bench.webview();
    await other.locator('article h1').filter({ hasText: 'Order Service' }).waitFor();
    await bench.screenshot('docs-offline-light');
  }, 180_000);
});
