import { describe, expect, it } from 'vitest';
import { finish } from '../../../../src/portal/base/steps';
import { CatalogGraph } from '../../../../src/portal/catalog/catalogGraph';
import type { CatalogRecord } from '../../../../src/portal/catalog/catalogRecord';
import { createMatcher, NO_FILTER, VALUE_PARTS, valuesOf, type CatalogFilter, type FilterContext } from '../../../../src/portal/catalog/filter/catalogFilter';
import { filterChoices } from '../../../../src/portal/catalog/filter/filterChoices';
import { FilterIndex } from '../../../../src/portal/catalog/filter/filterIndex';
import { FilterKeeper } from '../../../../src/portal/catalog/filter/filterKeeper';
import { FilterQuery } from '../../../../src/portal/catalog/filter/filterQuery';
import { seeded } from '../../../bench/generatedCatalog';
import { entityOf, graphOf } from '../../../editor/support/catalogData';

type Random = ReturnType<typeof seeded>;

const KINDS = ['Component', 'API', 'User', 'Group', 'Location', 'Widget'];
const TYPES = ['Service', 'service', 'library', undefined];
const LIFECYCLES = ['Production', 'production', 'deprecated', undefined];
const OWNERS = ['team-a', 'user:ada', 'group:other/team-b', undefined];
const TAGS = ['Java', 'java', 'web', 'a', 'pay'];
const TITLES = ['Payment Gateway', 'ÜBER\nlines', 'Cart', 'i\u0307stanbul', undefined];
const WORDS = ['pay', 'java', 'cart', 'a', 'e-1', 'über', 'lines', 'ada', './x', 'gateway', 'nothing', 'i\u0307s', '-'];

const some = <T>(random: Random, values: readonly T[]): T[] => values.filter(() => random(4) === 0);
function one<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)] as T; // There is always one.
}

function randomEntity(random: Random, kind = one(random, KINDS)): CatalogRecord {
  const [type, lifecycle, owner, title] = [one(random, TYPES), one(random, LIFECYCLES), one(random, OWNERS), one(random, TITLES)];
  return entityOf(kind, one(random, ['pay', 'Cart', 'e', 'Payments']) + `-${random(90)}`, {
    metadata: { ...(title !== undefined && { title }), tags: some(random, TAGS) },
    spec: {
      ...(type !== undefined && { type }),
      ...(lifecycle !== undefined && { lifecycle }),
      ...(owner !== undefined && kind !== 'User' && kind !== 'Group' && { owner }),
      ...(kind === 'Location' && { targets: some(random, ['./x/Cart.yaml', './pay/*']) }),
      ...((kind === 'User' || kind === 'Group') && { profile: { displayName: one(random, ['Ada Lovelace', 'Pay Team']) }, memberOf: [], children: [] }),
    },
  });
}

function randomFilter(random: Random): CatalogFilter {
  const part = (values: readonly string[]): readonly string[] => (random(3) === 0 ? some(random, values) : []);
  return {
    kinds: part(['component', 'api', 'user', 'location', 'gone']),
    types: part(['service', 'library', 'gone']),
    lifecycles: part(['production', 'deprecated']),
    owners: part(['group:default/team-a', 'user:default/ada', 'group:other/team-b']),
    tags: part(['java', 'web', 'a', 'gone']),
    text: random(2) === 0 ? '' : ` ${one(random, WORDS)} ${random(2) === 0 ? one(random, WORDS).toUpperCase() : ''}`,
    owned: random(6) === 0,
    starred: random(6) === 0,
  };
}

/** In the order in which the view shows them. */
const inOrder = (graph: CatalogGraph): CatalogRecord[] => graph.kinds().flatMap((kind) => graph.byKind(kind).flatMap((known) => graph.get(known.ref) ?? []));

