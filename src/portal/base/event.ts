import { toDisposable, type Disposable } from './disposable';

/** Subscribes a listener; the result ends the subscription. Structurally equal to VS Code's `Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Fires values to listeners. A listener that throws does not keep the others from hearing. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly call: (value: T) => void }>();
  readonly #onError: (error: unknown) => void;

  /** @param onError what becomes of an error thrown by a listener; by default it is thrown after all have heard. */
  constructor(onError?: (error: unknown) => void) {
    this.#onError =
      onError ??
      ((error) => {
        throw error;
      });
  }

  readonly event: Event<T> = (listener) => {
    const entry = { call: listener };
    this.#listeners.add(entry);
    return toDisposable(() => this.#listeners.delete(entry));
  };

  fire(value: T): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener.call(value);
      } catch (error) {
        errors.push(error);
      }
    }
    errors.forEach((error) => this.#onError(error));
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
