import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundleProgram } from '../../scripts/lib/bundleProgram';
import { root } from '../../scripts/lib/paths';

interface Step {
  readonly id?: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action; // The file of the project itself.
const component = (name: string): string => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec: {type: service, lifecycle: production, owner: team-a}\n`;

let program = '';
let folder = '';
beforeAll(async () => {
  program = await bundleProgram('src/cli/main.ts', 'test/action');
}, 60_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-action-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(program, { force: true }));

/** Runs the step as a runner does: each input in the place of its expression. */
function runStep(inputs: Readonly<Record<string, string>>): { code: number | null; out: string; output: string } {
  const step = action.runs.steps.find(({ id }) => id === 'validate');
  const values = (text: string): string =>
    text.replace(/\$\{\{ github\.action_path \}\}\/dist\/cli\.cjs/, program).replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_match, name: string) => inputs[name] ?? action.inputs[name]?.default ?? '');
  const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, value]) => [name, values(value)]));
  const outputFile = join(folder, 'output');
  writeFileSync(outputFile, '');
  const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 99'], { cwd: folder, env: { ...process.env, ...env, GITHUB_OUTPUT: outputFile }, encoding: 'utf8' });
  return { code: status, out: stdout, output: readFileSync(outputFile, 'utf8') };
}

test('uses each input that it declares, by the environment alone, so that none is run as a command', () => {
  expect(action.runs.using).toBe('composite');
  const env = Object.values(action.runs.steps.find(({ id }) => id === 'validate')?.env ?? {}).join('\n');
  for (const name of Object.keys(action.inputs)) {
    expect(env).toContain(`\${{ inputs.${name} }}`);
  }
  expect(action.runs.steps.map((step) => step.run).join('\n')).not.toContain('${{');
});

test('writes the report for code scanning, prints the one for people, and fails for what is refused', () => {
  writeFileSync(join(folder, 'catalog-info.yaml'), component('Bad Name'));
  const { code, out, output } = runStep({});
  expect(code).toBe(1);
  expect(out).toContain('policy/name');
  expect(output).toBe('sarif-file=stagedoor.sarif\n');
  expect(JSON.parse(readFileSync(join(folder, 'stagedoor.sarif'), 'utf8'))).toMatchObject({ runs: [{ results: [{ ruleId: 'policy/name' }] }] });
});

test('passes what is valid, looks refs up, and can fail for those that dangle', () => {
  writeFileSync(join(folder, 'catalog-info.yaml'), component('shop'));
  mkdirSync(join(folder, 'teams'));
  expect(runStep({ path: '.', catalog: 'teams' }).code).toBe(0);
  expect(runStep({ path: '.', catalog: 'teams', 'fail-on': 'dangling' }).code).toBe(1);
});

test('reports what a pull request changes, and ends at once where the base is not there or a path is none', () => {
  writeFileSync(join(folder, 'catalog-info.yaml'), component('Bad Name'));
  const git = (...args: string[]): void => void execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { stdio: 'pipe' });
  git('init', '-q', '-b', 'main');
  git('add', 'catalog-info.yaml');
  git('commit', '-q', '-m', 'First');
  expect(runStep({ base: 'main' })).toMatchObject({ code: 0, out: expect.stringContaining('Against main') as string });
  expect(runStep({ base: 'nowhere' })).toMatchObject({ code: 2, output: '' });
  expect(runStep({ path: '$(touch owned)' })).toMatchObject({ code: 2, output: '' });
});
