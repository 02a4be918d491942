import { describe, expect, test, vi } from 'vitest';
import { BucketMap } from '../../../src/portal/catalog/bucketMap';
import { CatalogGraph } from '../../../src/portal/catalog/catalogGraph';
import { compareRecords, toRecord, type CatalogRecord, type CatalogShard } from '../../../src/portal/catalog/catalogRecord';
import { CatalogStore } from '../../../src/portal/catalog/catalogStore';
import type { Entity, JsonObject } from '../../../src/portal/catalog/entity';
import { ownRelations } from '../../../src/portal/catalog/relations';
import { seeded } from '../../bench/generatedCatalog';

function entity(kind: string, name: string, spec: JsonObject = {}, namespace?: string): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...(namespace !== undefined && { namespace }) }, spec };
}

function record(of: Entity, uri = 'file:///a', source = 'workspace'): CatalogRecord {
  return toRecord(of, { uri, document: 0, position: { line: 0, character: 0 }, source });
}

function shard(uri: string, entities: readonly Entity[], more: Partial<CatalogShard> = {}): CatalogShard {
  const source = more.source ?? 'workspace';
  return { uri, source, version: '1', records: entities.map((of) => record(of, uri, source)), problems: [], private: false, follows: [], reads: [], ...more };
}

function graphOf(...entities: Entity[]): CatalogGraph {
  return CatalogGraph.empty.with(new Map(entities.map((of) => [record(of).ref, record(of)]))).graph;
}

describe('relations', () => {
  const relationsOf = (of: Entity): string[] => ownRelations(of).map(({ type, inverse, targetRef }) => `${type}/${inverse} ${targetRef}`);

  test('of a component', () => {
    const spec = { owner: 'Team-A', system: 'shop', subcomponentOf: 'base', providesApis: ['pay', 'other/x'], consumesApis: ['api:default/orders'], dependsOn: ['resource:db', 'no-kind'], dependencyOf: ['component:web'] };
    expect(relationsOf(entity('Component', 'p', spec, 'money'))).toEqual([
      'ownedBy/ownerOf group:money/team-a',
      'partOf/hasPart component:money/base',
      'providesApi/apiProvidedBy api:money/pay',
      'providesApi/apiProvidedBy api:other/x',
      'consumesApi/apiConsumedBy api:default/orders',
      'dependsOn/dependencyOf resource:money/db',
      'dependencyOf/dependsOn component:money/web',
      'partOf/hasPart system:money/shop',
    ]);
  });

  test('of people, groups, systems and domains', () => {
    expect(relationsOf(entity('Group', 'a', { parent: 'b', children: ['c'], members: ['jo'] }))).toEqual(['childOf/parentOf group:default/b', 'parentOf/childOf group:default/c', 'hasMember/memberOf user:default/jo']);
    expect(relationsOf(entity('User', 'jo', { memberOf: ['a'] }))).toEqual(['memberOf/hasMember group:default/a']);
    expect(relationsOf(entity('System', 's', { owner: 'user:jo', domain: 'd' }))).toEqual(['ownedBy/ownerOf user:default/jo', 'partOf/hasPart domain:default/d']);
    expect(relationsOf(entity('Domain', 'd', { owner: 'component:x', subdomainOf: 'e' }))).toEqual(['ownedBy/ownerOf component:default/x', 'partOf/hasPart domain:default/e']);
    expect(relationsOf(entity('Location', 'l', { owner: 'x', targets: ['./a'] }))).toEqual([]);
  });

  test('bear nonsense', () => {
    expect(relationsOf(entity('Component', 'p', { owner: 3, dependsOn: [null, { kind: 'x' }, 'a:', '/b', ''], system: ['x/'] }))).toEqual([]);
    // Behind the first slash and the colon before it, all is the name. Source: parseEntityRef.
    expect(relationsOf(entity('Component', 'p', { dependsOn: ['a:b:c'], system: 'x/y/z' }))).toEqual(['dependsOn/dependencyOf a:default/b:c', 'partOf/hasPart system:x/y/z']);
  });
});

