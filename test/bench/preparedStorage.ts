import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalGitHub, type LocalGitHub } from '../../scripts/lib/localGitHub';
import { openWorkbench, type WorkbenchOptions } from '../host/workbench/openWorkbench';

/** Entities in the snapshot that a cold start finds. */
export const ENTITIES = 10_000;

/** Time in which the first scan has to have written its snapshot, in milliseconds. */
const SCAN_TIMEOUT = 240_000;

/** An entity takes no less than this in a snapshot. */
const LEAST_BYTES = 100;

const GLOBAL_STORAGE = join('data', 'User', 'globalStorage', 'stagedoor.stagedoor');

export interface Prepared {
  /** What every cold start is opened with. */
  readonly options: WorkbenchOptions;
  readonly close: () => Promise<void>;
}

/** Whether the organization is on disk: who reads it, and the workspace, are files there, too, but small ones. */
function isOnDisk(dataDir: string): boolean {
  const folder = join(dataDir, GLOBAL_STORAGE);
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names.some((name) => name.endsWith('.snapshot') && statSync(join(folder, name)).size > ENTITIES * LEAST_BYTES);
}

/** A workbench that reads the organization of that GitHub. */
export function optionsFor(github: Omit<LocalGitHub, 'stop'>): WorkbenchOptions {
  return {
    settings: { 'stagedoor.organizations': [`${github.url}/${github.organization}`], 'github-enterprise.uri': github.url },
    env: { STAGEDOOR_GITHUB_HOST: github.url, STAGEDOOR_GITHUB_TOKEN: github.token },
  };
}

/** Lets the extension itself scan a large organization once, and keeps the snapshot it writes for the cold starts to come. */
export async function prepareStorage(): Promise<Prepared> {
  const github = await startLocalGitHub({ content: `generated:${ENTITIES}` });
  const storage = mkdtempSync(join(tmpdir(), 'stagedoor-bench-'));
  const close = async (): Promise<void> => {
    await github.stop();
    rmSync(storage, { recursive: true, force: true });
  };
  try {
    const options = optionsFor(github);
    const workbench = await openWorkbench(options);
    try {
      await workbench.openView('Stagedoor', 'Catalog');
      await workbench.treeItem('Catalog', /Component/).waitFor({ timeout: SCAN_TIMEOUT });
      const started = performance.now();
      while (!isOnDisk(workbench.context.dataDir)) {
        if (performance.now() - started > SCAN_TIMEOUT) {
          throw new Error('The extension has written no snapshot.');
        }
        await workbench.page.waitForTimeout(250);
      }
      cpSync(join(workbench.context.dataDir, GLOBAL_STORAGE), storage, { recursive: true });
    } finally {
      await workbench.close();
    }
    return { options: { ...options, globalStorage: storage }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
