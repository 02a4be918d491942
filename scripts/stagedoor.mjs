#!/usr/bin/env node
// @ts-check
// The `stagedoor` command. In a fresh clone it first installs and builds what it needs; that says what it does on stderr only.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setUp } from './run.mjs';
import { withLock } from './setup/lock.mjs';
import { runQuietly } from './setup/processes.mjs';
import { step } from './setup/progress.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'dist', 'cli.cjs');

if (!existsSync(program)) {
  const { nodeBin } = await setUp({ vscode: false });
  const env = { ...process.env, PATH: `${nodeBin}${delimiter}${process.env.PATH ?? ''}` };
  await withLock(root, async () => {
    if (!existsSync(program)) {
      await step('Building stagedoor', () => runQuietly(join(nodeBin, 'node'), ['esbuild.mjs'], { cwd: root, env }));
    }
  });
}
await import(pathToFileURL(program).href);
