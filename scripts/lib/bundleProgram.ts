import { build } from 'esbuild';
import { join } from 'node:path';
import { programOptions } from '../programOptions.mjs';
import { out, root } from './paths';

/** Bundles a program of the tests into out/NAME.mjs, with what it needs from node_modules left there. Gives its path. */
export async function bundleProgram(entry: string, name: string): Promise<string> {
  const outfile = join(out, `${name}.mjs`);
  await build(programOptions({ root, entry, outfile }));
  return outfile;
}
