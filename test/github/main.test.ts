import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProjectRoot } from './projectRoot.ts';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-github-'));
  program = join(folder, 'main.mjs');
  // Self-contained, so that it runs from a folder without the project's dependencies beside it.
  await build({ absWorkingDir: findProjectRoot(), entryPoints: ['test/github/main.ts'], outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node22', logLevel: 'error', banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  readonly address: { readonly url: string; readonly token: string };
  readonly ended: Promise<number | null>;
}

function run(args: readonly string[]): { readonly child: ChildProcess; readonly line: Promise<string>; readonly errors: () => string; readonly ended: Promise<number | null> } {
  const child = spawn(process.execPath, [program, ...args], { cwd: findProjectRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const line = new Promise<string>((done, failed) => {
    child.stdout.setEncoding('utf8').once('data', done);
    void ended.then((code) => failed(new Error(`It ended with ${code}: ${errors}`)));
  });
  line.catch(() => undefined);
  return { child, line, errors: () => errors, ended };
}

async function startProgram(...args: string[]): Promise<Started> {
  const { child, line, ended } = run(args);
  return { child, ended, address: JSON.parse(await line) as Started['address'] };
}

describe('the local GitHub as a program', () => {
  it.each(['sample', 'random:3', 'generated:1000'])('serves %s at the address it prints, and stops when told', async (organization) => {
    const { child, ended, address } = await startProgram('--token', 'my-token', '--organization', organization);
    expect(address).toMatchObject({ token: 'my-token', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown });
    const answer = await fetch(`${address.url}/api/v3/user`, { headers: { authorization: 'token my-token' } });
    expect(answer.headers.get('x-oauth-scopes')).toContain('read:org');
    const query = await fetch(`${address.url}/graphql`, { method: 'POST', headers: { authorization: 'bearer my-token' }, body: JSON.stringify({ query: '{ viewer { organizations(first: 1) { nodes { repositories(first: 1) { totalCount } } } } }' }) });
    expect(await query.json()).toMatchObject({ data: { viewer: { organizations: { nodes: [{ repositories: { totalCount: expect.any(Number) as unknown } }] } } } });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it.each([['--organization', 'generated:many'], ['--port', 'seven'], ['--organization', 'nobody']])('refuses %s %s with its usage', async (...args) => {
    const { ended, errors } = run(args);
    expect(await ended).toBe(2);
    expect(errors()).toContain('Usage');
  });
});
