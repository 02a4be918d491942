import { describe, expect, it } from 'vitest';
import { ChangeBuffer } from '../../../src/editor/tree/changeBuffer';
import { filterSummary } from '../../../src/editor/tree/filterSummary';
import { StarredEntities } from '../../../src/editor/tree/starredEntities';
import { createSourceLabels, sourceKeyOf } from '../../../src/editor/tree/treeSources';
import { ViewState } from '../../../src/editor/tree/viewState';
import { NO_FILTER } from '../../../src/portal/catalog/filter/catalogFilter';
import type { CatalogChange } from '../../../src/portal/catalog/query';
import { entityOf, graphOf } from '../support/catalogData';
import { ManualClock, settled } from '../support/manualClock';

describe('ViewState', () => {
  const memory = () => {
    const kept = new Map<string, unknown>();
    return { kept, load: (key: string) => kept.get(key), save: (key: string, value: unknown) => void kept.set(key, value) };
  };

  it('remembers grouping and filter, and tells of another one only', () => {
    const store = memory();
    const state = new ViewState(store);
    let told = 0;
    state.onDidChange(() => told++);
    state.grouping = 'owner';
    state.grouping = 'owner';
    state.filter = { ...NO_FILTER, kinds: ['api'], owned: true };
    state.filter = { ...state.filter };
    expect(told).toBe(2);
    const again = new ViewState(store);
    expect([again.grouping, again.filter]).toEqual(['owner', { ...NO_FILTER, kinds: ['api'], owned: true }]);
    again.clearFilter();
    expect(new ViewState(store).filter).toEqual(NO_FILTER);
  });

  it('begins with kinds where what is remembered makes no sense', () => {
    const store = memory();
    store.save('grouping', 'colour');
    store.save('filter', 7);
    expect([new ViewState(store).grouping, new ViewState(store).filter]).toEqual(['kind', NO_FILTER]);
  });
});

describe('StarredEntities', () => {
  it('keeps what it cannot understand out, and tells which stars changed', () => {
    let stored: unknown = ['component:default/a', 7];
    const stars = new StarredEntities({ load: () => stored, save: (refs) => (stored = refs) });
    const told: (readonly string[])[] = [];
    stars.onDidChange((refs) => told.push(refs));
    expect([...stars.refs]).toEqual(['component:default/a']);
    stars.set(['component:default/a', 'component:default/b'], true);
    stars.set(['component:default/b'], true);
    stars.set(['component:default/a'], false);
    expect(told).toEqual([['component:default/b'], ['component:default/a']]);
    expect(stored).toEqual(['component:default/b']);
  });
});

describe('ChangeBuffer', () => {
  const change = (fields: Partial<CatalogChange>): CatalogChange => ({ added: [], changed: [], removed: [], ...fields });

  it('draws the first change at once and what follows closely together, and never two at a time', async () => {
    const clock = new ManualClock();
    const drawn: CatalogChange[] = [];
    let finish: () => void = () => undefined;
    const buffer = new ChangeBuffer(clock, (each) => {
      drawn.push(each);
      return new Promise((resolve) => (finish = resolve));
    });
    buffer.add(change({ added: ['a'] }));
    await settled();
    buffer.add(change({ added: ['b', 'c'], removed: ['d'] }));
    buffer.add(change({ changed: ['b'], removed: ['c'], added: ['d'] }));
    await clock.pass(1_000);
    expect(drawn).toEqual([change({ added: ['a'] })]);
    finish();
    await settled();
    await clock.pass(100);
    expect(drawn).toHaveLength(1);
    await clock.pass(200);
    expect(drawn[1]).toEqual(change({ added: ['b'], changed: ['d'] }));
    buffer.dispose();
  });

  it('draws what waits when it is asked to', async () => {
    const drawn: CatalogChange[] = [];
    const buffer = new ChangeBuffer(new ManualClock(), (each) => Promise.resolve(void drawn.push(each)));
    buffer.add(change({ added: ['a'] }));
    await settled();
    buffer.add(change({ changed: ['a'] }));
    await buffer.flush();
    expect(drawn).toEqual([change({ added: ['a'] }), change({ changed: ['a'] })]);
    buffer.dispose();
  });
});

describe('words', () => {
  it('tell a filter in a line', () => {
    const graph = graphOf(entityOf('API', 'x'), entityOf('Group', 'team-a', { metadata: { title: 'Team A' } }));
    const filter = { ...NO_FILTER, kinds: ['api'], owners: ['group:default/team-a', 'user:default/ada'], tags: ['a', 'b'], types: ['1', '2', '3', '4'], text: ' pay ', owned: true };
    expect(filterSummary(filter, graph)).toBe('owned by me · APIs · 4 types · owner Team A, user:ada · tag a and b · “pay”');
    expect(filterSummary(NO_FILTER, graph)).toBe('');
  });

  it('tell folders and organizations apart', () => {
    const folders = [{ uri: 'file:///w', name: 'w' }, { uri: 'file:///w/shop', name: 'shop' }];
    const local = (uri: string) => sourceKeyOf(entityOf('Component', 'x', { uri, source: 'workspace' }), folders);
    expect([local('file:///w/a.yaml'), local('file:///w/shop/a.yaml'), local('file:///other/a.yaml')]).toEqual(['workspace:file:///w', 'workspace:file:///w/shop', 'workspace']);
    const labels = createSourceLabels({ status: { loading: false, refreshing: false, sources: [{ id: 'github:https://ghe.example.com/acme', label: 'acme' }] }, checkouts: new Map([['ghe.example.com/acme/shop', 'file:///w/shop']]) }, folders);
    expect(['file:///w', 'file:///w/shop'].map((uri) => labels(`workspace:${uri}`))).toEqual([{ label: 'w', hint: 'folder', icon: 'root-folder' }, { label: 'shop', hint: 'folder, instead of GitHub', icon: 'root-folder' }]);
    expect([labels('github:https://ghe.example.com/acme'), labels('else')?.label]).toEqual([{ label: 'acme', hint: 'ghe.example.com', icon: 'github' }, 'else']);
  });
});
