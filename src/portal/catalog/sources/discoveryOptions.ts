import { hashText } from '../../base/hash';
import { organizationSourceId } from '../organizationReader';

export type Visibility = 'public' | 'private' | 'internal';

/**
 * What of an organization is read, with the defaults filled in. Plain data.
 * Source: `catalog.providers.github` of @backstage/plugin-catalog-backend-module-github 0.14.0.
 */
export interface DiscoveryOptions {
  /** Login of an organization or a user: `acme`. */
  readonly organization: string;
  /** Web address of the host: `https://github.com`. */
  readonly host: string;
  /**
   * Without a slash at the start: `catalog-info.yaml`. With a `*` it is a pattern over the paths of the repository's tree:
   * a scan then reads no file, and delivers each repository as `inTree`.
   */
  readonly catalogPath: string;
  /** A repository without the file is no location at all, instead of one that may be empty. Never together with a pattern. */
  readonly validateLocationsExist: boolean;
  readonly filters: RepositoryFilters;
  /** How often it is read, in ms; absent where the settings of the editor decide. */
  readonly frequency?: number;
  /** Repositories in a page; absent for as many as GitHub bears. */
  readonly pageSize?: number;
}

export interface RepositoryFilters {
  /** The branch to read, without a slash; absent for the default branch of each repository. */
  readonly branch?: string;
  /** A regular expression for names as written; matched from end to end. */
  readonly repository?: string;
  /** A repository must have one of these; none are asked for where it is empty. */
  readonly topicsIncluded: readonly string[];
  /** A repository must have none of these, whatever else it has. */
  readonly topicsExcluded: readonly string[];
  readonly allowForks: boolean;
  readonly allowArchived: boolean;
  /** Any of these; all where it is empty. */
  readonly visibility: readonly Visibility[];
}

/** Source: `DEFAULT_CATALOG_PATH` there. */
export const DEFAULT_CATALOG_PATH = 'catalog-info.yaml';

export function toDiscoveryOptions(organization: string, host: string, more: Partial<Omit<DiscoveryOptions, 'organization' | 'host' | 'filters'>> & { readonly filters?: Partial<RepositoryFilters> } = {}): DiscoveryOptions {
  const filters: RepositoryFilters = { topicsIncluded: [], topicsExcluded: [], allowForks: true, allowArchived: false, visibility: [], ...more.filters };
  return { catalogPath: DEFAULT_CATALOG_PATH, validateLocationsExist: false, ...more, organization, host, filters };
}

export function hasWildcard(catalogPath: string): boolean {
  return catalogPath.includes('*');
}

/**
 * Two ways of reading one organization are two sources; one without options is `github:https://github.com/acme`. How often it
 * is read makes no other source.
 */
export function discoverySourceId({ organization, host, catalogPath, validateLocationsExist, filters }: DiscoveryOptions): string {
  const id = organizationSourceId(host, organization);
  const what = (options: Pick<DiscoveryOptions, 'catalogPath' | 'validateLocationsExist' | 'filters'>): string =>
    JSON.stringify([options.catalogPath, options.validateLocationsExist, Object.entries(options.filters).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const own = what({ catalogPath, validateLocationsExist, filters });
  return own === what(toDiscoveryOptions(organization, host)) ? id : `${id}#${hashText(own)}`;
}
