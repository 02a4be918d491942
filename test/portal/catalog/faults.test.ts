import { afterEach, describe, expect, test, vi } from 'vitest';
import { PortalError } from '../../../src/portal/base/errors';
import type { OrganizationReader } from '../../../src/portal/catalog/organizationReader';
import { createOrganizationReader } from '../../../src/portal/github/organizationReader';
import type { FileChange } from '../../github/git/gitRepository.ts';
import type { Fault } from '../../github/http/faults.ts';
import { addGeneratedOrganization } from '../../github/organizations/generatedOrganization.ts';
import type { LocalGitHub } from '../../github/startLocalGitHub.ts';
import { openStage, quickClock, type Stage } from '../github/onLocalGitHub';
import { Desk } from './desk';
import { component, location, MemorySnapshotStore } from './memory';

// What goes wrong, by the whole catalog over the local GitHub: each fault is told once, takes nothing away that was
// known, and is over with the next refresh once its cause is.

let stage: Stage | undefined;
const desks: Desk[] = [];

afterEach(async () => {
  desks.splice(0).forEach((desk) => desk.catalog.dispose());
  expect(stage?.strangers ?? []).toEqual([]);
  await stage?.github.stop();
  stage = undefined;
});

/** GitHub counts pushes by the second, so what is pushed in a test must not fall into the second of its making. */
const EARLIER = Date.now() - 60_000;
const ALL = ['component:default/open', 'component:default/shop', 'component:default/victim'];

function sit(at: Stage, login = 'acme', snapshots = new MemorySnapshotStore(), wrap: (reader: OrganizationReader) => OrganizationReader = (reader) => reader): Desk {
  const desk = new Desk(snapshots);
  desk.organizations = [wrap(createOrganizationReader({ client: at.client, login, clock: quickClock }))];
  desks.push(desk);
  return desk;
}

async function openAcme(victim: FileChange = component('victim'), more: (github: LocalGitHub) => void = () => undefined, timeout?: number): Promise<Stage> {
  stage = await openStage((github) => {
    const { state } = github;
    state.addOrganization({ login: 'acme' });
    state.addUser({ login: 'jo' });
    state.addMember('acme', 'jo', 'admin');
    const add = (name: string, content: FileChange, visibility: 'public' | 'private' = 'public') => state.addRepository({ owner: 'acme', name, visibility, pushedAt: EARLIER, files: { 'catalog-info.yaml': content } });
    add('open', component('open'));
    add('shop', component('shop'), 'private');
    add('victim', victim);
    more(github);
  }, timeout);
  stage.signIn('jo');
  return stage;
}

const errorOf = (desk: Desk): PortalError | undefined => desk.catalog.status.sources.find(({ id }) => id !== 'workspace')?.error;

