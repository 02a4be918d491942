import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readToTheEnd, startSampleCatalog, VIEW, type SampleCatalog } from '../workbench/sampleCatalog';
import type { Workbench } from '../workbench/workbench';

const folder = 'test/host/fixtures/workspace';
let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

/** The labels at the top of the tree, without what stands beside them. */
async function headings(bench: Workbench): Promise<string[]> {
  const rows = await bench.treeItems(VIEW).and(bench.page.locator('[aria-level="1"]')).all();
  return Promise.all(rows.map(async (row) => (await row.locator('.label-name').first().innerText()).trim()));
}

/** The line above the tree. */
const message = (bench: Workbench, text: string | RegExp) => bench.view(VIEW).locator('.message').filter({ hasText: text });
const inTitle = (bench: Workbench, name: string) => bench.page.locator('.part.sidebar').getByRole('button', { name });

async function groupBy(bench: Workbench, name: string): Promise<void> {
  await bench.runCommand('Stagedoor: Group the Catalog By…');
  await bench.quickInput.choose(name);
  await bench.quickInput.root.waitFor({ state: 'hidden' });
}

async function fromMenu(bench: Workbench, row: string, item: string): Promise<void> {
  await bench.treeItem(VIEW, row).click({ button: 'right' });
  const entry = bench.page.locator('.monaco-menu .action-item').filter({ hasText: item }).first();
  await entry.hover();
  // A menu takes a button that is let go right after it opened for the click that opened it.
  await entry.click({ delay: 200 });
}

