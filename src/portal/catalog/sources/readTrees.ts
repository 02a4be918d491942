import { isPortalError, type PortalError } from '../../base/errors';
import type { CatalogRepository, RepositoryFile } from '../organizationReader';
import { list } from './followLocations';
import { readByHost, type HostReader } from './hostReader';

export interface TreeFiles {
  readonly files: readonly { readonly repository: CatalogRepository; readonly file: RepositoryFile }[];
  /** Ids of repositories that could not be looked through, wholly or in part. */
  readonly unsure: ReadonlySet<string>;
  readonly error: PortalError | undefined;
}

/** The files of repositories that match a pattern: a request for the tree of each, and the files of all of them together. */
export async function readTrees(repositories: readonly CatalogRepository[], pattern: string, reader: HostReader, signal: AbortSignal): Promise<TreeFiles> {
  if (repositories.length === 0) {
    return { files: [], unsure: new Set(), error: undefined };
  }
  const { matchPaths } = await import('../fileChecker');
  const unsure = new Set<string>();
  let error: PortalError | undefined;
  const wanted: { readonly repository: CatalogRepository; readonly path: string }[] = [];
  for (const repository of repositories) {
    const paths = await list(repository, () => reader, signal);
    if (isPortalError(paths)) {
      error ??= paths;
      unsure.add(repository.id);
    } else {
      wanted.push(...matchPaths(pattern, paths).map((path) => ({ repository, path })));
    }
  }
  const read = await readByHost(wanted, () => reader, signal);
  const files = wanted.flatMap((entry) => {
    const file = read.fileOf(entry);
    if (file === undefined) {
      unsure.add(entry.repository.id);
    }
    return file ? [{ repository: entry.repository, file }] : [];
  });
  return { files, unsure, error: error ?? read.error };
}
