import { createRepositoryFilter, type FilteredRepository } from '../catalog/sources/repositoryFilter';
import { hasWildcard, type DiscoveryOptions } from '../catalog/sources/discoveryOptions';
import type { ScanShape } from './scanQuery';

/** What a scan asks GitHub for, and which of the answers it takes. */
export interface Discovery {
  /** Of the catalog file, without a slash at the start; a pattern where `inTree` is set. */
  readonly path: string;
  readonly inTree: boolean;
  /** The branch that is read; absent for the default one. */
  readonly branch: string | undefined;
  /** The most repositories in a page; absent for as many as GitHub bears. */
  readonly pageSize: number | undefined;
  shape(texts: boolean): ScanShape;
  accepts(repository: FilteredRepository): boolean;
  /** What GitHub itself can leave out. */
  readonly leftOut: { readonly archived: boolean; readonly forks: boolean };
}

/** @throws PortalError `invalid` where the expression for names is none */
export function toDiscovery({ catalogPath, filters, pageSize }: DiscoveryOptions): Discovery {
  const path = catalogPath.replace(/^\//, '');
  const inTree = hasWildcard(path);
  const { branch } = filters;
  return {
    path,
    inTree,
    branch,
    pageSize,
    shape: (texts) => ({ expression: inTree ? undefined : `${branch ?? 'HEAD'}:${path}`, branch, texts }),
    accepts: createRepositoryFilter(filters),
    leftOut: { archived: !filters.allowArchived, forks: !filters.allowForks },
  };
}
