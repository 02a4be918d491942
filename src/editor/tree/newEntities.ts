import type { CatalogStatus } from '../../portal/catalog/catalogService';
import type { CatalogChange, CatalogQuery } from '../../portal/catalog/query';

/** What is kept between two starts: refs that are new and were not looked at yet. */
export interface NewEntitiesMemory {
  load(): readonly string[];
  save(refs: readonly string[]): void;
}

/**
 * Knows which entities came up on GitHub since the user last looked. The first reading of an organization is nothing
 * new, and neither is what one writes in one's own folder.
 */
export class NewEntities {
  readonly #memory: NewEntitiesMemory;
  /** New, and not seen by anybody: the badge counts these. */
  readonly #unseen: Set<string>;
  /** New and seen in this sitting: still marked, no longer counted. */
  readonly #seen = new Set<string>();
  #readSources: ReadonlySet<string> = new Set();

  constructor(memory: NewEntitiesMemory) {
    this.#memory = memory;
    this.#unseen = new Set(memory.load());
  }

  /** The number on the badge. */
  get count(): number {
    return this.#unseen.size;
  }

  isNew(ref: string): boolean {
    return this.#unseen.has(ref) || this.#seen.has(ref);
  }

  /** Sources that were read to their end once: from then on, what they add is new. */
  noteStatus({ loading, refreshing, sources }: CatalogStatus): void {
    if (!loading && !refreshing) {
      this.#readSources = new Set(sources.filter(({ readAt }) => readAt !== undefined).map(({ id }) => id));
    }
  }

  /** Lets go of what went while no window was open, such as all that only an account could see which is signed out now. */
  noteLoaded(graph: Pick<CatalogQuery, 'get'>): void {
    const gone = [...this.#unseen].filter((ref) => !graph.get(ref));
    gone.forEach((ref) => this.#unseen.delete(ref));
    if (gone.length > 0) {
      this.#memory.save([...this.#unseen]);
    }
  }

  /** @returns the refs whose mark is another one now */
  noteChange({ added, removed }: CatalogChange, graph: CatalogQuery): readonly string[] {
    const marked = added.filter((ref) => {
      const source = graph.get(ref)?.origin.source;
      return source !== undefined && source.startsWith('github:') && this.#readSources.has(source) && !this.isNew(ref);
    });
    marked.forEach((ref) => this.#unseen.add(ref));
    const gone = removed.filter((ref) => this.#unseen.delete(ref) || this.#seen.delete(ref));
    if (marked.length > 0 || gone.length > 0) {
      this.#memory.save([...this.#unseen]);
    }
    return [...marked, ...gone];
  }

  /** The user looks at the view: the badge goes, the marks stay until `forget`. */
  see(): void {
    if (this.#unseen.size > 0) {
      this.#unseen.forEach((ref) => this.#seen.add(ref));
      this.#unseen.clear();
      this.#memory.save([]);
    }
  }

  /** The user went elsewhere. @returns the refs that lost their mark */
  forget(): readonly string[] {
    const refs = [...this.#seen];
    this.#seen.clear();
    return refs;
  }
}
