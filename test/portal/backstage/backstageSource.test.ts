import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repositoryKey } from '../../../src/portal/catalog/catalogRecord';
import { LocalBackstage, sendError, sendJson, type Fault, type StitchedEntity } from '../../backstage/localBackstage';
import { MemorySnapshotStore } from '../catalog/memory';
import { BackstageDesk, pair } from './backstageDesk';

let backstage: LocalBackstage;
let desk: BackstageDesk;

beforeEach(async () => {
  backstage = await LocalBackstage.start([...pair('shop'), ...pair('till')]);
  desk = new BackstageDesk(backstage);
});
afterEach(async () => {
  desk.catalog.dispose();
  await backstage.stop();
});

const once = (fault: Fault, times = 1): Fault => (seen, response) => times-- > 0 && fault(seen, response);
const queries = (): string[] => backstage.seen.map(({ method, path, query }) => `${method} ${path.replace('/api/catalog', '')}${query.has('fields') ? ' marks' : ''}`);
const relationsOf = (ref: string): string[] => desk.catalog.graph.relations(ref).map(({ type, targetRef }) => `${type} ${targetRef}`);

describe('entities', () => {
  test('come in with the relations Backstage has stitched, each once, dangling ones too', async () => {
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(['component:default/shop', 'component:default/till', 'group:default/team-shop', 'group:default/team-till']);
    expect(relationsOf('component:default/shop')).toEqual(['dependsOn resource:default/nowhere', 'ownedBy group:default/team-shop']);
    expect(relationsOf('group:default/team-shop')).toEqual(['ownerOf component:default/shop']);
    expect(desk.catalog.graph.get('component:default/shop')?.facets).toMatchObject({ type: 'service', owner: 'group:default/team-shop' });
    expect(desk.catalog.graph.get('component:default/shop')?.entity.metadata).not.toHaveProperty('uid');
    expect(desk.failure).toBeUndefined();
  });

  test('keep relations that only a processor of the organization knows, seen from both ends', async () => {
    const [shop, team] = pair('shop');
    backstage.entities = [
      { ...shop, relations: [...(shop?.relations ?? []), { type: 'runsOn', targetRef: 'group:default/team-shop' }] },
      { ...team, relations: [...(team?.relations ?? []), { type: 'runs', targetRef: 'component:default/shop' }] },
    ] as StitchedEntity[];
    await desk.catalog.refresh('manual');
    expect(relationsOf('component:default/shop')).toContain('runsOn group:default/team-shop');
    expect(relationsOf('group:default/team-shop')).toEqual(['ownerOf component:default/shop', 'runs component:default/shop']);
  });

  test('do not get relations that Backstage does not give, whatever their fields say', async () => {
    const [shop] = pair('shop');
    backstage.entities = [{ ...shop, relations: [] } as StitchedEntity];
    await desk.catalog.refresh('manual');
    expect(relationsOf('component:default/shop')).toEqual([]);
  });

  test('open as their file on a GitHub that is configured, each with a place of its own, or else as their page', async () => {
    const foreign = pair('far').map((entity) => ({ ...entity, metadata: { ...entity.metadata, annotations: { 'backstage.io/managed-by-location': 'url:https://gitlab.example.com/a/b/-/blob/main/catalog-info.yaml' } } }));
    backstage.entities.push(...foreign);
    await desk.catalog.refresh('manual');
    const origin = (ref: string) => desk.catalog.graph.get(ref)?.origin;
    expect(origin('component:default/shop')?.uri).toBe(`stagedoor-github:/https%2Bgithub.com/acme/shop/main/catalog-info.yaml#${encodeURIComponent(`${backstage.url} component:default/shop`)}`);
    expect(origin('component:default/shop')?.uri).not.toBe(origin('component:default/till')?.uri);
    expect(origin('component:default/shop')?.location).toBe('url:https://github.com/acme/shop/blob/main/catalog-info.yaml');
    expect(origin('component:default/far')?.uri).toBe(`${backstage.url}/catalog/default/component/far`);
  });

  test('say what Backstage could not process, and that nothing points to them', async () => {
    const [shop] = pair('shop');
    backstage.entities = [
      {
        ...shop,
        metadata: { ...shop?.metadata, annotations: { ...shop?.metadata.annotations, 'backstage.io/orphan': 'true' } },
        status: { items: [{ type: 'backstage.io/catalog-processing', level: 'error', message: 'NotFoundError: no such file' }] },
      } as StitchedEntity,
    ];
    await desk.catalog.refresh('manual');
    expect(desk.catalog.problems.flatMap(({ problems }) => problems)).toEqual([
      expect.objectContaining({ code: 'backstage/processing', severity: 'error', ref: 'component:default/shop', message: 'Portal could not process it whole: NotFoundError: no such file' }),
    ]);
    expect(desk.catalog.graph.get('component:default/shop')?.entity.metadata.annotations?.['backstage.io/orphan']).toBe('true');
  });

  test('without a kind or a name stay out, and are counted', async () => {
    backstage.entities.push({ apiVersion: 'backstage.io/v1alpha1', kind: '', metadata: { name: 'x' } }, { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: '' } });
    await desk.catalog.refresh('manual');
    expect(desk.refs).toHaveLength(4);
    expect(desk.failure?.message).toBe('Portal gave 2 entities without a kind or a name, which stay out of the catalog. Ask its operators.');
  });
});

