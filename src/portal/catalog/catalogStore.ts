import { CatalogGraph } from './catalogGraph';
import { compare, isSameRecord, type CatalogRecord, type CatalogShard } from './catalogRecord';
import type { FileProblems } from './catalogService';
import type { DocumentProblem } from './problem';
import type { CatalogChange } from './query';
import { ShardIndex } from './shardIndex';
import { yieldsInSilence } from './sources/quietSources';

interface Held {
  readonly shard: CatalogShard;
  /** Which file came first; kept when the file changes, so that the first to define a ref keeps it. */
  readonly sequence: number;
}

interface Claim {
  readonly record: CatalogRecord;
  readonly uri: string;
}

/** A shard to put in the place of the one with the same URI, or the URI of one to remove. */
export type ShardUpdate = CatalogShard | { readonly removed: string };

/** Holds the files' contributions and makes the graph of them: who keeps a ref that several define, and what is hidden. */
export class CatalogStore {
  #graph = CatalogGraph.empty;
  readonly #shards = new Map<string, Held>();
  readonly #index = new ShardIndex();
  readonly #claims = new Map<string, readonly Claim[]>();
  readonly #contested = new Set<string>();
  readonly #rankOf: (source: string) => number;
  #hidden: ReadonlySet<string> = new Set();
  #next = 0;

  /** @param rankOf place of a source: of two that define a ref, the lower keeps it */
  constructor(rankOf: (source: string) => number) {
    this.#rankOf = rankOf;
  }

  get graph(): CatalogGraph {
    return this.#graph;
  }

  shard(uri: string): CatalogShard | undefined {
    return this.#shards.get(uri)?.shard;
  }

  /** In the order in which they first came. */
  *shards(): Generator<CatalogShard, undefined> {
    for (const { shard } of this.#shards.values()) {
      yield shard;
    }
    return undefined;
  }

  /** Those of one source, in the order in which they first came. */
  shardsOf(source: string): readonly CatalogShard[] {
    return this.#index.ofSource(source);
  }

  /** Those of one repository, from whatever source. @param repository a `repositoryKey` */
  shardsIn(repository: string): readonly CatalogShard[] {
    return this.#index.ofRepository(repository);
  }

  /** Whether anything came from a repository. @param repository a `repositoryKey` */
  hasRepository(repository: string): boolean {
    return this.#index.hasRepository(repository);
  }

  /** Files with problems, duplicates among them, by URI. Those of hidden repositories are left out. */
  get problems(): readonly FileProblems[] {
    const byUri = new Map<string, DocumentProblem[]>();
    const add = (uri: string, problems: readonly DocumentProblem[]): void => {
      byUri.set(uri, [...(byUri.get(uri) ?? []), ...problems]);
    };
    for (const shard of this.#index.faulty) {
      if (!this.#isHidden(shard)) {
        add(shard.uri, shard.problems);
      }
    }
    for (const ref of this.#contested) {
      const [holder, ...others] = this.#claims.get(ref) ?? [];
      for (const other of others.filter(({ record }) => !yieldsInSilence(record.origin.source))) {
        if (holder) {
          add(other.uri, [toDuplicate(other.record, holder)]);
          add(holder.uri, [toContested(holder.record, other)]);
        }
      }
    }
    return [...byUri].map(([uri, problems]) => ({ uri, problems })).sort((a, b) => compare(a.uri, b.uri));
  }

