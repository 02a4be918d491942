import type { Disposable } from '../../portal/base/disposable';
import type { CatalogChange } from '../../portal/catalog/query';
import type { Clock } from '../../portal/ports/clock';

/** While the catalog changes all the time, the tree is drawn this often, in ms. */
const PAUSE = 200;

type Kind = keyof CatalogChange;

/** Hands on the first change at once and gathers what follows it closely, as when an organization is read. */
export class ChangeBuffer implements Disposable {
  readonly #clock: Clock;
  readonly #draw: (change: CatalogChange) => Promise<void>;
  readonly #waiting = new Map<string, Kind>();
  #pause: Disposable | undefined;
  #drawing: Promise<void> | undefined;

  /** @param draw takes a change; the next one waits until it is done */
  constructor(clock: Clock, draw: (change: CatalogChange) => Promise<void>) {
    this.#clock = clock;
    this.#draw = draw;
  }

  add({ added, changed, removed }: CatalogChange): void {
    added.forEach((ref) => this.#note(ref, 'added'));
    changed.forEach((ref) => this.#note(ref, 'changed'));
    removed.forEach((ref) => this.#note(ref, 'removed'));
    if (!this.#pause && !this.#drawing) {
      void this.flush();
    }
  }

  /** Hands on what was gathered, now. Resolves when all of it is drawn. */
  async flush(): Promise<void> {
    this.#pause?.dispose();
    this.#pause = undefined;
    await this.#drawing;
    if (this.#waiting.size === 0) {
      return;
    }
    const of = (kind: Kind): string[] => [...this.#waiting].flatMap(([ref, each]) => (each === kind ? [ref] : []));
    const change = { added: of('added'), changed: of('changed'), removed: of('removed') };
    this.#waiting.clear();
    this.#drawing = this.#draw(change).finally(() => {
      this.#drawing = undefined;
      this.#pause = this.#clock.after(PAUSE, () => void this.flush());
    });
    await this.#drawing;
  }

  dispose(): void {
    this.#pause?.dispose();
  }

  /** What becomes of an entity over two changes. */
  #note(ref: string, kind: Kind): void {
    const before = this.#waiting.get(ref);
    if (before === 'added' && kind === 'removed') {
      this.#waiting.delete(ref);
    } else if (before === 'removed' && kind === 'added') {
      this.#waiting.set(ref, 'changed');
    } else {
      this.#waiting.set(ref, before === 'added' ? 'added' : kind);
    }
  }
}
