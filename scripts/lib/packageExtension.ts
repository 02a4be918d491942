import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { runQuietly } from '../setup/processes.mjs';
import { buildExtension } from './build';
import { root, vsix } from './paths';

const STAMP = `${vsix}.sha256`;
const INPUTS_STAMP = `${vsix}.inputs`;

/** All that the package is made from. */
const INPUTS = ['src', 'webview', 'schemas', 'templates', 'media', 'scripts', 'esbuild.mjs', 'package.json', 'package-lock.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'];

/** What the allow-list lets into the package, as paths relative to the repository. */
export async function packagedFiles(): Promise<string[]> {
  const { listFiles } = await import('@vscode/vsce'); // It takes a second to load.
  return listFiles({ cwd: root });
}

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
  const digest = digestOf(await packagedFiles());
  if (existsSync(vsix) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) {
    return digest;
  }
  rmSync(STAMP, { force: true });
  mkdirSync(dirname(vsix), { recursive: true });
  await runQuietly(join(root, 'node_modules', '.bin', 'vsce'), ['package', '--no-dependencies', '--out', vsix], { cwd: root });
  await writeFile(STAMP, digest);
  return digest;
}

function inputFiles(): string[] {
  return INPUTS.filter((input) => existsSync(join(root, input))).flatMap((input) =>
    statSync(join(root, input)).isDirectory()
      ? readdirSync(join(root, input), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      : [input],
  );
}

/**
 * Builds and packs, unless nothing has changed since that was done last.
 *
 * @returns a digest of what is in the package
 */
export async function ensurePackage(): Promise<string> {
  const inputs = digestOf(inputFiles());
  if ([vsix, STAMP, INPUTS_STAMP].every((file) => existsSync(file))) {
    const digest = readFileSync(STAMP, 'utf8');
    if (readFileSync(INPUTS_STAMP, 'utf8') === `${inputs} ${digest}`) {
      return digest;
    }
  }
  await buildExtension();
  const digest = await packageExtension();
  await writeFile(INPUTS_STAMP, `${inputs} ${digest}`);
  return digest;
}
