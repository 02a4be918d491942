import { PortalError } from '../../portal/base/errors';
import type { CatalogEntity } from '../../portal/catalog/entity';
import type { DocsTarget, DocsVersion } from '../../protocol/docs';
import type { EditorServices } from '../services';
import { waitForCatalog } from './waitForCatalog';

export interface SubjectOptions {
  readonly services: EditorServices;
  /** An entity as if it had been read in that version. */
  readonly entityAt: (entity: CatalogEntity, at: DocsVersion) => Promise<CatalogEntity>;
}

/** What a target's docs are those of: a file, or an entity, for which a catalog that is still being read is waited for. */
export async function subjectOf(target: DocsTarget, { services, entityAt }: SubjectOptions, signal: AbortSignal): Promise<CatalogEntity | string> {
  if (target.type === 'file') {
    return target.uri;
  }
  const { catalog } = services;
  const { ref, at } = target;
  await waitForCatalog(services, () => catalog.graph.get(ref) !== undefined, signal);
  const entity = catalog.graph.get(ref);
  if (!entity) {
    throw new PortalError('not-found', `${ref} is not in the catalog. Refresh the catalog, then try again.`);
  }
  return at ? entityAt(entity, at) : entity;
}
