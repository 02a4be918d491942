import { describe, expect, it } from 'vitest';
import { Slices } from '../../../../src/portal/base/pause';
import type { Steps } from '../../../../src/portal/base/steps';
import type { CatalogRecord } from '../../../../src/portal/catalog/catalogRecord';
import { Arrangement } from '../../../../src/portal/catalog/grouping/arrangement';
import type { Accepted } from '../../../../src/portal/catalog/grouping/groupIndex';
import { GROUPINGS } from '../../../../src/portal/catalog/grouping/grouping';
import type { CatalogQuery } from '../../../../src/portal/catalog/query';
import { entityOf, graphOf } from '../../../editor/support/catalogData';
import { ManualClock, settled } from '../../../editor/support/manualClock';

/** The same numbers at every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomEntity(random: (below: number) => number): CatalogRecord {
  const kind = ['Component', 'API', 'System', 'Domain', 'Group'][random(5)] ?? 'Component';
  const name = `e${random(30)}`;
  const other = (): string => `e${random(30)}`;
  return entityOf(kind, name, {
    metadata: { tags: Array.from({ length: random(3) }, () => `tag${random(4)}`), ...(random(3) === 0 && { title: `Title ${random(9)}` }) },
    spec: {
      owner: `team-${random(4)}`,
      lifecycle: ['production', 'deprecated'][random(2)] ?? '',
      type: `type${random(3)}`,
      ...(random(2) === 0 && (kind === 'Domain' ? { subdomainOf: other() } : kind === 'System' ? { domain: other() } : { system: other(), subcomponentOf: other() })),
    },
    source: `github:https://github.com/org-${random(3)}`,
  });
}

/** The same filter, of all at once. */
function* selectNo3(graph: CatalogQuery): Steps<Accepted> {
  const byKind = (kind: string) => graph.byKind(kind).filter(({ ref }) => !ref.endsWith('3'));
  yield;
  return { size: graph.kinds().flatMap(byKind).length, kinds: () => graph.kinds(), byKind };
}

function contents(arrangement: Arrangement): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...arrangement.keys()]
      .sort()
      .map((key) => [key, [...arrangement.missing(key), ...arrangement.lists(key).flatMap((list) => list.map(({ ref }) => ref))]] as const)
      .filter(([, refs]) => refs.length > 0),
  );
}

describe.each(GROUPINGS)('grouped by %s', (grouping) => {
  it.each(['none', 'some', 'some at once'] as const)('is after any change what it would be if made anew (filter: %s)', (name) => {
    const accepts = name === 'none' ? undefined : ({ ref }: { readonly ref: string }): boolean => !ref.endsWith('3');
    const select = name === 'some at once' ? selectNo3 : undefined;
    const random = createRandom(grouping.length * 31 + name.length);
    let graph = graphOf(...Array.from({ length: 60 }, () => randomEntity(random)));
    const arrangement = new Arrangement(grouping, graph, { accepts, select });
    contents(arrangement);
    for (let round = 0; round < 60; round++) {
      const changes = new Map<string, CatalogRecord | undefined>();
      for (let count = random(6); count >= 0; count--) {
        const entity = randomEntity(random);
        changes.set(entity.ref, random(3) === 0 ? undefined : entity);
      }
      const next = graph.with(changes);
      graph = next.graph;
      arrangement.update(graph, next.change);
      const anew = new Arrangement(grouping, graph, { accepts });
      expect(contents(arrangement)).toEqual(contents(anew));
      expect(arrangement.size).toBe(anew.size);
    }
  });

  it('loses no entity, and shows each where it says', () => {
    const random = createRandom(7);
    const graph = graphOf(...Array.from({ length: 200 }, () => randomEntity(random)));
    const arrangement = new Arrangement(grouping, graph);
    const shown = new Set(Object.values(contents(arrangement)).flat());
    for (const { ref } of graph.all()) {
      expect(shown.has(ref)).toBe(true);
      for (const key of arrangement.placesOf(ref)) {
        expect(arrangement.lists(key).flat().map((known) => known.ref)).toContain(ref);
      }
    }
  });
});

describe('getting ready', () => {
  it('gives way while it is at it, and takes a graph that comes meanwhile', async () => {
    const entities = Array.from({ length: 5_000 }, (_, index) => entityOf('Component', `c${index}`, { spec: { owner: `team-${index % 10}` } }));
    const graph = graphOf(...entities);
    const arrangement = new Arrangement('owner', graph);
    const clock = new ManualClock();
    let now = 0;
    // A clock on which each look at it takes longer than a slice may.
    const ready = arrangement.prepare(new Slices({ now: () => (now += 20), after: (milliseconds, callback) => clock.after(milliseconds, callback) }));
    expect(arrangement.isReady).toBe(false);
    const { graph: next, change } = graph.with(new Map([['component:default/c0', undefined]]));
    arrangement.update(next, change);
    let turns = 0;
    for (; !arrangement.isReady && turns < 100; turns++) {
      await clock.pass(1);
      await settled();
    }
    await ready;
    expect(turns).toBeGreaterThan(0);
    expect(arrangement.isReady).toBe(true);
    expect(arrangement.count('group:default/team-0')).toBe(499);
  });
});

describe('a hundred thousand entities', () => {
  // Counted in work, not in time: how many entities are looked at when one of them changes.
  it('cost a change what changed', () => {
    const entities = Array.from({ length: 3_000 }, (_, index) => entityOf('Component', `c${String(index).padStart(4, '0')}`, { spec: { owner: `team-${index % 10}` } }));
    const graph = graphOf(...entities);
    let looked = 0;
    const arrangement = new Arrangement('owner', graph, {
      accepts: () => {
        looked++;
        return true;
      },
    });
    expect(arrangement.lists('group:default/team-3').flat()).toHaveLength(300);
    expect(looked).toBe(3_000);
    const { graph: next, change } = graph.with(new Map([['component:default/c0003', entityOf('Component', 'c0003', { spec: { owner: 'team-4' } })]]));
    arrangement.update(next, change);
    expect(arrangement.lists('group:default/team-3').flat()).toHaveLength(299);
    expect(looked).toBe(3_001);
  });
});
