import { afterEach, describe, expect, test, vi } from 'vitest';
import { FRESH_MS } from '../../../src/portal/catalog/sharing/sharedScans';
import type { WorkspaceFolder } from '../../../src/portal/catalog/workspaceSource';
import { createOrganizationReader } from '../../../src/portal/github/organizationReader';
import type { LocalGitHub } from '../../github/startLocalGitHub.ts';
import { openStage, quickClock, type Stage } from '../github/onLocalGitHub';
import { Desk } from './desk';
import { component, location, type MemorySnapshotStore } from './memory';

let stage: Stage | undefined;
const desks: Desk[] = [];

function open(snapshots?: MemorySnapshotStore, version?: string): Desk {
  const desk = new Desk(snapshots, version);
  desks.push(desk);
  return desk;
}

afterEach(async () => {
  desks.splice(0).forEach((desk) => desk.catalog.dispose());
  expect(stage?.strangers ?? []).toEqual([]);
  await stage?.github.stop();
  stage = undefined;
});

const FOLDER = 'file:///work/shop';
const FILE = `${FOLDER}/catalog-info.yaml`;

describe('the workspace', () => {
  function openFolder(files: Readonly<Record<string, string>>, folder: Partial<WorkspaceFolder> = {}): Desk {
    const desk = open();
    desk.folders = [{ uri: FOLDER, ...folder }];
    Object.entries(files).forEach(([path, text]) => desk.files.files.set(`${FOLDER}/${path}`, text));
    return desk;
  }

  test('gives its catalog files, and what Locations point to', async () => {
    const desk = openFolder({
      'catalog-info.yaml': `${component('shop')}---\n${location('./apis/*.yaml', 'https://github.com/acme/other/blob/main/catalog-info.yaml')}`,
      'apis/one.yaml': component('one'),
      'apis/deep/two.yaml': component('two'),
      'other.yaml': component('not-me'),
    });
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/one', 'component:default/shop', 'location:default/all']);
    expect(desk.catalog.problems).toEqual([]);
    expect(desk.catalog.graph.get('component:default/shop')?.origin).toMatchObject({ uri: FILE, document: 0, source: 'workspace', position: { line: 3 } });
    expect(desk.catalog.status).toMatchObject({ refreshing: false, sources: [{ id: 'workspace' }] });
  });

  test('leaves a Location out as a whole when a target is missing, until it is there', async () => {
    const desk = openFolder({ 'catalog-info.yaml': `${component('shop')}---\n${location('./one.yaml', './two.yaml')}`, 'one.yaml': component('one') });
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/shop']);
    expect(desk.catalog.problems).toMatchObject([{ uri: FILE, problems: [{ code: 'location/not-found', range: { start: { line: 16 } }, message: expect.stringContaining('./two.yaml') as string }] }]);
    const change = desk.nextChange();
    desk.files.write(`${FOLDER}/two.yaml`, component('two'));
    await change;
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(['component:default/one', 'component:default/shop', 'component:default/two', 'location:default/all']);
    expect(desk.catalog.problems).toEqual([]);
  });

  test('leaves a Location out as a whole when a target is broken, and keeps what was good when it breaks later', async () => {
    const files = { 'catalog-info.yaml': location('./one.yaml', './two.yaml'), 'one.yaml': component('one'), 'two.yaml': `${component('two')}---\nfoo: [` };
    const desk = openFolder(files);
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual([]);
    expect(desk.catalog.problems).toMatchObject([{ uri: FILE, problems: [{ code: 'location/broken-target' }] }]);
    desk.files.files.set(`${FOLDER}/two.yaml`, component('two'));
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(['component:default/one', 'component:default/two', 'location:default/all']);
    desk.files.files.set(`${FOLDER}/two.yaml`, 'foo: [');
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(['component:default/one', 'component:default/two', 'location:default/all']);
  });

  test('keeps circles of Locations from going on for ever', async () => {
    const desk = openFolder({ 'catalog-info.yaml': location('./b.yaml'), 'b.yaml': location('./catalog-info.yaml').replace('all', 'b') });
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['location:default/all', 'location:default/b']);
  });

  test('lays unsaved text over a file, and keeps what was good while it is broken', async () => {
    const desk = openFolder({ 'catalog-info.yaml': component('shop') });
    await desk.catalog.refresh('start');
    let change = desk.nextChange();
    desk.catalog.overlay(FILE, component('shop', { lifecycle: 'deprecated' }));
    expect(await change).toEqual({ added: [], changed: ['component:default/shop'], removed: [] });
    expect(desk.catalog.graph.get('component:default/shop')?.entity.spec?.['lifecycle']).toBe('deprecated');
    change = desk.nextChange();
    desk.catalog.overlay(FILE, `${component('new')}---\nkind: [`);
    desk.catalog.overlay(FILE, `${component('shop')}---\n${component('new')}`);
    expect((await change).added).toEqual(['component:default/new']);
    change = desk.nextChange();
    desk.catalog.overlay(FILE, component('new'));
    expect(await change).toEqual({ added: [], changed: ['component:default/new'], removed: ['component:default/shop'] });
    change = desk.nextChange();
    desk.catalog.overlay(FILE, undefined);
    expect((await change).added).toEqual(['component:default/shop']);
  });

  test('keeps the entities of a file that no longer parses', async () => {
    const desk = openFolder({ 'catalog-info.yaml': component('shop') });
    await desk.catalog.refresh('start');
    desk.files.files.set(FILE, `${component('shop')}\n  - : [`);
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(['component:default/shop']);
    expect(desk.catalog.problems).toHaveLength(1);
  });

  test('notices files that change, come and go', async () => {
    const desk = openFolder({ 'catalog-info.yaml': component('shop') });
    await desk.catalog.refresh('start');
    let change = desk.nextChange();
    desk.files.write(`${FOLDER}/sub/catalog-info.yml`, component('sub'));
    expect((await change).added).toEqual(['component:default/sub']);
    change = desk.nextChange();
    desk.files.write(FILE, undefined);
    expect((await change).removed).toEqual(['component:default/shop']);
  });

  test('fills in placeholders from its own folder, and notices when these change', async () => {
    const api = ['apiVersion: backstage.io/v1alpha1', 'kind: API', 'metadata:', '  name: api', 'spec:', '  type: openapi', '  lifecycle: production', '  owner: team-a', '  definition:', '    $text: ./api.txt', ''].join('\n');
    const desk = openFolder({ 'catalog-info.yaml': api, 'api.txt': 'first' });
    await desk.catalog.refresh('start');
    expect(desk.catalog.graph.get('api:default/api')?.entity.spec?.['definition']).toBe('first');
    const change = desk.nextChange();
    desk.files.write(`${FOLDER}/api.txt`, 'second');
    await change;
    expect(desk.catalog.graph.get('api:default/api')?.entity.spec?.['definition']).toBe('second');
  });

  test('leaves skeletons of templates out', async () => {
    const desk = openFolder({ 'catalog-info.yaml': component('shop'), 'templates/x/skeleton/catalog-info.yaml': component('${{ values.name }}') });
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/shop']);
    expect(desk.catalog.problems).toEqual([]);
  });

  test('says when it cannot be read, and keeps what it knew', async () => {
    const desk = openFolder({ 'catalog-info.yaml': component('shop') });
    await desk.catalog.refresh('start');
    desk.files.failure = new Error('disk on fire');
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(['component:default/shop']);
    expect(desk.catalog.status.sources[0]?.error?.message).toContain('disk on fire');
  });

  test('lets the first file keep a name that two define', async () => {
    const desk = openFolder({ 'catalog-info.yaml': component('shop'), 'b/catalog-info.yaml': component('shop') });
    await desk.catalog.refresh('start');
    expect(desk.catalog.graph.get('component:default/shop')?.origin.uri).toBe(FILE);
    expect(desk.catalog.problems).toMatchObject([
      { uri: `${FOLDER}/b/catalog-info.yaml`, problems: [{ code: 'catalog/duplicate', severity: 'error', message: expect.stringContaining(FILE) as string }] },
      { uri: FILE, problems: [{ code: 'catalog/duplicate', severity: 'warning', message: expect.stringContaining('/b/catalog-info.yaml') as string }] },
    ]);
    const change = desk.nextChange();
    desk.files.write(FILE, undefined);
    expect((await change).changed).toEqual(['component:default/shop']);
    expect(desk.catalog.problems).toEqual([]);
  });
});