describe('a file', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...[...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index] ?? ''}`).join(', ')}]`), ''].join('\n');
  const faults: readonly (readonly [name: string, content: string | Uint8Array, told: RegExp])[] = [
    ['that is no YAML', 'kind: [\n', /flow|\]|sequence/i],
    ['that is binary', new Uint8Array(5000).map((_byte, index) => index % 256), /binary/],
    ['of 20 MB', `# ${'x'.repeat(20_000_000)}\n`, /too large for a catalog file \(20\.0 MB/],
    ['with an alias bomb', `${component('victim')}x-bomb:\n  ${bomb.replaceAll('\n', '\n  ')}\n`, /alias/i],
    ['whose entity is wrong', component('victim').replace('  owner: team-a\n', ''), /owner/],
  ];

  test.each(faults)('%s is told of, and takes nothing away', async (_name, content, told) => {
    const at = await openAcme();
    const desk = sit(at);
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(ALL);
    at.github.state.push('acme/victim', { 'catalog-info.yaml': content });
    at.github.state.addRepository({ owner: 'acme', name: 'late', pushedAt: Date.now(), files: { 'catalog-info.yaml': component('late') } });
    await desk.catalog.refresh('focus');
    expect(desk.refs).toEqual(['component:default/late', ...ALL]);
    expect(desk.told).toEqual([expect.stringMatching(told)]);
    expect(desk.told[0]).toMatch(/^victim\/main\/catalog-info\.yaml: /);
    expect(errorOf(desk)).toBeUndefined();
    at.github.state.push('acme/victim', { 'catalog-info.yaml': component('mended') }, { at: Date.now() + 2000 });
    await desk.catalog.refresh('focus');
    expect(desk.refs).toEqual(['component:default/late', 'component:default/mended', 'component:default/open', 'component:default/shop']);
    expect(desk.told).toEqual([]);
  });

  test.each(faults)('%s from the beginning leaves the others', async (_name, content, told) => {
    const desk = sit(await openAcme(content));
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/open', 'component:default/shop']);
    expect(desk.told).toEqual([expect.stringMatching(told)]);
    expect(errorOf(desk)).toBeUndefined();
  });

  test.each(faults)('%s in a folder leaves the others', async (_name, content, told) => {
    const desk = new Desk();
    desks.push(desk);
    desk.folders = [{ uri: 'file:///work' }];
    desk.files.files.set('file:///work/a/catalog-info.yaml', component('a'));
    desk.files.files.set('file:///work/b/catalog-info.yaml', content);
    desk.files.files.set('file:///work/c/catalog-info.yaml', component('c'));
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/a', 'component:default/c']);
    // What is read as bytes is told of in the words of the checks.
    expect(desk.told).toEqual([expect.stringMatching(content instanceof Uint8Array ? /not text/ : content.length > 1e6 ? /too large|large/ : told)]);
  });

  test('that leads out of its folder by a link is not read, also where a Location names it', async () => {
    const desk = new Desk();
    desks.push(desk);
    desk.folders = [{ uri: 'file:///work' }];
    desk.files.files.set('file:///work/a/catalog-info.yaml', location('../b/one.yaml'));
    desk.files.files.set('file:///work/b/one.yaml', component('one'));
    desk.files.files.set('file:///work/c/catalog-info.yaml', component('c'));
    desk.files.leading.add('file:///work/c/catalog-info.yaml');
    await desk.catalog.refresh('start');
    expect(desk.refs.filter((ref) => ref.startsWith('component:'))).toEqual(['component:default/one']);
    expect(desk.told).toEqual(['work/c/catalog-info.yaml: c/catalog-info.yaml leads out of its folder by a symbolic link, so it was not read.']);
    desk.files.leading.add('file:///work/b/one.yaml');
    await desk.catalog.refresh('manual');
    expect(desk.told.join()).toContain('b/one.yaml leads out of its folder');
    expect(desk.files.asked.filter((uri) => uri.endsWith('c/catalog-info.yaml'))).toEqual([]);
  });

  test('that cannot be read leaves the others of its folder', async () => {
    const desk = new Desk();
    desks.push(desk);
    desk.folders = [{ uri: 'file:///work' }];
    const [first, second] = ['file:///work/a/catalog-info.yaml', 'file:///work/b/catalog-info.yaml'];
    desk.files.files.set(first, component('a'));
    desk.files.files.set(second, component('b'));
    desk.files.failures.set(first, new PortalError('forbidden', `${first} cannot be read: permission denied`));
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/b']);
    expect(desk.told).toEqual(['work/a/catalog-info.yaml: file:///work/a/catalog-info.yaml cannot be read: permission denied']);
    desk.files.failures.clear();
    await desk.catalog.refresh('schedule');
    expect(desk.refs).toEqual(['component:default/a', 'component:default/b']);
    desk.files.failures.set(first, new PortalError('forbidden', `${first} cannot be read: permission denied`));
    await desk.catalog.refresh('schedule');
    expect(desk.refs).toEqual(['component:default/a', 'component:default/b']);
    expect(desk.told).toHaveLength(1);
  });

  test('of 600 kB, which GraphQL cuts short, is read as a whole', async () => {
    const desk = sit(await openAcme(`# ${'x'.repeat(600_000)}\n${component('victim')}`));
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(ALL);
    expect(desk.told).toEqual([]);
  });
});

