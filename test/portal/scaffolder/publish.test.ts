import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGitHubClient, type GitHubClient } from '../../../src/portal/github/gitHubClient';
import { blobSha, rootCommitSha, treeSha } from '../../../src/portal/base/gitObjects';
import { publish, type Published, publishScopes } from '../../../src/portal/github/publish';
import { describePublishState, type PublishRequest, type PublishState } from '../../../src/portal/github/publishState';
import { sha1, toHex } from '../../../src/portal/base/sha1';
import { planService } from '../../../src/portal/scaffolder/planService';
import type { FaultEffect } from '../../github/http/faults';
import type { RequestEntry } from '../../github/http/requestLog';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub';
import { GitHubState } from '../../github/state/gitHubState';
import { bundledTemplates } from './support';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const NOT_AT_ALL = { write: 0, notify: 0, search: 0, retry: 0, patience: 0 };
const BINARY = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 1, 2]);

async function requestFor(change: Partial<PublishRequest> = {}): Promise<PublishRequest> {
  const [template] = await bundledTemplates.list();
  const answers = { name: 'invoice-service', description: 'Writes “invoices”:\nall of them 🎉', owner: 'team-billing', lifecycle: 'experimental', port: 8080 };
  const plan = await planService(bundledTemplates, template!, answers, { kind: 'github', host: 'https://github.com', owner: 'acme', name: 'invoice-service', private: true });
  const extra = [
    { path: 'bin/run', bytes: new TextEncoder().encode('#!/bin/sh\necho hi\n'), text: '#!/bin/sh\necho hi\n', executable: true },
    { path: 'docs/logo.png', bytes: BINARY, executable: false },
    { path: 'docs/empty.txt', bytes: new Uint8Array(), text: '', executable: false },
    { path: 'src-more/a.txt', bytes: new TextEncoder().encode('a\r\n'), text: 'a\r\n', executable: false },
  ];
  return { owner: 'acme', name: 'invoice-service', description: String(answers.description), private: true, branch: 'main', message: 'Initial commit', files: [...plan.files, ...extra], ...change };
}

/** The tree and commit that git itself makes of the files. */
function realGit(request: PublishRequest): { readonly tree: string; readonly commit: string } {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-git-'));
  const person = { NAME: 'Ann Lee', EMAIL: 'ann@example.com', DATE: `${NOW / 1000} +0000` };
  const who = Object.fromEntries(['AUTHOR', 'COMMITTER'].flatMap((role) => Object.entries(person).map(([key, value]) => [`GIT_${role}_${key}`, value])));
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...who, GIT_CONFIG_NOSYSTEM: '1', HOME: folder } }).trim();
  try {
    for (const file of request.files) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.bytes);
      chmodSync(join(folder, file.path), file.executable ? 0o755 : 0o644);
    }
    git('init', '-q');
    git('-c', 'core.autocrlf=false', 'add', '--all', '--force');
    const tree = git('write-tree');
    // From a file, because `-m` would end the message in a line break, which GitHub does not.
    writeFileSync(join(folder, '.message'), request.message);
    return { tree, commit: git('commit-tree', tree, '-F', '.message') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the names of git objects', () => {
  it('hashes as SHA-1 does, at every length around a block', () => {
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 255);
      expect(toHex(sha1(bytes))).toBe(createHash('sha1').update(bytes).digest('hex'));
    }
  });

  it('agrees with git on blobs, trees and commits', async () => {
    const request = await requestFor();
    const real = realGit(request);
    expect(blobSha(new Uint8Array())).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(treeSha(request.files)).toBe(real.tree);
    expect(rootCommitSha(real.tree, { name: 'Ann Lee', email: 'ann@example.com', date: '2026-11-23T10:00:00Z' }, request.message)).toBe(real.commit);
  });

  it('orders a folder as though its name ended in a slash', () => {
    const file = (path: string) => ({ path, bytes: new TextEncoder().encode(path), text: path, executable: false });
    const files = ['a/x', 'a.b', 'a0', 'a-b', 'ab/c/d', 'Z'].map(file);
    expect(treeSha(files)).toBe(realGit({ owner: '', name: '', description: '', private: true, branch: 'main', message: 'm', files }).tree);
  });
});

