import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readToTheEnd, startSampleCatalog, type SampleCatalog } from '../workbench/sampleCatalog';
import type { Workbench } from '../workbench/workbench';

// The search as a person uses it: typing, keys, filters. Pictures of it go into the guide.

let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

async function openSearch(bench: Workbench): Promise<void> {
  await bench.runCommand('Stagedoor: Search the Catalog…');
  await bench.quickInput.root.getByText('Search the Catalog').first().waitFor();
  await bench.quickInput.rows.filter({ hasText: 'Component' }).first().waitFor();
}

/** The rows from top to bottom; the list keeps them in no order but that of their position. */
async function inOrder(bench: Workbench): Promise<readonly string[]> {
  const rows = await bench.quickInput.rows.evaluateAll((nodes) => nodes.map((node) => ({ index: Number((node as unknown as { getAttribute(name: string): string }).getAttribute('data-index')), text: String(Reflect.get(node, 'textContent')) })));
  return rows.sort((a, b) => a.index - b.index).map(({ text }) => text);
}

/** Types, and waits for what must come first. */
async function found(bench: Workbench, text: string, first: RegExp): Promise<void> {
  await bench.quickInput.type(text);
  await expect.poll(async () => (await inOrder(bench))[0]).toMatch(first);
}

describe.each(['light', 'dark'] as const)('the search in a %s theme', (theme) => {
  test('ranks as it says, narrows by filters, and explains itself', async () => {
    const bench = await sample.open({ theme });
    await readToTheEnd(bench);
    await openSearch(bench);
    await found(bench, 'pay', /Payment API/);
    const rows = await inOrder(bench);
    // Starts of names first, then words in names, then owners, then descriptions: not the order of the alphabet.
    const places = ['Payment Service', 'team-payments', 'Fraud Detector', 'Checkout platform'].map((name) => rows.findIndex((row) => row.trimStart().startsWith(name)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    await bench.screenshot(`search-${theme}`, { busy: true });
    // Letters out of order by one slip still find it, before whatever the editor would have sorted first.
    await found(bench, 'paymnet serv', /Payment Service/);
    await found(bench, 'kind:api pay', /Payment API/);
    await bench.screenshot(`search-filter-${theme}`, { busy: true });
    await found(bench, 'no-such-thing-anywhere', /Nothing in the catalog matches/);
    await found(bench, '?', /kind:/);
    await bench.screenshot(`search-help-${theme}`, { busy: true });
  }, 90_000);
});

describe('keys', () => {
  test('open the definition and the docs, and what was opened last comes first', async () => {
    const bench = await sample.open();
    await readToTheEnd(bench);
    await openSearch(bench);
    await found(bench, 'payment-service', /Payment Service/);
    await bench.page.keyboard.press('Enter');
    const editor = await bench.editor('catalog-info.yaml');
    expect(await editor.text()).toContain('name: payment-service');
    await openSearch(bench);
    await bench.quickInput.rows.filter({ hasText: 'Payment Service' }).first().waitFor();
    expect((await inOrder(bench))[0]).toContain('Payment Service');
    await bench.screenshot('search-recent-light', { busy: true });
    await found(bench, 'payment-service', /Payment Service/);
    await bench.page.keyboard.press('Control+Enter');
    await bench.page.locator('.tab.active').filter({ hasText: 'Payment Service' }).waitFor();
    await bench.quickInput.root.waitFor({ state: 'hidden' });
  }, 90_000);
});

describe('without anything to search', () => {
  test('says why, and offers what to do', async () => {
    const bench = await sample.open({ settings: { 'stagedoor.organizations': [] } });
    await bench.runCommand('Stagedoor: Search the Catalog…');
    await bench.quickInput.rows.filter({ hasText: 'The catalog has no sources yet' }).waitFor();
    await bench.screenshot('search-no-sources-light', { busy: true });
    await bench.quickInput.choose('Add an Organization…');
    await bench.quickInput.root.getByText('A GitHub organization or user').first().waitFor();
  }, 60_000);
});
