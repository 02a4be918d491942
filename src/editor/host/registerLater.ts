import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import type { Clock } from '../../portal/ports/clock';

/**
 * Registers, once activation is over and each in a turn of its own, what nobody can ask for in the first moment: language
 * features, listeners, items of the status bar. Commands, views, file systems and what restores panels are registered in
 * activation itself, since VS Code may call them right after it.
 *
 * @param registrations in order; a failure of one is told to `fail` and leaves the others alone
 */
export function registerLater(clock: Clock, registrations: readonly (() => Disposable)[], fail: (error: unknown) => void): Disposable {
  const store = new DisposableStore();
  const waiting = [...registrations];
  let next: Disposable | undefined;
  const schedule = (): void => {
    next = waiting.length > 0 ? clock.after(0, runNext) : undefined;
  };
  const runNext = (): void => {
    try {
      const made = waiting.shift()?.();
      if (made) {
        store.add(made);
      }
    } catch (error) {
      fail(error);
    }
    schedule();
  };
  schedule();
  store.add({ dispose: () => next?.dispose() });
  return store;
}
