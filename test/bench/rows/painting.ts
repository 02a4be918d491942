import { Slices } from '../../../src/portal/base/pause';
import { decodeSnapshot, encodeSnapshot } from '../../../src/portal/catalog/catalogSnapshot';
import { CatalogStore } from '../../../src/portal/catalog/catalogStore';
import { toSnapshot } from '../../portal/catalog/largeSnapshot';
import { quickClock } from '../../portal/github/onLocalGitHub';
import type { BenchRow } from '../row';
import { timeOf } from '../time';

const ENTITIES = 10_000;
const ROUNDS = 9;

export const painting: BenchRow = {
  id: 'paint',
  title: `Reading a snapshot of ${ENTITIES.toLocaleString('en')} entities into the store`,
  unit: 'ms',
  mostTimes: 2,
  measure: async () => {
    const snapshot = toSnapshot(ENTITIES);
    const bytes = await encodeSnapshot(snapshot, new Slices(quickClock));
    const text = JSON.stringify(snapshot);
    const values: number[] = [];
    const parsed: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      parsed.push(await timeOf(() => JSON.parse(text)));
      values.push(
        await timeOf(async () => {
          const decoded = await decodeSnapshot(bytes, new Slices(quickClock));
          const store = new CatalogStore(() => 0);
          for (let at = 0; at < ENTITIES; at += 1000) {
            store.apply(decoded?.shards.slice(at, at + 1000) ?? []);
          }
        }),
      );
    }
    return { values, against: { name: 'JSON.parse of the same', values: parsed }, note: `${(bytes.length / 1e6).toFixed(1)} MB` };
  },
};
