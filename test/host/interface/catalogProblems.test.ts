import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readToTheEnd, startSampleCatalog, type SampleCatalog } from '../workbench/sampleCatalog';
import type { Workbench } from '../workbench/workbench';

// Everything that is wrong in the catalog, in the panel: grouped, narrowed, opened at its place, and live.

let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
  const component = (name: string, owner: string, more = ''): string => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: ${owner}\n${more}`;
  const add = (name: string, text: string): void => void sample.gitHub.state.addRepository({ owner: sample.organization, name, files: { 'catalog-info.yaml': text } });
  add('gift-cards', component('gift-cards', 'team-nobody', '  dependsOn:\n    - resource:no-such-database\n'));
  add('broken-file', 'apiVersion: backstage.io/v1alpha1\nkind: [\n');
  add('bad-type', component('bad-type', 'team-payments').replace('  type: service\n', ''));
  add('second-payments', component('payment-service', 'team-payments'));
  add('lost-location', 'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: lost\nspec:\n  targets:\n    - ./nowhere.yaml\n');
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

const rows = (bench: Workbench) => bench.page.locator('.part.panel').getByRole('treeitem');

async function openProblems(bench: Workbench): Promise<void> {
  await readToTheEnd(bench);
  await bench.runCommand('Stagedoor: Problems in the Catalog');
  await rows(bench).filter({ hasText: 'Missing relations' }).waitFor();
}

describe.each(['light', 'dark'] as const)('the problems in a %s theme', (theme) => {
  test('stand by what one would do about them, and each opens at its place', async () => {
    const bench = await sample.open({ theme });
    await openProblems(bench);
    for (const heading of ['Files left out', 'Entities refused', 'Defined twice', 'Locations that lead nowhere']) {
      await rows(bench).filter({ hasText: heading }).first().waitFor();
    }
    // Few rows are in sight at a time: the last heading first.
    await rows(bench).filter({ hasText: 'Missing relations' }).first().locator('.monaco-tl-twistie').click();
    await rows(bench).filter({ hasText: 'no-such-database' }).first().click();
    const editor = await bench.editor('catalog-info.yaml');
    expect(await editor.text()).toContain('no-such-database');
    expect((await editor.position()).line).toBe(10);
    await rows(bench).filter({ hasText: 'Entities refused' }).first().locator('.monaco-tl-twistie').click();
    await rows(bench).filter({ hasText: 'bad-type' }).first().waitFor();
    await bench.screenshot(`problems-${theme}`, { busy: true });
  }, 90_000);
});

describe('the problems', () => {
  test('are grouped by owner, and become a document', async () => {
    const bench = await sample.open();
    await openProblems(bench);
    await bench.runCommand('Stagedoor: Group the Catalog Problems…');
    await bench.quickInput.choose('Owner');
    await rows(bench).filter({ hasText: 'team-nobody' }).waitFor();
    await bench.screenshot('problems-by-owner-light', { busy: true });
    await bench.runCommand('Stagedoor: Report the Catalog Problems…');
    await bench.quickInput.choose('Open as a Document');
    const editor = await bench.editor(/Untitled-1|Problems in the catalog/);
    expect(await editor.text()).toContain('Problems in the catalog');
  }, 90_000);
});
