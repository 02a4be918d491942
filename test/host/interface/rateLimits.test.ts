import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readToTheEnd, startSampleCatalog, type SampleCatalog } from '../workbench/sampleCatalog';

let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

describe('the rate limits in the status bar', () => {
  test.each(['light', 'dark'] as const)('are shown when little is left, with all of them on a click (%s)', async (theme) => {
    const { gitHub } = sample;
    gitHub.state.addOrganization({ login: 'locked', sso: true });
    for (const user of gitHub.state.users()) {
      gitHub.rates.leave({ user }, 'graphql', 700, 1800);
      gitHub.state.addMember('locked', user.login);
    }
    const bench = await sample.open({ theme });
    await readToTheEnd(bench);
    const item = bench.page.locator('.statusbar-item[id*="stagedoor.rateLimits"]');
    await item.waitFor();
    expect(await item.innerText()).toMatch(/69\d|68\d/);
    await item.hover();
    await bench.page.locator('.monaco-hover:visible').filter({ hasText: 'GraphQL' }).waitFor();
    await bench.screenshot(`rate-limits-hover-${theme}`);
    await item.locator('a').click();
    const list = bench.page.locator('.quick-input-list');
    await list.getByText('GraphQL', { exact: false }).first().waitFor();
    await list.getByText('Authorize single sign-on for locked').waitFor();
    await bench.screenshot(`rate-limits-${theme}`);
    await bench.page.keyboard.press('Escape');
  });

  test('say until when reading pauses', async () => {
    const { gitHub } = sample;
    gitHub.state.users().forEach((user) => gitHub.rates.leave({ user }, 'graphql', 300, 1800));
    const bench = await sample.open();
    const item = bench.page.locator('.statusbar-item[id*="stagedoor.rateLimits"]');
    await item.filter({ hasText: /GitHub until \d/ }).waitFor();
    await bench.screenshot('rate-limits-paused');
  });
});