/** The same from each entity by itself. */
function plainChoices(graph: CatalogGraph, filter: CatalogFilter, part: (typeof VALUE_PARTS)[number], context: FilterContext): Map<string, number> {
  const passes = createMatcher(part === 'tags' ? filter : { ...filter, [part]: [] }, context);
  const counts = new Map<string, number>(filter[part].map((value) => [value, 0] as const));
  for (const known of graph.all()) {
    if (passes(known)) {
      new Set(valuesOf(known, part)).forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
    }
  }
  return counts;
}

describe('the index of a filter', () => {
  it.each([1, 2, 3, 4, 5, 6])('says the same as each entity does by itself, through one change after another (%i)', (seed) => {
    const random = seeded(seed);
    let graph = CatalogGraph.empty;
    let index = finish(finish(FilterIndex.of(graph)).withTexts());
    for (let round = 0; round < 12; round++) {
      const changes = new Map<string, CatalogRecord | undefined>();
      for (let count = random(round === 0 ? 400 : 30); count >= 0; count--) {
        const known = randomEntity(random, round === 4 ? 'Widget' : undefined);
        changes.set(known.ref, known);
      }
      some(random, [...graph.all()]).forEach(({ ref, kind }) => (round % 3 === 1 || kind === 'Widget') && changes.set(ref, undefined));
      graph = graph.with(changes).graph;
      index = finish(index.with(graph));
      const context = { mine: some(random, ['group:default/team-a', 'user:default/ada']), starred: new Set([...some(random, [...graph.all()]).map(({ ref }) => ref), 'component:default/gone', 'broken']) };
      for (let count = 0; count < 20; count++) {
        const filter = randomFilter(random);
        const selection = index.select(filter, context);
        const expected = inOrder(graph).filter(createMatcher(filter, context));
        expect(selection.kinds().flatMap((kind) => selection.byKind(kind))).toEqual(expected);
        expect(selection.size).toBe(expected.length);
        for (const part of VALUE_PARTS) {
          expect(new Map(filterChoices(index, filter, part, context).map(({ value, count: found }) => [value, found]))).toEqual(plainChoices(graph, filter, part, context));
        }
      }
    }
  });

  it('keeps answering for its own graph when a newer one has come', () => {
    const before = graphOf(entityOf('Component', 'a', { metadata: { tags: ['x'] } }), entityOf('Component', 'b', { metadata: { tags: ['x'] } }));
    const old = finish(FilterIndex.of(before));
    const after = before.with(new Map([['component:default/a', undefined], ['component:default/c', entityOf('Component', 'c', { metadata: { tags: ['y'] } })]])).graph;
    const fresh = finish(old.with(after));
    const tagged = (index: FilterIndex, tag: string): string[] => index.select({ ...NO_FILTER, tags: [tag] }, { mine: [], starred: new Set() }).byKind('Component').map(({ ref }) => ref);
    expect([tagged(old, 'x'), tagged(old, 'y'), tagged(fresh, 'x'), tagged(fresh, 'y')]).toEqual([['component:default/a', 'component:default/b'], [], ['component:default/b'], ['component:default/c']]);
  });

  it('reads no entity before somebody looks for words', () => {
    const user = entityOf('User', 'ada', { spec: { profile: { displayName: 'Lovelace' }, memberOf: [] } });
    let reads = 0;
    const counted: CatalogRecord = { ...user, get entity() { reads++; return user.entity; } };
    const graph = graphOf(counted);
    const keeper = new FilterKeeper();
    const context = { mine: [], starred: new Set<string>() };
    expect([finish(new FilterQuery(keeper, { ...NO_FILTER, kinds: ['user'] }, context).select(graph)).size, reads]).toEqual([1, 0]);
    expect([finish(new FilterQuery(keeper, { ...NO_FILTER, text: 'love' }, context).select(graph)).size, reads]).toEqual([1, 1]);
    expect(() => finish(FilterIndex.of(graph)).select({ ...NO_FILTER, text: 'love' }, context)).toThrow('not made ready');
  });
});
