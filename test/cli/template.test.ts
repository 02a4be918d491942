import { build } from 'esbuild';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run';
import { createNodeIsolate } from '../../src/cli/template/nodeIsolate';

const ROOT = resolve(import.meta.dirname, '../..');
let folder = '';
let worker = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-templates-'));
  worker = join(folder, 'renderWorker.cjs');
  await build({ entryPoints: [join(ROOT, 'src/cli/template/renderWorker.ts')], outfile: worker, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Printed {
  readonly ok: boolean;
  readonly error?: string;
  readonly output: unknown;
  readonly steps: readonly { readonly id: string; readonly status: string; readonly warnings?: readonly unknown[] }[];
}

let home = '';
let counter = 0;
beforeEach(() => {
  home = join(folder, `t${++counter}`);
  mkdirSync(home);
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}

function template(steps: string, rest = ''): void {
  put('template.yaml', `apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: t}\nspec:\n  owner: team\n  type: service\n${rest}  steps:\n${steps}`);
}

async function stagedoor(...args: string[]): Promise<{ readonly code: number; readonly text: string; readonly errors: string }> {
  let [text, errors] = ['', ''];
  const terminal = { cwd: home, colour: false, environment: { STAGEDOOR_SECRETS: '{"PASS": "hush"}' }, isolate: () => createNodeIsolate(worker), write: (part: string) => void (text += part), writeError: (part: string) => void (errors += part) };
  return { code: await run(['template', ...args], terminal), text, errors };
}

async function runIt(...more: string[]): Promise<Printed & { readonly code: number }> {
  const { code, text } = await stagedoor('run', '.', '--out', 'out', ...more);
  return { ...(JSON.parse(text) as Printed), code };
}

describe('stagedoor template run', () => {
  it('leaves the tree with its modes and links, and prints what happened', async () => {
    template('    - {id: get, action: "fetch:template", input: {url: ./s, values: {name: "${{ parameters.name }}"}}}\n', '  parameters: {required: [name], properties: {name: {type: string, pattern: "^[a-z]+$"}}}\n  output: {text: [{title: "${{ parameters.name }}"}]}\n');
    put('s/${{ values.name }}.txt', 'hi ${{ values.name }}');
    put('s/run.sh', '#!/bin/sh\n');
    chmodSync(join(home, 's/run.sh'), 0o755);
    symlinkSync('run.sh', join(home, 's/link'));
    put('values.json', '{"name": "ada"}');
    expect(await runIt('--values', 'values.json')).toMatchObject({ code: 0, ok: true, output: { text: [{ title: 'ada' }] }, steps: [{ id: 'get', status: 'completed' }] });
    expect(readFileSync(join(home, 'out/ada.txt'), 'utf8')).toBe('hi ada');
    expect(lstatSync(join(home, 'out/run.sh')).mode & 0o777).toBe(0o755);
    expect(readlinkSync(join(home, 'out/link'))).toBe('run.sh');
    expect(await runIt('--values', 'values.json')).toMatchObject({ code: 1, ok: false, error: expect.stringContaining('is not empty') as string });
  });

  it('checks values as the form does', async () => {
    template('    - {action: "debug:log"}\n', '  parameters: {properties: {name: {type: string, pattern: "^[a-z]+$"}}}\n');
    put('values.yaml', 'name: A1\n');
    expect(await runIt('--values', 'values.yaml')).toMatchObject({ ok: false, error: expect.stringContaining('instance.name does not match pattern') as string });
    expect(existsSync(join(home, 'out'))).toBe(false);
  });

  it('ends a template whose regular expression never would', async () => {
    template('    - {action: "debug:log", input: {message: "${{ r/^(a+)+$/.test(parameters.x) }}"}}\n');
    put('values.json', JSON.stringify({ x: `${'a'.repeat(60)}!` }));
    const started = Date.now();
    expect(await runIt('--values', 'values.json')).toMatchObject({ ok: false, error: expect.stringContaining('takes longer than 5 s') as string });
    expect(Date.now() - started).toBeLessThan(20_000);
  }, 30_000);

  it('shows no secret, tells of what was swallowed, and refuses what it does not reach', async () => {
    template('    - {id: a, action: "debug:log", input: {message: "${{ secrets.PASS }} ${{ parameters.x | nosuch }}"}}\n    - {id: b, action: "debug:log", input: {message: "${{ secrets.PASS }}"}}\n    - {id: c, action: "publish:gitlab", input: {repoUrl: "gitlab.com?owner=a&repo=b"}}\n');
    const { text } = await stagedoor('run', '.', '--out', 'out');
    expect(text).not.toContain('hush');
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: expect.stringContaining('does not reach') as string, steps: [{ id: 'a', status: 'completed', warnings: [{}] }, { id: 'b', status: 'completed' }, { id: 'c', status: 'failed' }] });
  });

  it('reads nothing outside of the repository', async () => {
    symlinkSync('/etc', join(home, 'etc'));
    for (const url of ['../', '/etc', './etc', 'file:///etc', '../../../../etc', 'https://example.com/x']) {
      template(`    - {action: "fetch:plain", input: {url: "${url}"}}\n`);
      const { code, text } = await stagedoor('run', '.', '--out', 'out');
      expect([url, code, existsSync(join(home, 'out/passwd'))]).toEqual([url, 1, false]);
      expect(text).not.toContain('root:');
      rmSync(join(home, 'out'), { recursive: true, force: true });
    }
  });

  it('says what is wrong with the call', async () => {
    expect((await stagedoor('run')).errors).toContain('run takes a folder');
    expect((await stagedoor('run', '.', '--out', 'o', '--nope')).errors).toContain('--nope');
    expect((await stagedoor('run', '.', '--out', 'o')).text).toContain('holds no template.yaml');
  });
});

describe('stagedoor template test', () => {
  const TESTS = `tests:
  - name: makes it
    values: {name: ada, extra: true}
    expect: {files: {a.txt: "ada\\n", gone.txt: null}, output: {who: ada}, steps: {more: completed}, snapshot: true}
  - name: leaves more out
    values: {name: bob}
    expect: {steps: {more: skipped}}
  - name: refuses a bad name
    values: {name: A1}
    expect: {error: does not match pattern}
`;

  beforeEach(() => {
    template('    - {id: get, action: "fetch:template", input: {url: ./s, values: {name: "${{ parameters.name }}"}}}\n    - {id: more, if: "${{ parameters.extra }}", action: "debug:log"}\n', '  parameters: {properties: {name: {type: string, pattern: "^[a-z]+$"}, extra: {type: boolean}, unused: {type: string}}}\n  output: {who: "${{ parameters.name }}"}\n');
    put('s/a.txt', '${{ values.name }}\n');
    put('t.stagedoor-test.yaml', TESTS);
  });

  it('keeps snapshots, counts what is reached, and writes JUnit', async () => {
    expect((await stagedoor('test', '.')).text).toContain('there is no snapshot of it yet');
    expect((await stagedoor('test', '.', '--update')).code).toBe(0);
    const { code, text } = await stagedoor('test', '.', '--junit', 'junit.xml');
    expect([code, text]).toEqual([0, expect.stringContaining('3 of 3 tests pass')]);
    expect(text).toContain('branches 100 % (3 of 3), parameters 66 % (2 of 3; not: unused)');
    expect(readFileSync(join(home, 'junit.xml'), 'utf8')).toContain('<testsuite name="t.stagedoor-test.yaml" tests="3" failures="0">');
  });

  it('says what differs, and where', async () => {
    await stagedoor('test', '.', '--update');
    put('s/a.txt', 'Hello ${{ values.name }}\n');
    const { code, text } = await stagedoor('test', '.', '--junit', 'junit.xml');
    expect(code).toBe(1);
    expect(text).toContain('the file a.txt differs at line 1: "Hello ada" and not "ada"');
    expect(readFileSync(join(home, 'junit.xml'), 'utf8')).toContain('<failure message="the file a.txt differs at line 1: &quot;Hello ada&quot;');
  });

  it('names what a file of tests cannot hold', async () => {
    put('t.stagedoor-test.yaml', 'tests: [{name: x, expects: {}}]');
    expect((await stagedoor('test', '.')).text).toContain('there is no `expects`; known are name, values, secrets, expect');
    rmSync(join(home, 't.stagedoor-test.yaml'));
    expect((await stagedoor('test', '.')).errors).toContain('holds no file of tests');
  });
});
