import { DisposableStore, toDisposable } from '../../portal/base/disposable';
import type { CatalogService } from '../../portal/catalog/catalogService';
import type { Clock } from '../../portal/ports/clock';

export interface CatalogInTime {
  readonly catalog: Pick<CatalogService, 'status' | 'onDidChange' | 'onDidChangeStatus'>;
  readonly clock: Clock;
}

/**
 * Resolves once `isThere` holds, or nothing more comes: while the catalog is being loaded or read, what is asked for may
 * still turn up. A window that has just been opened is faster than its catalog.
 */
export async function waitForCatalog({ catalog, clock }: CatalogInTime, isThere: () => boolean, signal: AbortSignal): Promise<void> {
  const isBusy = (): boolean => catalog.status.loading || catalog.status.refreshing;
  const waiting = new DisposableStore();
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (signal.aborted || isThere()) {
        resolve();
      } else if (!isBusy()) {
        // The first reading begins in the same turn in which loading ends.
        waiting.add(clock.after(0, () => (isThere() || !isBusy() ? resolve() : undefined)));
      }
    };
    waiting.add(catalog.onDidChange(check));
    waiting.add(catalog.onDidChangeStatus(check));
    signal.addEventListener('abort', check, { once: true });
    waiting.add(toDisposable(() => signal.removeEventListener('abort', check)));
    check();
  });
  waiting.dispose();
}