describe('the graph', () => {
  test('knows relations from both ends, without doubles, dangling ones too', () => {
    const graph = graphOf(entity('Component', 'a', { owner: 't', dependsOn: ['component:b', 'component:gone'] }), entity('Component', 'b', { dependencyOf: ['component:a'] }), entity('Group', 't'));
    expect(graph.relations('component:default/a')).toEqual([
      { type: 'dependsOn', targetRef: 'component:default/b' },
      { type: 'dependsOn', targetRef: 'component:default/gone' },
      { type: 'ownedBy', targetRef: 'group:default/t' },
    ]);
    expect(graph.relations('component:default/b')).toEqual([{ type: 'dependencyOf', targetRef: 'component:default/a' }]);
    expect(graph.relations('group:default/t')).toEqual([{ type: 'ownerOf', targetRef: 'component:default/a' }]);
  });

  test('gets ready for relations bit by bit', () => {
    const many = Array.from({ length: 30_000 }, (_unused, index) => entity('Component', `c-${index}`, { dependsOn: [`component:c-${(index + 1) % 30_000}`] }));
    const [prepared, asked] = [graphOf(...many), graphOf(...many)];
    expect([...prepared.prepare()].length).toBeGreaterThan(15);
    for (const ref of ['component:default/c-0', 'component:default/c-29999']) {
      expect(prepared.relations(ref)).toEqual(asked.relations(ref));
      expect(prepared.relations(ref)).toHaveLength(2);
    }
    expect([...prepared.prepare()]).toEqual([]);
  });

  test('stays as it was when a newer one is made, relations included', () => {
    const before = graphOf(entity('Component', 'a', { owner: 't' }), entity('Component', 'b'), entity('Group', 't'));
    expect(before.relations('group:default/t')).toHaveLength(1);
    const a = record(entity('Component', 'a', { owner: 'u' }));
    const { graph, change } = before.with(new Map([['component:default/a', a], ['component:default/b', undefined], ['api:default/x', record(entity('API', 'x'))], ['api:default/never', undefined]]));
    expect(change).toEqual({ added: ['api:default/x'], changed: ['component:default/a'], removed: ['component:default/b'] });
    expect(graph.relations('group:default/t')).toEqual([]);
    expect(graph.relations('group:default/u')).toEqual([{ type: 'ownerOf', targetRef: 'component:default/a' }]);
    expect(before.relations('group:default/t')).toHaveLength(1);
    expect([before.size, graph.size]).toEqual([3, 3]);
    expect(graph.kinds()).toEqual(['Component', 'API', 'Group']);
  });

  test('orders kinds by custom and entities by title or name', () => {
    const titled = entity('Component', 'zz');
    titled.metadata.title = 'Alpha';
    const graph = graphOf(entity('Widget', 'w'), entity('User', 'u'), entity('Component', 'b'), entity('Component', 'C'), titled);
    expect(graph.kinds()).toEqual(['Component', 'User', 'Widget']);
    expect(graph.byKind('component').map((of) => of.ref)).toEqual(['component:default/zz', 'component:default/b', 'component:default/c']);
    const { graph: next } = graph.with(new Map([['component:default/aa', record(entity('Component', 'aa'))], ['component:default/b', undefined]]));
    expect(next.byKind('Component').map((of) => of.ref)).toEqual(['component:default/aa', 'component:default/zz', 'component:default/c']);
    expect(graph.byKind('nothing')).toEqual([]);
  });

  test('keeps lists and relations in step over many changes of any size, as if made at one go', () => {
    const random = seeded(11);
    let graph = CatalogGraph.empty;
    const now = new Map<string, CatalogRecord>();
    for (let round = 0; round < 60; round++) {
      const changes = new Map<string, CatalogRecord | undefined>();
      const size = [1, 3, 40, 900][random(4)] ?? 1;
      for (let index = 0; index < size; index++) {
        const of = entity(random(3) === 0 ? 'API' : 'Component', `e-${random(1500)}`, { owner: `t-${random(20)}` });
        of.metadata.title = ['same', 'b', 'a', undefined][random(4)] ?? of.metadata.name;
        const made = record(of);
        changes.set(made.ref, random(3) === 0 ? undefined : made);
      }
      changes.forEach((made, ref) => (made ? now.set(ref, made) : now.delete(ref)));
      graph.relations('group:default/t-1');
      graph = graph.with(changes).graph;
      expect(graph.size).toBe(now.size);
      for (const kind of ['component', 'api']) {
        const expected = [...now.values()].filter((made) => made.kind.toLowerCase() === kind).sort(compareRecords);
        expect(graph.byKind(kind).map(({ ref }) => ref)).toEqual(expected.map(({ ref }) => ref));
        expect(graph.byKind(kind).every((made) => now.get(made.ref) === made && graph.get(made.ref) === made)).toBe(true);
      }
      const owned = [...now.values()].filter((made) => made.facets.owner === 'group:default/t-1').map(({ ref }) => ref);
      expect(graph.relations('group:default/t-1').map(({ targetRef }) => targetRef)).toEqual(owned.sort());
    }
  });

  test('copies little for one edit of many', () => {
    const many = Array.from({ length: 20_000 }, (_unused, index) => entity('Component', `c-${index}`, { owner: `t-${index % 50}` }));
    const graph = graphOf(...many);
    graph.relations('x');
    void graph.byKind('component');
    const sets = vi.spyOn(Map.prototype, 'set');
    let edited = graph;
    for (let index = 0; index < 100; index++) {
      edited = edited.with(new Map([[`component:default/c-${index}`, record(entity('Component', `c-${index}`, { owner: 'other' }))]])).graph;
    }
    const copied = sets.mock.calls.length / 100;
    sets.mockRestore();
    expect(edited.relations('group:default/other')).toHaveLength(100);
    expect(edited.byKind('component')).toHaveLength(20_000);
    // A whole copy sets all 20,000 entries again.
    expect(copied).toBeLessThan(500);
  });
});