describe('the catalog as one likes it', () => {
  test('is grouped, keeps what is selected, and is so again after a reload', async () => {
    const bench = await sample.open();
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Components/);
    await bench.treeItem(VIEW, 'Payment Service').click();
    await bench.editor('catalog-info.yaml');
    await groupBy(bench, 'Domain and System');
    const selected = bench.page.locator('.pane [role=treeitem][aria-selected=true]').filter({ hasText: 'Payment Service' });
    await bench.treeItem(VIEW, 'No System').waitFor();
    await selected.waitFor();
    expect(Number(await selected.getAttribute('aria-level'))).toBeGreaterThanOrEqual(2);
    await bench.treeItem(VIEW, 'Checkout platform').waitFor();
    expect(await headings(bench)).toContain('No System');
    await bench.screenshot('arranged-by-system-light');
    await bench.reloadWindow();
    await bench.openView('Stagedoor', VIEW);
    await bench.treeItem(VIEW, 'No System').waitFor();
  });

  test('is filtered part by part, says so, and is whole again', async () => {
    const bench = await sample.open({ theme: 'dark' });
    await readToTheEnd(bench);
    await inTitle(bench, 'Filter the Catalog…').click();
    await bench.quickInput.rows.filter({ hasText: 'Lifecycle' }).first().waitFor();
    await bench.screenshot('filter-parts-dark');
    await bench.quickInput.choose('Lifecycle');
    await bench.quickInput.rows.filter({ hasText: 'deprecated' }).first().waitFor();
    await bench.screenshot('filter-values-dark');
    await bench.quickInput.choose('deprecated');
    await bench.quickInput.field.press('Enter');
    await bench.quickInput.rows.filter({ hasText: 'Clear Filter' }).first().waitFor();
    await bench.quickInput.choose('Done');
    await message(bench, /of \d+: lifecycle deprecated/).waitFor();
    await bench.expand(VIEW, /^\s*Components/);
    await bench.treeItem(VIEW, 'Legacy Billing').waitFor();
    expect(await bench.treeItem(VIEW, 'Payment Service').count()).toBe(0);
    await bench.screenshot('filtered-dark');
    await inTitle(bench, 'Clear Catalog Filter').click();
    await bench.treeItem(VIEW, 'Payment Service').waitFor();
    await message(bench, 'lifecycle').waitFor({ state: 'hidden' });
  });

  test('says that a filter hides everything, and takes it off', async () => {
    const bench = await sample.open();
    await readToTheEnd(bench);
    await bench.runCommand('Stagedoor: Filter the Catalog…');
    await bench.quickInput.choose('Text');
    await bench.quickInput.type('no such thing anywhere');
    await bench.quickInput.accept();
    await bench.quickInput.choose('Done');
    const hidden = bench.treeItem(VIEW, 'The filter hides everything');
    await hidden.waitFor();
    await bench.screenshot('filtered-empty-light');
    await hidden.click();
    await bench.treeItem(VIEW, /^\s*Components/).waitFor();
  });

  test('keeps stars, shows them alone, and remembers both', async () => {
    const bench = await sample.open();
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Components/);
    const row = bench.treeItem(VIEW, 'Payment Service');
    await row.hover();
    await row.getByRole('button', { name: 'Star Entity' }).click();
    await expect.poll(() => bench.decoration(row)).toBe('★');
    await bench.runCommand('Stagedoor: Show Only Starred Entities');
    await message(bench, /1 of \d+: starred/).waitFor();
    await expect.poll(() => headings(bench)).toEqual(['Problems', 'Components']);
    await bench.screenshot('starred-light');
    await bench.reloadWindow();
    await bench.openView('Stagedoor', VIEW);
    await bench.expand(VIEW, /^\s*Components/);
    await expect.poll(() => bench.decoration(bench.treeItem(VIEW, 'Payment Service'))).toBe('★');
    await inTitle(bench, 'Show Unstarred Entities as Well').click();
    await bench.treeItem(VIEW, /^\s*Templates/).waitFor();
  });

  test('shows relations below an entity, and who depends on it', async () => {
    const bench = await sample.open({ theme: 'dark' });
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Components/);
    await fromMenu(bench, 'Payment Service', 'Show Relations');
    await bench.treeItem(VIEW, 'Owned by').waitFor();
    await bench.treeItem(VIEW, 'Depends on').waitFor();
    await bench.treeItem(VIEW, 'Payments database').waitFor();
    await bench.screenshot('relations-dark');
    await fromMenu(bench, 'Payment Service', 'Find Who Depends on It');
    await bench.quickInput.root.filter({ hasText: /Who Depends on Payment Service: \d+ directly/ }).waitFor();
    await bench.screenshot('dependents-dark');
    await bench.page.keyboard.press('Escape');
  });

  test('tells about an entity under the mouse, with links to what can be done', async () => {
    const bench = await sample.open();
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Components/);
    const card = bench.page.locator('.workbench-hover').filter({ hasText: 'Owner:' });
    // A row that is drawn again takes its card along: the mouse must move for another one.
    await expect
      .poll(
        async () => {
          await bench.page.mouse.move(900, 600);
          await bench.treeItem(VIEW, 'Payment Service').hover();
          return card.waitFor({ timeout: 3_000 }).then(
            () => true,
            () => false,
          );
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    expect(await card.innerText()).toContain('Lifecycle: production');
    await bench.screenshot('about-card-light');
    await card.getByText('Dependents').click();
    await bench.quickInput.root.filter({ hasText: 'Who Depends on Payment Service' }).waitFor();
  });

  test('gives an entity to a catalog file that is dragged there', async () => {
    const bench = await sample.open({ folder });
    await readToTheEnd(bench);
    const editor = await bench.openFile('catalog-info.yaml');
    await editor.text();
    await bench.expand(VIEW, /^\s*Groups/);
    const owner = editor.root.locator('.view-line').filter({ hasText: 'owner:' });
    const from = await bench.treeItem(VIEW, 'team-payments').boundingBox();
    const to = await owner.locator('span').last().boundingBox();
    if (!from || !to) {
      throw new Error('The row or the line is not in sight.');
    }
    const { mouse, keyboard } = bench.page;
    await mouse.move(from.x + 60, from.y + from.height / 2);
    await mouse.down();
    await keyboard.down('Shift');
    await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
    await mouse.move(to.x + to.width / 2 + 2, to.y + to.height / 2, { steps: 3 });
    await mouse.up();
    await keyboard.up('Shift');
    await expect.poll(() => editor.text()).toContain('  owner: team-payments');
    await bench.screenshot('dropped-light');
    expect(readFileSync(join(bench.folder, 'catalog-info.yaml'), 'utf8')).toContain('owner: team-front-of-house');
  });
});
