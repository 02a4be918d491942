import { DisposableStore, toDisposable } from '../../portal/base/disposable';
import type { CatalogService } from '../../portal/catalog/catalogService';
import type { CatalogEntity } from '../../portal/catalog/entity';

/**
 * An entity of the catalog. A panel that comes back at the start of the window is faster than the catalog: while that
 * is being loaded or read for the first time, the entity may still come.
 */
export async function waitForEntity(catalog: CatalogService, ref: string, signal: AbortSignal): Promise<CatalogEntity | undefined> {
  const isComing = (): boolean => catalog.graph.get(ref) === undefined && (catalog.status.loading || catalog.status.refreshing);
  if (isComing() && !signal.aborted) {
    const waiting = new DisposableStore();
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (signal.aborted || !isComing()) {
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
  return catalog.graph.get(ref);
}
