import { describe, expect, test } from 'vitest';
import { layoutGraph } from '../../../../src/portal/catalog/entityPage/layoutGraph';
import { toRelationGraph, type GraphQuestion } from '../../../../src/portal/catalog/entityPage/relationGraph';
import { graphOf, type Written } from './catalog';

const looks = { iconOf: () => 'package', iconOfKind: () => 'symbol-misc' };
const service = (name: string, spec: Written['spec'] = {}): Written => ({ kind: 'Component', name, spec: { type: 'service', lifecycle: 'production', owner: 'team', ...spec } });

const graph = graphOf(
  service('a', { dependsOn: ['component:b', 'resource:gone'], providesApis: ['api-a'] }),
  service('b', { dependsOn: ['component:c'] }),
  service('c', { dependsOn: ['component:d'] }),
  service('d', { dependsOn: ['component:a'] }),
  { kind: 'API', name: 'api-a', spec: { type: 'openapi', lifecycle: 'production', owner: 'team', definition: 'x' } },
  { kind: 'Group', name: 'team', spec: { type: 'team', children: [] } },
);
const ask = (ref: string, question: Partial<GraphQuestion> = {}) => toRelationGraph(ref, { depth: 1, follow: 'both', hidden: [], ...question }, graph, looks);
const names = (found: { nodes: readonly { ref: string; distance: number }[] }) => found.nodes.map(({ ref, distance }) => `${ref.replace(/^.*\//, '')} ${distance}`);

describe('the relations around an entity', () => {
  test('reach as far as they are asked to', () => {
    expect(names(ask('component:default/a', { hidden: ['ownedBy'] }))).toEqual(['a 0', 'd 1', 'b 1', 'gone 1', 'api-a 1']);
    expect(names(ask('component:default/a', { hidden: ['ownedBy', 'providesApi'], follow: 'out', depth: 2 }))).toEqual(['a 0', 'b 1', 'gone 1', 'c 2']);
    expect(names(ask('component:default/a', { hidden: ['ownedBy'], depth: 99 })).at(-1)).toBe('c 2');
  });

  test('can be followed to what needs it alone', () => {
    expect(names(ask('component:default/a', { follow: 'in' }))).toEqual(['a 0', 'd 1']);
    expect(names(ask('group:default/team', { follow: 'out' }))).toEqual(['team 0']);
  });

  test('are an arrow each, from what has the field, though both ends tell of them', () => {
    const { edges } = ask('component:default/a', { depth: 3 });
    expect(edges.filter(({ type }) => type === 'dependsOn').map(({ from, to }) => `${from} → ${to}`).sort()).toEqual([
      'component:default/a → component:default/b',
      'component:default/a → resource:default/gone',
      'component:default/b → component:default/c',
      'component:default/c → component:default/d',
      'component:default/d → component:default/a',
    ]);
    expect(edges.find(({ type }) => type === 'providesApi')).toMatchObject({ from: 'component:default/a', to: 'api:default/api-a', label: 'provides' });
  });

  test('name all types, also those left out, and mark what is missing', () => {
    const found = ask('component:default/a', { hidden: ['dependsOn'] });
    expect(found.types).toEqual([{ id: 'dependsOn', label: 'depends on' }, { id: 'ownedBy', label: 'owned by' }, { id: 'providesApi', label: 'provides' }]);
    expect(ask('component:default/a').nodes.find(({ ref }) => ref === 'resource:default/gone')?.missing).toBe(true);
  });

  test('of a team that owns thousands stay few enough to be seen, and say how many are left out', () => {
    const crowd = graphOf({ kind: 'Group', name: 'team', spec: { type: 'team', children: [] } }, ...Array.from({ length: 5_000 }, (_, index) => service(`c-${index}`)));
    const found = toRelationGraph('component:default/c-1', { depth: 3, follow: 'both', hidden: [] }, crowd, looks);
    expect(found.nodes.length).toBeLessThanOrEqual(60);
    expect(found.nodes.length + found.left).toBe(5_001);
  });
});

describe('a layout', () => {
  test('gives every entity a place of its own inside the picture, and every relation a line', () => {
    const found = layoutGraph(ask('component:default/a', { depth: 3 }), 'LR');
    expect(new Set(found.nodes.map(({ x, y }) => `${x},${y}`)).size).toBe(found.nodes.length);
    for (const { x, y } of found.nodes) {
      expect(x - found.nodeWidth / 2).toBeGreaterThanOrEqual(0);
      expect(y + found.nodeHeight / 2).toBeLessThanOrEqual(found.height);
      expect(x + found.nodeWidth / 2).toBeLessThanOrEqual(found.width);
    }
    expect(found.edges.every(({ points }) => points.length >= 2)).toBe(true);
  });

  test('runs from left to right or from top to bottom', () => {
    const chain = ask('component:default/a', { hidden: ['ownedBy', 'providesApi'], follow: 'out' });
    const [across, down] = [layoutGraph(chain, 'LR'), layoutGraph(chain, 'TB')];
    expect(across.nodes[1]?.x).toBeGreaterThan((across.nodes[0]?.x ?? 0) + across.nodeWidth);
    expect(down.nodes[1]?.y).toBeGreaterThan((down.nodes[0]?.y ?? 0) + down.nodeHeight);
  });

  test('of one entity alone is a picture, too', () => {
    expect(layoutGraph(toRelationGraph('component:default/x', { depth: 1, follow: 'both', hidden: [] }, graphOf(), looks), 'LR')).toMatchObject({ nodes: [{ ref: 'component:default/x', missing: true }], edges: [] });
  });
});