describe('GitHub', () => {
  const always = (effect: Fault['effect']): Fault => ({ times: 'always', effect });
  const faults: readonly (readonly [name: string, fault: Fault, reason: string, told: RegExp])[] = [
    ['cannot be reached', always({ kind: 'cut', when: 'before' }), 'offline', /cannot be reached/],
    ['breaks off', always({ kind: 'cut', when: 'body' }), 'offline', /cannot be reached/],
    ['is silent', always({ kind: 'delay', milliseconds: 1000 }), 'timeout', /did not answer/],
    ['fails', always({ kind: 'status', status: 500 }), 'server', /failed on/],
    ['is a hotel', always({ kind: 'wrongJson' }), 'invalid', /format/],
    ['asks for a pause', always({ kind: 'secondaryLimit', retryAfterSeconds: 1 }), 'rate-limited', /limit/],
    ['refuses the token', always({ kind: 'status', status: 401 }), 'unauthorized', /Sign in again/],
  ];

  test.each(faults)('%s: told once, nothing lost, over when it is over', async (_name, fault, reason, told) => {
    const at = await openAcme(component('victim'), undefined, reason === 'timeout' ? 300 : undefined);
    const desk = sit(at);
    await desk.catalog.refresh('start');
    at.github.faults.order(fault);
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(ALL);
    expect(desk.told).toEqual([]);
    expect(errorOf(desk)).toMatchObject({ reason, message: expect.stringMatching(told) as string });
    at.github.faults.clear();
    // A pause that GitHub asked for is kept.
    await expect.poll(() => at.client.rate.isBlocked(Date.now()), { timeout: 5000 }).toBe(false);
    at.github.state.push('acme/victim', { 'catalog-info.yaml': component('mended') });
    await desk.catalog.refresh('schedule');
    expect(errorOf(desk)).toBeUndefined();
    expect(desk.refs).toContain('component:default/mended');
  }, 20_000);

  test('reaches its limit in the middle: what came stays, and it goes on there', async () => {
    stage = await openStage(({ state }) => addGeneratedOrganization(state, 150));
    stage.signIn('generated-admin');
    const desk = sit(stage, 'generated');
    stage.github.faults.order({ graphql: 'repositoryOwner', after: 1, effect: { kind: 'rateLimit', resetSeconds: 1 } });
    await desk.catalog.refresh('start');
    const known = desk.refs.length;
    expect(known).toBeGreaterThanOrEqual(100);
    const { reason, details } = errorOf(desk) ?? {};
    expect(reason).toBe('rate-limited');
    const wait = (details?.retryAt ?? 0) - Date.now();
    expect(wait).toBeLessThan(3000);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait) + 50));
    stage.takeRequests();
    await desk.catalog.refresh('schedule');
    expect(errorOf(desk)).toBeUndefined();
    expect(desk.refs.length).toBeGreaterThanOrEqual(150);
    expect(stage.takeRequests().filter((path) => path === '/graphql')).toHaveLength(1);
  }, 20_000);

  test('lets a repository vanish during the scan', async () => {
    const at = await openAcme();
    const desk = sit(at);
    await desk.catalog.refresh('start');
    at.github.state.push('acme/victim', { 'README.md': 'x' });
    at.github.faults.order({ graphql: 'r0: repository', effect: { kind: 'vanish', repository: 'acme/victim' } });
    await desk.catalog.refresh('focus');
    expect(desk.refs).toEqual(['component:default/open', 'component:default/shop']);
    expect(errorOf(desk)).toBeUndefined();
  });

  test('lets a repository vanish before its cut-short file is read', async () => {
    const at = await openAcme(`# ${'x'.repeat(600_000)}\n${component('victim')}`);
    const desk = sit(at);
    at.github.faults.order({ path: '/git/blobs/', effect: { kind: 'vanish', repository: 'acme/victim' } });
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/open', 'component:default/shop']);
    expect(errorOf(desk)).toBeUndefined();
    await desk.catalog.refresh('schedule');
    expect(desk.catalog.status.sources[0]?.repositories).toBe(2);
  });

  const partial: readonly (readonly [name: string, fault: Fault])[] = [
    ['a file in a page', { graphql: 'repositoryOwner', effect: { kind: 'graphqlError', message: 'Something went wrong', path: ['repositoryOwner', 'repositories', 'nodes', 2, 'file'] } }],
    ['the rest of a long file', { path: '/git/blobs/', times: 3, effect: { kind: 'status', status: 500 } }],
  ];

  test.each(partial)('does not give %s: the next look does, though nothing was pushed', async (_name, fault) => {
    const at = await openAcme(`# ${'x'.repeat(600_000)}\n${component('victim')}`);
    const desk = sit(at);
    at.github.faults.order(fault);
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/open', 'component:default/shop']);
    expect(errorOf(desk)?.reason).toBe('server');
    await desk.catalog.refresh('schedule');
    expect(desk.refs).toEqual(ALL);
    expect(errorOf(desk)).toBeUndefined();
    at.takeRequests();
    await desk.catalog.refresh('schedule');
    expect(at.takeRequests()).toHaveLength(1);
  });

  test('does not give the targets of a Location: the next look does', async () => {
    const at = await openAcme(location('./more.yaml'), ({ state }) => state.push('acme/victim', { 'more.yaml': component('more') }, { at: EARLIER }));
    const desk = sit(at);
    at.github.faults.order({ graphql: 'f0: object', times: 3, effect: { kind: 'status', status: 500 } });
    await desk.catalog.refresh('start');
    expect(desk.refs).not.toContain('component:default/more');
    expect(errorOf(desk)?.reason).toBe('server');
    await desk.catalog.refresh('schedule');
    expect(desk.refs).toContain('component:default/more');
    expect(errorOf(desk)).toBeUndefined();
  });

  test.each([
    ['in all its answers', 'r0: repository'],
    ['in its pages, and lists nothing by push', undefined],
  ])('withholds a repository until single sign-on %s: said until it is mended', async (_name, byName) => {
    const at = await openAcme();
    const desk = sit(at);
    const withhold = (graphql: string, path: readonly (string | number)[]): void =>
      at.github.faults.order({ graphql, times: 'always', effect: { kind: 'graphqlError', type: 'FORBIDDEN', message: 'Resource protected by organization SAML enforcement.', path } });
    withhold('repositoryOwner', ['repositoryOwner', 'repositories', 'nodes', 2]);
    if (byName === undefined) {
      at.github.faults.order({ path: 'sort=pushed', effect: { kind: 'status', status: 403 } });
    } else {
      withhold(byName, ['r0']);
    }
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/open', 'component:default/shop']);
    expect(errorOf(desk)?.reason).toBe('forbidden');
    if (byName !== undefined) {
      at.takeRequests();
      await desk.catalog.refresh('focus');
      expect(errorOf(desk)?.reason).toBe('forbidden');
      expect(at.takeRequests()).toHaveLength(2);
    }
    at.github.faults.clear();
    await desk.catalog.refresh('focus');
    expect(errorOf(desk)).toBeUndefined();
    expect(desk.refs).toEqual(ALL);
  });

  test('withholds a repository that was not pushed for long: said until a full scan shows it', async () => {
    stage = await openStage(({ state }) => {
      addGeneratedOrganization(state, 100);
      state.addRepository({ owner: 'generated', name: 'old', pushedAt: Date.parse('2015-01-01'), files: { 'catalog-info.yaml': component('old') } });
    });
    stage.signIn('generated-admin');
    const desk = sit(stage, 'generated');
    stage.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'graphqlError', type: 'FORBIDDEN', message: 'Resource protected by organization SAML enforcement.', path: ['repositoryOwner', 'repositories', 'nodes', 0] } });
    await desk.catalog.refresh('start');
    expect(desk.refs).not.toContain('component:default/old');
    stage.takeRequests();
    await desk.catalog.refresh('focus');
    expect(stage.takeRequests()).toHaveLength(1);
    expect(errorOf(desk)?.reason).toBe('forbidden');
    await desk.catalog.refresh('manual');
    expect(errorOf(desk)).toBeUndefined();
    expect(desk.refs).toContain('component:default/old');
  });

  test('is left in the middle by the user: the next look takes up what was pushed', async () => {
    const at = await openAcme();
    const stop = new AbortController();
    let armed = false;
    const desk = sit(at, 'acme', undefined, (reader) => ({
      ...reader,
      scan: (request) =>
        reader.scan({
          ...request,
          onRead: (repositories) => {
            request.onRead(repositories);
            if (armed) {
              stop.abort();
            }
          },
        }),
    }));
    await desk.catalog.refresh('start');
    at.github.state.push('acme/victim', { 'catalog-info.yaml': component('pushed') });
    armed = true;
    await expect(desk.catalog.refresh('focus', stop.signal)).rejects.toMatchObject({ reason: 'cancelled' });
    expect(desk.refs).toEqual(ALL);
    armed = false;
    await desk.catalog.refresh('focus');
    expect(desk.refs).toContain('component:default/pushed');
  });
});

