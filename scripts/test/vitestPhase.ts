import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram } from '../lib/bundleProgram';
import { out, root } from '../lib/paths';
import { runInTerminal } from '../setup/processes.mjs';
import { parseOutcome } from './outcome';
import type { Phase } from './phase';

function toPhase(name: string, title: string, config: string, after: readonly string[] = []): Phase {
  return {
    name,
    title,
    after,
    run: async ({ filter }) => {
      const file = join(out, 'outcomes', `${name}.json`);
      rmSync(file, { force: true });
      const program = await bundleProgram('scripts/test/runVitest.ts', 'test/vitest');
      const args = ['--enable-source-maps', program, join(root, config), file, ...(filter === undefined ? [] : [filter])];
      const code = await runInTerminal(process.execPath, args, { cwd: root });
      if (!existsSync(file)) {
        throw new Error(`Vitest broke down with exit code ${code}; its output stands above.`);
      }
      const outcome = parseOutcome(readFileSync(file, 'utf8'));
      if (code !== 0 && outcome.failures.length === 0) {
        throw new Error(`Vitest ended with exit code ${code} although no test failed.`);
      }
      return outcome;
    },
  };
}

export const unitPhase = toPhase('unit', 'Unit tests', 'vitest.config.mts');
export const interfacePhase = toPhase('interface', 'The interface in a browser', 'test/host/vitest.config.mts', ['package']);
