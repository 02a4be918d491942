import { isPortalError } from '../base/errors';
import { hasWildcard, toDiscoveryOptions, type DiscoveryOptions, type RepositoryFilters, type Visibility } from '../catalog/sources/discoveryOptions';
import { toDirectoryOptions, type DirectoryOptions } from '../catalog/sources/directoryOptions';
import { createRepositoryFilter } from '../catalog/sources/repositoryFilter';
import type { ConfigValues } from './configValues';
import { readDuration } from './duration';
import { showPath } from './expandConfig';

/** Finds the web address of a host by its name as a provider writes it; `undefined` where nothing is known of it. */
export type HostLookup = (name: string) => string | undefined;

const VISIBILITIES: readonly Visibility[] = ['public', 'private', 'internal'];
const DISCOVERY_KEYS = ['organization', 'app', 'host', 'catalogPath', 'filters', 'validateLocationsExist', 'schedule', 'pageSizes'];
const FILTER_KEYS = ['branch', 'repository', 'topic', 'allowForks', 'allowArchived', 'visibility'];

/**
 * `catalog.providers.github`: one provider, or several by id. Source: `readProviderConfigs` of
 * @backstage/plugin-catalog-backend-module-github 0.14.0, where a provider that cannot be read stops the start; here it is left out.
 */
export function readDiscoveries(github: ConfigValues, hosts: HostLookup): readonly DiscoveryOptions[] {
  if (github.isAbsent) {
    return [];
  }
  const isSingle = !github.at('organization').isAbsent || !github.at('app').isAbsent;
  const providers = isSingle ? [github] : github.keys().map((id) => github.at(id));
  return providers.flatMap((provider) => readDiscovery(provider, hosts) ?? []);
}

