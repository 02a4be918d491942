import { existsSync, mkdirSync, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Workbench } from '../../host/workbench/workbench';
import { openWorkbench } from '../../host/workbench/openWorkbench';
import { ENTITIES, prepareStorage } from '../preparedStorage';
import type { BenchRow } from '../row';

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

/**
 * Resolves when the extension has written its first line into its log, some moments after its activation. Nothing is asked of the
 * workbench meanwhile: with keys and pictures the browser would compete with the extension host for the processors.
 */
function waitForLog(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'data', 'logs');
  mkdirSync(folder, { recursive: true });
  const isWritten = (): boolean =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => {
      const file = join(folder, name);
      return name.endsWith(join('stagedoor.stagedoor', 'Stagedoor.log')) && existsSync(file) && statSync(file).size > 0;
    });
  return new Promise((resolve, reject) => {
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      watcher.close();
      finish();
    };
    const look = (): void => {
      if (isWritten()) {
        end(resolve);
      }
    };
    const watcher = watch(folder, { recursive: true }, look);
    const timer = setTimeout(() => end(() => reject(new Error('The extension was not activated.'))), ACTIVATION_TIMEOUT);
    look();
  });
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
          await waitForLog(workbench.context.dataDir);
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
