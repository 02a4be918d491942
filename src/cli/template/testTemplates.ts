import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isPortalError, messageOf } from '../../portal/base/errors';
import { runTask } from '../../portal/scaffolder/run/runTask';
import { createTask } from '../../portal/scaffolder/scaffolder';
import { checkValues } from '../../portal/scaffolder/template/checkValues';
import { isObject } from '../../portal/scaffolder/template/readTemplate';
import { checkTest, toSnapshot, type Snapshot } from '../../portal/scaffolder/testing/checkTest';
import { coverageOf, type Share } from '../../portal/scaffolder/testing/coverage';
import { readTemplateTests, TEST_SUFFIX, type TemplateTest } from '../../portal/scaffolder/testing/templateTest';
import { UsageError, type Terminal } from '../command';
import { toJunit, type TestOutcome } from './junit';
import { openTemplateHost } from './templateHost';

/** `stagedoor template test`. @returns 0 where all tests pass */
export async function testTemplates(args: readonly string[], terminal: Terminal): Promise<number> {
  const { folder, junit, update } = readArguments(args);
  const root = resolve(terminal.cwd, folder);
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(TEST_SUFFIX) && !/(^|[\\/])node_modules[\\/]/.test(name)).sort();
  if (files.length === 0) {
    terminal.writeError(`stagedoor template test: ${folder} holds no file of tests (NAME${TEST_SUFFIX} beside a template).\n`);
    return 1;
  }
  const outcomes: TestOutcome[] = [];
  for (const file of files) {
    outcomes.push(...(await testFile(join(root, file), relative(terminal.cwd, join(root, file)), update, terminal)));
  }
  const failed = outcomes.filter(({ problems }) => problems.length > 0).length;
  terminal.write(`${outcomes.length - failed} of ${outcomes.length} tests pass\n`);
  if (junit !== undefined) {
    await writeFile(resolve(terminal.cwd, junit), toJunit(outcomes));
  }
  return failed > 0 ? 1 : 0;
}

function readArguments(args: readonly string[]): { readonly folder: string; readonly junit: string | undefined; readonly update: boolean } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { junit: { type: 'string' }, update: { type: 'boolean' } } });
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) {
      throw new UsageError('test takes one folder.');
    }
    return { folder, junit: values.junit, update: values.update ?? false };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(messageOf(error));
  }
}

async function testFile(path: string, shown: string, update: boolean, terminal: Terminal): Promise<readonly TestOutcome[]> {
  terminal.write(`${shown}\n`);
  try {
    const tests = readTemplateTests(await readFile(path, 'utf8'), shown);
    return await runTests(tests, path, shown, update, terminal);
  } catch (error) {
    if (!isPortalError(error)) {
      throw error;
    }
    terminal.write(`  ✗ ${messageOf(error)}\n`);
    return [{ file: shown, name: 'the file itself', milliseconds: 0, problems: [messageOf(error)] }];
  }
}

async function runTests(tests: readonly TemplateTest[], path: string, shown: string, update: boolean, terminal: Terminal): Promise<readonly TestOutcome[]> {
  const host = await openTemplateHost(dirname(path), terminal);
  const kept = await readSnapshots(path);
  const snapshots: Record<string, Snapshot> = {};
  const outcomes: TestOutcome[] = [];
  const runs = [];
  try {
    for (const test of tests) {
      const { template, ports, actions } = host;
      const started = performance.now();
      const problems = checkValues(template, test.values);
      const result = await runTask(createTask(template, test.values, { id: 'test', now: ports.clock.now() }), { mode: 'dryRun', ports, actions, secrets: test.secrets });
      if (test.expect.snapshot) {
        snapshots[test.name] = toSnapshot(result.files);
      }
      const found = checkTest(test, problems, result, update ? snapshots[test.name] : kept[test.name]);
      outcomes.push({ file: shown, name: test.name, milliseconds: performance.now() - started, problems: found });
      terminal.write(`  ${found.length > 0 ? '✗' : '✓'} ${test.name}\n${found.map((problem) => `      ${problem}\n`).join('')}`);
      runs.push({ test, task: result.task });
    }
    const { branches, parameters } = coverageOf(host.template, runs);
    terminal.write(`  ${toFigure('branches', branches)}, ${toFigure('parameters', parameters)}\n`);
  } finally {
    host.dispose();
  }
  if (update && Object.keys(snapshots).length > 0) {
    await writeFile(snapshotFile(path), `${JSON.stringify(snapshots, undefined, 2)}\n`);
  }
  return outcomes;
}

function toFigure(name: string, { covered, total, missing }: Share): string {
  const share = total === 0 ? 100 : Math.floor((covered / total) * 100);
  return `${name} ${share} % (${covered} of ${total}${missing.length > 0 ? `; not: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ', …' : ''}` : ''})`;
}

/** `NAME.stagedoor-test.snap.json` beside the tests. */
function snapshotFile(path: string): string {
  return path.replace(/\.yaml$/, '.snap.json');
}

async function readSnapshots(path: string): Promise<Readonly<Record<string, Snapshot>>> {
  try {
    const value: unknown = JSON.parse(await readFile(snapshotFile(path), 'utf8'));
    const isSnapshot = (entry: unknown): entry is Snapshot => isObject(entry) && Object.values(entry).every((text) => typeof text === 'string');
    return isObject(value) ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, { [key: string]: string }] => isSnapshot(entry[1]))) : {};
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return {};
    }
    throw error;
  }
}
