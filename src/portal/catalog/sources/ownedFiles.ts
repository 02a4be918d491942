import type { CatalogShard } from '../catalogRecord';
import type { ShardUpdate } from '../catalogStore';
import type { SourceContext } from './catalogSource';
import { isOrphan, toOrphan } from './orphans';

/** Which files of a source go with what: with a repository, or with a location. */
export class OwnedFiles {
  readonly #source: string;
  readonly #context: SourceContext;
  #uris = new Map<string, ReadonlySet<string>>();

  constructor(source: string, context: SourceContext) {
    this.#source = source;
    this.#context = context;
  }

  of(owner: string): ReadonlySet<string> {
    return this.#uris.get(owner) ?? new Set();
  }

  /** All of the source that is in the store. */
  shards(): readonly CatalogShard[] {
    return this.#context.store.shardsOf(this.#source);
  }

  /** Takes up what a snapshot held. @param ownersOf what a file itself goes with; what it leads to goes with the same */
  restore(shards: readonly CatalogShard[], ownersOf: (shard: CatalogShard) => readonly string[]): void {
    const byUri = new Map(shards.map((shard) => [shard.uri, shard]));
    const uris = new Map<string, Set<string>>();
    for (const shard of shards) {
      for (const owner of ownersOf(shard)) {
        const ofOwner = uris.get(owner) ?? new Set<string>();
        uris.set(owner, ofOwner);
        for (const queue = [shard.uri]; queue.length > 0; ) {
          const uri = queue.pop();
          if (uri !== undefined && byUri.has(uri) && !ofOwner.has(uri)) {
            ofOwner.add(uri);
            queue.push(...(byUri.get(uri)?.follows ?? []));
          }
        }
      }
    }
    this.#uris = uris;
  }

  /** Sets what goes with an owner, and lets go of what no other has. */
  settle(owner: string, uris: ReadonlySet<string>): readonly ShardUpdate[] {
    const before = this.of(owner);
    this.#uris.set(owner, uris);
    return this.#release([...before].filter((uri) => !uris.has(uri)));
  }

  /** Lets go of owners and of what goes with them alone. */
  remove(owners: readonly string[]): readonly ShardUpdate[] {
    const before = owners.flatMap((owner) => [...this.of(owner)]);
    owners.forEach((owner) => this.#uris.delete(owner));
    return this.#release(before);
  }

  /** Takes files out whatever is kept of orphans: because nobody may see them, or the source is configured no more. */
  drop(shards: readonly CatalogShard[]): readonly ShardUpdate[] {
    const gone = new Set(shards.map(({ uri }) => uri));
    this.#uris = new Map([...this.#uris].map(([owner, uris]) => [owner, new Set([...uris].filter((uri) => !gone.has(uri)))]));
    return [...gone].map((uri) => ({ removed: uri }));
  }

  /** Orphans that were kept, once they are kept no more. */
  strays(): readonly ShardUpdate[] {
    return this.#context.policy().keepsOrphans ? [] : this.drop(this.shards().filter(isOrphan));
  }

  #release(uris: readonly string[]): readonly ShardUpdate[] {
    if (uris.length === 0) {
      return [];
    }
    const held = new Set([...this.#uris.values()].flatMap((ofOwner) => [...ofOwner]));
    const { store, policy } = this.#context;
    return [...new Set(uris)].flatMap((uri): ShardUpdate[] => {
      const shard = store.shard(uri);
      // What another source has taken over meanwhile is not this one's to remove.
      if (held.has(uri) || shard?.source !== this.#source || isOrphan(shard)) {
        return [];
      }
      return [policy().keepsOrphans && shard.records.length > 0 ? toOrphan(shard) : { removed: uri }];
    });
  }
}
