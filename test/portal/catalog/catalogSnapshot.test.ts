import { describe, expect, test, vi } from 'vitest';
import { Slices } from '../../../src/portal/base/pause';
import { decodeSnapshot, encodeSnapshot, readSnapshotHead } from '../../../src/portal/catalog/catalogSnapshot';
import type { CatalogShard } from '../../../src/portal/catalog/catalogRecord';
import { CatalogStore } from '../../../src/portal/catalog/catalogStore';
import { CountingClock } from '../countingClock';
import { quickClock } from '../github/onLocalGitHub';
import { toSnapshot } from './largeSnapshot';

const slices = (): Slices => new Slices(quickClock);

describe('a snapshot', () => {
  test('gives back what went in, and can be written again unread', async () => {
    const before = toSnapshot(2500);
    const bytes = await encodeSnapshot(before, slices());
    const after = await decodeSnapshot(bytes, slices());
    const { shards, ...facts } = before;
    expect(after).toMatchObject(facts);
    const plain = (shard: CatalogShard): unknown => ({ ...shard, records: shard.records.map(({ ref, kind, sortKey, relations, origin, entity }) => ({ ref, kind, sortKey, relations, origin, entity })) });
    expect(after?.shards.map(plain)).toEqual(shards.map(plain));
    expect(after && (await encodeSnapshot(after, slices()))).toEqual(bytes);
    expect(readSnapshotHead(bytes)).toMatchObject({ account: 'jo', host: 'https://github.com' });
  });

  test('that was cut anywhere, or in which a byte differs, is none', async () => {
    const bytes = await encodeSnapshot(toSnapshot(20), slices());
    const headEnd = bytes.indexOf(10) + 1;
    const { blocks } = JSON.parse(new TextDecoder().decode(bytes.subarray(headEnd)).replace(/\}\{"shards"[\s\S]*$/, '}')) as { blocks: number[] };
    expect(blocks.length).toBeGreaterThan(1);
    for (let at = 0; at < bytes.length; at += 97) {
      expect(await decodeSnapshot(bytes.subarray(0, at), slices())).toBeUndefined();
    }
    for (let at = bytes.length - 1; at > headEnd + 400; at -= 101) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await decodeSnapshot(changed, slices())).toBeUndefined();
    }
  });

  test('of 10,000 entities is painted without reading a single one of them', async () => {
    const bytes = await encodeSnapshot(toSnapshot(10_000), slices());
    const parse = vi.spyOn(JSON, 'parse');
    const decoded = await decodeSnapshot(bytes, slices());
    const store = new CatalogStore(() => 0);
    for (let at = 0; at < 10_000; at += 1000) {
      store.apply(decoded?.shards.slice(at, at + 1000) ?? []);
    }
    const ofBlocks = parse.mock.calls.length;
    expect(store.graph.size).toBe(10_000);
    expect(ofBlocks).toBeLessThan(200);
    expect(store.graph.get('component:default/c-7')?.entity.metadata.title).toBe('Component 7 ✓');
    expect(parse.mock.calls.length).toBe(ofBlocks + 1);
    parse.mockRestore();
  });

  test('is read in slices, so that nothing else waits long', async () => {
    const bytes = await encodeSnapshot(toSnapshot(10_000), slices());
    const clock = new CountingClock();
    await decodeSnapshot(bytes, new Slices(clock));
    // The clock lets a dozen entities pass in a slice; the bytes are hashed in slices before.
    expect(clock.pauses).toBeGreaterThan(10_000 / 12);
  });
});
