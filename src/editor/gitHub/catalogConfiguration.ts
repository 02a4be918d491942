import { isCancelled } from '../../portal/base/cancellation';
import { messageOf } from '../../portal/base/errors';
import { hashText } from '../../portal/base/hash';
import type { AppConfig } from '../../portal/appConfig/appConfig';
import { createOrganizationSource } from '../../portal/catalog/organizationSource';
import { createCatalogRules } from '../../portal/catalog/rules/catalogRules';
import type { CatalogConfiguration, ConfigurationRequest } from '../../portal/catalog/sources/catalogConfiguration';
import type { SourceDefinition } from '../../portal/catalog/sources/catalogSource';
import { toDirectoryOptions } from '../../portal/catalog/sources/directoryOptions';
import { createDirectorySource, groupDirectories, type DirectoryGroup, type DirectoryPart, type DirectorySourceOptions } from '../../portal/catalog/sources/directorySource';
import { discoverySourceId, toDiscoveryOptions, type DiscoveryOptions } from '../../portal/catalog/sources/discoveryOptions';
import { parseFileAddress } from '../../portal/catalog/sources/hostReader';
import { createLocationsSource, locationsSourceId, type LocationHost, type NamedLocation } from '../../portal/catalog/sources/locationsSource';
import { directorySourceId, type ViewerReader } from '../../portal/catalog/sources/organizationDirectory';
import type { SettingProblem } from '../../portal/catalog/catalogService';
import { toUriBelow } from '../../portal/catalog/placeholderTargets';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import { parseOrganization } from '../../portal/github/gitHubHost';
import { parseGitHubUri } from '../../portal/github/gitHubUri';
import { createHostReader } from '../../portal/github/hostReader';
import { createOrganizationDirectoryReader } from '../../portal/github/organizationDirectory';
import { createOrganizationReader } from '../../portal/github/organizationReader';
import { createViewerReader } from '../../portal/github/viewer';
import type { Clock } from '../../portal/ports/clock';
import type { Log } from '../../portal/ports/log';
import type { AppConfigs } from './appConfigs';
import type { SourceSettings } from './sourceSettings';

