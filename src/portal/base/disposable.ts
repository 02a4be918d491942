/** Something that holds on to resources until it is told to let go. Structurally equal to VS Code's own. */
export interface Disposable {
  dispose(): void;
}

/** Collects disposables and lets them go together, last in first out. Adding to a disposed store disposes at once. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) {
      item.dispose();
    } else {
      this.#items.push(item);
    }
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    for (let item = this.#items.pop(); item; item = this.#items.pop()) {
      item.dispose();
    }
  }
}

export function toDisposable(dispose: () => void): Disposable {
  return { dispose };
}
