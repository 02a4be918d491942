import type { CatalogShard } from './catalogRecord';

type ByUri = Map<string, CatalogShard>;

/** The shards of a store by what is asked of them often: whoever asks goes through no other. */
export class ShardIndex {
  readonly #bySource = new Map<string, ByUri>();
  readonly #byRepository = new Map<string, ByUri>();
  readonly #faulty: ByUri = new Map();

  /** In the order in which they first came. */
  ofSource(source: string): readonly CatalogShard[] {
    return [...(this.#bySource.get(source)?.values() ?? [])];
  }

  /** Of a repository, from whatever source. @param repository a `repositoryKey` */
  ofRepository(repository: string): readonly CatalogShard[] {
    return [...(this.#byRepository.get(repository)?.values() ?? [])];
  }

  hasRepository(repository: string): boolean {
    return this.#byRepository.has(repository);
  }

  /** Those with problems. */
  get faulty(): Iterable<CatalogShard> {
    return this.#faulty.values();
  }

  /** Puts a shard in the place of the one with the same URI, or takes that one out. */
  replace(before: CatalogShard | undefined, after: CatalogShard | undefined): void {
    if (before && before.source !== after?.source) {
      drop(this.#bySource, before.source, before.uri);
    }
    if (before?.repository !== undefined && before.repository !== after?.repository) {
      drop(this.#byRepository, before.repository, before.uri);
    }
    if (before && (after?.problems.length ?? 0) === 0) {
      this.#faulty.delete(before.uri);
    }
    if (after) {
      put(this.#bySource, after.source, after);
      if (after.repository !== undefined) {
        put(this.#byRepository, after.repository, after);
      }
      if (after.problems.length > 0) {
        this.#faulty.set(after.uri, after);
      }
    }
  }
}

function put(index: Map<string, ByUri>, key: string, shard: CatalogShard): void {
  const shards = index.get(key) ?? new Map<string, CatalogShard>();
  shards.set(shard.uri, shard);
  index.set(key, shards);
}

function drop(index: Map<string, ByUri>, key: string, uri: string): void {
  const shards = index.get(key);
  shards?.delete(uri);
  if (shards?.size === 0) {
    index.delete(key);
  }
}