describe('rights', () => {
  test('that are missing leave what everybody may see', async () => {
    const at = await openAcme();
    at.signIn('jo', []);
    const desk = sit(at);
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/open', 'component:default/victim']);
    at.signIn('jo');
    await desk.catalog.refresh('signed-in');
    expect(desk.refs).toEqual(ALL);
    expect(errorOf(desk)).toBeUndefined();
  });

  test('are never asked for by what runs by itself', async () => {
    const at = await openAcme();
    at.signOut();
    const desk = sit(at);
    await desk.catalog.load();
    for (const reason of ['start', 'schedule', 'focus'] as const) {
      await desk.catalog.refresh(reason);
    }
    expect(errorOf(desk)?.reason).toBe('unauthorized');
    expect(at.tokens.asked.length).toBeGreaterThan(0);
    expect(at.tokens.asked.filter(({ interactive }) => interactive)).toEqual([]);
    // GraphQL answers nobody without a token, so nothing is asked at all.
    expect(at.takeRequests()).toEqual([]);
  });

  test('that cannot be looked up are told of, and take nothing away', async () => {
    const at = await openAcme();
    let failure: Error | undefined;
    const desk = sit(at, 'acme', undefined, (reader) => ({ ...reader, account: () => (failure ? Promise.reject(failure) : reader.account()) }));
    await desk.catalog.refresh('start');
    failure = new Error('the keychain is locked');
    await desk.catalog.refresh('schedule');
    expect(desk.refs).toEqual(ALL);
    expect(errorOf(desk)?.message).toContain('the keychain is locked');
    failure = undefined;
    await desk.catalog.refresh('schedule');
    expect(errorOf(desk)).toBeUndefined();
  });
});