describe('publishing', () => {
  let gitHub: LocalGitHub;
  let client: GitHubClient;
  let saved: PublishState[] = [];
  const askedFor: string[][] = [];

  function clientOf(token: string): GitHubClient {
    return createGitHubClient({
      host: { web: gitHub.web, api: `${gitHub.web}/api/v3` },
      tokens: {
        get: ({ scopes }) => {
          askedFor.push([...scopes]);
          return Promise.resolve({ value: token, account: 'ann' });
        },
        onDidChange: () => ({ dispose: () => undefined }),
      },
      fetch: (url, init) => fetch(url, init),
      clock: { now: () => Date.now(), after: (milliseconds, callback) => { const timer = setTimeout(callback, milliseconds); return { dispose: () => clearTimeout(timer) }; } },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      intervals: NOT_AT_ALL,
    });
  }

  async function start(validate: boolean): Promise<void> {
    const state = new GitHubState(() => NOW);
    state.addUser({ login: 'ann', name: 'Ann Lee', email: 'ann@example.com' });
    state.addOrganization({ login: 'acme' });
    state.addMember('acme', 'ann', 'admin');
    gitHub = await startLocalGitHub({ state, validate });
    client = clientOf(state.addToken({ account: 'ann', scopes: ['repo', 'read:org', 'workflow'] }).value);
    saved = [{}];
    askedFor.length = 0;
  }

  beforeEach(() => start(false));

  afterEach(async () => {
    client.dispose();
    await gitHub.stop();
  });

  const last = (): PublishState => saved.at(-1) ?? {};
  const save = (state: PublishState): Promise<void> => {
    // As it would be kept: JSON.
    saved.push(JSON.parse(JSON.stringify(state)) as PublishState);
    return Promise.resolve();
  };
  const run = (request: PublishRequest): Promise<Published> => publish(client, request, { state: last(), save, now: () => NOW });
  const mutations = (): RequestEntry[] => gitHub.requests.filter(({ method }) => method !== 'GET');

  /** Mutations that were carried out, whatever became of their answer. */
  const carriedOut = (): string[] =>
    mutations()
      .filter(({ status }) => status >= 200 && status < 300)
      .map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`);

  let real = { tree: '', commit: '' };
  beforeAll(async () => {
    real = realGit(await requestFor());
  });

  function expectPublished(request: PublishRequest, published: Published): void {
    const repository = gitHub.state.repository('acme', request.name);
    const head = repository?.git.refs.get('refs/heads/main');
    expect(published.commit).toBe(real.commit);
    expect(head).toBe(real.commit);
    expect(repository?.git.commit(real.commit)).toMatchObject({ tree: real.tree, parents: [], message: 'Initial commit' });
    expect(repository?.git.history(real.commit)).toEqual([real.commit]);
    expect(repository).toMatchObject({ visibility: request.private ? 'private' : 'public', defaultBranch: 'main', description: 'Writes “invoices”: all of them 🎉' });
    expect(new Set(carriedOut()).size).toBe(carriedOut().length);
    expect(mutations().filter(({ path, status }) => /repos$/.test(path) && status >= 200 && status < 300)).toHaveLength(1);
  }

  it('makes one commit that equals git’s own', async () => {
    // Here with every answer held against GitHub's description, which takes a second to read.
    await gitHub.stop();
    await start(true);
    const request = await requestFor();
    const published = await run(request);
    expectPublished(request, published);
    expect(published.repository).toMatchObject({ owner: 'acme', name: 'invoice-service', private: true, url: `${gitHub.web}/acme/invoice-service` });
    expect(mutations().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /orgs/acme/repos',
      'PUT /repos/acme/invoice-service/contents/README.md',
      'POST /repos/acme/invoice-service/git/blobs',
      'POST /repos/acme/invoice-service/git/blobs',
      'POST /repos/acme/invoice-service/git/trees',
      'POST /repos/acme/invoice-service/git/commits',
      'PATCH /repos/acme/invoice-service/git/refs/heads%2Fmain',
    ]);
    expect(gitHub.violations).toEqual([]);
    expect(describePublishState(request, last()).join(' ')).toContain(`holds all ${request.files.length} files`);
  });

  it('creates a user’s own repository, and makes main its default branch where it is not', async () => {
    const request = await requestFor({ owner: 'ann', private: false });
    const published = await run(request);
    expect(mutations()[0]?.path).toBe('/user/repos');
    expect(published.repository).toMatchObject({ owner: 'ann', private: false, defaultBranch: 'main' });
  });

  it('asks for the right to write workflows only where there are some', async () => {
    const request = await requestFor();
    const without = request.files.filter((file) => !file.path.startsWith('.github/'));
    expect(publishScopes(without)).not.toContain('workflow');
    expect(publishScopes(request.files)).toContain('workflow');
    await run({ ...request, files: without });
    expect(askedFor.flat()).not.toContain('workflow');
  });

  const rights: readonly (readonly [string, Parameters<GitHubState['addToken']>[0]])[] = [
    ['classic, without the scope', { account: 'ann', scopes: ['repo', 'read:org'] }],
    ['fine-grained, without the permission', { account: 'ann', fineGrained: { owner: 'acme', repositories: 'all', permissions: { administration: 'write', contents: 'write' } } }],
  ];
  it.each(rights)('names the right `workflow` to a token that is %s, and goes on with one that has it', async (_name, token) => {
    const request = await requestFor();
    client = clientOf(gitHub.state.addToken(token).value);
    await expect(run(request)).rejects.toMatchObject({ reason: 'forbidden', details: { scopes: ['workflow'] }, message: expect.stringContaining('“Workflows: Read and write”') as string });
    expect(last().pending).toBeUndefined();
    client = clientOf(gitHub.state.addToken({ account: 'ann', scopes: ['repo', 'read:org', 'workflow'] }).value);
    expectPublished(request, await run(request));
  });

  it('blames the right `workflow` neither where no workflows are written nor where nothing can be', async () => {
    const request = await requestFor();
    const refuse = (): void => gitHub.faults.order({ method: 'POST', path: '/git/trees$', effect: { kind: 'status', status: 404, message: 'Not Found' } });
    // The sign-in is known to have the right.
    refuse();
    await expect(run(request)).rejects.toMatchObject({ reason: 'not-found', details: { granted: ['repo', 'read:org', 'workflow'] } });
    client = clientOf(gitHub.state.addToken({ account: 'ann', scopes: ['repo', 'read:org'] }).value);
    refuse();
    const files = request.files.filter((file) => !file.path.startsWith('.github/'));
    await expect(run({ ...request, files })).rejects.toMatchObject({ reason: 'not-found' });
    // Somebody who cannot see the repository goes on with the run.
    gitHub.state.addUser({ login: 'eve', name: 'Eve', email: 'eve@example.com' });
    client = clientOf(gitHub.state.addToken({ account: 'eve', scopes: ['repo', 'read:org'] }).value);
    const error: unknown = await run(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PortalError' });
    expect(error).not.toMatchObject({ details: { scopes: ['workflow'] } });
  });

  it('names a token’s missing right before anything exists', async () => {
    client = clientOf(gitHub.state.addToken({ account: 'ann', scopes: ['read:org'] }).value);
    const request = await requestFor();
    await expect(run(request)).rejects.toMatchObject({ name: 'PortalError' });
    expect(carriedOut()).toEqual([]);
    expect(describePublishState(request, last())).toEqual(['Nothing has been created on GitHub.']);
  });

  it('points at the name where it is taken, changing nothing', async () => {
    gitHub.state.addRepository({ owner: 'acme', name: 'Invoice-Service', files: { a: 'mine' } });
    await expect(run(await requestFor())).rejects.toMatchObject({ reason: 'conflict', details: { field: 'name' }, message: expect.stringContaining('acme/invoice-service exists') as string });
    expect(mutations()).toEqual([]);
  });

  it('points at the name where it is taken by what the token may not see', async () => {
    gitHub.faults.order({ method: 'GET', path: '^/repos/acme/invoice-service$', effect: { kind: 'status', status: 404, message: 'Not Found' } });
    gitHub.state.addRepository({ owner: 'acme', name: 'invoice-service', visibility: 'private' });
    await expect(run(await requestFor())).rejects.toMatchObject({ reason: 'conflict', details: { field: 'name' } });
    expect(last().pending).toBeUndefined();
  });

  it('takes over no repository of somebody else, also when it resumes', async () => {
    const request = await requestFor();
    gitHub.faults.order({ method: 'POST', path: '/repos$', effect: { kind: 'cut', when: 'before' } });
    await expect(run(request)).rejects.toMatchObject({ reason: 'offline' });
    expect(last().pending).toBe('repository');
    gitHub.state.addRepository({ owner: 'acme', name: 'invoice-service', visibility: 'private', files: { a: 'theirs' } });
    await expect(run(request)).rejects.toMatchObject({ details: { field: 'name' } });
    expect(carriedOut()).toEqual([]);
  });

  it('stops when told to, and says what exists', async () => {
    const request = await requestFor();
    const stop = new AbortController();
    const onProgress = (step: string): void => {
      if (step === 'tree') {
        stop.abort();
      }
    };
    await expect(publish(client, request, { state: {}, save, onProgress, signal: stop.signal, now: () => NOW })).rejects.toMatchObject({ reason: 'cancelled' });
    expect(describePublishState(request, last())[0]).toBe(`The private repository acme/invoice-service exists: ${gitHub.web}/acme/invoice-service`);
    expect(describePublishState(request, last())[1]).toMatch(/holds only README.md so far/);
    expectPublished(request, await run(request));
  });

  const MUTATIONS = 7;
  const EFFECTS: readonly (readonly [string, FaultEffect])[] = [
    ['cut before it is carried out', { kind: 'cut', when: 'before' }],
    ['cut after it was carried out', { kind: 'cut', when: 'body' }],
    ['answered 500', { kind: 'status', status: 500 }],
    ['answered with broken JSON', { kind: 'wrongJson' }],
    ['refused with 403', { kind: 'status', status: 403, message: 'Resource not accessible' }],
    ['met by a secondary limit', { kind: 'secondaryLimit', retryAfterSeconds: 60 }],
  ];
  for (const [name, effect] of EFFECTS) {
    it.each(Array.from({ length: MUTATIONS }, (_, index) => index))(`goes on after change %i was ${name}`, async (index) => {
      const request = await requestFor();
      const route = ['/repos$', '/contents/', '/git/blobs$', '/git/blobs$', '/git/trees$', '/git/commits$', '/git/refs/'][index];
      for (const method of ['POST', 'PUT', 'PATCH']) {
        gitHub.faults.order({ method, path: route ?? '', after: index === 3 ? 1 : 0, effect });
      }
      await expect(run(request)).rejects.toMatchObject({ name: 'PortalError' });
      const tries = mutations().length;
      expect(tries).toBe(index + 1);
      expect(describePublishState(request, last()).length).toBeGreaterThan(0);
      gitHub.faults.clear();
      expectPublished(request, await run(request));
    });
  }

  it('goes on after the process was killed at any moment', async () => {
    const request = await requestFor();
    for (let moment = 1; moment < 40; moment++) {
      const name = `killed-${moment}`;
      const attempt = { ...request, name };
      let kept: PublishState = {};
      let saves = 0;
      const killed = new Error('killed');
      const saveUntil = (state: PublishState): Promise<void> => {
        saves++;
        if (saves > moment) {
          return Promise.reject(killed);
        }
        kept = JSON.parse(JSON.stringify(state)) as PublishState;
        return Promise.resolve();
      };
      gitHub.requests.length = 0;
      const first = await publish(client, attempt, { state: {}, save: saveUntil, now: () => NOW }).catch((error: unknown) => error);
      if (first !== killed) {
        // The run came through before this moment: every one before has been tried.
        expect(moment).toBe(15);
        return;
      }
      saved = [kept];
      const published = await run(attempt);
      expectPublished(attempt, published);
    }
    expect.unreachable('the run never came through');
  });
});
