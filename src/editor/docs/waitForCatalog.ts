import { DisposableStore, toDisposable } from '../../portal/base/disposable';
import type { CatalogService } from '../../portal/catalog/catalogService';

/**
 * Resolves once `isThere` holds, or nothing more comes: while the catalog is being loaded or read, what is asked for may
 * still turn up. A window that has just been opened is faster than its catalog.
 */
export async function waitForCatalog(catalog: CatalogService, isThere: () => boolean, signal: AbortSignal): Promise<void> {
  const isSettled = (): boolean => signal.aborted || isThere() || !(catalog.status.loading || catalog.status.refreshing);
  if (isSettled()) {
    return;
  }
  const waiting = new DisposableStore();
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (isSettled()) {
        resolve();
      }
    };
    waiting.add(catalog.onDidChange(check));
    waiting.add(catalog.onDidChangeStatus(check));
    signal.addEventListener('abort', check, { once: true });
    waiting.add(toDisposable(() => signal.removeEventListener('abort', check)));
  });
  waiting.dispose();
}
