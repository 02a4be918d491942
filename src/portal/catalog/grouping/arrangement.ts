import type { Slices } from '../../base/pause';
import { finish } from '../../base/steps';
import type { CatalogEntity } from '../entity';
import type { CatalogChange, CatalogQuery } from '../query';
import { GroupIndex, type Placement } from './groupIndex';
import type { Grouping } from './grouping';
import { Hierarchy, topOf } from './hierarchy';
import { kindOfRef } from './kindOrder';
import { placeEntity } from './placeEntity';

type Accepts = (known: CatalogEntity) => boolean;
type SourceOf = (known: CatalogEntity) => string;

export interface ArrangementOptions {
  /** The filter; left out, all is shown. */
  readonly accepts?: Accepts | undefined;
  /** The key of what an entity comes from, where the host tells more apart than `origin.source`. */
  readonly sourceOf?: SourceOf | undefined;
}

/** Of more changes than this at once, putting everything in its place anew is cheaper. */
const MOST_MOVES = 500;

/**
 * The catalog in groups, as far as a filter lets it through. It is made when it is first asked for, and kept up from then
 * on. Groups are known by keys: lower-case values, full refs, or the names of `grouping.ts`.
 */
export class Arrangement {
  readonly grouping: Grouping;
  readonly #accepts: Accepts | undefined;
  readonly #sourceOf: SourceOf | undefined;
  #graph: CatalogQuery;
  #index: GroupIndex | undefined;
  /** Whether a part of the hierarchy is shown: it passes the filter, or something below it does. */
  readonly #shown = new Map<string, boolean>();
  #missing: ReadonlyMap<string, readonly string[]> | undefined;
  #size: number | undefined;

  constructor(grouping: Grouping, graph: CatalogQuery, { accepts, sourceOf }: ArrangementOptions = {}) {
    this.grouping = grouping;
    this.#graph = graph;
    this.#accepts = accepts;
    this.#sourceOf = sourceOf;
  }

  /** How many entities pass the filter. */
  get size(): number {
    this.#size ??= this.#countAll();
    return this.#size;
  }

  /** @param change what is new in the graph; left out, everything may be */
  update(graph: CatalogQuery, change?: CatalogChange): void {
    if (graph === this.#graph) {
      return;
    }
    this.#graph = graph;
    this.#shown.clear();
    this.#missing = undefined;
    this.#size = undefined;
    if (!change || change.added.length + change.changed.length + change.removed.length > MOST_MOVES) {
      this.#index = undefined;
    } else {
      this.#index?.apply(graph, change);
    }
  }

  /** Whether everything is in its place. What is asked before has to wait for it. */
  get isReady(): boolean {
    return this.#isPlain || this.#index !== undefined;
  }

  /** Puts everything in its place in slices, of the newest graph, also where that comes while it is at it. Rejects only with `cancelled`. */
  async prepare(slices: Slices): Promise<void> {
    while (!this.isReady) {
      const graph = this.#graph;
      const steps = GroupIndex.build(toPlacement(this.grouping, this.#accepts, this.#sourceOf), graph);
      let step = steps.next();
      while (step.done !== true && graph === this.#graph) {
        if (slices.isOver) {
          await slices.turn();
        }
        step = steps.next();
      }
      if (step.done === true && graph === this.#graph) {
        this.#index = step.value;
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
    return this.#narrows ? lists.map((list) => list.filter(({ ref }) => this.#shows(ref))).filter((list) => list.length > 0) : lists;
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
    return this.#narrows && !this.#shows(ref) ? [] : this.#indexed.placesOf(ref);
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
    this.#index ??= finish(GroupIndex.build(toPlacement(this.grouping, this.#accepts, this.#sourceOf), this.#graph));
    return this.#index;
  }

  #shows(ref: string): boolean {
    const told = this.#shown.get(ref);
    if (told !== undefined) {
      return told;
    }
    const known = this.#graph.get(ref);
    // Set before what lies below is asked: the hierarchy has no circles, but nothing here should depend on that.
    this.#shown.set(ref, false);
    const shown = (known !== undefined && this.#accepts?.(known) !== false) || this.#indexed.lists(ref).some((list) => list.some((part) => this.#shows(part.ref)));
    this.#shown.set(ref, shown);
    return shown;
  }

  #collectMissing(): ReadonlyMap<string, readonly string[]> {
    const missing = new Map<string, string[]>();
    for (const key of this.#indexed.keys) {
      if (!key.startsWith('#') && !this.#graph.get(key) && (!this.#narrows || this.#shows(key))) {
        const top = topOf(key);
        missing.set(top, [...(missing.get(top) ?? []), key].sort());
      }
    }
    return missing;
  }

  #countAll(): number {
    const accepts = this.#accepts;
    if (!accepts) {
      return this.#graph.size;
    }
    if (!this.#narrows) {
      return this.#indexed.size;
    }
    let size = 0;
    for (const known of this.#graph.all()) {
      size += accepts(known) ? 1 : 0;
    }
    return size;
  }
}

function toPlacement(grouping: Grouping, accepts: Accepts | undefined, sourceOf: SourceOf | undefined): Placement {
  if (grouping === 'system') {
    return new Hierarchy();
  }
  const places = grouping === 'source' && sourceOf ? (known: CatalogEntity) => [sourceOf(known)] : (known: CatalogEntity) => placeEntity(known, grouping);
  return { placesOf: (known) => (accepts && !accepts(known) ? [] : places(known)) };
}
