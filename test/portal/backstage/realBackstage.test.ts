import { Validator } from '@cfworker/json-schema';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkBackstageToken } from '../../../src/portal/backstage/createBackstage';
import { LocalBackstage } from '../../backstage/localBackstage';
import { missingBackstage, readCatalogApi, startRealBackstage, type RealBackstage } from '../../backstage/realBackstage';
import { readCatalog } from '../../parity/catalogParity';
import { skipAllUnless } from '../../skipAllUnless';
import { addressOf, BackstageDesk, clock, fetch, pair } from './backstageDesk';

// Against the real catalog backend, over HTTP: what Stagedoor reads from it is what Stagedoor makes of the same files.

const missing = missingBackstage();
skipAllUnless(missing === undefined, missing ?? '');

const FILES: Readonly<Record<string, string>> = {
  'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: shop, title: The Shop, tags: [java] }
spec: { type: service, lifecycle: production, owner: team-a, system: retail, providesApis: [shop-api], consumesApis: [till-api], dependsOn: [resource:db, component:gone], subcomponentOf: portal }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: shop-api
spec: { type: openapi, lifecycle: production, owner: user:jane, system: retail, definition: { $text: ./openapi.yaml } }
`,
  'openapi.yaml': 'openapi: 3.0.0\n',
  'retail/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: retail }
spec: { owner: team-a, domain: trade }
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: { name: trade, namespace: other }
spec: { owner: default/team-a, subdomainOf: default/trade }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: db }
spec: { type: database, owner: team-a, dependencyOf: [component:till] }
`,
  'people/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: team-a }
spec: { type: team, children: [team-b], members: [jane] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: team-b }
spec: { type: team, parent: team-a, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: jane }
spec: { profile: { displayName: Jane }, memberOf: [team-b] }
`,
  'broken/catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: broken }\nspec: { type: service }\n',
};

let folder: string;
let real: RealBackstage;

beforeAll(async () => {
  if (missing === undefined) {
    folder = await mkdtemp(join(tmpdir(), 'stagedoor-backstage-'));
    for (const [path, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    real = await startRealBackstage(folder);
  }
}, 120_000);
afterAll(async () => {
  if (missing === undefined) {
    await real.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('entities and relations are those that stagedoor catalog prints for the folder', async () => {
  const desk = new BackstageDesk(real);
  await desk.catalog.refresh('manual');
  expect(desk.failure).toBeUndefined();
  const expected = await readCatalog(folder, ['--repository', 'https://github.com/example/catalog', '--branch', 'main']);
  const found = [...desk.catalog.graph.all()].filter(({ ref }) => !ref.startsWith('location:default/generated-'));
  expect(Object.fromEntries(found.map(({ ref }) => [ref, desk.catalog.graph.relations(ref).map(({ type, targetRef }) => `${type} ${targetRef}`)]))).toEqual(Object.fromEntries(expected));
  expect(found).toHaveLength(8);
  expect(desk.catalog.graph.relations('component:default/shop')).toContainEqual({ type: 'dependsOn', targetRef: 'component:default/gone' });
  expect(desk.catalog.graph.get('api:default/shop-api')?.entity.spec?.['definition']).toBe('openapi: 3.0.0\n');
  expect(desk.catalog.graph.get('component:default/shop')?.origin).toMatchObject({ uri: expect.stringContaining('stagedoor-github:/https%2Bgithub.com/example/catalog/main/catalog-info.yaml#') as unknown, repository: { owner: 'example', name: 'catalog' } });

  desk.changes.length = 0;
  await desk.catalog.refresh('schedule');
  await desk.catalog.refresh('manual');
  expect(desk.changes).toEqual([]);
  desk.catalog.dispose();
});

test('a token it does not know is told, one it knows is good', async () => {
  const options = { address: addressOf(real.url, 'Portal'), fetch, clock };
  const { signal } = new AbortController();
  await expect(checkBackstageToken(options, 'wrong', signal)).rejects.toMatchObject({ reason: 'unauthorized' });
  await expect(checkBackstageToken(options, 'mock-user-token', signal)).resolves.toBeUndefined();
});

test('the local Backstage of the tests answers as the description of the real one says, and as the real one does', async () => {
  const { schemas } = readCatalogApi().components;
  const accepts = (name: string, value: unknown): string[] => {
    const validator = new Validator({ $ref: `#/components/schemas/${name}`, components: { schemas } }, '2020-12', false);
    return validator.validate(value).errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
  };
  const local = await LocalBackstage.start([...pair('shop'), ...pair('till')]);
  for (const { url } of [local, real]) {
    const page = async (query: string): Promise<{ items: object[]; totalItems: number; pageInfo: { nextCursor?: string } }> => (await (await fetch(`${url}/api/catalog/entities/by-query?${query}`)).json()) as Awaited<ReturnType<typeof page>>;
    const first = await page('limit=3');
    expect(accepts('EntitiesQueryResponse', first)).toEqual([]);
    expect(first.items).toHaveLength(3);
    const cursor = encodeURIComponent(first.pageInfo.nextCursor ?? '');
    const second = await page(`limit=500&cursor=${cursor}&fields=kind,metadata.name`);
    expect(second.items).toHaveLength(first.totalItems - 3);
    expect(second.items.every((item) => Object.keys(item).sort().join() === 'kind,metadata')).toBe(true);
    expect(second.pageInfo).not.toHaveProperty('nextCursor');
    const byRefs = (await (await fetch(`${url}/api/catalog/entities/by-refs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ entityRefs: ['component:default/shop', 'component:default/none'] }) })).json()) as { items: unknown[] };
    expect(accepts('EntitiesBatchResponse', byRefs)).toEqual([]);
    expect(byRefs.items.map((item) => item !== null)).toEqual([true, false]);
  }
  const refused = await fetch(`${real.url}/api/catalog/entities/by-query`, { headers: { authorization: 'Bearer wrong' } });
  local.tokens = ['good'];
  const refusedHere = await fetch(`${local.url}/api/catalog/entities/by-query`, { headers: { authorization: 'Bearer wrong' } });
  const keysOf = (value: unknown): string[] => Object.keys(value as object).sort();
  expect([refusedHere.status, keysOf(await refusedHere.json())]).toEqual([refused.status, keysOf(await refused.json())]);
  await local.stop();
});