/** One provider, or one entry of `stagedoor.organizations`. */
export function readDiscovery(provider: ConfigValues, hosts: HostLookup): DiscoveryOptions | undefined {
  if (!provider.isMap()) {
    return undefined;
  }
  noteUnknown(provider, DISCOVERY_KEYS);
  const organization = provider.at('organization').text();
  if (organization === undefined || !isLogin(organization)) {
    provider.note(toOrganizationMessage(provider, organization));
    return undefined;
  }
  const host = readHost(provider.at('host'), hosts, 'github.com');
  const filters = readFilters(provider.at('filters'));
  const catalogPath = provider.at('catalogPath').text()?.replace(/^\//, '');
  const validateLocationsExist = provider.at('validateLocationsExist').flag(false);
  if (validateLocationsExist && catalogPath !== undefined && hasWildcard(catalogPath)) {
    provider.note(`${showPath(provider.path)} is left out: catalogPath ${catalogPath} has a wildcard, which goes together with validateLocationsExist no more here than in Backstage. Set validateLocationsExist to false.`);
    return undefined;
  }
  if (host === undefined || filters === undefined) {
    return undefined;
  }
  const frequency = readFrequency(provider.at('schedule'));
  const pageSize = provider.at('pageSizes', 'repositories').number();
  return toDiscoveryOptions(organization, host, {
    filters,
    validateLocationsExist,
    ...(catalogPath !== undefined && { catalogPath }),
    ...(frequency !== undefined && { frequency }),
    ...(pageSize !== undefined && { pageSize: Math.min(100, Math.max(1, Math.round(pageSize))) }),
  });
}

/** `catalog.providers.githubOrg`: one, or a list. Source: `readDefinitionsFromConfig` of its module, 0.3.26. */
export function readDirectories(githubOrg: ConfigValues, hosts: HostLookup): readonly DirectoryOptions[] {
  if (githubOrg.isAbsent) {
    return [];
  }
  const definitions = Array.isArray(githubOrg.value) ? githubOrg.items() : [githubOrg];
  const orgsOf = definitions.map((definition) => (definition.isMap() ? definition.at('orgs').texts() : []));
  // As there: the groups of several organizations are kept apart by a namespace each.
  const isOne = definitions.length === 1 && orgsOf[0]?.length === 1;
  return definitions.flatMap((definition, index) => {
    const host = readHost(definition.at('githubUrl'), hosts, undefined);
    const organizations = (orgsOf[index] ?? []).filter(isLogin);
    if (organizations.length === 0) {
      definition.note(`${showPath(definition.path)} is left out: Stagedoor reads as you, not as a GitHub App, so name the organizations in orgs.`);
    }
    if (host === undefined) {
      return [];
    }
    const frequency = readFrequency(definition.at('schedule'));
    const sizes = Object.fromEntries((['teams', 'teamMembers', 'organizationMembers'] as const).flatMap((name) => {
      const size = definition.at('pageSizes', name).number();
      return size === undefined ? [] : [[name, Math.min(100, Math.max(1, Math.round(size)))]];
    }));
    return organizations.map((organization) =>
      toDirectoryOptions(organization, host, {
        ...(!isOne && { groupNamespace: organization.toLowerCase() }),
        excludeSuspendedUsers: definition.at('excludeSuspendedUsers').flag(false),
        useVerifiedEmails: definition.at('defaultUserTransformer', 'useVerifiedEmails').flag(false),
        pageSizes: sizes,
        ...(frequency !== undefined && { frequency }),
      }),
    );
  });
}

function readFilters(filters: ConfigValues): Partial<RepositoryFilters> | undefined {
  if (filters.isAbsent) {
    return {};
  }
  if (!filters.isMap()) {
    return undefined;
  }
  noteUnknown(filters, FILTER_KEYS);
  const branch = filters.at('branch').text();
  const repository = filters.at('repository').text();
  if (branch?.includes('/')) {
    filters.at('branch').note(`${showPath(filters.path)}.branch must not hold a slash, here no more than in Backstage, so the provider is left out.`);
    return undefined;
  }
  if (repository !== undefined && !isExpression(filters.at('repository'), repository)) {
    return undefined;
  }
  const visibility = filters.at('visibility').texts().map((entry) => entry.toLowerCase());
  visibility.filter((entry) => !isVisibility(entry)).forEach((entry) => filters.at('visibility').note(`${entry} is no visibility; there are public, private and internal.`));
  return {
    ...(branch !== undefined && { branch }),
    ...(repository !== undefined && { repository }),
    topicsIncluded: filters.at('topic', 'include').texts(),
    topicsExcluded: filters.at('topic', 'exclude').texts(),
    allowForks: filters.at('allowForks').flag(true),
    allowArchived: filters.at('allowArchived').flag(false),
    visibility: visibility.filter(isVisibility),
  };
}

function isExpression(values: ConfigValues, repository: string): boolean {
  try {
    createRepositoryFilter({ repository, topicsIncluded: [], topicsExcluded: [], allowForks: true, allowArchived: false, visibility: [] });
    return true;
  } catch (error) {
    if (!isPortalError(error)) {
      throw error;
    }
    values.note(`${error.message} The provider is left out.`);
    return false;
  }
}

/** How often it is read; `cron` and `trigger: manual` are told, and the editor's own rhythm holds. */
function readFrequency(schedule: ConfigValues): number | undefined {
  const frequency = schedule.at('frequency');
  if (!frequency.at('cron').isAbsent || frequency.at('trigger').value === 'manual') {
    frequency.note(`${showPath(frequency.path)} names no span of time, so the setting stagedoor.catalog.refreshInterval holds.`);
    return undefined;
  }
  return readDuration(frequency);
}

function readHost(values: ConfigValues, hosts: HostLookup, otherwise: string | undefined): string | undefined {
  const name = values.isAbsent ? otherwise : values.text();
  const host = name === undefined ? undefined : hosts(name);
  if (host === undefined) {
    values.note(`${showPath(values.path)}${name === undefined ? ' is missing' : ` is ${name}, which no entry of integrations.github names`}. Add it there, so that it is known as a GitHub.`);
  }
  return host;
}

function noteUnknown(values: ConfigValues, known: readonly string[]): void {
  values.keys().filter((key) => !known.includes(key)).forEach((key) => values.at(key).note(`${showPath([...values.path, key])} is no option of the provider, and is not looked at. There are ${known.join(', ')}.`));
}

function toOrganizationMessage(provider: ConfigValues, organization: string | undefined): string {
  const where = showPath(provider.path);
  if (organization !== undefined) {
    return `${where} is left out: ${organization} is no name of an organization.`;
  }
  return provider.at('app').isAbsent
    ? `${where} is left out: it names no organization.`
    : `${where} is left out: Stagedoor reads as you, not as a GitHub App, so name the organization beside app.`;
}

function isVisibility(text: string): text is Visibility {
  return VISIBILITIES.some((entry) => entry === text);
}

function isLogin(text: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]*)$/.test(text);
}
