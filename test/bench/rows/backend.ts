import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compareBackend, missingBackend } from '../../parity/backendParity';
import type { BenchRow } from '../row';

/** Stagedoor beside a real catalog backend on the same files, which must come to the same. */
function beside(entities: number): BenchRow {
  return {
    id: `backend-${entities}`,
    title: `From a folder of ${entities.toLocaleString('en')} entities, a file each, to the whole catalog; identical to the backend's`,
    unit: 's',
    mostTimes: 1,
    skip: missingBackend,
    measure: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'stagedoor-backend-'));
      try {
        await promisify(execFile)(join(process.env['STAGEDOOR_ORACLE'] ?? '', 'bin/gen'), [String(entities), folder]);
        const { total, differences, backend, stagedoor } = await compareBackend(folder, []);
        if (differences.length > 0 || total < entities) {
          throw new Error(`Of ${total} entities these differ: ${differences.slice(0, 5).join('; ')}`);
        }
        return { values: [stagedoor / 1000], against: { name: 'a real Backstage catalog backend, without its start', values: [backend / 1000] }, note: `${total} entities with all relations equal` };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

export const backend: readonly BenchRow[] = [beside(1000), beside(10_000)];
