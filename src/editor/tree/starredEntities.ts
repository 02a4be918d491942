import type { Disposable } from '../../portal/base/disposable';
import { Emitter, type Event } from '../../portal/base/event';

/** What is kept on all of a user's machines. */
export interface StarMemory {
  load(): unknown;
  save(refs: readonly string[]): void;
}

/** The entities the user has starred. They stay starred where the catalog does not have them for a while. */
export class StarredEntities implements Disposable {
  readonly #memory: StarMemory;
  readonly #changed = new Emitter<readonly string[]>();
  /** Fires with the refs whose star came or went. */
  readonly onDidChange: Event<readonly string[]> = this.#changed.event;

  constructor(memory: StarMemory) {
    this.#memory = memory;
  }

  /** Full refs in lower case. Read each time: another window may have starred something. */
  get refs(): ReadonlySet<string> {
    const stored = this.#memory.load();
    return new Set(Array.isArray(stored) ? stored.filter((ref: unknown): ref is string => typeof ref === 'string') : []);
  }

  has(ref: string): boolean {
    return this.refs.has(ref);
  }

  set(refs: readonly string[], starred: boolean): void {
    const before = this.refs;
    const changed = refs.filter((ref) => before.has(ref) !== starred);
    if (changed.length === 0) {
      return;
    }
    const after = new Set(before);
    changed.forEach((ref) => (starred ? after.add(ref) : after.delete(ref)));
    this.#memory.save([...after].sort());
    this.#changed.fire(changed);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