describe('the disk', () => {
  test('that is full is told of in the log, and the catalog goes on', async () => {
    const at = await openAcme();
    const snapshots = new MemorySnapshotStore();
    snapshots.failure = new Error('no space left on device');
    const desk = sit(at, 'acme', snapshots);
    await desk.catalog.load();
    await desk.catalog.refresh('start');
    at.signOut();
    await desk.catalog.refresh('signed-in');
    desk.organizations = [];
    await desk.catalog.refresh('configuration');
    expect(desk.refs).toEqual([]);
    expect(desk.log.lines.join('\n')).toContain('no space left on device');
    snapshots.failure = undefined;
    desk.organizations = [createOrganizationReader({ client: at.client, login: 'acme', clock: quickClock })];
    at.signIn('jo');
    const written = desk.written();
    await desk.catalog.refresh('signed-in');
    await written;
    expect(desk.refs).toEqual(ALL);
  });

  test('is freed of what nobody has opened for a month', async () => {
    const at = await openAcme();
    const snapshots = new MemorySnapshotStore();
    const day = 24 * 60 * 60 * 1000;
    const old = { 'catalog-old': 31, 'lease-old': 400, 'catalog-recent': 29, 'catalog-ahead': -3 };
    for (const [name, days] of Object.entries(old)) {
      snapshots.blobs.set(name, Uint8Array.of(1));
      snapshots.times.set(name, Date.now() - days * day);
    }
    const desk = sit(at, 'acme', snapshots);
    await desk.catalog.refresh('start');
    await vi.waitFor(() => expect([...snapshots.blobs.keys()].filter((name) => name in old).sort()).toEqual(['catalog-ahead', 'catalog-recent']));
    await desk.catalog.refresh('schedule');
    expect(snapshots.text).toContain('component:default/shop');
  });

  test('holds nothing private after a sign-out that a write overtakes', async () => {
    const at = await openAcme();
    const snapshots = new MemorySnapshotStore();
    let open = (): void => undefined;
    snapshots.gate = new Promise((resolve) => (open = resolve));
    const desk = sit(at, 'acme', snapshots);
    const reading = desk.catalog.refresh('start');
    // Long enough for the write to begin.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(desk.refs).toEqual(ALL);
    at.signOut();
    const switching = desk.catalog.refresh('signed-in');
    open();
    await Promise.all([reading, switching]);
    expect(snapshots.text).not.toContain('component:default/shop');
  });

  test('holds nothing private after a sign-out in a window that reads nothing of that host', async () => {
    const at = await openAcme();
    const snapshots = new MemorySnapshotStore();
    const first = sit(at, 'acme', snapshots);
    await first.catalog.refresh('start');
    await first.written();
    first.catalog.dispose();
    expect(snapshots.text).toContain('component:default/shop');
    at.signOut();
    const other = sit(at, 'acme', snapshots);
    other.organizations = [];
    await other.catalog.refresh('signed-in');
    expect(snapshots.text).not.toContain('component:default/shop');
    expect(snapshots.text).toContain('component:default/open');
  });

  test('holds nothing private of an account that is gone, also where it cannot be written', async () => {
    const at = await openAcme();
    const snapshots = new MemorySnapshotStore();
    const first = sit(at, 'acme', snapshots);
    await first.catalog.refresh('start');
    await first.written();
    first.catalog.dispose();
    expect(snapshots.text).toContain('component:default/shop');
    at.signOut();
    const replace = snapshots.replace.bind(snapshots);
    snapshots.replace = () => Promise.reject(new Error('read-only file system'));
    const second = sit(at, 'acme', snapshots);
    await second.catalog.load();
    expect(second.refs).toEqual(['component:default/open', 'component:default/victim']);
    expect(snapshots.text).not.toContain('component:default/shop');
    snapshots.replace = replace;
  });
});