  apply(updates: Iterable<ShardUpdate>): CatalogChange {
    const touched = new Set<string>();
    for (const update of updates) {
      const uri = 'removed' in update ? update.removed : update.uri;
      const before = this.#shards.get(uri);
      this.#release(before, touched);
      if ('removed' in update) {
        this.#shards.delete(uri);
        this.#index.replace(before?.shard, undefined);
      } else {
        const held = { shard: keepSame(update, before?.shard), sequence: before?.sequence ?? this.#next++ };
        this.#shards.set(uri, held);
        this.#index.replace(before?.shard, held.shard);
        this.#claim(held, touched);
      }
    }
    return this.#settle(touched);
  }

  /** Hides all files of repositories, as when a local checkout stands for them. @param repositories keys of `repositoryKey` */
  hide(repositories: ReadonlySet<string>): CatalogChange {
    const touched = new Set<string>();
    const others = [...new Set([...this.#hidden, ...repositories])].filter((key) => this.#hidden.has(key) !== repositories.has(key));
    const flips = others.flatMap((key) => this.#index.ofRepository(key)).flatMap(({ uri }) => this.#shards.get(uri) ?? []);
    flips.forEach((held) => this.#release(held, touched));
    this.#hidden = repositories;
    flips.forEach((held) => this.#claim(held, touched));
    return this.#settle(touched);
  }

  /** A local folder hides GitHub’s copy, never itself. */
  #isHidden(shard: CatalogShard): boolean {
    return shard.source !== 'workspace' && shard.repository !== undefined && this.#hidden.has(shard.repository);
  }

  #release(held: Held | undefined, touched: Set<string>): void {
    for (const { ref } of held?.shard.records ?? []) {
      const claims = (this.#claims.get(ref) ?? []).filter((claim) => claim.uri !== held?.shard.uri);
      this.#setClaims(ref, claims);
      touched.add(ref);
    }
  }

  #claim({ shard }: Held, touched: Set<string>): void {
    for (const record of this.#isHidden(shard) ? [] : shard.records) {
      const before = this.#claims.get(record.ref);
      const claim = { record, uri: shard.uri };
      this.#setClaims(record.ref, before ? this.#ranked([...before, claim]) : [claim]);
      touched.add(record.ref);
    }
  }

  #setClaims(ref: string, claims: readonly Claim[]): void {
    if (claims.length === 0) {
      this.#claims.delete(ref);
    } else {
      this.#claims.set(ref, claims);
    }
    if (claims.length > 1) {
      this.#contested.add(ref);
    } else {
      this.#contested.delete(ref);
    }
  }

  /** Of two in one file the later replaces the earlier, as in Backstage. */
  #ranked(claims: Claim[]): Claim[] {
    const rank = ({ record }: Claim): number => this.#rankOf(record.origin.source);
    const sequence = ({ uri }: Claim): number => this.#shards.get(uri)?.sequence ?? this.#next;
    return claims.sort((a, b) => rank(a) - rank(b) || sequence(a) - sequence(b) || b.record.origin.document - a.record.origin.document);
  }

  #settle(touched: ReadonlySet<string>): CatalogChange {
    const changes = new Map([...touched].map((ref) => [ref, this.#claims.get(ref)?.[0]?.record] as const));
    const { graph, change } = this.#graph.with(changes);
    this.#graph = graph;
    return change;
  }
}

/** Keeps the old records where the new ones say the same, so that nobody redraws them. */
function keepSame(shard: CatalogShard, before: CatalogShard | undefined): CatalogShard {
  const old = new Map(before?.records.map((record) => [record.ref, record]));
  const records = shard.records.map((record) => {
    const same = old.get(record.ref);
    return same && isSameRecord(same, record) ? same : record;
  });
  return { ...shard, records };
}

function toDuplicate(record: CatalogRecord, holder: Claim): DocumentProblem {
  return toConflict(record, 'error', `${record.ref} is already defined in ${placeOf(holder)}. That one is kept; give this one another name.`);
}

/** The same, told where the entity is that is kept. */
function toContested(record: CatalogRecord, other: Claim): DocumentProblem {
  return toConflict(record, 'warning', `${record.ref} is defined in ${placeOf(other)} as well. This one is kept here; which one Backstage keeps is up to chance.`);
}

function placeOf({ record, uri }: Claim): string {
  return `${record.origin.location ?? uri}, line ${record.origin.position.line + 1}`;
}

function toConflict({ ref, origin: { position } }: CatalogRecord, severity: DocumentProblem['severity'], message: string): DocumentProblem {
  return { code: 'catalog/duplicate', severity, message, range: { start: position, end: position }, ref };
}
