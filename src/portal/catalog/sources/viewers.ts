import { isCancelled } from '../../base/cancellation';
import { messageOf } from '../../base/errors';
import type { Log } from '../../ports/log';
import type { CatalogQuery } from '../query';
import type { Viewer, ViewerReader } from './organizationDirectory';
import { ownedByMe } from './ownedByMe';

/** Who is signed in, and what that makes theirs in the newest graph. */
export class Viewers {
  readonly #graph: () => CatalogQuery;
  readonly #log: Log;
  #viewers = new Map<string, Viewer>();
  #judged: CatalogQuery | undefined;
  #mine: readonly string[] = [];

  constructor(graph: () => CatalogQuery, log: Log) {
    this.#graph = graph;
    this.#log = log;
  }

  /** Full refs in lower case; the same array as long as they are the same. */
  get mine(): readonly string[] {
    const graph = this.#graph();
    if (this.#judged !== graph) {
      this.#judged = graph;
      const refs = ownedByMe(graph, [...this.#viewers.values()]);
      const isSame = refs.length === this.#mine.length && refs.every((ref, index) => ref === this.#mine[index]);
      this.#mine = isSame ? this.#mine : refs;
    }
    return this.#mine;
  }

  /** Asks each host who is signed in; who was stays where a host does not say. Rejects only with `cancelled`. */
  async read(readers: readonly ViewerReader[], signal: AbortSignal): Promise<void> {
    const viewers = new Map<string, Viewer>();
    for (const reader of readers) {
      try {
        const viewer = await reader.read(signal);
        if (viewer) {
          viewers.set(reader.host, viewer);
        }
      } catch (error) {
        if (isCancelled(error)) {
          throw error;
        }
        this.#log.warn(`Who is signed in to ${reader.host} could not be read, so what is theirs is not known anew: ${messageOf(error)}`);
        const before = this.#viewers.get(reader.host);
        if (before) {
          viewers.set(reader.host, before);
        }
      }
    }
    this.#viewers = viewers;
    this.#judged = undefined;
  }
}
