/** Enough that one edit of a hundred thousand entries copies some two hundred of them. */
const BUCKETS = 512;
const EMPTY: ReadonlyMap<string, never> = new Map<string, never>();

/** An immutable map by string. Changed copies share all buckets they do not touch. */
export class BucketMap<V> {
  readonly #buckets: readonly ReadonlyMap<string, V>[];
  readonly size: number;

  private constructor(buckets: readonly ReadonlyMap<string, V>[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  static empty<V>(): BucketMap<V> {
    return new BucketMap<V>(Array.from({ length: BUCKETS }, () => EMPTY), 0);
  }

  get(key: string): V | undefined {
    return this.#buckets[bucketOf(key)]?.get(key);
  }

  /** A copy with entries set, or removed where the value is `undefined`. */
  with(changes: Iterable<readonly [string, V | undefined]>): BucketMap<V> {
    const buckets = [...this.#buckets];
    const own = new Map<number, Map<string, V>>();
    let size = this.size;
    for (const [key, value] of changes) {
      const index = bucketOf(key);
      let bucket = own.get(index);
      if (!bucket) {
        bucket = new Map(buckets[index]);
        own.set(index, bucket);
        buckets[index] = bucket;
      }
      const before = bucket.size;
      if (value === undefined) {
        bucket.delete(key);
      } else {
        bucket.set(key, value);
      }
      size += bucket.size - before;
    }
    return own.size === 0 ? this : new BucketMap(buckets, size);
  }

  *values(): Generator<V, undefined> {
    for (const bucket of this.#buckets) {
      yield* bucket.values();
    }
    return undefined;
  }
}

/** FNV-1a, 32 bit. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % BUCKETS;
}
