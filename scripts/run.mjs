#!/usr/bin/env node
// @ts-check
// node scripts/run.mjs TASK [ARGS…]: makes sure of everything the task needs, then runs it. Works straight after `git clone`
// with Node 20 and no dependencies installed, so this file and scripts/setup/ use nothing but Node itself.
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies } from './setup/dependencies.mjs';
import { withLock } from './setup/lock.mjs';
import { ensureNode } from './setup/node.mjs';
import { endChildrenWithUs, isStopping, runInTerminal } from './setup/processes.mjs';
import { say } from './setup/progress.mjs';
import { ensureVscode } from './setup/vscode.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @type {Record<string, { file: string, vscode: boolean, about: string }>} */
const TASKS = {
  start: { file: 'start', vscode: true, about: 'VS Code with Stagedoor and a sample organization' },
  test: { file: 'test', vscode: true, about: 'everything there is to check' },
  'test:desktop': { file: 'testDesktop', vscode: false, about: 'the suites inside a downloaded desktop VS Code' },
  typecheck: { file: 'typecheck', vscode: false, about: 'types of every room' },
  build: { file: 'build', vscode: false, about: 'dist/, with --watch again at every change, with --production as it ships' },
  package: { file: 'package', vscode: false, about: 'out/stagedoor.vsix' },
  bench: { file: 'bench', vscode: true, about: 'measurements against their limits' },
  soak: { file: 'soak', vscode: false, about: 'a process killed a thousand times in the middle of writing a snapshot; docs pages that are typed into' },
  parity: { file: 'parity', vscode: false, about: 'comparison with recorded results of Backstage' },
};

function usage() {
  const rows = Object.entries(TASKS).map(([name, { about }]) => `  ${name.padEnd(14)} ${about}`);
  return ['Usage: node scripts/run.mjs TASK [ARGS…]', '', ...rows, '  exec BIN …     a program of node_modules/.bin'].join('\n');
}

/**
 * @param {{ vscode: boolean }} needs
 * @returns {Promise<{ nodeBin: string, tools: string }>}
 */
export async function setUp(needs) {
  const tools = resolve(process.env.STAGEDOOR_TOOLS || join(root, '.tools'));
  mkdirSync(tools, { recursive: true });
  /** @param {number} pid */
  const waiting = (pid) => say(`Waiting for the set-up that runs already (process ${pid}) …`);
  const nodeBin = await withLock(
    tools,
    async () => {
      const bin = await ensureNode(tools, { exact: needs.vscode });
      if (needs.vscode) {
        await ensureVscode(tools);
      }
      return bin;
    },
    waiting,
  );
  await withLock(root, () => ensureDependencies(root, nodeBin), waiting);
  return { nodeBin, tools };
}

/**
 * Bundles a task into out/tasks/, since it shares modules with the TypeScript of the tests.
 *
 * @param {string} name
 * @returns {Promise<string>} the program
 */
async function bundleTask(name) {
  const { build, stop } = await import(pathToFileURL(join(root, 'node_modules', 'esbuild', 'lib', 'main.js')).href);
  const { programOptions } = await import('./programOptions.mjs');
  const outfile = join(root, 'out', 'tasks', `${name}.mjs`);
  await build(programOptions({ root, entry: `scripts/tasks/${name}.ts`, outfile }));
  await stop(); // Its service would wait for us as long as the task runs.
  return outfile;
}

/** @param {readonly string[]} args @returns {Promise<number>} exit code */
async function main([name = '', ...args]) {
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (!task && !(name === 'exec' && args.length > 0)) {
    console.error(usage());
    return name === '' || name === '--help' ? 0 : 2;
  }
  const { nodeBin, tools } = await setUp({ vscode: task?.vscode ?? false });
  const path = [nodeBin, join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  const options = { cwd: root, env: { ...process.env, PATH: path, STAGEDOOR_TOOLS: tools } };
  if (!task) {
    const [program = '', ...rest] = args;
    return runInTerminal(join(root, 'node_modules', '.bin', program), rest, options);
  }
  const program = await withLock(root, () => bundleTask(task.file));
  return runInTerminal(join(nodeBin, 'node'), ['--enable-source-maps', program, ...args], options);
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  endChildrenWithUs({ parent: process.env.npm_lifecycle_event !== undefined });
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!isStopping()) {
      console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    }
    process.exitCode = 1;
  }
}
