import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readToTheEnd, startSampleCatalog, VIEW, type SampleCatalog } from '../workbench/sampleCatalog';

// A repository without a catalog file, from the picker to a pull request on the local GitHub, and into the catalog.

let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
  sample.gitHub.state.addRepository({
    owner: sample.organization,
    name: 'gift-cards',
    description: 'Sells and redeems gift cards',
    topics: ['java', 'payments'],
    files: { 'README.md': 'Gift cards\n', Dockerfile: 'FROM scratch\n', 'openapi.yaml': 'openapi: 3.0.0\ninfo:\n  title: Gift Cards\n', '.github/CODEOWNERS': `* @${sample.organization}/team-payments\n` },
  });
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

describe.each(['light', 'dark'] as const)('registering a repository in a %s theme', (theme) => {
  test('proposes a file, and opens a pull request only after a yes', async () => {
    const bench = await sample.open({ theme });
    await readToTheEnd(bench);
    await bench.runCommand('Stagedoor: Register a Repository…');
    await bench.quickInput.rows.filter({ hasText: 'gift-cards' }).waitFor();
    await bench.screenshot(`register-pick-${theme}`, { busy: true });
    await bench.quickInput.choose('gift-cards');
    const editor = await bench.editor('catalog-info.yaml');
    await expect.poll(() => editor.text()).toContain('owner: team-payments');
    const text = await editor.text();
    expect(text).toContain('kind: API');
    expect(text).toContain('description: Sells and redeems gift cards');
    await bench.notification('nothing is sent yet').waitFor();
    await bench.screenshot(`register-proposal-${theme}`, { busy: true });
    const repository = sample.gitHub.state.repository(sample.organization, 'gift-cards');
    expect(repository?.git.refs.size).toBe(1);

    await bench.notification('nothing is sent yet').getByRole('button', { name: 'Open Pull Request…' }).click();
    await bench.dialog.waitFor();
    await bench.screenshot(`register-confirm-${theme}`, { busy: true });
    expect(repository?.git.refs.size).toBe(1);
    await bench.dialog.getByRole('button', { name: 'Open Pull Request' }).click();
    await bench.notification('Pull request #1 is open').waitFor();
    await bench.screenshot(`register-done-${theme}`, { busy: true });
    expect(repository?.pulls).toMatchObject([{ title: 'Add catalog-info.yaml', head: 'stagedoor/add-catalog-info', base: 'main' }]);

    // As a merge does: the branch moves to the commit.
    if (!repository) {
      throw new Error('The repository is gone.');
    }
    const head = repository.git.refs.get('refs/heads/stagedoor/add-catalog-info') ?? '';
    repository.git.refs.set('refs/heads/main', head);
    repository.pushedAt = Date.now() + 1_000;
    await bench.runCommand('Stagedoor: Refresh Catalog');
    await bench.expand(VIEW, /^\s*Components/);
    await bench.treeItem(VIEW, 'gift-cards').waitFor();
  }, 120_000);
});

describe('a proposal', () => {
  test('is checked while it is edited, and a request that failed is tried again without a second branch', async () => {
    const bench = await sample.open();
    await readToTheEnd(bench);
    await bench.runCommand('Stagedoor: Register a Repository…');
    await bench.quickInput.choose('gift-cards');
    const editor = await bench.editor('catalog-info.yaml');
    await expect.poll(() => editor.text()).toContain('owner: team-payments');
    await editor.goTo(14, 1);
    await bench.page.keyboard.press('Control+Shift+k');
    await editor.squiggles('error').first().waitFor();
    await bench.runCommand('Stagedoor: Open Pull Request for the Catalog File…');
    await bench.dialog.filter({ hasText: 'Backstage would not take it in' }).waitFor();
    await bench.dialog.getByRole('button', { name: 'Cancel' }).click();
    await editor.focus();
    await bench.page.keyboard.press('Control+z');
    await editor.squiggles('error').first().waitFor({ state: 'hidden' });
    sample.gitHub.faults.order({ method: 'POST', path: '/pulls$', effect: { kind: 'status', status: 500 } });
    await bench.runCommand('Stagedoor: Open Pull Request for the Catalog File…');
    await bench.dialog.getByRole('button', { name: 'Open Pull Request' }).click();
    await bench.notification('No pull request was opened').getByRole('button', { name: 'Try Again' }).click();
    await bench.notification('Pull request #1 is open').waitFor();
    const repository = sample.gitHub.state.repository(sample.organization, 'gift-cards');
    expect([...(repository?.git.refs.keys() ?? [])].sort()).toEqual(['refs/heads/main', 'refs/heads/stagedoor/add-catalog-info']);
    expect(repository?.pulls).toHaveLength(1);
  }, 120_000);
});
