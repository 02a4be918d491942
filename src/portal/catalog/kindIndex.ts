import { BucketMap } from './bucketMap';
import { compareRecords, type CatalogRecord } from './catalogRecord';

/**
 * The records of one kind. Immutable, and always in order: a change moves what it concerns and copies the rest in
 * stretches, so that a hundred thousand that come in by and by are never sorted at one go.
 */
export class KindIndex {
  /** As written by the first that came. */
  readonly kind: string;
  /** By title or name. */
  readonly sorted: readonly CatalogRecord[];
  readonly #records: BucketMap<CatalogRecord>;

  private constructor(kind: string, records: BucketMap<CatalogRecord>, sorted: readonly CatalogRecord[]) {
    this.kind = kind;
    this.#records = records;
    this.sorted = sorted;
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

  /** @param changes records by ref; `undefined` removes */
  with(changes: ReadonlyMap<string, CatalogRecord | undefined>): KindIndex {
    const gone: CatalogRecord[] = [];
    const come: CatalogRecord[] = [];
    for (const [ref, record] of changes) {
      const old = this.#records.get(ref);
      gone.push(...(old ? [old] : []));
      come.push(...(record ? [record] : []));
    }
    return new KindIndex(this.kind, this.#records.with(changes), moved(this.sorted, gone.sort(compareRecords), come.sort(compareRecords)));
  }
}

/** A copy of an ordered list without some of its records and with others. All three are in order. */
function moved(before: readonly CatalogRecord[], gone: readonly CatalogRecord[], come: readonly CatalogRecord[]): readonly CatalogRecord[] {
  if (gone.length + come.length <= FEW) {
    return movedFew(before, gone, come);
  }
  const stretches: (readonly CatalogRecord[])[] = [];
  let copied = 0;
  const copyTo = (end: number): void => {
    stretches.push(before.slice(copied, end));
    copied = end;
  };
  let next = 0;
  const addUpTo = (limit: CatalogRecord | undefined): void => {
    for (let record = come[next]; record && (!limit || compareRecords(record, limit) <= 0); record = come[++next]) {
      copyTo(placeOf(before, record, copied));
      stretches.push([record]);
    }
  };
  for (const record of gone) {
    addUpTo(record);
    copyTo(placeOf(before, record, copied));
    copied++;
  }
  addUpTo(undefined);
  copyTo(before.length);
  return stretches.flat();
}

/** Of so few, moving each within one copy costs less, and above all leaves less behind to be collected. */
const FEW = 16;

function movedFew(before: readonly CatalogRecord[], gone: readonly CatalogRecord[], come: readonly CatalogRecord[]): readonly CatalogRecord[] {
  const list = before.slice();
  for (const record of gone) {
    list.splice(placeOf(list, record, 0), 1);
  }
  for (const record of come) {
    list.splice(placeOf(list, record, 0), 0, record);
  }
  return list;
}

/** The first place from `low` on whose record does not come before this one. */
function placeOf(sorted: readonly CatalogRecord[], record: CatalogRecord, low: number): number {
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
