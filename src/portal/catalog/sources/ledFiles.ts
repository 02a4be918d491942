import type { CatalogStore } from '../catalogStore';
import { pathInRepository } from '../locationTargets';
import { toUriBelow } from '../placeholderTargets';
import { WORKSPACE } from '../workspaceSource';

/**
 * Files of folders that stand for files on GitHub which are hidden by them and did not come in by their own repository: by a
 * Location of another one, or because somebody registered them. What a repository's own Locations lead to is left to its
 * folder, where they may say something else by now.
 * @param checkouts URIs of folders, by `repositoryKey`
 * @returns URIs, whether there are such files or not
 */
export function ledFiles(store: CatalogStore, checkouts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const hidden = [...checkouts.keys()].flatMap((key) => store.shardsIn(key)).filter(({ source }) => source !== WORKSPACE);
  if (hidden.length === 0) {
    return new Set();
  }
  const followers = new Map<string, Set<string | undefined>>();
  for (const { follows, repository, source } of store.shards()) {
    follows.filter(() => source !== WORKSPACE).forEach((uri) => followers.set(uri, (followers.get(uri) ?? new Set()).add(repository)));
  }
  return new Set(hidden.flatMap(({ uri, repository = '', records }) => {
    const leads = [...(followers.get(uri) ?? [])];
    const isOwn = leads.length > 0 && leads.every((key) => key === repository);
    const origin = records[0]?.origin;
    const folder = checkouts.get(repository);
    const path = origin?.repository && pathInRepository(origin.location?.replace(/^url:/, '') ?? '', origin.repository);
    return !isOwn && folder !== undefined && path !== undefined ? [toUriBelow(folder, path)] : [];
  }));
}
