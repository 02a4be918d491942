import type { Slices } from '../../base/pause';
import { finish, type Steps } from '../../base/steps';
import type { CatalogEntity } from '../entity';
import type { CatalogChange, CatalogQuery } from '../query';
import { GroupIndex, type Accepted, type Placement } from './groupIndex';
import type { Grouping } from './grouping';
import { Hierarchy, topOf } from './hierarchy';
import { kindOfRef } from './kindOrder';
import { placeEntity } from './placeEntity';

type Accepts = (known: CatalogEntity) => boolean;
type SourceOf = (known: CatalogEntity) => string;

export interface ArrangementOptions {
  /** The filter; left out, all is shown. */
  readonly accepts?: Accepts | undefined;
  /** All that the filter lets through, where it can tell without asking for each. */
  readonly select?: ((graph: CatalogQuery) => Steps<Accepted>) | undefined;
  /** The key of what an entity comes from, where the host tells more apart than `origin.source`. */
  readonly sourceOf?: SourceOf | undefined;
}

interface Built {
  readonly index: GroupIndex;
  readonly shown: Shown | undefined;
}

/** What of the hierarchy is shown: what passes the filter, and all that something of it is below. */
interface Shown {
  readonly refs: ReadonlySet<string>;
  /** How many pass. */
  readonly size: number;
}

/** So many entities are looked at between two chances to give way. */
const STEP = 2_000;

/** Of more changes than this at once, putting everything in its place anew is cheaper. */
const MOST_MOVES = 500;

/**
 * The catalog in groups, as far as a filter lets it through. It is made when it is first asked for, and kept up from then
 * on. Groups are known by keys: lower-case values, full refs, or the names of `grouping.ts`.
 */
