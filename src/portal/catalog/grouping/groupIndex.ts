import type { Steps } from '../../base/steps';
import type { CatalogEntity } from '../entity';
import type { CatalogChange, CatalogQuery } from '../query';
import { compareEntities, placeIn } from './entityOrder';
import { compareKinds, kindOfRef } from './kindOrder';

/** How entities are put into groups. */
export interface Placement {
  /** Keys of the groups an entity stands in. */
  placesOf(known: CatalogEntity, graph: CatalogQuery): readonly string[];
  /** Whether an entity is to be shown; left out, all are. */
  readonly accepts?: ((known: CatalogEntity) => boolean) | undefined;
  /** Further refs whose place may be another one after a change. */
  alsoMoved?(change: CatalogChange, graph: CatalogQuery): readonly string[];
}

/** What of a graph passes a filter, in its order. */
export type Accepted = Pick<CatalogQuery, 'size' | 'kinds' | 'byKind'>;

interface Placed {
  readonly known: CatalogEntity;
  readonly places: readonly string[];
}

type Lists = Map<string, CatalogEntity[]>;

/** So many entities are put in their places between two chances to give way: a millisecond or so. */
const STEP = 1_000;

/** Entities by group and kind, in order. A change costs by what changed, not by what there is. */
export class GroupIndex {
  readonly #placement: Placement;
  readonly #placed = new Map<string, Placed>();
  readonly #groups = new Map<string, Lists>();

  private constructor(placement: Placement) {
    this.#placement = placement;
  }

  /** Puts a graph in its place. Yields now and then. @param accepted what of the graph is to be shown, where that is known already */
  static *build(placement: Placement, graph: CatalogQuery, accepted?: Accepted): Steps<GroupIndex> {
    const index = new GroupIndex(placement);
    let placed = 0;
    const all = accepted ?? graph;
    // The graph has its kinds in order already, so that nothing needs sorting here.
    for (const kind of all.kinds()) {
      for (const known of all.byKind(kind)) {
        if (accepted || placement.accepts?.(known) !== false) {
          index.#place(known, graph, append);
        }
        if (++placed % STEP === 0) {
          yield;
        }
      }
    }
    return index;
  }

  /** How many entities are shown, each counted once. */
  get size(): number {
    return this.#placed.size;
  }

  get keys(): Iterable<string> {
    return this.#groups.keys();
  }

  placesOf(ref: string): readonly string[] {
    return this.#placed.get(ref)?.places ?? [];
  }

  /** The entities of a group, one list a kind. */
  lists(key: string): readonly (readonly CatalogEntity[])[] {
    const lists = this.#groups.get(key);
    return lists ? [...lists].sort(([a], [b]) => compareKinds(a, b)).map(([, list]) => list) : [];
  }

  apply(graph: CatalogQuery, change: CatalogChange): void {
    const refs = new Set([...change.added, ...change.changed, ...change.removed, ...(this.#placement.alsoMoved?.(change, graph) ?? [])]);
    for (const ref of refs) {
      this.#remove(ref);
      const known = graph.get(ref);
      if (known && this.#placement.accepts?.(known) !== false) {
        this.#place(known, graph, insert);
      }
    }
  }

  #place(known: CatalogEntity, graph: CatalogQuery, put: (list: CatalogEntity[], known: CatalogEntity) => void): void {
    const places = this.#placement.placesOf(known, graph);
    if (places.length === 0) {
      return;
    }
    this.#placed.set(known.ref, { known, places });
    const kind = kindOfRef(known.ref);
    for (const key of places) {
      let lists = this.#groups.get(key);
      if (!lists) {
        lists = new Map();
        this.#groups.set(key, lists);
      }
      const list = lists.get(kind);
      if (list) {
        put(list, known);
      } else {
        lists.set(kind, [known]);
      }
    }
  }

  #remove(ref: string): void {
    const placed = this.#placed.get(ref);
    if (!placed) {
      return;
    }
    this.#placed.delete(ref);
    const kind = kindOfRef(ref);
    for (const key of placed.places) {
      const lists = this.#groups.get(key);
      const list = lists?.get(kind);
      const at = list ? placeIn(list, placed.known) : -1;
      if (!lists || !list || list[at] === undefined || compareEntities(list[at], placed.known) !== 0) {
        continue;
      }
      list.splice(at, 1);
      if (list.length === 0) {
        lists.delete(kind);
      }
      if (lists.size === 0) {
        this.#groups.delete(key);
      }
    }
  }
}

function append(list: CatalogEntity[], known: CatalogEntity): void {
  list.push(known);
}

function insert(list: CatalogEntity[], known: CatalogEntity): void {
  list.splice(placeIn(list, known), 0, known);
}
