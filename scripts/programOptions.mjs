// @ts-check
// How esbuild makes a program of the tasks and tests, in one file for Node. Used before anything is typed (scripts/run.mjs)
// and after (scripts/lib/bundleProgram.ts).
import { validators } from './validators.mjs';

/**
 * @param {{ root: string, entry: string, outfile: string }} program `entry` below `root`
 * @returns {import('esbuild').BuildOptions} with what it needs from node_modules left there
 */
export function programOptions({ root, entry, outfile }) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: 'linked',
    plugins: [validators()],
    logLevel: 'warning',
  };
}
