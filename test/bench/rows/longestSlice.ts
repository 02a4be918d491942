import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/lib/paths';
import { openWorkbench } from '../../host/workbench/openWorkbench';
import { ENTITIES, prepareStorage, type Prepared } from '../preparedStorage';
import type { BenchRow } from '../row';
import { ourSlices, type CpuProfile, type Turn } from '../slices';

const STARTS = 5;

/** From the first moment of the extension host, in milliseconds. */
const WATCHED = 10_000;

/** Time after which a profile that has not been written will not be, in milliseconds. */
const PROFILE_TIMEOUT = WATCHED + 60_000;

const PROFILE = 'profile.json';

/** What probe.mjs writes. */
interface Report {
  readonly error?: string;
  readonly profile: CpuProfile;
  readonly turns: readonly Turn[];
}

function waitForFile(folder: string, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, (_event, changed) => {
      if (changed === name) {
        clearTimeout(timer);
        watcher.close();
        resolve();
      }
    });
    const timer = setTimeout(() => {
      watcher.close();
      reject(new Error('The extension host has written no profile.'));
    }, PROFILE_TIMEOUT);
  });
}

async function measureStart(prepared: Prepared): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-profile-'));
  const file = join(folder, PROFILE);
  const written = waitForFile(folder, PROFILE);
  const workbench = await openWorkbench({
    ...prepared.options,
    env: { ...prepared.options.env, STAGEDOOR_BENCH_PROFILE: file, STAGEDOOR_BENCH_WATCHED: String(WATCHED) },
    nodeArguments: [`--import=${pathToFileURL(join(root, 'test', 'bench', 'probe.mjs')).href}`],
  });
  try {
    await written;
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report; // Written by the probe.
    if (report.error !== undefined) {
      throw new Error(`The extension host could not be profiled: ${report.error}`);
    }
    const isOurs = (url: string): boolean => url.includes('/stagedoor.stagedoor-');
    if (!report.profile.nodes.some(({ callFrame }) => isOurs(callFrame.url))) {
      throw new Error('The profile knows nothing of Stagedoor: it was not activated.');
    }
    return Math.max(0, ...ourSlices(report.profile, report.turns, isOurs));
  } finally {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const longestSlice: BenchRow = {
  id: 'slice',
  title: `Longest that Stagedoor keeps the extension host busy in its first ${WATCHED / 1000} s`,
  unit: 'ms',
  limit: 50,
  measure: async () => {
    const prepared = await prepareStorage();
    const values: number[] = [];
    try {
      for (let i = 0; i < STARTS; i += 1) {
        values.push(await measureStart(prepared));
      }
    } finally {
      await prepared.close();
    }
    return { values, note: `${ENTITIES.toLocaleString('en')} entities on disk, under the CPU profiler` };
  },
};
