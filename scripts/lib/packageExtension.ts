import { listFiles } from '@vscode/vsce';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runQuietly } from '../setup/processes.mjs';
import { root, vsix } from './paths';

/** What the allow-list lets into the package, as paths relative to the repository. */
export const packagedFiles = (): Promise<string[]> => listFiles({ cwd: root });

function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    const bytes = readFileSync(join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * Packs what lies in dist/ into out/stagedoor.vsix, unless that package holds the same files already.
 *
 * @returns a digest of what is in it
 */
export async function packageExtension(): Promise<string> {
  const stamp = `${vsix}.sha256`;
  const digest = digestOf(await packagedFiles());
  if (existsSync(vsix) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) {
    return digest;
  }
  rmSync(stamp, { force: true });
  mkdirSync(dirname(vsix), { recursive: true });
  await runQuietly(join(root, 'node_modules', '.bin', 'vsce'), ['package', '--no-dependencies', '--out', vsix], { cwd: root });
  await writeFile(stamp, digest);
  return digest;
}