/** GitHub counts pushes by the second, so what is pushed in a test must not fall into the second of its making. */
const EARLIER = Date.now() - 60_000;

describe('an organization', () => {
  async function openAcme(fill: (github: LocalGitHub) => void = () => undefined): Promise<Desk> {
    stage = await openStage((github) => {
      const { state } = github;
      state.addOrganization({ login: 'acme' });
      ['jo', 'eve'].forEach((login) => state.addUser({ login }));
      state.addMember('acme', 'jo', 'admin');
      state.addRepository({ owner: 'acme', name: 'shop', visibility: 'private', pushedAt: EARLIER, files: { 'catalog-info.yaml': `${component('shop')}---\n${location('./more/*.yaml', './api.yaml')}`, 'more/a.yaml': component('a'), 'more/b.yaml': component('b'), 'api.yaml': component('c') } });
      state.addRepository({ owner: 'acme', name: 'open', pushedAt: EARLIER, files: { 'catalog-info.yaml': component('open') } });
      state.addRepository({ owner: 'acme', name: 'broken', pushedAt: EARLIER, files: { 'catalog-info.yaml': 'kind: [' } });
      fill(github);
    });
    return join(open());
  }

  function join(desk: Desk): Desk {
    if (stage) {
      desk.organizations = [createOrganizationReader({ client: stage.client, login: 'acme', clock: quickClock })];
    }
    return desk;
  }

  const ALL = ['component:default/a', 'component:default/b', 'component:default/c', 'component:default/open', 'component:default/shop', 'location:default/all'];

  test('is read with what its Locations point to, in few requests', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(ALL);
    // A page, the list by push, the tree for the pattern, and one batch of files.
    expect(stage?.takeRequests()).toHaveLength(4);
    const shop = desk.catalog.graph.get('component:default/shop');
    expect(shop?.origin).toMatchObject({ source: `github:${stage?.github.web}/acme`, location: `url:${stage?.github.web}/acme/shop/blob/main/catalog-info.yaml`, repository: { private: true, owner: 'acme', name: 'shop' } });
    expect(shop?.origin.uri).toMatch(/^stagedoor-github:\/http%2B127.*\/acme\/shop\/main\/catalog-info.yaml$/);
    expect(desk.catalog.problems.map(({ uri }) => uri)).toEqual([expect.stringContaining('/broken/')]);
    expect(desk.catalog.status.sources).toMatchObject([{ label: 'acme', repositories: 3 }]);
    expect(desk.catalog.status.sources[0]?.error).toBeUndefined();
  });

  test('reads placeholders of many files in one batch', async () => {
    const api = (name: string): string => ['apiVersion: backstage.io/v1alpha1', 'kind: API', 'metadata:', `  name: ${name}`, 'spec:', '  type: openapi', '  lifecycle: production', '  owner: team-a', '  definition:', '    $text: ./api.txt', ''].join('\n');
    const desk = await openAcme(({ state }) => {
      ['one', 'two'].forEach((name) => state.addRepository({ owner: 'acme', name, files: { 'catalog-info.yaml': api(name), 'api.txt': `text of ${name}` } }));
    });
    stage?.signIn('jo');
    await desk.catalog.refresh('start');
    expect(desk.catalog.graph.get('api:default/two')?.entity.spec?.['definition']).toBe('text of two');
    expect(stage?.takeRequests()).toHaveLength(5);
  });

  test('shows what is pushed, and drops what is gone', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    await desk.catalog.refresh('start');
    desk.changes.length = 0;
    stage?.github.state.push('acme/shop', { 'catalog-info.yaml': component('shop') });
    stage?.github.state.addRepository({ owner: 'acme', name: 'fresh', pushedAt: Date.now(), files: { 'catalog-info.yaml': component('fresh') } });
    await desk.catalog.refresh('focus');
    expect(desk.refs).toEqual(['component:default/fresh', 'component:default/open', 'component:default/shop']);
    expect(desk.changes.flatMap((change) => change.added)).toEqual(['component:default/fresh']);
    stage?.takeRequests();
    desk.changes.length = 0;
    await desk.catalog.refresh('focus');
    expect(stage?.takeRequests()).toHaveLength(1);
    expect(desk.changes).toEqual([]);
  });

  test('loses nothing by an error, and says so', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    await desk.catalog.refresh('start');
    stage?.github.faults.order({ times: 'always', effect: { kind: 'cut', when: 'before' } });
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(ALL);
    expect(desk.catalog.status.sources[0]?.error?.reason).toBe('offline');
    stage?.github.faults.clear();
    await desk.catalog.refresh('manual');
    expect(desk.catalog.status.sources[0]?.error).toBeUndefined();
  });

  test('keeps what a Location brought when its targets cannot be read', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    await desk.catalog.refresh('start');
    stage?.github.state.push('acme/shop', { 'README.md': 'x' });
    stage?.github.faults.order({ graphql: 'f0: object', times: 'always', effect: { kind: 'status', status: 500 } });
    await desk.catalog.refresh('focus');
    expect(desk.refs).toEqual(ALL);
    expect(desk.catalog.status.sources[0]?.error?.reason).toBe('server');
    stage?.github.faults.clear();
    await desk.catalog.refresh('focus');
    expect(desk.catalog.status.sources[0]?.error).toBeUndefined();
  });

  test('gives way to a local checkout of the same repository', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    desk.folders = [{ uri: FOLDER, repository: { host: stage?.github.web ?? '', owner: 'Acme', name: 'shop', branch: 'main', private: true } }];
    desk.files.files.set(FILE, component('local'));
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(['component:default/local', 'component:default/open']);
    desk.folders = [];
    await desk.catalog.refresh('configuration');
    expect(desk.refs).toEqual(ALL);
  });

  test('is painted from disk before any request, without a token on disk', async () => {
    const first = await openAcme();
    const token = stage?.signIn('jo') ?? '';
    await first.catalog.refresh('start');
    await first.written();
    const relations = first.catalog.graph.relations('component:default/shop');
    first.catalog.dispose();
    expect(first.snapshots.text).toContain('component:default/shop');
    expect(first.snapshots.text).not.toContain(token);
    expect([...first.log.lines, ...(stage?.log.lines ?? [])].join('\n')).not.toContain(token);
    stage?.takeRequests();
    const second = join(open(first.snapshots));
    await second.catalog.load();
    expect(second.refs).toEqual(ALL);
    expect(second.catalog.graph.relations('component:default/shop')).toEqual(relations);
    expect(second.catalog.graph.get('component:default/a')?.entity.metadata.name).toBe('a');
    expect(stage?.takeRequests()).toEqual([]);
    second.changes.length = 0;
    // The first window has read it this moment.
    await second.catalog.refresh('start');
    expect(stage?.takeRequests()).toEqual([]);
    await second.catalog.refresh('schedule');
    expect(stage?.takeRequests()).toEqual([]);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + FRESH_MS + 1);
    await second.catalog.refresh('schedule');
    vi.restoreAllMocks();
    expect(stage?.takeRequests()).toHaveLength(1);
    expect(second.changes).toEqual([]);
  });

  test.each([
    ['torn', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 20), '1'],
    ['zeroed at the end', (bytes: Uint8Array) => new Uint8Array(bytes).fill(0, bytes.length - 40), '1'],
    ['changed in the middle', (bytes: Uint8Array) => new Uint8Array(bytes).fill(35, bytes.length >> 1, (bytes.length >> 1) + 4), '1'],
    ['empty', () => new Uint8Array(0), '1'],
    ['foreign', () => new TextEncoder().encode('{"hello": 1}\n'), '1'],
    ['of another version', (bytes: Uint8Array) => bytes, '2'],
  ])('is read anew where its snapshot is %s', async (_name, spoil, version) => {
    const first = await openAcme();
    stage?.signIn('jo');
    await first.catalog.refresh('start');
    await first.written();
    first.catalog.dispose();
    for (const [name, bytes] of first.snapshots.blobs) {
      first.snapshots.blobs.set(name, spoil(bytes));
    }
    const second = join(open(first.snapshots, version));
    await second.catalog.load();
    expect(second.refs).toEqual([]);
    expect(second.catalog.status.loading).toBe(false);
    await second.catalog.refresh('start');
    expect(second.refs).toEqual(ALL);
  });

  test('forgets what was private when the account changes, in memory and on disk', async () => {
    const first = await openAcme();
    stage?.signIn('jo');
    await first.catalog.refresh('start');
    await first.written();
    stage?.signIn('eve');
    await first.catalog.refresh('signed-in');
    expect(first.refs).toEqual(['component:default/open']);
    expect(first.snapshots.text).not.toContain('component:default/shop');
    expect(first.snapshots.text).toContain('component:default/open');
  });

  test('forgets what was private when the user signs out', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    await desk.catalog.refresh('start');
    await desk.written();
    stage?.signOut();
    await desk.catalog.refresh('signed-in');
    expect(desk.refs).toEqual(['component:default/open']);
    expect(desk.snapshots.text).not.toContain('component:default/shop');
    expect(desk.catalog.status.sources[0]?.error?.reason).toBe('unauthorized');
  });

  test('never shows what another account left on disk', async () => {
    const first = await openAcme();
    stage?.signIn('jo');
    await first.catalog.refresh('start');
    await first.written();
    first.catalog.dispose();
    stage?.signIn('eve');
    const second = join(open(first.snapshots));
    await second.catalog.load();
    expect(second.refs).toEqual(['component:default/open']);
    expect(first.snapshots.text).not.toContain('component:default/shop');
  });

  test('goes when it is configured no more, from disk too', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    await desk.catalog.refresh('start');
    await desk.written();
    desk.organizations = [];
    await desk.catalog.refresh('configuration');
    expect(desk.refs).toEqual([]);
    expect(desk.snapshots.text).not.toContain('shop');
  });

  test('says so where the sign-in may not read it', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    stage?.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'graphqlError', type: 'FORBIDDEN', message: 'Resource protected by organization SAML enforcement.', path: ['repositoryOwner'] } });
    await desk.catalog.refresh('start');
    expect(desk.catalog.status.sources[0]?.error?.reason).toBe('forbidden');
  });

  test('can be cancelled, and joined', async () => {
    const desk = await openAcme();
    stage?.signIn('jo');
    const stop = new AbortController();
    const first = desk.catalog.refresh('start', stop.signal);
    const joined = desk.catalog.refresh('focus');
    stop.abort();
    await expect(first).rejects.toMatchObject({ reason: 'cancelled' });
    await joined;
    expect(desk.catalog.status.refreshing).toBe(false);
    await desk.catalog.refresh('start');
    expect(desk.refs).toEqual(ALL);
  });
});
