import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addLandscapeOrganization } from '../../github/organizations/landscapeOrganization';
import { startSampleCatalog, VIEW, type SampleCatalog } from '../workbench/sampleCatalog';
import type { Workbench } from '../workbench/workbench';

const REPOSITORIES = 1_000;
/** What a grouping shows first, and what to open so that its shape is seen: the lowest first, as rows out of sight are not drawn. */
const GROUPINGS = [
  { name: 'Kind', first: 'Components', open: ['Components', 'c'] },
  { name: 'Owner', first: 'Team Commerce 1', open: ['Team Commerce 1'] },
  { name: 'Domain and System', first: 'Commerce', open: ['No Domain', 'Commerce', 'Commerce cart'] },
  { name: 'Lifecycle', first: 'production', open: ['deprecated'] },
  { name: 'Type', first: 'data-pipeline', open: ['website'] },
  { name: 'Tag', first: 'go', open: ['pci'] },
  { name: 'Source', first: 'landscape', open: ['landscape', 'Systems'] },
] as const;

let catalog: SampleCatalog;

beforeAll(async () => {
  catalog = await startSampleCatalog((state) => addLandscapeOrganization(state, REPOSITORIES));
});

afterAll(() => catalog.close());

async function readAll(bench: Workbench): Promise<void> {
  await bench.treeItem(VIEW, /^\s*Users/).waitFor({ timeout: 60_000 });
  await bench.page.locator('.part.sidebar').getByRole('button', { name: 'Refresh Catalog' }).waitFor();
}

async function groupBy(bench: Workbench, name: string): Promise<void> {
  await bench.runCommand('Stagedoor: Group the Catalog By…');
  await bench.quickInput.choose(new RegExp(`^\\s*${name}`));
  await bench.quickInput.root.waitFor({ state: 'hidden' });
}

describe.each(['light', 'dark'] as const)('a thousand repositories in a %s theme', (theme) => {
  test('are shown by each grouping, searched, and looked through for what is wrong', async () => {
    const bench = await catalog.open({ theme });
    await readAll(bench);
    await bench.resizeSideBar(380);
    for (const { name, first, open } of GROUPINGS) {
      await groupBy(bench, name);
      const top = bench.treeItem(VIEW, new RegExp(`^\\s*${first}`));
      await top.waitFor();
      expect(await top.getAttribute('aria-level')).toBe('1');
      for (const label of open) {
        await bench.expand(VIEW, new RegExp(`^\\s*${label}`));
      }
      await bench.page.mouse.move(900, 600);
      await bench.screenshot(`grouping-${name.toLowerCase().replaceAll(' ', '-')}-${theme}`);
    }
    await bench.runCommand('Stagedoor: Search the Catalog…');
    await bench.quickInput.root.getByText('Search the Catalog').first().waitFor();
    await bench.quickInput.type('kind:component owner:team-8 cart');
    await bench.quickInput.rows.filter({ hasText: /cart-\d+/ }).first().waitFor();
    await bench.screenshot(`search-thousand-${theme}`, { busy: true });
    await bench.page.keyboard.press('Escape');
    await bench.runCommand('Stagedoor: Problems in the Catalog');
    const problems = bench.page.locator('.part.panel').getByRole('treeitem');
    await problems.filter({ hasText: 'Missing relations' }).first().locator('.monaco-tl-twistie').click();
    await problems.filter({ hasText: 'taem-unknown' }).first().waitFor();
    await bench.screenshot(`problems-thousand-${theme}`, { busy: true });
  }, 240_000);
});
