import { describe, expect, it } from 'vitest';
import { toRepositoryChoice } from '../../../src/editor/commands/register/repositoryArgument';
import type { CatalogNode } from '../../../src/editor/tree/catalogNode';
import { CatalogTreeModel } from '../../../src/editor/tree/catalogTreeModel';
import { toUnregisteredItems, UnregisteredList } from '../../../src/editor/tree/unregisteredList';
import type { UnregisteredRepository } from '../../../src/portal/catalog/catalogService';
import { Arrangement } from '../../../src/portal/catalog/grouping/arrangement';
import { entityOf, graphOf } from '../support/catalogData';

function free(name: string, more: Partial<UnregisteredRepository['repository']> = {}, owner = 'acme'): UnregisteredRepository {
  const info = { host: 'https://github.com', owner, name, branch: 'main', private: false };
  return { repository: { id: name, info, archived: false, fork: false, topics: [], ...more }, source: 'github:https://github.com/acme' };
}

const graph = graphOf(entityOf('Component', 'cart'));
const modelOf = (...found: UnregisteredRepository[]): CatalogTreeModel =>
  new CatalogTreeModel({ graph, arrangement: new Arrangement('kind', graph), sourceLabels: () => undefined, problems: [], notices: [], unregistered: toUnregisteredItems(found) });
const ids = (nodes: readonly CatalogNode[]): string[] => nodes.map(({ id }) => id);

describe('repositories without a catalog file', () => {
  it('stand at the end of the tree, by name', () => {
    const model = modelOf(free('zoo'), free('Attic'), free('attic', {}, 'beta'));
    const top = model.children();
    expect(ids(top)).toEqual(['#kind:component', '#unregistered/']);
    const below = model.children(top[1]);
    expect(ids(below)).toEqual(['#repository:github.com/acme/attic', '#repository:github.com/beta/attic', '#repository:github.com/acme/zoo']);
    expect(below.map((node) => [model.children(node), model.parent(node)])).toEqual(below.map(() => [[], top[1]]));
  });

  it('have no place where there is none, or where they belong to others or to the past', () => {
    expect(ids(modelOf().children())).toEqual(['#kind:component']);
    expect(ids(modelOf(free('a', { fork: true }), free('b', { archived: true })).children())).toEqual(['#kind:component']);
    expect(toUnregisteredItems([free('a'), { ...free('A'), source: 'another' }])).toHaveLength(1);
  });

  it('are parted where they are many, and all there', () => {
    const model = modelOf(...Array.from({ length: 1_200 }, (_, index) => free(`service-${index}`)));
    const leaves = (node?: CatalogNode): CatalogNode[] => model.children(node).flatMap((child) => (child.type === 'repository' ? [child] : child.type === 'unregistered' ? leaves(child) : []));
    expect(leaves()).toHaveLength(1_200);
    const [heading] = model.children().filter(({ type }) => type === 'unregistered');
    const ranges = model.children(heading);
    expect(ranges.every(({ type }) => type === 'unregistered')).toBe(true);
    expect(ranges.length).toBeLessThan(20);
  });

  it('are drawn again when one is registered', () => {
    const model = modelOf(free('a'), free('b'));
    const [, heading] = model.children();
    model.children(heading);
    expect(model.update({ ...model.input, unregistered: toUnregisteredItems([free('a')]) })).toEqual([heading]);
    expect(ids(model.children(heading))).toEqual(['#repository:github.com/acme/a']);
  });
});

describe('the list', () => {
  function desk() {
    const state = { loading: true, refreshing: false, wanted: true, asked: 0, found: [free('a')] };
    const catalog = {
      get status() {
        return { loading: state.loading, refreshing: state.refreshing, sources: [] };
      },
      get unregistered() {
        state.asked += 1;
        return state.found;
      },
    };
    const list = new UnregisteredList({ catalog, isWanted: () => state.wanted });
    return { state, list, names: () => list.items.map(({ info }) => info.name) };
  }

  it('is made when nothing is being read, and once', () => {
    const { state, names } = desk();
    expect(names()).toEqual([]);
    state.loading = false;
    expect([names(), names(), state.asked]).toEqual([['a'], ['a'], 1]);
  });

  it('stays as it was while the catalog is read, and is made anew then and after a change', () => {
    const { state, list, names } = desk();
    state.loading = false;
    names();
    state.found = [free('b')];
    expect(names()).toEqual(['a']);
    state.refreshing = true;
    expect(names()).toEqual(['a']);
    state.refreshing = false;
    expect(names()).toEqual(['b']);
    state.found = [];
    list.noteChange();
    expect([names(), state.asked]).toEqual([[], 3]);
  });

  it('is empty and costs nothing where it is hidden', () => {
    const { state, names } = desk();
    Object.assign(state, { loading: false, wanted: false });
    expect([names(), state.asked]).toEqual([[], 0]);
  });
});

describe('the repository that a command is about', () => {
  const repository = { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main' };

  it('is given as it is, or as its node', () => {
    expect(toRepositoryChoice(repository)).toEqual(repository);
    expect(toRepositoryChoice({ type: 'repository', id: 'x', repository: { ...repository, private: true } })).toEqual(repository);
  });

  it('is none where something else is given', () => {
    expect([undefined, null, 'acme/shop', {}, { repository: 'shop' }, { ...repository, branch: 7 }].map(toRepositoryChoice)).toEqual(Array(6).fill(undefined));
  });
});
