import type { CatalogService, SourceStatus } from './catalogService';
import { repositoryKey } from './catalogRecord';
import type { CatalogEntity } from './entity';
import { WORKSPACE } from './workspaceSource';

type Checkouts = Pick<CatalogService, 'checkouts' | 'status'>;

/** The folder that an entity is shown from in the place of the same repository on GitHub, as a URI; `undefined` where GitHub is not asked for it. */
export function checkoutOf({ origin: { repository, source } }: CatalogEntity, { checkouts, status }: Checkouts): string | undefined {
  const key = source === WORKSPACE && repository ? repositoryKey(repository) : undefined;
  return key !== undefined && isRead(key, status.sources) ? checkouts.get(key) : undefined;
}

/** Whether a folder of the workspace stands in the place of a repository that is read from GitHub. */
export function isCheckout(folder: string, { checkouts, status }: Checkouts): boolean {
  return [...checkouts].some(([key, uri]) => uri === folder && isRead(key, status.sources));
}

/** Whether the organization of a repository is a source. @param key as `repositoryKey` makes it */
function isRead(key: string, sources: readonly Pick<SourceStatus, 'id'>[]): boolean {
  const organization = key.slice(0, key.lastIndexOf('/'));
  return sources.some(({ id }) => /^github:https?:\/\/([^#]+)/.exec(id)?.[1]?.toLowerCase() === organization);
}