describe('reading again', () => {
  test('asks for etags only, takes what is another, and redraws nothing else', async () => {
    await desk.catalog.refresh('manual');
    desk.changes.length = 0;
    backstage.seen.length = 0;
    await desk.catalog.refresh('schedule');
    expect(queries()).toEqual(['GET /entities/by-query marks']);
    expect(desk.changes).toEqual([]);

    const [shop, team] = pair('shop', 'another');
    backstage.entities = [{ ...shop, metadata: { ...shop?.metadata, title: 'The shop' } } as StitchedEntity, team as StitchedEntity, ...pair('new')];
    backstage.seen.length = 0;
    await desk.catalog.refresh('schedule');
    expect(queries()).toEqual(['GET /entities/by-query marks', 'POST /entities/by-refs']);
    expect(desk.changes).toEqual([
      { added: ['component:default/new', 'group:default/team-new'], changed: ['component:default/shop'], removed: ['component:default/till', 'group:default/team-till'] },
    ].map((change) => expect.objectContaining({ added: expect.arrayContaining(change.added) as unknown, changed: change.changed, removed: expect.arrayContaining(change.removed) as unknown }) as unknown));
    expect(desk.catalog.graph.get('component:default/shop')?.facets.title).toBe('The shop');
    expect(relationsOf('group:default/team-new')).toEqual(['ownerOf component:default/new']);
  });

  test('redraws nothing of 10,000 entities that are the same, also when all is read', async () => {
    backstage.entities = Array.from({ length: 5000 }, (_, index) => pair(`c${index}`)).flat();
    await desk.catalog.refresh('manual');
    expect(desk.catalog.graph.size).toBe(10_000);
    desk.changes.length = 0;
    backstage.seen.length = 0;
    await desk.catalog.refresh('schedule');
    expect(queries()).toHaveLength(20);
    expect(new Set(queries())).toEqual(new Set(['GET /entities/by-query marks']));
    await desk.catalog.refresh('manual');
    expect(desk.changes).toEqual([]);
  });

  test('starts from the snapshot, without a request, and only for whom it was read', async () => {
    const snapshots = new MemorySnapshotStore();
    const first = new BackstageDesk(backstage, snapshots);
    first.token = { value: 'geheim-eins', account: 'token:1' };
    await first.catalog.refresh('manual');
    first.catalog.dispose();
    expect([...snapshots.blobs.values()].map((bytes) => new TextDecoder().decode(bytes)).join()).not.toContain('geheim');
    backstage.seen.length = 0;

    const second = new BackstageDesk(backstage, snapshots);
    second.token = { value: 'geheim-zwei', account: 'token:1' };
    await second.catalog.load();
    expect(second.refs).toHaveLength(4);
    expect(second.catalog.graph.relations('group:default/team-shop')).toEqual([{ type: 'ownerOf', targetRef: 'component:default/shop' }]);
    expect(backstage.seen).toEqual([]);
    await second.catalog.refresh('manual');
    expect(queries()).toEqual(['GET /entities/by-query']);
    expect(second.changes.flatMap(({ changed, removed }) => [...changed, ...removed])).toEqual([]);
    second.catalog.dispose();

    const other = new BackstageDesk(backstage, snapshots);
    other.token = { value: 'geheim-drei', account: 'token:2' };
    await other.catalog.load();
    expect(other.refs).toEqual([]);
    other.catalog.dispose();
  });
});