export interface CatalogConfigurationOptions {
  readonly settings: SourceSettings;
  readonly clientOf: (web: string) => GitHubClient;
  readonly appConfigs: AppConfigs;
  /** Running Backstages, the same objects as long as they are configured alike; none when left out. */
  readonly backstages?: () => Promise<readonly SourceDefinition[]>;
  /** What of their setting names none. */
  readonly backstageProblems?: () => readonly string[];
  /** What of all settings is of the wrong type. */
  readonly wrongSettings?: () => readonly SettingProblem[];
  /** Folders of the workspace, as URIs. */
  readonly folders: () => readonly string[];
  /** How long a look at what was pushed is enough, in ms; an hour when left out. */
  readonly reconcileAfter?: () => number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Turns the settings into what the catalog is made of: the same source for as long as it is configured alike. */
export function createCatalogConfiguration(options: CatalogConfigurationOptions): (request: ConfigurationRequest) => Promise<CatalogConfiguration> {
  const { settings, clientOf, appConfigs, backstages, backstageProblems, wrongSettings, folders, reconcileAfter, clock, log } = options;
  let sources = new Map<string, SourceDefinition>();
  const viewers = new Map<string, ViewerReader>();
  const told = new Set<string>();
  let problems: SettingProblem[] = [];
  const report = (problem: SettingProblem): void => {
    const { message } = problem;
    problems = [...problems, problem];
    if (!told.has(message)) {
      told.add(message);
      log.warn(message);
    }
  };
  const tell: Tell = (setting, message) => {
    report({ setting: `stagedoor.${setting}`, message });
  };
  const readers = new Map<string, LocationHost>();
  const toReader = (host: string): LocationHost => {
    const reader = readers.get(host) ?? toHostReader(host, () => createHostReader(clientOf(host), clock));
    readers.set(host, reader);
    return reader;
  };
  const readerOf = (host: string, hosts: ReadonlySet<string>) => (hosts.has(host) ? toReader(host) : undefined);

  const discoveriesOf = async (): Promise<readonly DiscoveryOptions[]> => {
    const entries = settings.organizations();
    const named = entries.flatMap((entry) => {
      const organization = typeof entry === 'string' ? parseOrganization(entry) : undefined;
      if (typeof entry === 'string' && !organization) {
        tell('organizations', `"${entry}" in stagedoor.organizations names no organization. Write acme, or https://ghe.example.com/acme.`);
      }
      return organization ? [toDiscoveryOptions(organization.login, organization.host.web)] : [];
    });
    const detailed = entries.filter((entry) => typeof entry !== 'string');
    if (detailed.length === 0) {
      return named;
    }
    const { readOrganizationSettings } = await import('../../portal/appConfig/readOrganizationSettings');
    const { discoveries, problems: wrong } = readOrganizationSettings(detailed);
    wrong.forEach((message) => tell('organizations', message));
    return [...named, ...discoveries];
  };

  return async (request) => {
    problems = [];
    wrongSettings?.().forEach(report);
    const own = await discoveriesOf();
    const [first] = own;
    let appConfig: AppConfig | undefined;
    try {
      appConfig = await appConfigs.read(settings, first && { host: first.host, login: first.organization }, request);
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      tell('appConfig', `The app-config could not be read: ${messageOf(error)}`);
    }
    appConfigs.unusable.forEach((message) => tell('appConfig', message));
    // Whoever makes them has told the log.
    problems = [...problems, ...(backstageProblems?.() ?? []).map((message) => ({ setting: 'stagedoor.backstage', message }))];
    const discoveries = new Map([...own, ...(appConfig?.discoveries ?? [])].map((entry) => [discoverySourceId(entry), entry]));
    const { urls, files } = splitLocations(settings.locations(), appConfig, folders(), tell);
    const hosts = new Set([...[...discoveries.values()].map(({ host }) => host), ...(appConfig?.directories ?? []).map(({ host }) => host), ...(appConfig?.hosts ?? ['https://github.com'])]);
    const current = new Map<string, SourceDefinition>();
    const keep = (key: string, create: () => SourceDefinition): void => void current.set(key, sources.get(key) ?? create());

    for (const discovery of discoveries.values()) {
      const { organization, host, catalogPath, frequency } = discovery;
      keep(`discovery ${JSON.stringify(discovery)}`, () =>
        createOrganizationSource(createOrganizationReader({ client: clientOf(host), login: organization, clock, discovery, ...(reconcileAfter && { reconcileAfter }) }), { catalogPath, frequency, readerOf: (other) => readerOf(other, hosts) }),
      );
    }
    for (const [host, locations] of groupByHost(urls, hosts, tell)) {
      keep(`locations ${locationsSourceId(host, locations)}`, () => createLocationsSource({ reader: toReader(host), locations, readerOf: (other) => readerOf(other, hosts) }));
    }
    const toPart = (options: DirectorySourceOptions): DirectoryPart => ({ options, reader: createOrganizationDirectoryReader({ client: clientOf(options.host), login: options.organization, clock }) });
    const directories = groupDirectories(directoriesOf(own, appConfig, settings));
    const keepDirectory = ([directory, ...others]: DirectoryGroup): void => keep(`directory ${JSON.stringify([directory, ...others])}`, () => createDirectorySource(toPart(directory), ...others.map(toPart)));
    directories.filter(([{ onlyWhereMissing }]) => !onlyWhereMissing).forEach(keepDirectory);
    // What stands in for owners that nobody describes has to wait for whom a Backstage describes.
    (await backstages?.())?.forEach((definition) => current.set(definition.id, definition));
    directories.filter(([{ onlyWhereMissing }]) => onlyWhereMissing).forEach(keepDirectory);
    sources = current;
    const inUse = new Set([...discoveries.values()].map(({ host }) => host));
    inUse.forEach((host) => viewers.set(host, viewers.get(host) ?? createViewerReader(clientOf(host))));
    return {
      sources: [...current.values()],
      hosts: [...hosts].map(toReader),
      reads: appConfigs.reads,
      settings: problems,
      files,
      ...(appConfig && { rules: { rules: createCatalogRules(appConfig.rules), key: hashText(JSON.stringify(appConfig.rules)) }, keepsOrphans: appConfig.keepsOrphans, problems: appConfig.problems }),
      viewers: [...inUse].flatMap((host) => viewers.get(host) ?? []),
    };
  };
}

/** A reader that is made when it is first asked: most hosts are configured for other things. */
function toHostReader(host: string, create: () => LocationHost): LocationHost {
  let made: LocationHost | undefined;
  const reader = (): LocationHost => (made ??= create());
  return { host, account: () => reader().account(), readFiles: (requests, signal) => reader().readFiles(requests, signal), listFiles: (repository, signal) => reader().listFiles(repository, signal) };
}

/** Directories that the app-config asks for, and by the setting those of the other organizations. */
function directoriesOf(own: readonly DiscoveryOptions[], appConfig: AppConfig | undefined, settings: SourceSettings): readonly DirectorySourceOptions[] {
  const mode = settings.organizationData();
  const asked = (appConfig?.directories ?? []).map((directory) => ({ ...directory, onlyWhereMissing: false }));
  const known = new Set(asked.map(({ host, organization }) => directorySourceId(host, organization)));
  const others = [...own, ...(appConfig?.discoveries ?? [])].filter(({ host, organization }) => !known.has(directorySourceId(host, organization)));
  const byId = new Map(others.map(({ host, organization }) => [directorySourceId(host, organization), toDirectoryOptions(organization, host)]));
  return mode === 'never' ? asked : [...asked, ...[...byId.values()].map((directory) => ({ ...directory, onlyWhereMissing: mode === 'whenMissing' }))];
}

type Tell = (setting: 'organizations' | 'locations' | 'appConfig', message: string) => void;

interface SplitLocations {
  readonly urls: readonly NamedLocation[];
  /** URIs of files in the workspace. */
  readonly files: readonly string[];
}

function splitLocations(own: readonly string[], appConfig: AppConfig | undefined, folders: readonly string[], tell: Tell): SplitLocations {
  const urls: NamedLocation[] = [];
  const files: string[] = [];
  for (const entry of own) {
    const segments = entry.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
    if (/^https?:/.test(entry)) {
      urls.push({ targets: [entry] });
    } else if (segments.length === 0 || segments.includes('..') || /^[/\\]|:/.test(entry)) {
      tell('locations', `"${entry}" in stagedoor.locations is neither the address of a file on GitHub nor a path in the workspace.`);
    } else {
      files.push(...folders.map((folder) => toUriBelow(folder, segments.join('/'))));
    }
  }
  for (const { type, targets } of appConfig?.locations ?? []) {
    const addresses = type === 'url' ? targets : targets.flatMap(toAddress);
    if (addresses.length > 0) {
      urls.push({ targets: addresses });
    } else {
      files.push(...targets);
    }
  }
  return { urls, files };
}

/** The web address of a file on GitHub, by the URI under which the editor shows it. */
function toAddress(uri: string): readonly string[] {
  const file = parseGitHubUri(uri);
  return file ? [`${file.host}/${file.owner}/${file.repository}/blob/${encodeURIComponent(file.ref)}/${file.path.split('/').map(encodeURIComponent).join('/')}`] : [];
}

function groupByHost(locations: readonly NamedLocation[], hosts: ReadonlySet<string>, tell: Tell): ReadonlyMap<string, readonly NamedLocation[]> {
  const groups = new Map<string, NamedLocation[]>();
  for (const location of locations) {
    const [target = ''] = location.targets;
    const host = parseFileAddress(target)?.host;
    if (host === undefined) {
      tell('locations', `The location ${target} is no address of a file on GitHub: https://github.com/<organization>/<repository>/blob/<branch>/<path>.`);
    } else if (!hosts.has(host)) {
      tell('locations', `The location ${target} is not read: ${host} is no GitHub of stagedoor.organizations, nor of integrations.github in the app-config.`);
    } else {
      groups.set(host, [...(groups.get(host) ?? []), location]);
    }
  }
  return groups;
}