export class Arrangement {
  readonly grouping: Grouping;
  readonly #accepts: Accepts | undefined;
  readonly #select: ArrangementOptions['select'];
  readonly #sourceOf: SourceOf | undefined;
  #graph: CatalogQuery;
  #index: GroupIndex | undefined;
  #shown: Shown | undefined;
  #missing: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(grouping: Grouping, graph: CatalogQuery, { accepts, select, sourceOf }: ArrangementOptions = {}) {
    this.grouping = grouping;
    this.#graph = graph;
    this.#accepts = accepts;
    this.#select = select;
    this.#sourceOf = sourceOf;
  }

  /** How many entities pass the filter. */
  get size(): number {
    return !this.#accepts ? this.#graph.size : this.#narrows ? this.#shows.size : this.#indexed.size;
  }

  /** @param change what is new in the graph; left out, everything may be */
  update(graph: CatalogQuery, change?: CatalogChange): void {
    if (graph === this.#graph) {
      return;
    }
    this.#graph = graph;
    this.#shown = undefined;
    this.#missing = undefined;
    if (!change || change.added.length + change.changed.length + change.removed.length > MOST_MOVES) {
      this.#index = undefined;
    } else {
      this.#index?.apply(graph, change);
    }
  }

  /** Whether everything is in its place. What is asked before has to wait for it. */
  get isReady(): boolean {
    return this.#isPlain || (this.#index !== undefined && (!this.#narrows || this.#shown !== undefined));
  }

  /** Puts everything in its place in slices, of the newest graph, also where that comes while it is at it. Rejects only with `cancelled`. */
  async prepare(slices: Slices): Promise<void> {
    while (!this.isReady) {
      const graph = this.#graph;
      const steps = this.#build();
      let step = steps.next();
      while (step.done !== true && graph === this.#graph) {
        if (slices.isOver) {
          await slices.turn();
        }
        step = steps.next();
      }
      if (step.done === true && graph === this.#graph) {
        this.#take(step.value);
      }
    }
  }

  /** Keys of the groups that hold something, in no order. */
  keys(): readonly string[] {
    return this.#isPlain ? this.#graph.kinds().map((kind) => kind.toLowerCase()) : [...this.#indexed.keys];
  }

  /** The entities of a group in order, one list a kind. */
  lists(key: string): readonly (readonly CatalogEntity[])[] {
    if (this.#isPlain) {
      return [this.#graph.byKind(key)];
    }
    const lists = this.#indexed.lists(key);
    return this.#narrows ? lists.map((list) => list.filter(({ ref }) => this.#shows.refs.has(ref))).filter((list) => list.length > 0) : lists;
  }

  count(key: string): number {
    return this.lists(key).reduce((sum, list) => sum + list.length, 0) + this.missing(key).length;
  }

  /** Refs that stand in a group of the hierarchy because something is part of them, and that the catalog does not have. */
  missing(key: string): readonly string[] {
    if (this.grouping !== 'system') {
      return [];
    }
    this.#missing ??= this.#collectMissing();
    return this.#missing.get(key) ?? [];
  }

  /** Whether something stands below an entity of the hierarchy. */
  hasParts(ref: string): boolean {
    return this.grouping === 'system' && this.lists(ref).length > 0;
  }

  /** Keys of the groups an entity stands in; none where the filter hides it. */
  placesOf(ref: string): readonly string[] {
    if (this.#isPlain) {
      return this.#graph.get(ref) ? [kindOfRef(ref)] : [];
    }
    return this.#narrows && !this.#shows.refs.has(ref) ? [] : this.#indexed.placesOf(ref);
  }

  /** By kind without a filter, the graph itself is the index. */
  get #isPlain(): boolean {
    return this.grouping === 'kind' && !this.#accepts;
  }

  /** The hierarchy keeps what leads to what is shown, so its filter works when it is looked at. */
  get #narrows(): boolean {
    return this.grouping === 'system' && this.#accepts !== undefined;
  }

  get #indexed(): GroupIndex {
    return this.#index ?? this.#take(finish(this.#build())).index;
  }

  get #shows(): Shown {
    return this.#shown ?? this.#take(finish(this.#build())).shown ?? { refs: new Set(), size: 0 };
  }

  #take(built: Built): Built {
    this.#index = built.index;
    this.#shown = built.shown;
    return built;
  }

  *#build(): Steps<Built> {
    const graph = this.#graph;
    const accepted = this.#select && (yield* this.#select(graph));
    const index = this.#index ?? (yield* GroupIndex.build(this.#placement(), graph, this.#narrows ? undefined : accepted));
    return { index, shown: this.#narrows ? yield* this.#collectShown(index, accepted ?? graph) : undefined };
  }

  *#collectShown(index: GroupIndex, among: Accepted): Steps<Shown> {
    const refs = new Set<string>();
    let [size, looked] = [0, 0];
    for (const kind of among.kinds()) {
      for (const known of among.byKind(kind)) {
        if (this.#select || this.#accepts?.(known) === true) {
          size++;
          for (let at: string | undefined = known.ref; at !== undefined && !refs.has(at); [at] = index.placesOf(at)) {
            refs.add(at);
          }
        }
        if (++looked % STEP === 0) {
          yield;
        }
      }
    }
    return { refs, size };
  }

  #placement(): Placement {
    const { grouping } = this;
    if (grouping === 'system') {
      return new Hierarchy();
    }
    const sourceOf = grouping === 'source' ? this.#sourceOf : undefined;
    return { placesOf: (known) => (sourceOf ? [sourceOf(known)] : placeEntity(known, grouping)), accepts: this.#accepts };
  }

  #collectMissing(): ReadonlyMap<string, readonly string[]> {
    const missing = new Map<string, string[]>();
    for (const key of this.#indexed.keys) {
      if (!key.startsWith('#') && !this.#graph.get(key) && (!this.#narrows || this.#shows.refs.has(key))) {
        const top = topOf(key);
        missing.set(top, [...(missing.get(top) ?? []), key].sort());
      }
    }
    return missing;
  }
}
