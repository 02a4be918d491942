import { toRecord, type CatalogShard } from '../catalogRecord';

const MARK = 'orphan ';

/** Whether no location brings a file any more, and it was kept all the same. */
export function isOrphan({ version }: CatalogShard): boolean {
  return version.startsWith(MARK);
}

/** What stays of a file under `orphanStrategy: keep`. Source: the stitching of plugin-catalog-backend 4.0.0, which marks it so. */
export function toOrphan(shard: CatalogShard): CatalogShard {
  const records = shard.records.map(({ entity, origin, relations }) =>
    toRecord({ ...entity, metadata: { ...entity.metadata, annotations: { ...entity.metadata.annotations, 'backstage.io/orphan': 'true' } } }, origin, relations),
  );
  return { ...shard, records, version: `${MARK}${shard.version}`, problems: [], follows: [], reads: [] };
}
