import { describe, expect, test, vi } from 'vitest';
import { Slices } from '../../../src/portal/base/pause';
import { decodeSnapshot, encodeSnapshot, readSnapshotHead } from '../../../src/portal/catalog/catalogSnapshot';
import { toRecord, type CatalogRecord, type CatalogShard } from '../../../src/portal/catalog/catalogRecord';
import { CatalogStore } from '../../../src/portal/catalog/catalogStore';
import type { Entity, JsonObject } from '../../../src/portal/catalog/entity';
import { CountingClock } from '../countingClock';
import { quickClock } from '../github/onLocalGitHub';
import { toSnapshot } from './largeSnapshot';

/** Numbers from 0 to 1, the same every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const slices = (): Slices => new Slices(quickClock);

describe('a snapshot', () => {
  test('gives back what went in, and can be written again unread', async () => {
    const before = toSnapshot(2500);
    const bytes = await encodeSnapshot(before, slices());
    const after = await decodeSnapshot(bytes, slices());
    const { shards, ...facts } = before;
    expect(after).toMatchObject(facts);
    const plain = (shard: CatalogShard): unknown => ({ ...shard, records: shard.records.map(({ ref, kind, sortKey, relations, facets, origin, entity }) => ({ ref, kind, sortKey, relations, facets, origin, entity })) });
    expect(after?.shards.map(plain)).toEqual(shards.map(plain));
    expect(after && (await encodeSnapshot(after, slices()))).toEqual(bytes);
    expect(readSnapshotHead(bytes)).toMatchObject({ account: 'jo', host: 'https://github.com' });
  });

  test('keeps what lists are made of as it is, whatever an entity has and has not', async () => {
    const { shards: [first, ...rest], ...facts } = toSnapshot(1);
    const metadatas: Entity['metadata'][] = [{ name: 'Mixed-Case' }, { name: 'a', title: '' }, { name: 'b', title: 'Ärger', description: '', tags: ['x', 'x', ''] }];
    const specs: JsonObject[] = [{}, { type: '', lifecycle: 'x', owner: 'user:Jo', system: 's' }, { type: 't', subcomponentOf: 'c', system: 'S' }];
    const records = metadatas.flatMap((metadata, index) =>
      specs.map((spec) =>
        toRecord({ apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata, spec }, { uri: 'u', document: index, position: { line: 0, character: 0 }, source: facts.source }),
      ),
    );
    const bytes = await encodeSnapshot({ ...facts, shards: [...(first ? [{ ...first, records }] : []), ...rest] }, slices());
    const decoded = await decodeSnapshot(bytes, slices());
    const plain = ({ facets, sortKey }: CatalogRecord): unknown => ({ facets, sortKey });
    expect(decoded?.shards[0]?.records.map(plain)).toStrictEqual(records.map(plain));
  });

  test('that was cut anywhere, or has more behind it, is none', async () => {
    const bytes = await encodeSnapshot(toSnapshot(20), slices());
    for (let end = 0; end < bytes.length; end++) {
      expect(await decodeSnapshot(bytes.subarray(0, end), slices())).toBeUndefined();
    }
    expect(await decodeSnapshot(new Uint8Array([...bytes, 10]), slices())).toBeUndefined();
  });

  test('in which a bit differs anywhere is none: in the first line, the head, the index, and the entities', async () => {
    const bytes = await encodeSnapshot(toSnapshot(20), slices());
    const text = new TextDecoder('latin1').decode(bytes);
    // All of it that is written once, and some of what is written again and again.
    const places = [...Array.from({ length: text.indexOf('{"strings"') + 500 }, (_unused, at) => at), ...Array.from({ length: Math.floor(bytes.length / 13) }, (_unused, at) => at * 13)];
    expect(places.filter((at) => at > text.lastIndexOf('{"apiVersion"')).length).toBeGreaterThan(10);
    for (const at of places) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << at % 8);
      expect(await decodeSnapshot(changed, slices()), `at ${at}`).toBeUndefined();
    }
  });

  test('of which blocks or parts of other snapshots took the place is none', async () => {
    const { shards, repositories, ...facts } = toSnapshot(20);
    const later = (mark: string): Promise<Uint8Array> =>
      encodeSnapshot({ ...facts, account: 'al', repositories: repositories.map((repository) => ({ ...repository, commit: mark.repeat(40) })), shards: shards.map((shard, index) => ({ ...shard, version: `blu${mark}-${index}` })) }, slices());
    const one = await encodeSnapshot(toSnapshot(20), slices());
    // Hashes have more digits or fewer: one of the same length is looked for.
    const others = await Promise.all([...'0123456789abdef'].map(later));
    const other = others.find(({ length }) => length === one.length) ?? one;
    expect(other).not.toBe(one);
    const random = seeded(7);
    let differing = 0;
    for (let round = 0; round < 300; round++) {
      const [from, to] = [Math.floor(random() * one.length), Math.floor(random() * one.length)].sort((a, b) => a - b) as [number, number];
      const zeroed = one.slice().fill(0, from, to + 1);
      expect(await decodeSnapshot(zeroed, slices()), `zeros from ${from} to ${to}`).toBeUndefined();
      const mixed = one.slice();
      mixed.set(other.subarray(from, to), from);
      const isWhole = [one, other].some((whole) => whole.every((byte, at) => byte === mixed[at]));
      differing += isWhole ? 0 : 1;
      expect((await decodeSnapshot(mixed, slices())) !== undefined, `from ${from} to ${to}`).toBe(isWhole);
    }
    expect(differing).toBeGreaterThan(200);
  });

  test('is no other file', async () => {
    for (const text of ['', '\n', '{}', 'stagedoor-catalog', 'stagedoor-catalog 2 2 40 0\n{}', 'stagedoor-catalog 1 2 3 4\n', `stagedoor-catalog 2 99999999999999999999 40 0\n`, '#!/bin/sh\n']) {
      expect(await decodeSnapshot(new TextEncoder().encode(text), slices())).toBeUndefined();
      expect(readSnapshotHead(new TextEncoder().encode(text))).toBeUndefined();
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
    expect([...store.graph.all()].filter(({ facets }) => facets.owner === 'group:default/team-7' && facets.tags.includes('payments') && facets.title !== undefined)).toHaveLength(250);
    expect(parse.mock.calls.length).toBe(ofBlocks);
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
