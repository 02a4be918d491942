import { BucketMap } from './bucketMap';
import { compareRecords, type CatalogRecord } from './catalogRecord';

/** The records of one kind. Immutable; the order is made when it is first asked for, and kept up from then on. */
export class KindIndex {
  /** As written by the first that came. */
  readonly kind: string;
  readonly #records: BucketMap<CatalogRecord>;
  #sorted: readonly CatalogRecord[] | undefined;

  private constructor(kind: string, records: BucketMap<CatalogRecord>, sorted: readonly CatalogRecord[] | undefined) {
    this.kind = kind;
    this.#records = records;
    this.#sorted = sorted;
  }

  static empty(kind: string): KindIndex {
    return new KindIndex(kind, BucketMap.empty(), []);
  }

  get size(): number {
    return this.#records.size;
  }

  get(ref: string): CatalogRecord | undefined {
    return this.#records.get(ref);
  }

  values(): Iterable<CatalogRecord> {
    return this.#records.values();
  }

  get sorted(): readonly CatalogRecord[] {
    this.#sorted ??= [...this.#records.values()].sort(compareRecords);
    return this.#sorted;
  }

  with(changes: ReadonlyMap<string, CatalogRecord | undefined>): KindIndex {
    const sorted = this.#sorted && changes.size <= MAX_INSERTS ? this.#moved(this.#sorted, changes) : undefined;
    return new KindIndex(this.kind, this.#records.with(changes), sorted);
  }

  #moved(before: readonly CatalogRecord[], changes: ReadonlyMap<string, CatalogRecord | undefined>): readonly CatalogRecord[] {
    const sorted = [...before];
    for (const [ref, record] of changes) {
      const old = this.#records.get(ref);
      if (old) {
        sorted.splice(placeOf(sorted, old), 1);
      }
      if (record) {
        sorted.splice(placeOf(sorted, record), 0, record);
      }
    }
    return sorted;
  }
}

/** Above this, sorting anew is cheaper than moving each into its place. */
const MAX_INSERTS = 64;

function placeOf(sorted: readonly CatalogRecord[], record: CatalogRecord): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle];
    if (at && compareRecords(at, record) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
