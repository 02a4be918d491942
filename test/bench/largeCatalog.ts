import { Slices } from '../../src/portal/base/pause';
import { toRecord, type CatalogShard } from '../../src/portal/catalog/catalogRecord';
import { decodeSnapshot, encodeSnapshot, type Snapshot } from '../../src/portal/catalog/catalogSnapshot';
import { CatalogStore } from '../../src/portal/catalog/catalogStore';
import type { Entity } from '../../src/portal/catalog/entity';
import { quickClock } from '../portal/github/onLocalGitHub';
import { generateEntities } from './generatedCatalog';

/** Entities of the catalog that is large. */
export const LARGE = 100_000;
/** Files that come in at one go, as from a snapshot or a scan. */
const STRETCH = 1000;
const SOURCE = 'github:https://github.com/acme';

/** A file with one entity, as a scan leaves it. */
export function toShard(entity: Entity, index: number, version = '1'): CatalogShard {
  const repository = { host: 'https://github.com', owner: 'acme', name: `r-${index}`, branch: 'main', private: true };
  const uri = `stagedoor-github:/https%2Bgithub.com/acme/r-${index}/main/catalog-info.yaml`;
  const origin = { uri, document: 0, position: { line: 3, character: 2 }, source: SOURCE, repository, location: `url:https://github.com/acme/r-${index}/blob/main/catalog-info.yaml` };
  return { uri, source: SOURCE, version, records: [toRecord(entity, origin)], problems: [], repository: `github.com/acme/r-${index}`, private: true, follows: [], reads: [] };
}

export function toLargeSnapshot(count: number): Snapshot {
  const shards = generateEntities(count).map((entity, index) => toShard(entity, index));
  return { writtenBy: '1', source: SOURCE, host: 'https://github.com', readAt: 5, state: {}, repositories: [], shards };
}

let bytes: Promise<Uint8Array> | undefined;

/** The large catalog as it lies on disk. */
export function largeSnapshot(): Promise<Uint8Array> {
  bytes ??= encodeSnapshot(toLargeSnapshot(LARGE), new Slices(quickClock));
  return bytes;
}

/** The large catalog as it is after a start: out of its snapshot, ready for relations. */
export async function openLargeCatalog(): Promise<CatalogStore> {
  const snapshot = await decodeSnapshot(await largeSnapshot(), new Slices(quickClock));
  const store = new CatalogStore(() => 0);
  const shards = snapshot?.shards ?? [];
  for (let at = 0; at < shards.length; at += STRETCH) {
    store.apply(shards.slice(at, at + STRETCH));
  }
  for (const _step of store.graph.prepare());
  if (store.graph.size !== LARGE) {
    throw new Error(`${store.graph.size} of ${LARGE} entities came in.`);
  }
  return store;
}
