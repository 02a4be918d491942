import type { Locator } from 'playwright-core';
import { GROUPING_NAMES } from '../../../src/editor/tree/filterSummary';
import { GROUPINGS } from '../../../src/portal/catalog/grouping/grouping';
import { LARGEST_NODE } from '../../../src/portal/catalog/grouping/nameRanges';
import { openWorkbench } from '../../host/workbench/openWorkbench';
import { CONTAINER, VIEW } from '../../host/workbench/sampleCatalog';
import type { Workbench } from '../../host/workbench/workbench';
import { generateEntities } from '../generatedCatalog';
import { LARGE } from '../largeCatalog';
import { prepareLargeStorage } from '../largeStorage';
import type { BenchRow } from '../row';
import { readRows, timeOpening, type ShownRow } from '../shownTree';
import { waitForLog } from '../waitForLog';

/** So many nodes are opened one below the other. */
const DEEPEST = 6;
const TIMEOUT = 120_000;

const inWords = (count: number): string => count.toLocaleString('en');
const inSeconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

/** Shows the view and waits until all of the catalog is in it, and nothing more to be done. @returns when the tree came, for a note */
async function openTree(workbench: Workbench): Promise<string> {
  const ready = performance.now();
  await workbench.openView(CONTAINER, VIEW);
  await workbench.treeItems(VIEW).first().waitFor({ timeout: TIMEOUT });
  const first = inSeconds(ready);
  const components = generateEntities(LARGE).filter(({ kind }) => kind === 'Component').length;
  await workbench.treeItem(VIEW, new RegExp(`Components\\s*${inWords(components)}`)).waitFor({ timeout: TIMEOUT });
  const whole = inSeconds(ready);
  await waitForLog(workbench.context.dataDir, /The catalog was read in/, TIMEOUT);
  return `first rows of the tree ${first} s after the window is drawn, all counted after ${whole} s`;
}

async function groupBy(workbench: Workbench, list: Locator, name: string): Promise<void> {
  const top = list.locator('.monaco-list-row[data-index="0"]');
  const before = await top.innerText();
  await workbench.runCommand('Stagedoor: Group the Catalog By…');
  await workbench.quickInput.choose(new RegExp(`^\\s*${name}`));
  await workbench.quickInput.root.waitFor({ state: 'hidden' });
  await top.filter({ hasNotText: before }).waitFor();
}

/** The largest node of a level that is in sight; an entity where there is no heading. */
async function largestOf(list: Locator, level: number): Promise<ShownRow | undefined> {
  const closed = (await readRows(list)).filter((row) => row.level === level && row.isClosed);
  return closed.sort((a, b) => b.count - a.count)[0];
}

/** Opens a list that is almost too long to stay in one piece, below the kind that has such. @returns its rows, and how long it took in ms */
async function openLongList(list: Locator): Promise<{ readonly rows: number; readonly time: number }> {
  const users = (await readRows(list)).find(({ label }) => label === 'Users');
  if (!users) {
    throw new Error('There are no users in the tree.');
  }
  await timeOpening(list, users);
  const parts = (await readRows(list)).filter(({ index, isClosed, count }) => index > users.index && isClosed && count <= LARGEST_NODE);
  const [longest] = parts.sort((a, b) => b.count - a.count);
  if (!longest || longest.count < LARGEST_NODE / 2) {
    throw new Error('There is no long list of users.');
  }
  return { rows: longest.count, time: await timeOpening(list, longest) };
}

/** Opens the tree along its largest nodes, each of them for the first time. @returns how long each took, in ms */
async function walk(list: Locator): Promise<readonly number[]> {
  const values: number[] = [];
  for (let level = 1; level <= DEEPEST; level++) {
    const row = await largestOf(list, level);
    if (!row) {
      break;
    }
    values.push(await timeOpening(list, row));
  }
  if (values.length < 2) {
    throw new Error(`${values.length} nodes could be opened.`);
  }
  return values;
}

export const visible: BenchRow = {
  id: 'visible',
  title: `From the click on a node of the tree of ${inWords(LARGE)} entities to its rows in the window`,
  unit: 'ms',
  limit: 300,
  measure: async () => {
    const prepared = await prepareLargeStorage();
    try {
      const workbench = await openWorkbench(prepared.options);
      try {
        const note = await openTree(workbench);
        const list = workbench.view(VIEW).locator('.monaco-list');
        const long = await openLongList(list);
        const values = [long.time];
        const longest: string[] = [];
        for (const grouping of GROUPINGS) {
          if (grouping !== 'kind') {
            await groupBy(workbench, list, GROUPING_NAMES[grouping]);
          }
          const opened = await walk(list);
          longest.push(`${grouping} ${Math.max(...opened).toFixed(0)}`);
          values.push(...opened);
        }
        return { values, note: `along the largest nodes of each grouping, the longest by ${longest.join(', ')}; ${long.rows} rows at once ${long.time.toFixed(0)}; ${note}` };
      } finally {
        await workbench.close();
      }
    } finally {
      await prepared.close();
    }
  },
};
