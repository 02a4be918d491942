import { finish, type Steps } from '../base/steps';
import { BucketMap } from './bucketMap';
import { compare, type CatalogRecord } from './catalogRecord';
import type { CatalogEntity, Relation } from './entity';
import { compareKinds, kindOfRef } from './grouping/kindOrder';
import { KindIndex } from './kindIndex';
import type { CatalogChange, CatalogQuery } from './query';

type Incoming = BucketMap<readonly Relation[]>;

/** All entities and their relations. Immutable: `with` gives a new graph that shares what did not change. */
export class CatalogGraph implements CatalogQuery {
  readonly #kinds: ReadonlyMap<string, KindIndex>;
  /** What others say of an entity, by its ref. Made when relations are first asked for, and kept up from then on. */
  #incoming: Incoming | undefined;
  readonly size: number;

  private constructor(kinds: ReadonlyMap<string, KindIndex>, incoming: Incoming | undefined) {
    this.#kinds = kinds;
    this.#incoming = incoming;
    this.size = [...kinds.values()].reduce((sum, index) => sum + index.size, 0);
  }

  static readonly empty = new CatalogGraph(new Map(), BucketMap.empty());

  get(ref: string): CatalogRecord | undefined {
    return this.#kinds.get(kindOfRef(ref))?.get(ref);
  }

  kinds(): readonly string[] {
    return [...this.#kinds].sort(([a], [b]) => compareKinds(a, b)).map(([, index]) => index.kind);
  }

  byKind(kind: string): readonly CatalogEntity[] {
    return this.#kinds.get(kind.toLowerCase())?.sorted ?? [];
  }

  *all(): Generator<CatalogRecord, undefined> {
    for (const index of this.#kinds.values()) {
      yield* index.sorted;
    }
    return undefined;
  }

  relations(ref: string): readonly Relation[] {
    this.#incoming ??= finish(collectIncoming(BucketMap.empty(), this.all()));
    const own = (this.get(ref)?.relations ?? []).map(({ type, targetRef }) => ({ type, targetRef }));
    const sorted = [...own, ...(this.#incoming.get(ref) ?? [])].sort((a, b) => compare(a.type, b.type) || compare(a.targetRef, b.targetRef));
    return sorted.filter(({ type, targetRef }, index) => sorted[index - 1]?.type !== type || sorted[index - 1]?.targetRef !== targetRef);
  }

  /** Gets ready to answer for relations, which takes a while where many entities came in at once. */
  *prepare(): Steps<void> {
    if (!this.#incoming) {
      const incoming = yield* collectIncoming(BucketMap.empty(), this.all());
      this.#incoming ??= incoming;
    }
  }

  /** @param changes records by ref; `undefined` removes */
  with(changes: ReadonlyMap<string, CatalogRecord | undefined>): { readonly graph: CatalogGraph; readonly change: CatalogChange } {
    const change = { added: [] as string[], changed: [] as string[], removed: [] as string[] };
    const byKind = new Map<string, Map<string, CatalogRecord | undefined>>();
    const before: CatalogRecord[] = [];
    const after: CatalogRecord[] = [];
    for (const [ref, record] of changes) {
      const old = this.get(ref);
      if (old === record) {
        continue;
      }
      (old ? (record ? change.changed : change.removed) : change.added).push(ref);
      const ofKind = byKind.get(kindOfRef(ref)) ?? new Map<string, CatalogRecord | undefined>();
      byKind.set(kindOfRef(ref), ofKind.set(ref, record));
      before.push(...(old ? [old] : []));
      after.push(...(record ? [record] : []));
    }
    if (byKind.size === 0) {
      return { graph: this, change };
    }
    const kinds = new Map(this.#kinds);
    for (const [kind, ofKind] of byKind) {
      const first = [...ofKind.values()].find((record) => record !== undefined);
      const index = (kinds.get(kind) ?? KindIndex.empty(first?.kind ?? kind)).with(ofKind);
      if (index.size === 0) {
        kinds.delete(kind);
      } else {
        kinds.set(kind, index);
      }
    }
    const isSmall = before.length + after.length <= Math.max(LEAST_WHOLE, this.size * SHARE_KEPT_UP);
    const incoming = this.#incoming && isSmall ? finish(collectIncoming(dropIncoming(this.#incoming, before), after)) : undefined;
    return { graph: new CatalogGraph(kinds, incoming), change };
  }
}

/** Above this share of changed records, relations are collected anew when they are asked for. */
const SHARE_KEPT_UP = 0.25;
const LEAST_WHOLE = 500;

/** Records that are looked at, or lists that are put in, between two pauses. */
const STRETCH = 2000;

function* collectIncoming(incoming: Incoming, records: Iterable<CatalogRecord>): Steps<Incoming> {
  const collected = new Map<string, Relation[]>();
  let seen = 0;
  for (const record of records) {
    for (const { inverse, targetRef } of record.relations) {
      if (inverse === '') {
        continue;
      }
      let list = collected.get(targetRef);
      if (!list) {
        list = [...(incoming.get(targetRef) ?? [])];
        collected.set(targetRef, list);
      }
      list.push({ type: inverse, targetRef: record.ref });
    }
    if (++seen % STRETCH === 0) {
      yield;
    }
  }
  let [result, part]: [Incoming, [string, Relation[]][]] = [incoming, []];
  for (const entry of collected) {
    part.push(entry);
    if (part.length === STRETCH * 8) {
      result = result.with(part);
      part = [];
      yield;
    }
  }
  return result.with(part);
}

function dropIncoming(incoming: Incoming, records: readonly CatalogRecord[]): Incoming {
  const gone = new Set(records.map((record) => record.ref));
  const targets = new Set(records.flatMap((record) => record.relations.map((relation) => relation.targetRef)));
  const left = new Map<string, readonly Relation[] | undefined>();
  for (const target of targets) {
    const list = (incoming.get(target) ?? []).filter((relation) => !gone.has(relation.targetRef));
    left.set(target, list.length > 0 ? list : undefined);
  }
  return incoming.with(left);
}