describe('the bucket map', () => {
  test('is like a map, and immutable', () => {
    const one = BucketMap.empty<number>().with([['a', 1], ['b', 2], ['a', 3]]);
    const two = one.with([['a', undefined], ['c', 4], ['none', undefined]]);
    expect([one.get('a'), one.get('b'), one.size]).toEqual([3, 2, 2]);
    expect([two.get('a'), two.get('c'), two.size]).toEqual([undefined, 4, 2]);
    expect([...two.values()].sort()).toEqual([2, 4]);
    expect(two.with([])).toBe(two);
  });
});

describe('the store', () => {
  const RANKS = ['workspace', 'github:a', 'github:b'];
  const create = (): CatalogStore => new CatalogStore((source) => RANKS.indexOf(source));
  const REF = 'component:default/x';
  const X = entity('Component', 'x');

  test('lets the earlier source and the first file keep a ref, and promotes the next', () => {
    const store = create();
    store.apply([shard('b:1', [X], { source: 'github:b' }), shard('a:2', [X], { source: 'github:a' }), shard('a:1', [X], { source: 'github:a' })]);
    expect(store.graph.get(REF)?.origin.uri).toBe('a:2');
    // Told at all places: what is kept as a warning, the others as errors.
    expect(store.problems.map(({ uri, problems }) => [uri, ...problems.map(({ severity }) => severity)])).toEqual([['a:1', 'error'], ['a:2', 'warning', 'warning'], ['b:1', 'error']]);
    expect(store.apply([shard('w:1', [X])])).toEqual({ added: [], changed: [REF], removed: [] });
    expect(store.graph.get(REF)?.origin.uri).toBe('w:1');
    store.apply([{ removed: 'w:1' }, { removed: 'a:2' }]);
    expect(store.graph.get(REF)?.origin.uri).toBe('a:1');
    expect(store.apply([{ removed: 'a:1' }, { removed: 'b:1' }, { removed: 'never' }])).toEqual({ added: [], changed: [], removed: [REF] });
    expect(store.problems).toEqual([]);
  });

  test('keeps the later of two documents in one file, as Backstage does', () => {
    const store = create();
    const records = [X, entity('Component', 'x', { owner: 'later' })].map((of, document) => toRecord(of, { uri: 'a:1', document, position: { line: document, character: 0 }, source: 'workspace' }));
    store.apply([shard('a:1', [], { records })]);
    expect(store.graph.get(REF)?.facets.owner).toBe('group:default/later');
  });

  test('tells nobody of a file that says the same as before', () => {
    const store = create();
    store.apply([shard('w:1', [X])]);
    const graph = store.graph;
    expect(store.apply([shard('w:1', [entity('Component', 'x')], { version: '2' })])).toEqual({ added: [], changed: [], removed: [] });
    expect(store.graph).toBe(graph);
    expect(store.shard('w:1')?.version).toBe('2');
  });

  test('hides and shows whole repositories', () => {
    const store = create();
    store.apply([shard('a:1', [X], { source: 'github:a', repository: 'h/o/r' }), shard('w:1', [entity('Component', 'y')], { repository: 'h/o/r' })]);
    expect(store.hide(new Set(['h/o/r'])).removed).toEqual([REF]);
    store.apply([shard('a:1', [entity('Component', 'z')], { source: 'github:a', repository: 'h/o/r' })]);
    expect([...store.graph.all()].map((of) => of.ref)).toEqual(['component:default/y']);
    expect(store.hide(new Set()).added).toEqual(['component:default/z']);
  });
});
