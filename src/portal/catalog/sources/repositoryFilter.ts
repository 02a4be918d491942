import { toLinearTest } from '../../base/linearPattern';
import type { CatalogRepository } from '../organizationReader';
import type { RepositoryFilters } from './discoveryOptions';

/** What decides whether a repository is read. */
export type FilteredRepository = Pick<CatalogRepository, 'archived' | 'fork' | 'topics' | 'visibility'> & { readonly info: Pick<CatalogRepository['info'], 'name' | 'private'> };

/**
 * Whether repositories belong to an organization's part of the catalog. One without a single branch never does, which is for
 * the caller to see. Source: `GithubEntityProvider.matchesFilters` (plugin-catalog-backend-module-github 0.14.0).
 * @throws PortalError `invalid` where `filters.repository` is no regular expression, or one that could take for ever
 */
export function createRepositoryFilter(filters: RepositoryFilters): (repository: FilteredRepository) => boolean {
  const { topicsIncluded, topicsExcluded, allowForks, allowArchived, visibility } = filters;
  const isNamed = filters.repository === undefined ? (): boolean => true : toLinearTest(anchor(filters.repository));
  return (repository) =>
    (allowArchived || !repository.archived) &&
    isNamed(repository.info.name) &&
    (topicsIncluded.length === 0 || repository.topics.some((topic) => topicsIncluded.includes(topic))) &&
    !repository.topics.some((topic) => topicsExcluded.includes(topic)) &&
    (allowForks || !repository.fork) &&
    (visibility.length === 0 || visibility.includes(repository.visibility ?? (repository.info.private ? 'private' : 'public')));
}

/** As there: of `a|b` each side is bound at one end only. */
function anchor(pattern: string): string {
  return `${pattern.startsWith('^') ? '' : '^'}${pattern}${pattern.endsWith('$') ? '' : '$'}`;
}
