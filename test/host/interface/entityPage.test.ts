import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openWorkbench, type WorkbenchOptions } from '../workbench/openWorkbench';
import type { Workbench } from '../workbench/workbench';

const COMMAND = 'Stagedoor: Open Entity Page';
const folder = 'test/host/fixtures/entity';

let workbench: Workbench | undefined;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await workbench?.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`, { busy: true });
  }
  await workbench?.close();
  workbench = undefined;
});

/** A workbench with the folder's catalog read. */
async function open(options: WorkbenchOptions = {}): Promise<{ bench: Workbench; refused: string[] }> {
  const bench = (workbench = await openWorkbench({ folder, ...options }));
  const refused: string[] = [];
  bench.page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text())) {
      refused.push(message.text());
    }
  });
  await bench.openView('Stagedoor', 'Catalog');
  await bench.treeItem('Catalog', /^\s*Users/).waitFor();
  return { bench, refused };
}

/** Takes the best hit: the rows move while the search is still ranking. */
async function search(bench: Workbench, words: string, label: string | RegExp): Promise<void> {
  await bench.runCommand(COMMAND);
  await bench.quickInput.type(words);
  await bench.quickInput.rows.first().filter({ hasText: label }).waitFor();
  await bench.quickInput.accept();
}

async function openPage(bench: Workbench, label: string): Promise<ReturnType<Workbench['webview']>> {
  await search(bench, label, label);
  const page = bench.webview();
  await page.locator('h1').filter({ hasText: label }).waitFor();
  return page;
}

describe.each(['light', 'dark', 'contrast'] as const)('the page of an entity in a %s theme', (theme) => {
  test('shows everything, and leads to others and back', async () => {
    const { bench, refused } = await open(theme === 'contrast' ? { settings: { 'workbench.colorTheme': 'Default High Contrast' } } : { theme });
    const page = await openPage(bench, 'Ticket Office');
    expect(await page.locator('.about dt').allInnerTexts()).toEqual(['Owner', 'System', 'Kind', 'Type', 'Lifecycle']);
    expect(await page.locator('.relation h2').evaluateAll((nodes) => nodes.map((node) => String(Reflect.get(node, 'textContent'))))).toEqual(['Has subcomponents1', 'Provides APIs1', 'Depends on components2', 'Depends on resources1', 'Dependency of components1']);
    expect(await page.locator('.notice').innerText()).toContain('component:default/ghost-light');
    await bench.screenshot(`entity-page-${theme}`);

    await page.locator('.relation a').filter({ hasText: 'Ticket API' }).click();
    await page.locator('h1').filter({ hasText: 'Ticket API' }).waitFor();
    await page.getByRole('tab', { name: 'Definition' }).click();
    await page.locator('.operations li').nth(4).waitFor();
    expect(await page.locator('.operations .method').allInnerTexts()).toEqual(['GET', 'PUT', 'DELETE', 'POST', 'GET']);
    await page.locator('.code .hljs-attr').first().waitFor();
    await bench.screenshot(`entity-definition-${theme}`);

    await page.getByRole('button', { name: 'Back to Ticket Office' }).click();
    await page.locator('h1').filter({ hasText: 'Ticket Office' }).waitFor();
    await page.getByRole('tab', { name: 'Relations' }).focus();
    await bench.page.keyboard.press('Enter');
    await page.locator('.node').nth(6).waitFor();
    expect(await page.locator('.node.middle .name').innerText()).toBe('Ticket Office');
    await bench.screenshot(`entity-graph-${theme}`);
    await page.locator('.controls select').first().selectOption('2');
    await page.locator('.node').filter({ hasText: 'Front of House' }).waitFor();
    await bench.screenshot(`entity-graph-deep-${theme}`);
    await page.locator('.node').filter({ hasText: 'Paper Tickets' }).focus();
    await bench.page.keyboard.press('Enter');
    await page.locator('h1').filter({ hasText: 'Paper Tickets' }).waitFor();
    expect(await page.locator('.notice').innerText()).toMatch(/deprecated[\s\S]*2027-06-30[\s\S]*Ticket Office/);
    await bench.screenshot(`entity-deprecated-${theme}`);
    expect(refused).toEqual([]);
  });
});

test('a page follows its file, comes back when the window is loaded again, and says what is gone', async () => {
  const { bench } = await open();
  const page = await openPage(bench, 'Payments');
  await page.locator('.ancestry a').filter({ hasText: 'theatre' }).waitFor();
  const file = join(bench.folder, 'services/payments/catalog-info.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('Takes money for seats.', 'Takes coins.'));
  await page.locator('.about .description').filter({ hasText: 'Takes coins.' }).waitFor();
  await page.locator('.about a').filter({ hasText: 'Money' }).click();
  await page.locator('h1').filter({ hasText: 'Money' }).waitFor();
  await bench.reloadWindow();
  const again = bench.webview();
  await again.locator('h1').filter({ hasText: 'Money' }).waitFor();
  await again.getByRole('button', { name: 'Back to Payments' }).click();
  await again.locator('h1').filter({ hasText: 'Payments' }).waitFor();

  writeFileSync(file, text.replace('name: payments', 'name: payment'));
  await again.locator('.sd-message h1').filter({ hasText: 'Not in the catalog' }).waitFor();
  await again.locator('.suggestions a').filter({ hasText: 'Payments' }).waitFor();
  await bench.screenshot('entity-unknown-light');
  await again.locator('.suggestions a').click();
  await again.locator('h1').filter({ hasText: 'Payments' }).waitFor();
});

test('what a file says neither runs nor breaks the page', async () => {
  const { bench, refused } = await open();
  await search(bench, 'kind:component attack', /img src=x/);
  const page = bench.webview();
  await page.locator('h1').filter({ hasText: 'onerror' }).waitFor();
  const titleOf = (): Promise<string> => page.locator('html').evaluate((html) => String(Reflect.get(Reflect.get(html, 'ownerDocument') as object, 'title')));
  expect(await page.locator('#root script, #root iframe, #root img, #root svg').count()).toBe(0);
  expect(await page.locator('.links a').count()).toBe(1);
  const width = await page.locator('main').evaluate((main) => [Number(Reflect.get(main, 'scrollWidth')), Number(Reflect.get(main, 'clientWidth'))]);
  expect(width[0]).toBe(width[1]);
  await bench.screenshot('entity-attack-light');
  await page.getByRole('tab', { name: 'Relations' }).click();
  await page.locator('.node').first().waitFor();
  await search(bench, 'attack-api', 'attack-api');
  const other = bench.webview();
  await other.locator('h1').filter({ hasText: 'attack-api' }).waitFor();
  await other.getByRole('tab', { name: 'Definition' }).click();
  await other.locator('.operations li').first().waitFor();
  expect(await other.locator('#root script, #root style, #root img').count()).toBe(0);
  expect(await titleOf()).not.toContain('attacked');
  expect(refused).toEqual([]);
});

test('an entity is shown as a catalog stores it', async () => {
  const { bench } = await open();
  const page = await openPage(bench, 'Payments');
  await page.getByRole('button', { name: 'Show it as the catalog stores it' }).click();
  const editor = await bench.editor('payments.yaml');
  await expect.poll(() => editor.text()).toContain('backstage.io/managed-by-location');
  expect(await editor.text()).toContain('# component:default/payments, as a catalog would store it');
  await bench.screenshot('entity-inspect-light');
  expect(await editor.squiggles('error').count()).toBe(0);
});
