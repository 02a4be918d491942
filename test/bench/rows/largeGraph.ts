import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Entity } from '../../../src/portal/catalog/entity';
import { NO_FILTER, type CatalogFilter } from '../../../src/portal/catalog/filter/catalogFilter';
import { FilterKeeper } from '../../../src/portal/catalog/filter/filterKeeper';
import { FilterQuery } from '../../../src/portal/catalog/filter/filterQuery';
import { finish } from '../../../src/portal/base/steps';
import { Arrangement } from '../../../src/portal/catalog/grouping/arrangement';
import { parseSearch } from '../../../src/portal/catalog/search/parseSearch';
import { SearchIndex } from '../../../src/portal/catalog/search/searchIndex';
import { LARGE, largeSnapshot, openLargeCatalog, toShard } from '../largeCatalog';
import { generateEntities } from '../generatedCatalog';
import type { BenchRow } from '../row';
import { timeOf } from '../time';

const of = `${LARGE.toLocaleString('en')} entities`;

/** What people type into the search, and into the filter of the tree. */
const SEARCHES = ['service-42', 'orders', 'tag:payments refunds', 'kind:api owner:team-7', 'srvc 99', 'nothing like that'];
const FILTERS: readonly Partial<CatalogFilter>[] = [{ text: 'orders' }, { text: 'service 42' }, { kinds: ['component'], types: ['service'], lifecycles: ['production'] }, { owners: ['group:default/team-7'] }, { tags: ['payments', 'generated'] }];
const LIMIT = 200;

export const largeSearch: BenchRow = {
  id: 'search',
  title: `A search in ${of}`,
  unit: 'ms',
  limit: 20,
  measure: async () => {
    const { graph } = await openLargeCatalog();
    let index = SearchIndex.empty;
    const made = await timeOf(() => (index = finish(SearchIndex.of(graph))));
    const states = { mine: [], isStarred: () => false, isBroken: () => false };
    const values: number[] = [];
    for (let round = 0; round < 5; round++) {
      for (const line of SEARCHES) {
        values.push(await timeOf(() => index.search(parseSearch(line), states, LIMIT)));
      }
    }
    return { values, note: `${SEARCHES.length} searches; before the first, in slices: ${made.toFixed(0)} ms` };
  },
};

export const largeFilter: BenchRow = {
  id: 'filter',
  title: `A query over ${of}: by text, kind, type, lifecycle, owner, tags`,
  unit: 'ms',
  limit: 20,
  measure: async () => {
    const { graph } = await openLargeCatalog();
    const keeper = new FilterKeeper();
    const ask = (filter: Partial<CatalogFilter>): number => finish(new FilterQuery(keeper, { ...NO_FILTER, ...filter }, { mine: [], starred: new Set() }).select(graph)).size;
    const made = await timeOf(() => FILTERS.forEach(ask));
    const values: number[] = [];
    for (let round = 0; round < 5; round++) {
      for (const filter of FILTERS) {
        values.push(
          await timeOf(() => {
            if (ask(filter) === 0) {
              throw new Error(`${JSON.stringify(filter)} finds nothing.`);
            }
          }),
        );
      }
    }
    return { values, note: `${FILTERS.length} filters; before the first, in slices: ${made.toFixed(0)} ms` };
  },
};

/** Entities all over the catalog, each with another title and owner. */
function toEdits(): readonly { readonly changed: Entity; readonly index: number }[] {
  const entities = generateEntities(LARGE);
  return Array.from({ length: 99 }).flatMap((_, round) => {
    const index = (round * 9973) % LARGE;
    const entity = entities[index];
    return entity ? [{ changed: { ...entity, metadata: { ...entity.metadata, title: `Renamed ${round}` }, spec: { ...entity.spec, owner: `team-${round}` } }, index }] : [];
  });
}

export const largeChange: BenchRow = {
  id: 'change',
  title: `From a changed file to the updated graph of ${of}`,
  unit: 'ms',
  limit: 20,
  measure: async () => {
    const store = await openLargeCatalog();
    // Only what changes is held beside the store, and what opening it has left behind is cleared: neither is what is measured.
    const edits = toEdits();
    // What the view keeps in step: groups, and a filter with words.
    const keeper = new FilterKeeper();
    const filter = { ...NO_FILTER, text: 'service' };
    const arrangement = new Arrangement('owner', store.graph);
    finish(keeper.at(store.graph, filter));
    arrangement.keys();
    usedMemory();
    const values: number[] = [];
    for (const [round, { changed, index }] of edits.entries()) {
      values.push(
        await timeOf(() => {
          const change = store.apply([toShard(changed, index, String(round))]);
          store.graph.relations(`group:default/team-${round}`);
          arrangement.update(store.graph, change);
          finish(keeper.at(store.graph, filter));
        }),
      );
    }
    return { values, note: 'lists, relations, groups and what filters ask in step' };
  },
};

/** In bytes, when all that can go is gone. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export const largeMemory: BenchRow = {
  id: 'memory',
  title: `Memory of a catalog of ${of}, after a start`,
  unit: 'MB',
  measure: async () => {
    const size = (await largeSnapshot()).length;
    const before = usedMemory();
    const store = await openLargeCatalog();
    const after = usedMemory();
    return { values: [(after - before) / 1e6], note: `${store.graph.size.toLocaleString('en')} entities, beside the ${(size / 1e6).toFixed(0)} MB of the snapshot itself` };
  },
};
