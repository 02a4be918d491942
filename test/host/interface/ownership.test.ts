import { afterEach, describe, expect, test } from 'vitest';
import { openWorkbench } from '../workbench/openWorkbench';
import type { Workbench } from '../workbench/workbench';

const folder = 'test/host/fixtures/entity';
let workbench: Workbench | undefined;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await workbench?.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`, { busy: true });
  }
  await workbench?.close();
  workbench = undefined;
});

describe.each(['light', 'dark'] as const)('who owns a file, in a %s theme', (theme) => {
  test('stands in the status bar, follows the active editor, and offers whom to ask', async () => {
    const bench = (workbench = await openWorkbench({ folder, theme }));
    const status = bench.page.locator('#stagedoor\\.stagedoor\\.stagedoor\\.owner');
    await bench.openFile('README.md');
    await status.filter({ hasText: 'Ticket Office · Box Office' }).waitFor();
    await bench.openFile('services/payments/src/pay.py');
    await status.filter({ hasText: 'Payments · Money' }).waitFor();
    await status.hover();
    await bench.page.locator('.workbench-hover').filter({ hasText: 'CODEOWNERS says otherwise' }).waitFor();
    await bench.screenshot(`owner-tooltip-${theme}`);
    await status.click();
    await bench.quickInput.rows.filter({ hasText: '@theatre/auditors' }).waitFor();
    await bench.quickInput.rows.filter({ hasText: 'money@example.com' }).waitFor();
    await bench.screenshot(`owner-pick-${theme}`);
    await bench.quickInput.choose('Ben Jonson');
    await bench.webview().locator('h1').filter({ hasText: 'Ben Jonson' }).waitFor();
    await status.waitFor({ state: 'hidden' });
    await bench.runCommand('View: Close Editor');
    await status.filter({ hasText: 'Payments · Money' }).waitFor();
    expect(await bench.page.locator('.notification-toast').count()).toBe(0);
  });
});
