import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readToTheEnd, startSampleCatalog, type SampleCatalog } from '../workbench/sampleCatalog';

const folder = 'test/host/fixtures/workspace';
let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

describe('catalog-info.yaml', () => {
  test('is offered the groups of the catalog as owners', async () => {
    const bench = await sample.open({ folder });
    await readToTheEnd(bench);
    const editor = await bench.openFile('catalog-info.yaml');
    await editor.goTo(11, 10);
    await bench.page.keyboard.press('Shift+End');
    await bench.page.keyboard.press('Delete');
    const offered = await editor.completions();
    expect(offered).toEqual(expect.arrayContaining(['team-payments', 'team-checkout', 'team-platform']));
    await bench.screenshot('complete-owner-light');
    await editor.type('paym');
    await bench.page.locator('.suggest-widget.visible .monaco-list-row.focused').filter({ hasText: 'team-payments' }).waitFor();
    await bench.page.keyboard.press('Enter');
    expect((await editor.text()).split('\n')[10]).toBe('  owner: team-payments');
  });

  test('is marked where it is wrong until a quick fix mends it', async () => {
    const bench = await sample.open({ folder, theme: 'dark' });
    const editor = await bench.openFile('catalog-info.yaml');
    await editor.goTo(4, 9);
    await bench.page.keyboard.press('End');
    await editor.type(' counter');
    await editor.squiggles('error').first().waitFor();
    await expect.poll(async () => (await bench.problems()).filter(({ severity }) => severity === 'error').map(({ text }) => text), { timeout: 10_000 }).toEqual([expect.stringMatching(/name.*\[Ln 4, Col 9\]/)]);
    await bench.screenshot('problems-dark');
    // Each code is a link to its explanation.
    await bench.page.locator('.markers-panel a').filter({ hasText: 'policy/name' }).first().waitFor();
    await editor.goTo(4, 12);
    await bench.page.keyboard.press('Control+.');
    const fixes = bench.page.locator('.action-widget .monaco-list-row');
    await fixes.filter({ hasText: 'Ignore policy/name here' }).waitFor();
    await bench.screenshot('quick-fix-dark');
    await bench.page.keyboard.press('Escape');
    await bench.showTheme('light');
    await editor.goTo(4, 12);
    await bench.page.keyboard.press('Control+.');
    await fixes.filter({ hasText: 'Ignore policy/name here' }).waitFor();
    await bench.screenshot('quick-fix-light');
    await fixes.filter({ hasText: 'Replace with ticket-office-counter' }).click();
    await editor.squiggles('error').first().waitFor({ state: 'detached' });
    await expect.poll(async () => (await bench.problems()).filter(({ severity }) => severity === 'error'), { timeout: 10_000 }).toEqual([]);
  });
});
