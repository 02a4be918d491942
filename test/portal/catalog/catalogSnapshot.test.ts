import { describe, expect, test, vi } from 'vitest';
import { Slices } from '../../../src/portal/base/pause';
import { decodeSnapshot, encodeSnapshot, readSnapshotHead, type Snapshot } from '../../../src/portal/catalog/catalogSnapshot';
import { toRecord, type CatalogShard } from '../../../src/portal/catalog/catalogRecord';
import { CatalogStore } from '../../../src/portal/catalog/catalogStore';
import { CountingClock } from '../countingClock';
import { quickClock } from '../github/onLocalGitHub';

function toSnapshot(count: number): Snapshot {
  const repository = { host: 'https://github.com', owner: 'acme', name: 'r', branch: 'main', private: true };
  const shards = Array.from({ length: count }, (_unused, index): CatalogShard => {
    const uri = `stagedoor-github:/https%2Bgithub.com/acme/r-${index}/main/catalog-info.yaml`;
    const spec = { type: 'service', lifecycle: 'production', owner: `team-${index % 40}`, system: `system-${index % 200}`, dependsOn: [`component:c-${(index * 7) % count}`, 'resource:db'], providesApis: [`api-${index}`] };
    const metadata = { name: `c-${index}`, title: `Component ${index} ✓`, description: 'What it does, in a sentence or two, as people write them. '.repeat(4), tags: ['node', 'payments'], annotations: { 'github.com/project-slug': `acme/r-${index}`, 'backstage.io/techdocs-ref': 'dir:.' }, links: [{ url: 'https://grafana.example.com/d/abc', title: 'Dashboard' }] };
    const record = toRecord({ apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata, spec }, { uri, document: 0, position: { line: 3, character: 2 }, source: 'github:github.com/acme', repository, location: 'url:https://github.com/acme' });
    const problems = index % 100 === 0 ? [{ code: 'x/y', severity: 'warning' as const, message: 'm', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } }] : [];
    return { uri, source: 'github:github.com/acme', version: `blob-${index}`, records: [record], problems, repository: 'github.com/acme/r', private: true, follows: ['a'], reads: ['b'] };
  });
  const repositories = Array.from({ length: count }, (_unused, index) => ({ id: `R_${index}`, info: { ...repository, name: `r-${index}` }, commit: 'c'.repeat(40), pushedAt: '2026-01-01T00:00:00Z', archived: false, fork: false, topics: [] }));
  return { writtenBy: '1', source: 'github:github.com/acme', host: 'https://github.com', account: 'jo', readAt: 5, state: { etag: '"x"', pageSize: 50 }, repositories, shards };
}

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
