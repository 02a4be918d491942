import { afterEach, describe, expect, test } from 'vitest';
import { openWorkbench } from '../workbench/openWorkbench';
import type { Workbench } from '../workbench/workbench';

const folder = 'test/host/fixtures/workspace';
let workbench: Workbench | undefined;

afterEach(async () => {
  await workbench?.close();
  workbench = undefined;
});

describe.each(['light', 'dark'] as const)('the activity bar in a %s theme', (theme) => {
  test('has the Stagedoor icon, which opens the Catalog view', async () => {
    workbench = await openWorkbench({ folder, theme });
    const icon = workbench.activity('Stagedoor');
    await icon.waitFor();
    const pane = await workbench.openView('Stagedoor', 'Catalog');
    expect(await pane.isVisible()).toBe(true);
    await workbench.screenshot(`catalog-${theme}`);
  });
});
