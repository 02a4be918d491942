/** As much of `vscode.Memento` as is needed. */
interface Memory {
  get<T>(key: string, fallback: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = 'stagedoor.recentEntities';
const MOST = 20;

/** The entities that were chosen last in this workspace, the latest first. */
export class RecentEntities {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  get refs(): readonly string[] {
    const stored = this.#memory.get<unknown>(KEY, []);
    return Array.isArray(stored) ? stored.filter((ref) => typeof ref === 'string') : [];
  }

  note(ref: string): void {
    void this.#memory.update(KEY, [ref, ...this.refs.filter((other) => other !== ref)].slice(0, MOST));
  }
}
