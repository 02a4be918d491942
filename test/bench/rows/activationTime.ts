import type { Locator } from 'playwright-core';
import type { Workbench } from '../../host/workbench/workbench';
import { openWorkbench } from '../../host/workbench/openWorkbench';
import { ENTITIES, prepareStorage } from '../preparedStorage';
import type { BenchRow } from '../row';
import { waitForLog } from '../waitForLog';

const STARTS = 9;

/** A neighbour that every VS Code activates, to see how fast or slow the machine is today. */
const NEIGHBOUR = 'Emmet';

const ACTIVATION_TIMEOUT = 30_000;

const rowOf = (workbench: Workbench, name: string): Locator =>
  workbench.page.locator('.runtime-extensions-editor .monaco-list-row').filter({ has: workbench.page.locator('.name', { hasText: new RegExp(`^${name}`) }) }).first();

/** What VS Code itself accounts for: loading the code and the call of `activate`, as Show Running Extensions has it. */
async function readActivation(row: Locator): Promise<number> {
  const cell = row.locator('.activation-time').filter({ hasText: /\d+ms/ });
  await cell.waitFor({ timeout: ACTIVATION_TIMEOUT });
  return Number(/(\d+)ms/.exec(await cell.innerText())?.[1]);
}

export const activationTime: BenchRow = {
  id: 'activation',
  title: `Activation as VS Code accounts it (load + activate), ${ENTITIES.toLocaleString('en')} entities on disk`,
  unit: 'ms',
  limit: 50,
  measure: async () => {
    const prepared = await prepareStorage();
    const values: number[] = [];
    const neighbour: number[] = [];
    try {
      for (let i = 0; i < STARTS; i += 1) {
        const workbench = await openWorkbench(prepared.options);
        try {
          // Nobody touches anything: VS Code activates the extension by itself, when it has started.
          await waitForLog(workbench.context.dataDir, /./, ACTIVATION_TIMEOUT);
          await workbench.runCommand('Developer: Show Running Extensions');
          values.push(await readActivation(rowOf(workbench, 'Stagedoor')));
          neighbour.push(await readActivation(rowOf(workbench, NEIGHBOUR)));
          await workbench.openView('Stagedoor', 'Catalog');
          await workbench.treeItem('Catalog', /Component/).waitFor();
        } finally {
          await workbench.close();
        }
      }
    } finally {
      await prepared.close();
    }
    return { values, against: { name: `VS Code's own ${NEIGHBOUR}`, values: neighbour }, note: `median of ${values.length} cold starts` };
  },
};
