import type { CatalogEntity } from '../entity';
import type { CatalogChange, CatalogQuery } from '../query';
import { DOMAINS, kindGroup, NO_DOMAIN, NO_SYSTEM } from './grouping';
import type { Placement } from './groupIndex';
import { kindOfRef } from './kindOrder';

/** The nearest first: a part of a component stands below that component, which stands below its system. */
const NEARNESS = ['component', 'resource', 'api', 'system', 'domain'];
/** Kinds that can be part of a system. */
const OF_SYSTEMS = ['component', 'api', 'resource', 'airesource'];

/** Where what has no parent stands, also where it is only named. */
export function topOf(ref: string): string {
  const kind = kindOfRef(ref);
  return kind === 'domain' ? DOMAINS : kind === 'system' ? NO_DOMAIN : OF_SYSTEMS.includes(kind) ? NO_SYSTEM : kindGroup(kind);
}

/**
 * Domain > system > component, with all that lies between: an entity's place is the ref of what it is part of, or the key
 * of a group. The ref may name what the catalog does not have. No entity stands below itself, however they are written: of
 * a circle, the first by its ref stands where one without a parent does.
 */
export class Hierarchy implements Placement {
  /** Ref → the entities that name it as what they are part of. It may hold some that did so once: asking again costs little. */
  readonly #named = new Map<string, Set<string>>();
  readonly #inCircles = new Set<string>();
  /** Refs that lead to a top in the graph at hand, so that the way there is not walked for every part. */
  readonly #straight = new Set<string>();
  #graph: CatalogQuery | undefined;

  placesOf(known: CatalogEntity, graph: CatalogQuery): readonly string[] {
    this.#use(graph);
    const { ref, facets } = known;
    for (const parent of facets.partOf) {
      const parts = this.#named.get(parent);
      if (parts) {
        parts.add(ref);
      } else {
        this.#named.set(parent, new Set([ref]));
      }
    }
    const circle = this.#circleOf(known, graph);
    if (circle.length === 0) {
      this.#inCircles.delete(ref);
    } else {
      this.#inCircles.add(ref);
    }
    const breaks = circle.length > 0 && circle.every((other) => ref <= other);
    return [(breaks ? undefined : parentOf(known, graph)) ?? topOf(ref)];
  }

  alsoMoved({ added, changed, removed }: CatalogChange, graph: CatalogQuery): readonly string[] {
    this.#use(graph);
    const moved = new Set(this.#inCircles);
    for (const ref of [...added, ...removed]) {
      this.#named.get(ref)?.forEach((part) => moved.add(part));
    }
    // A new circle goes through something that is new, or that names something new.
    for (const ref of [...added, ...changed, ...moved]) {
      const known = graph.get(ref);
      if (known) {
        this.#circleOf(known, graph).forEach((member) => moved.add(member));
      }
    }
    return [...moved];
  }

  #use(graph: CatalogQuery): void {
    if (this.#graph !== graph) {
      this.#graph = graph;
      this.#straight.clear();
    }
  }

  /** The members of the circle an entity is in; empty where it is in none. */
  #circleOf(known: CatalogEntity, graph: CatalogQuery): readonly string[] {
    const first = parentOf(known, graph);
    if (first === undefined || this.#straight.has(first)) {
      return []; // As with nearly all: nothing to walk, nothing to remember.
    }
    const trail = [known.ref];
    const seen = new Set(trail);
    for (let parent: string | undefined = first; parent !== undefined && !this.#straight.has(parent); ) {
      if (parent === known.ref) {
        return trail;
      }
      if (seen.has(parent)) {
        return []; // It leads into a circle without being part of it.
      }
      seen.add(parent);
      trail.push(parent);
      const next = graph.get(parent);
      parent = next && parentOf(next, graph);
    }
    trail.forEach((ref) => this.#straight.add(ref));
    return [];
  }
}

/** Of several parents the nearest that exists; where none does, the nearest that is named. */
function parentOf({ facets }: CatalogEntity, graph: Pick<CatalogQuery, 'get'>): string | undefined {
  if (facets.partOf.length < 2) {
    return facets.partOf[0];
  }
  const nearness = (ref: string): number => {
    const place = NEARNESS.indexOf(kindOfRef(ref));
    return place === -1 ? NEARNESS.length : place;
  };
  const sorted = [...facets.partOf].sort((a, b) => nearness(a) - nearness(b));
  return sorted.find((ref) => graph.get(ref)) ?? sorted[0];
}
