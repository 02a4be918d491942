import { afterEach, describe, expect, test } from 'vitest';
import { addGeneratedOrganization } from '../../github/organizations/generatedOrganization.ts';
import { openStage, type Stage } from './onLocalGitHub';
import { Scanner } from './scanner';

let stage: Stage | undefined;

afterEach(async () => {
  expect(stage?.strangers ?? []).toEqual([]);
  expect(stage?.github.violations ?? []).toEqual([]);
  await stage?.github.stop();
  stage = undefined;
});

async function generated(count: number, timeout?: number): Promise<Scanner> {
  stage = await openStage(({ state }) => addGeneratedOrganization(state, count), timeout);
  stage.signIn('generated-admin');
  return new Scanner(stage, 'generated');
}

describe('a scan', () => {
  test('of 1,000 repositories takes 11 requests, and a look when nothing changed one that is free', async () => {
    const scanner = await generated(1000);
    expect(await scanner.scan()).toMatchObject({ gone: [] });
    expect(scanner.known.size).toBe(1000);
    expect([...scanner.read.values()].every((entry) => entry.file?.text?.includes('kind: Component'))).toBe(true);
    expect(scanner.stage.takeRequests()).toHaveLength(11);
    expect(scanner.progress.at(-1)).toBe(1000);
    expect(await scanner.scan(false)).toMatchObject({ gone: [] });
    expect(scanner.stage.github.requests).toMatchObject([{ path: '/orgs/generated/repos?type=all&sort=pushed&per_page=100', status: 304, cost: 0 }]);
    expect(scanner.read.size).toBe(0);
  }, 60_000);

  test('reads only what was pushed since', async () => {
    const scanner = await generated(30);
    await scanner.scan();
    scanner.stage.github.state.push('generated/service-0007', { 'catalog-info.yaml': 'kind: Changed\n' });
    scanner.stage.takeRequests();
    await scanner.scan(false);
    expect([...scanner.read.keys()]).toEqual(['service-0007']);
    expect(scanner.read.get('service-0007')?.file?.text).toBe('kind: Changed\n');
    expect(scanner.stage.takeRequests()).toHaveLength(2);
    await scanner.scan(false);
    expect(scanner.stage.github.requests.map((request) => request.status)).toEqual([304]);
  });

  test('finds a repository that is new, and one without a catalog file', async () => {
    const scanner = await generated(3);
    await scanner.scan();
    scanner.stage.github.state.addRepository({ owner: 'generated', name: 'fresh', files: { 'README.md': '# Fresh' }, pushedAt: Date.now() });
    await scanner.scan(false);
    expect(scanner.read.get('fresh')).toMatchObject({ file: null });
    expect(scanner.known.size).toBe(4);
  });

  test.each([502, 504] as const)('halves its pages on %i, remembers the size, and grows again', async (status) => {
    const scanner = await generated(400);
    scanner.stage.github.faults.order({ times: 'always', effect: { kind: 'pageTooLarge', maxFirst: 50, status } });
    const result = await scanner.scan();
    expect(result.error).toBeUndefined();
    expect(scanner.known.size).toBe(400);
    expect(scanner.state['pageSize']).toBe(50);
    expect(scanner.stage.takeRequests().filter((path) => path === '/graphql')).toHaveLength(9);
    scanner.stage.github.faults.clear();
    scanner.forget();
    await scanner.scan();
    expect(scanner.state['pageSize']).toBe(100);
    expect(scanner.stage.takeRequests().filter((path) => path === '/graphql')).toHaveLength(6);
  }, 30_000);

  test('halves its pages when GitHub takes too long', async () => {
    const scanner = await generated(60, 600);
    scanner.stage.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'delay', milliseconds: 1500 } });
    expect((await scanner.scan()).error).toBeUndefined();
    expect(scanner.known.size).toBe(60);
    expect(scanner.state['pageSize']).toBe(50);
  });

  test.each([{ kind: 'status', status: 500 }, { kind: 'cut', when: 'before' }, { kind: 'cut', when: 'body' }, { kind: 'wrongJson' }] as const)('goes on after a passing fault: %o', async (effect) => {
    const scanner = await generated(120);
    scanner.stage.github.faults.order({ graphql: 'repositoryOwner', after: 1, effect });
    expect((await scanner.scan()).error).toBeUndefined();
    expect(scanner.known.size).toBe(120);
  });

  test('keeps what came when a later page fails for good, and goes on there the next time', async () => {
    const scanner = await generated(250);
    scanner.stage.github.faults.order({ graphql: 'repositoryOwner', after: 1, times: 3, effect: { kind: 'status', status: 500 } });
    const result = await scanner.scan();
    expect(result.error?.reason).toBe('server');
    expect(result.gone).toEqual([]);
    expect(scanner.known.size).toBe(100);
    scanner.stage.takeRequests();
    expect((await scanner.scan(false)).error).toBeUndefined();
    expect(scanner.known.size).toBe(250);
    expect(scanner.stage.takeRequests().filter((path) => path === '/graphql')).toHaveLength(2);
  });

  test('stops at a limit in the middle and says when it goes on', async () => {
    const scanner = await generated(250);
    await scanner.scan();
    scanner.stage.github.faults.order({ graphql: 'repositoryOwner', after: 1, effect: { kind: 'rateLimit', resetSeconds: 120 } });
    const result = await scanner.scan();
    expect(result.error?.reason).toBe('rate-limited');
    expect(result.error?.details.retryAt).toBeGreaterThan(Date.now());
    expect(scanner.known.size).toBe(250);
    const again = await scanner.scan();
    expect(again.error?.reason).toBe('rate-limited');
    expect(again.gone).toEqual([]);
  });

  test('obeys a secondary limit', async () => {
    const scanner = await generated(3);
    scanner.stage.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'secondaryLimit', retryAfterSeconds: 60 } });
    expect((await scanner.scan()).error).toMatchObject({ reason: 'rate-limited' });
  });

  test('keeps what is beside a partial error, and takes nothing for gone', async () => {
    const scanner = await generated(10);
    await scanner.scan();
    scanner.stage.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'graphqlError', message: 'Something is wrong here', path: ['repositoryOwner', 'repositories', 'nodes', 4] } });
    const broken = await scanner.scan();
    expect(broken.error?.reason).toBe('server');
    expect(broken.gone).toEqual([]);
    scanner.forget();
    scanner.stage.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'graphqlError', message: 'Something is wrong here', path: ['repositoryOwner', 'repositories', 'nodes', 4] } });
    await scanner.scan();
    // The listing of what was pushed last names the one that is missing on the page.
    expect(scanner.read.size).toBe(10);
    scanner.forget();
    scanner.stage.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'graphqlError', message: 'Something is wrong here', path: ['repositoryOwner', 'repositories', 'nodes', 4, 'file'] } });
    await scanner.scan();
    expect([...scanner.read.values()].filter((entry) => entry.file === undefined)).toHaveLength(1);
  });

  test('bears a repository that vanishes in the middle', async () => {
    const scanner = await generated(10);
    await scanner.scan();
    scanner.stage.github.state.push('generated/service-0003', { 'README.md': 'x' });
    scanner.stage.github.faults.order({ graphql: 'r0: repository', effect: { kind: 'vanish', repository: 'generated/service-0003' } });
    const result = await scanner.scan(false);
    expect(result.error).toBeUndefined();
    expect(result.gone).toHaveLength(1);
    expect(scanner.known.size).toBe(9);
  });

  test('leaves archived repositories out and forks in, and reads no giant', async () => {
    stage = await openStage(({ state }) => {
      state.addOrganization({ login: 'acme' });
      state.addUser({ login: 'jo' });
      state.addMember('acme', 'jo', 'admin');
      state.addRepository({ owner: 'acme', name: 'old', archived: true, files: { 'catalog-info.yaml': 'a: 1' } });
      state.addRepository({ owner: 'acme', name: 'giant', files: { 'catalog-info.yaml': `a: ${'x'.repeat(3_000_000)}` } });
      state.addRepository({ owner: 'acme', name: 'binary', files: { 'catalog-info.yaml': Buffer.from([0, 1, 2, 255, 0, 3]) } });
      state.addRepository({ owner: 'acme', name: 'large', files: { 'catalog-info.yaml': `a: ${'x'.repeat(1_200_000)}` } });
      state.addRepository({ owner: 'acme', name: 'folder', files: { 'catalog-info.yaml/x': 'a' } });
      state.addRepository({ owner: 'acme', name: 'empty' });
    });
    stage.signIn('jo');
    const scanner = new Scanner(stage, 'acme');
    expect((await scanner.scan()).error).toBeUndefined();
    expect([...scanner.read.keys()].sort()).toEqual(['binary', 'empty', 'folder', 'giant', 'large']);
    expect(scanner.read.get('giant')?.file?.unreadable).toContain('too large');
    expect(scanner.read.get('binary')?.file?.unreadable).toContain('binary');
    expect(scanner.read.get('large')?.file?.text).toHaveLength(1_200_003);
    expect(scanner.read.get('folder')?.file).toBeNull();
    expect(scanner.read.get('empty')?.file).toBeNull();
    expect(stage.github.requests.filter((request) => request.path.includes('/blobs/'))).toHaveLength(1);
  });

  test('works for a user as well', async () => {
    stage = await openStage(({ state }) => {
      state.addUser({ login: 'jo' });
      state.addRepository({ owner: 'jo', name: 'dotfiles', files: { 'catalog-info.yaml': 'kind: X' } });
    });
    stage.signIn('jo');
    const scanner = new Scanner(stage, 'jo');
    await scanner.scan();
    expect([...scanner.read.keys()]).toEqual(['dotfiles']);
    await scanner.scan(false);
    expect(stage.github.requests.at(-1)).toMatchObject({ path: '/user/repos?affiliation=owner&sort=pushed&per_page=100', status: 304 });
    stage.github.state.addRepository({ owner: 'jo', name: 'secret', visibility: 'private', pushedAt: Date.now(), files: { 'catalog-info.yaml': 'kind: Y' } });
    await scanner.scan(false);
    expect([...scanner.read.keys()]).toEqual(['secret']);
    stage.github.state.addUser({ login: 'mo' });
    stage.signIn('mo');
    const other = new Scanner(stage, 'jo');
    await other.scan();
    expect(other.names).toEqual(['dotfiles']);
    await other.scan(false);
    expect(stage.github.requests.at(-1)).toMatchObject({ path: '/users/jo/repos?type=owner&sort=pushed&per_page=100', status: 304 });
  });

  test('fails with a reason where nobody is signed in, and where there is no such owner', async () => {
    const scanner = await generated(1);
    const nobody = new Scanner(scanner.stage, 'nobody');
    expect((await nobody.scan()).error?.reason).toBe('not-found');
    scanner.stage.signOut();
    expect((await scanner.scan()).error?.reason).toBe('unauthorized');
  });

  test('can be cancelled in the middle', async () => {
    const scanner = await generated(250);
    const stop = new AbortController();
    await expect(scanner.scan(true, stop.signal, () => stop.abort())).rejects.toMatchObject({ reason: 'cancelled' });
    expect(scanner.known.size).toBe(100);
  });

  test('takes what is archived meanwhile for gone', async () => {
    const scanner = await generated(5);
    await scanner.scan();
    const repository = scanner.stage.github.state.repository('generated', 'service-0002');
    if (repository) {
      repository.archived = true;
    }
    expect((await scanner.scan(false)).gone).toHaveLength(1);
    expect((await scanner.scan()).gone).toEqual([]);
    expect(scanner.known.size).toBe(4);
  });
});
