import { describe, expect, it } from 'vitest';
import { createMatcher, isFiltering, NO_FILTER, readFilter, type CatalogFilter } from '../../../../src/portal/catalog/filter/catalogFilter';
import { filterChoices } from '../../../../src/portal/catalog/filter/filterChoices';
import { finish } from '../../../../src/portal/base/steps';
import { FilterIndex } from '../../../../src/portal/catalog/filter/filterIndex';
import { entityOf, graphOf } from '../../../editor/support/catalogData';

const cart = entityOf('Component', 'Cart-Service', { metadata: { title: 'Shopping Cart', tags: ['Java', 'web'] }, spec: { type: 'Service', lifecycle: 'production', owner: 'team-a' } });
const pay = entityOf('Component', 'pay', { metadata: { tags: ['java'] }, spec: { type: 'library', lifecycle: 'Production', owner: 'user:ada' } });
const api = entityOf('API', 'pay-api', { spec: { type: 'openapi', lifecycle: 'experimental', owner: 'team-a' } });
const ada = entityOf('User', 'ada', { spec: { profile: { displayName: 'Ada Lovelace' }, memberOf: [] } });
const place = entityOf('Location', 'all', { spec: { targets: ['./services/cart/catalog-info.yaml'] } });
const graph = graphOf(cart, pay, api, ada, place);
const context = { mine: ['group:default/team-a'], starred: new Set([pay.ref]) };
const shown = (filter: Partial<CatalogFilter>): string[] => [...graph.all()].filter(createMatcher({ ...NO_FILTER, ...filter }, context)).map(({ ref }) => ref).sort();

describe('a filter', () => {
  it('lets everything through where there is none', () => {
    expect(shown({})).toHaveLength(5);
    expect([isFiltering(NO_FILTER), isFiltering({ ...NO_FILTER, text: ' ' }), isFiltering({ ...NO_FILTER, tags: ['x'] })]).toEqual([false, false, true]);
  });

  it('wants one of several kinds, types, lifecycles or owners, and all of several tags', () => {
    expect(shown({ kinds: ['component', 'api'] })).toEqual([api.ref, cart.ref, pay.ref]);
    expect(shown({ types: ['service', 'openapi'] })).toEqual([api.ref, cart.ref]);
    expect(shown({ lifecycles: ['production'] })).toEqual([cart.ref, pay.ref]);
    expect(shown({ owners: ['user:default/ada', 'group:default/team-a'] })).toEqual([api.ref, cart.ref, pay.ref]);
    expect(shown({ tags: ['java'] })).toEqual([cart.ref, pay.ref]);
    expect(shown({ tags: ['java', 'web'] })).toEqual([cart.ref]);
  });

  it('wants every word in the name, title, display name or targets, or as a whole tag', () => {
    expect(shown({ text: 'CART shop' })).toEqual([cart.ref]);
    expect(shown({ text: 'cart' })).toEqual([cart.ref, place.ref]);
    expect(shown({ text: 'pay java' })).toEqual([pay.ref]);
    expect(shown({ text: 'jav' })).toEqual([]);
    expect(shown({ text: 'lovelace' })).toEqual([ada.ref]);
  });

  it('combines its parts', () => {
    expect(shown({ owned: true })).toEqual([api.ref, cart.ref]);
    expect(shown({ owned: true, kinds: ['api'], text: 'pay' })).toEqual([api.ref]);
    expect(shown({ starred: true })).toEqual([pay.ref]);
    expect(shown({ starred: true, owned: true })).toEqual([]);
    expect([...graph.all()].filter(createMatcher({ ...NO_FILTER, owned: true }, { ...context, mine: [] }))).toEqual([]);
  });

  it('is read back whoever wrote it', () => {
    const filter = { ...NO_FILTER, kinds: ['api'], text: 'x', starred: true };
    expect(readFilter(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
    expect([readFilter(undefined), readFilter('x'), readFilter({ kinds: 'api', tags: [1, 'A'], owned: 'yes', text: 3 })]).toEqual([NO_FILTER, NO_FILTER, { ...NO_FILTER, tags: ['a'] }]);
  });
});

describe('choices', () => {
  const choices = (part: Parameters<typeof filterChoices>[2], filter: Partial<CatalogFilter> = {}): string[] =>
    filterChoices(finish(FilterIndex.of(graph)), { ...NO_FILTER, ...filter }, part, context).map(({ label, count, chosen }) => `${label} ${count}${chosen ? ' chosen' : ''}`);

  it('count what would be shown, the most frequent first', () => {
    expect(choices('types')).toEqual(['library 1', 'openapi 1', 'Service 1']);
    expect(choices('kinds', { owned: true })).toEqual(['api 1', 'component 1']);
    expect(choices('lifecycles', { lifecycles: ['experimental'] })).toEqual(['Production 2', 'experimental 1 chosen']);
  });

  it('of tags go on from those chosen', () => {
    expect(choices('tags').map((choice) => choice.toLowerCase())).toEqual(['java 2', 'web 1']);
    expect(choices('tags', { tags: ['web'] }).map((choice) => choice.toLowerCase())).toEqual(['java 1', 'web 1 chosen']);
  });

  it('keep what is chosen, also where nothing has it', () => {
    expect(choices('owners', { owners: ['group:default/gone'] })).toContain('group:default/gone 0 chosen');
  });
});
