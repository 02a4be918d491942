import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addGeneratedOrganization } from '../../github/organizations/generatedOrganization';
import { readToTheEnd, startSampleCatalog, VIEW, type SampleCatalog } from '../workbench/sampleCatalog';
import type { Workbench } from '../workbench/workbench';

let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

/** Waits for the welcome view that begins so. @returns its buttons */
async function welcome(bench: Workbench, text: string): Promise<readonly string[]> {
  const content = bench.view(VIEW).locator('.welcome-view-content').filter({ hasText: text });
  await content.waitFor();
  return content.locator('.monaco-button').allInnerTexts();
}

describe('the empty view', () => {
  test('asks for an organization where there is none, and says when that one has no catalog files', async () => {
    sample.gitHub.state.addOrganization({ login: 'quiet', name: 'Quiet' });
    sample.gitHub.state.addRepository({ owner: 'quiet', name: 'notes', files: { 'README.md': '# Notes\n' } });
    const bench = await sample.open({ settings: { 'stagedoor.organizations': [] } });
    expect(await welcome(bench, 'The catalog shows the services')).toEqual(['Add an Organization', 'Open Folder']);
    await bench.screenshot('welcome-no-sources');
    await bench.view(VIEW).getByRole('button', { name: 'Add an Organization' }).click();
    await bench.quickInput.type(`${sample.gitHub.web}/quiet`);
    await bench.screenshot('add-organization');
    await bench.quickInput.accept();

    expect(await welcome(bench, 'No repository of your organizations')).toEqual(['Register a Repository', 'Create a Service', 'Add an Organization']);
    await bench.screenshot('welcome-empty');
    await bench.view(VIEW).getByRole('button', { name: 'Add an Organization' }).click();
    await bench.quickInput.type(`${sample.gitHub.web}/${sample.organization}`);
    await bench.quickInput.accept();
    await readToTheEnd(bench);

    await bench.runCommand('Stagedoor: Get Started');
    const step = bench.page.locator('.getting-started-step').filter({ hasText: 'Add your organization' });
    await step.waitFor();
    await step.locator('.codicon-getting-started-step-checked').waitFor();
    await bench.screenshot('walkthrough');
  });

  test('asks to sign in where GitHub wants to know who is asking', async () => {
    const bench = await sample.open({ env: {}, theme: 'dark' });
    expect(await welcome(bench, 'Sign in to GitHub')).toEqual(['Sign In', 'Paste a Token']);
    await bench.screenshot('welcome-signed-out');
  });

  test('says that GitHub cannot be reached', async () => {
    await sample.gitHub.stop();
    const bench = await sample.open({ theme: 'contrast' });
    expect(await welcome(bench, 'GitHub cannot be reached')).toEqual(['Try Again', 'Show Log']);
    await bench.screenshot('welcome-offline-contrast');
  });

  test('ends a long reading when asked to', async () => {
    sample.gitHub.faults.order({ graphql: '.', times: 'always', effect: { kind: 'delay', milliseconds: 60_000 } });
    const bench = await sample.open();
    expect(await welcome(bench, 'Reading the catalog')).toEqual(['Stop']);
    await bench.screenshot('welcome-scanning', { busy: true });
    await bench.view(VIEW).getByRole('button', { name: 'Stop', exact: true }).click();
    expect(await welcome(bench, 'was stopped before anything was found')).toEqual(['Read Again', 'Show Log']);
    await bench.screenshot('welcome-stopped');
    sample.gitHub.faults.clear();
    await bench.view(VIEW).getByRole('button', { name: 'Read Again' }).click();
    await readToTheEnd(bench);
  });
});

describe('the tree of an organization that could not be read to its end', () => {
  test('says once, where the user is looking, that the rate limit is used up, and keeps what was read', async () => {
    const { login, admin } = addGeneratedOrganization(sample.gitHub.state, 120);
    const { value } = sample.gitHub.state.addToken({ account: admin, scopes: ['repo', 'read:org'] });
    sample.gitHub.faults.order({ graphql: '.', after: 1, effect: { kind: 'rateLimit', resetSeconds: 1800 } });
    const bench = await sample.open({
      settings: { 'stagedoor.organizations': [`${sample.gitHub.web}/${login}`] },
      env: { STAGEDOOR_GITHUB_HOST: sample.gitHub.web, STAGEDOOR_GITHUB_TOKEN: value },
    });
    await bench.treeItem(VIEW, 'Rate limit until').waitFor();
    expect(await bench.treeItems(VIEW).filter({ hasText: 'Rate limit' }).count()).toBe(1);
    await bench.treeItem(VIEW, /^\s*Components\s*100/).waitFor();
    await bench.screenshot('tree-rate-limit');
    expect(await bench.page.locator('.notification-toast').count()).toBe(0);
  });
});
