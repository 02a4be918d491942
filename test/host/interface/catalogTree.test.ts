import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FOCUS_PAUSE_MS } from '../../../src/editor/commands/refreshSchedule';
import { CONTAINER, readToTheEnd, startSampleCatalog, VIEW, type SampleCatalog } from '../workbench/sampleCatalog';

const folder = 'test/host/fixtures/workspace';
let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

describe('the tree', () => {
  test('shows the organization by kind, with owner and lifecycle, and opens the line that defines an entity', async () => {
    const bench = await sample.open();
    await readToTheEnd(bench);
    // What has no catalog file is known when all is read.
    const headings = async (): Promise<readonly string[]> => (await bench.treeItems(VIEW).allInnerTexts()).map((text) => text.replace(/\s*\d.*$/s, '').trim());
    await expect.poll(headings).toEqual(['Problems', 'Components', 'APIs', 'Resources', 'Systems', 'Domains', 'Groups', 'Users', 'Locations', 'Templates', 'Without a Catalog File']);

    await bench.expand(VIEW, /^\s*Components/);
    const payment = bench.treeItem(VIEW, 'Payment Service');
    expect(await payment.getAttribute('aria-label')).toContain('Payment Service, team-payments · production');
    const legacy = bench.treeItem(VIEW, 'Legacy Billing');
    expect(await legacy.innerText()).toContain('deprecated');
    await expect.poll(() => bench.decoration(legacy)).toBe('D');

    await payment.click();
    const editor = await bench.editor('catalog-info.yaml');
    expect((await editor.text()).split('\n')[3]).toBe('  name: payment-service');
    expect((await editor.position()).line).toBe(4);
    const before = await editor.text();
    await editor.focus();
    await editor.type('x');
    await bench.page.getByText('To change it, edit it there or in a checkout').first().waitFor();
    expect(await editor.text()).toBe(before);
    await bench.screenshot('tree-open-light');
    await payment.hover();
    await bench.page.locator('.workbench-hover').filter({ hasText: 'Owner: team-payments' }).waitFor();
    await bench.screenshot('tree-hover-light');

    // By name, title, owner and tag.
    await bench.page.keyboard.press('Control+K');
    await bench.page.keyboard.press('Control+W');
    await bench.runCommand('Stagedoor: Search the Catalog…');
    await bench.quickInput.type('pci');
    await bench.screenshot('search-light');
    await bench.quickInput.choose('Payment Service');
    const found = await bench.editor('catalog-info.yaml');
    await expect.poll(async () => (await found.position()).line).toBe(4);
  });

  test('looks well in each theme, and keeps its names in a narrow side bar', async () => {
    const bench = await sample.open({ settings: { 'breadcrumbs.enabled': false, 'editor.minimap.enabled': false } });
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Components/);
    await bench.resizeSideBar(420);
    await bench.treeItem(VIEW, 'Payment Service').click();
    const editor = await bench.editor('catalog-info.yaml');
    await editor.text();
    // docs/images/catalog-light.png and catalog-dark.png are copies of these.
    for (const theme of ['light', 'dark'] as const) {
      await bench.showTheme(theme);
      await bench.page.mouse.move(900, 600);
      await bench.page.locator('.workbench-hover:visible').waitFor({ state: 'hidden' });
      await bench.screenshot(`guide-catalog-${theme}`);
    }
    await bench.expand(VIEW, /^\s*Problems/);
    await bench.resizeSideBar(190);
    for (const theme of ['light', 'dark', 'contrast'] as const) {
      await bench.showTheme(theme);
      await bench.treeItem(VIEW, 'Payment Service').hover();
      await bench.screenshot(`tree-narrow-${theme}`);
    }
  });

  test('shows a file that could not be taken in, and opens it where it is broken', async () => {
    const bench = await sample.open({ theme: 'dark', folder });
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Problems/);
    const file = bench.treeItem(VIEW, 'search-service');
    await file.click();
    const editor = await bench.editor('catalog-info.yaml');
    await expect.poll(async () => (await editor.position()).line).toBe(5);
    expect((await editor.text()).split('\n')[4]).toContain('Finds products: by name');
    await bench.screenshot('tree-problem-dark');
  });

  test('shows what was pushed meanwhile when one comes back to the window, with a badge until it is seen, and two windows share one scan', async () => {
    const bench = await sample.open({ settings: { 'stagedoor.catalog.refreshInterval': 0 } });
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Components/);
    expect(await bench.badge(CONTAINER).isVisible()).toBe(false);
    sample.gitHub.requests.length = 0;
    const second = await bench.openWindow();
    await second.openView(CONTAINER, VIEW);
    await readToTheEnd(second);
    await second.expand(VIEW, /^\s*Components/);
    // The first window has just read, so the second one took up what it wrote.
    expect(scansOf(sample)).toEqual([]);
    const text = ['apiVersion: backstage.io/v1alpha1', 'kind: Component', 'metadata:', '  name: gift-cards', 'spec:', '  type: service', '  lifecycle: experimental', '  owner: team-payments', ''].join('\n');
    await bench.turnAwayAndBack(async () => {
      sample.gitHub.state.addRepository({ owner: sample.organization, name: 'gift-cards', files: { 'catalog-info.yaml': text } });
      // Whoever comes back sooner than that sees what was read just before.
      await bench.page.waitForTimeout(FOCUS_PAUSE_MS);
    });
    const row = bench.treeItem(VIEW, 'gift-cards');
    await row.waitFor();
    await bench.badge(CONTAINER).filter({ hasText: /^1$/ }).waitFor();
    await expect.poll(() => bench.decoration(row)).toBe('N');
    await bench.screenshot('tree-new-light', { busy: true });
    await row.click();
    await bench.badge(CONTAINER).waitFor({ state: 'hidden' });

    expect(scansOf(sample)).not.toEqual([]);
    sample.gitHub.requests.length = 0;
    await second.turnAwayAndBack(() => Promise.resolve());
    await second.treeItem(VIEW, 'gift-cards').waitFor();
    expect(scansOf(sample)).toEqual([]);
  });

  test('is painted from disk when the window is loaded again right after the first scan, and says that GitHub cannot be reached', async () => {
    const bench = await sample.open({ theme: 'dark' });
    await readToTheEnd(bench);
    await sample.gitHub.stop();
    await bench.page.reload();
    await bench.ready();
    // Whether a side bar opened a moment ago is open after a reload is up to the workbench.
    await bench.openView(CONTAINER, VIEW);
    await bench.expand(VIEW, /^\s*Components/);
    await bench.treeItem(VIEW, 'Payment Service').waitFor();
    // What was read a moment ago is not read again by itself.
    await bench.runCommand('Stagedoor: Refresh Catalog');
    await bench.treeItem(VIEW, 'GitHub cannot be reached').waitFor();
    await expect.poll(() => bench.decoration(bench.treeItem(VIEW, 'Legacy Billing'))).toBe('D');
    await bench.screenshot('tree-offline-dark');
  });
});

/** Requests by which an organization is read or looked at. */
function scansOf({ gitHub, organization }: SampleCatalog): readonly string[] {
  return gitHub.requests.map(({ path }) => path).filter((path) => path.includes('/graphql') || path.includes(`/orgs/${organization}/repos`));
}