describe('a foreign repository', () => {
  const api = (target: string): string => ['apiVersion: backstage.io/v1alpha1', 'kind: API', 'metadata:', '  name: api', 'spec:', '  type: openapi', '  lifecycle: production', '  owner: team-a', '  definition:', `    $text: ${target}`, ''].join('\n');

  test.each(['https://evil.example/x', 'http://169.254.169.254/latest/meta-data', 'https://github.com/other/private/blob/main/x'])('cannot make us ask %s', async (target) => {
    const at = await openAcme(`${api(target)}---\n${location(target)}`);
    const desk = sit(at);
    await desk.catalog.refresh('start');
    // `afterEach` looks at requests to strangers; these here went to the organization's own host.
    expect(at.takeRequests().filter((path) => path !== '/graphql' && !path.startsWith('/orgs/acme/repos'))).toEqual([]);
    expect(desk.refs).toContain('component:default/open');
  });

  const host = 'https://github.com';
  const repository = { host, owner: 'acme', name: 'shop', branch: 'main', private: false };

  test.each([
    ['../../secret.txt', undefined],
    ['..%2f..%2fsecret.txt', undefined],
    ['x/%2e%2e/%2e%2e%2f%2e%2e/secret.txt', undefined],
    ['..%5c..%5csecret.txt', undefined],
    ['file:///work/shop/../secret.txt', undefined],
    ['file:///work/shop/%2e%2e/secret.txt', undefined],
    [`${host}/acme/shop/blob/main/..%2f..%2fsecret.txt`, repository],
    [`${host}/acme/shop/blob/main/../../secret.txt`, repository],
    ['..%2f..%2fsecret.txt', repository],
  ])('cannot leave its folder by %s', async (target, of) => {
    const desk = new Desk();
    desks.push(desk);
    desk.folders = [{ uri: 'file:///work/shop', repository: of }];
    desk.files.files.set('file:///work/shop/catalog-info.yaml', `${api(target)}---\n${location(target)}`);
    await desk.catalog.refresh('start');
    // As the editor reads them: decoded as a whole.
    const paths = desk.files.asked.map((uri) => new URL(decodeURIComponent(uri).replaceAll('\\', '/')).pathname);
    expect(paths.filter((path) => !path.startsWith('/work/shop/'))).toEqual([]);
    expect(paths.length).toBeGreaterThan(0);
  });
});