describe('beside other sources', () => {
  test('a folder goes before it without a word, and takes its relations along', async () => {
    desk.folders = [{ uri: 'file:///shop' }];
    desk.files.write('file:///shop/catalog-info.yaml', 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\nspec:\n  type: website\n  lifecycle: production\n  owner: team-till\n');
    await desk.catalog.refresh('manual');
    expect(desk.catalog.graph.get('component:default/shop')?.origin.source).toBe('workspace');
    expect(desk.catalog.problems).toEqual([]);
    // Backstage still has team-shop as its owner; here it is another team.
    expect(relationsOf('group:default/team-shop')).toEqual([]);
    expect(relationsOf('group:default/team-till')).toEqual(['ownerOf component:default/shop', 'ownerOf component:default/till']);
  });

  test('the checkout of a repository stands for what Backstage has of it', async () => {
    desk.folders = [{ uri: 'file:///shop', repository: { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', private: false } }];
    desk.files.write('file:///shop/catalog-info.yaml', 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: renamed\nspec:\n  type: website\n  lifecycle: production\n  owner: team-till\n');
    await desk.catalog.refresh('manual');
    expect(desk.refs).toEqual(['component:default/renamed']);
    expect([...desk.catalog.checkouts.keys()]).toEqual([repositoryKey({ host: 'https://github.com', owner: 'acme', name: 'shop' })]);
  });
});

describe('faults', () => {
  const failing = async (fault: Fault): Promise<{ reason: string; message: string } | undefined> => {
    await desk.catalog.refresh('manual');
    expect(desk.failure).toBeUndefined();
    backstage.fault = fault;
    await desk.catalog.refresh('manual');
    // What was known stays, whatever happens.
    expect(desk.refs).toHaveLength(4);
    return desk.failure;
  };

  test('401 asks for a token, and reading resumes with one', async () => {
    backstage.tokens = ['good'];
    await desk.catalog.refresh('manual');
    expect(desk.failure).toEqual({ reason: 'unauthorized', message: 'Portal wants a token. Sign in to Portal.' });
    desk.token = { value: 'bad', account: 'token:1' };
    await desk.catalog.refresh('signed-in');
    expect(desk.failure).toEqual({ reason: 'unauthorized', message: 'Portal refuses the token: it may have expired. Sign in to Portal again.' });
    desk.token = { value: 'good', account: 'token:2' };
    await desk.catalog.refresh('signed-in');
    expect(desk.failure).toBeUndefined();
    expect(desk.refs).toHaveLength(4);
    expect(backstage.seen.map(({ authorization }) => authorization)).toEqual([undefined, 'Bearer bad', 'Bearer good']);
    // Without the token, what it could see goes.
    desk.token = undefined;
    await desk.catalog.refresh('signed-in');
    expect(desk.refs).toEqual([]);
    expect(desk.log.lines.join('\n')).not.toMatch(/good|bad/);
  });

  test('403 names the right', async () => {
    expect(await failing((_, response) => (sendError(response, 403, 'NotAllowedError', 'no'), true))).toEqual({
      reason: 'forbidden',
      message: 'Portal does not let anybody without a token read its catalog. Ask its operators for a token that may (catalog.entity.read).',
    });
  });

  test('404 and a page in the place of JSON mean that it is no Backstage', async () => {
    expect((await failing((_, response) => (sendError(response, 404, 'NotFoundError', 'no'), true)))?.message).toBe(
      `Portal answers that there is no catalog (404) at ${backstage.url}/api/catalog. Check that stagedoor.backstage names a Backstage, and not a sign-in page before it.`,
    );
    backstage.fault = (_, response) => (response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'), true);
    await desk.catalog.refresh('manual');
    expect(desk.failure?.message).toMatch(/^Portal answers with text\/html instead of JSON at /);
  });

  test.each([
    ['an array', []],
    ['items that are no list', { items: {} }],
    ['no word of pages', { items: [] }],
  ])('JSON that is %s is no catalog', async (_name, body) => {
    expect(await failing((_, response) => (sendJson(response, body), true))).toMatchObject({ reason: 'invalid' });
  });

  test('JSON that breaks off is tried again', async () => {
    expect(await failing(once((_, response) => (response.writeHead(200, { 'content-type': 'application/json' }).end('{"items": ['), true)))).toMatchObject({ reason: 'invalid' });
    expect(await failing(once((_, response) => (response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"items": ['), response.destroy(), true)))).toBeUndefined();
  });

  test('500 is tried again, with smaller pages, and told when it stays', async () => {
    backstage.seen.length = 0;
    expect(await failing(once((_, response) => (sendError(response, 500, 'Error', 'database is locked'), true), 2))).toBeUndefined();
    expect(backstage.seen.map(({ query }) => query.get('limit'))).toEqual(['500', '500', '250', '125']);
    expect(await failing((_, response) => (sendError(response, 500, 'Error', 'database is locked'), true))).toEqual({
      reason: 'server',
      message: 'Portal failed with 500: database is locked. What was known of it stays; try again later, or ask its operators.',
    });
  });

  test('Retry-After is waited for where it is short, and told where it is not', async () => {
    expect(await failing(once((_, response) => (sendError(response, 429, 'TooManyRequestsError', 'slow down', { 'retry-after': '0' }), true)))).toBeUndefined();
    backstage.fault = (_, response) => (sendError(response, 503, 'ServiceUnavailableError', 'starting', { 'retry-after': '600' }), true);
    const before = backstage.seen.length;
    await desk.catalog.refresh('manual');
    expect(desk.failure).toMatchObject({ reason: 'rate-limited' });
    expect(backstage.seen.length - before).toBe(1);
  });

  test('a redirect is told of and not followed, so that the token stays where it is', async () => {
    const elsewhere = await LocalBackstage.start();
    desk.token = { value: 'good', account: 'token:1' };
    expect((await failing((_, response) => (response.writeHead(302, { location: `${elsewhere.url}/login` }).end(), true)))?.message).toContain(`sends its catalog's readers on to ${elsewhere.url}, where the token must not go`);
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.stop();
  });

  test('no answer is one, too, and cancelling ends it at once', async () => {
    const patient = new BackstageDesk(backstage, undefined, 20);
    backstage.fault = () => true;
    await patient.catalog.refresh('manual');
    expect(patient.failure).toMatchObject({ reason: 'timeout' });
    patient.catalog.dispose();

    const stop = new AbortController();
    backstage.fault = () => (stop.abort(), true);
    await expect(desk.catalog.refresh('manual', stop.signal)).rejects.toMatchObject({ reason: 'cancelled' });
  });

  test('nobody at the address is offline', async () => {
    await desk.catalog.refresh('manual');
    await backstage.stop();
    await desk.catalog.refresh('manual');
    expect(desk.failure).toMatchObject({ reason: 'offline' });
    expect(desk.refs).toHaveLength(4);
    backstage = await LocalBackstage.start();
  });

  test('pages that never end do', async () => {
    expect(await failing((_, response) => (sendJson(response, { items: [], totalItems: 1, pageInfo: { nextCursor: 'again' } }), true))).toMatchObject({ reason: 'invalid' });
  });

  test('an answer beyond all measure is not read, and large ones make the next smaller', async () => {
    expect(await failing((_, response) => (response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999999999' }).flushHeaders(), true))).toMatchObject({ reason: 'too-large' });
    backstage.fault = undefined;
    backstage.entities = Array.from({ length: 1000 }, (_, index): StitchedEntity => ({ apiVersion: 'backstage.io/v1alpha1', kind: 'API', metadata: { name: `api-${index}`, etag: 'x' }, spec: { definition: 'y'.repeat(20_000) }, relations: [] }));
    const fresh = new BackstageDesk(backstage);
    backstage.seen.length = 0;
    await fresh.catalog.refresh('manual');
    expect(fresh.catalog.graph.size).toBe(1000);
    const limits = backstage.seen.map(({ query }) => Number(query.get('limit')));
    expect(limits[0]).toBe(500);
    expect(limits.slice(1).every((limit) => limit < 130)).toBe(true);
    fresh.catalog.dispose();
  });
});
