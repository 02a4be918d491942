import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PortalError } from '../portal/base/errors';
import { hashText } from '../portal/base/hash';
import type { AppConfig } from '../portal/appConfig/appConfig';
import { readAppConfig } from '../portal/appConfig/readAppConfig';
import { compare } from '../portal/catalog/catalogRecord';
import type { CatalogService } from '../portal/catalog/catalogService';
import { createCatalogService } from '../portal/catalog/createCatalogService';
import { createOrganizationSource } from '../portal/catalog/organizationSource';
import { toModelInForce } from '../portal/catalog/model/modelInForce';
import type { ModelSettings } from '../portal/catalog/model/modelSettings';
import { createCatalogRules } from '../portal/catalog/rules/catalogRules';
import type { CatalogConfiguration } from '../portal/catalog/sources/catalogConfiguration';
import { createDirectorySource } from '../portal/catalog/sources/directorySource';
import { toDiscoveryOptions } from '../portal/catalog/sources/discoveryOptions';
import { createGitHubClient, type GitHubClient } from '../portal/github/gitHubClient';
import type { GitHubHost } from '../portal/github/gitHubHost';
import { parseGitHubUri } from '../portal/github/gitHubUri';
import { createHostReader } from '../portal/github/hostReader';
import { createOrganizationDirectoryReader } from '../portal/github/organizationDirectory';
import { createOrganizationReader } from '../portal/github/organizationReader';
import type { RateUsage } from '../portal/github/rateBudget';
import type { Log } from '../portal/ports/log';
import type { TokenSource } from '../portal/ports/tokenSource';
import type { PrintedCatalog } from './catalogReport';
import { nodeClock as clock, noSnapshots } from './nodeClock';

/** What of an organization is read, and how. */
export interface OrganizationOptions {
  readonly host: GitHubHost;
  readonly tokens: TokenSource;
  readonly organization: string;
  /** Path of an app-config.yaml whose providers for the organization and whose rules hold. */
  readonly appConfig: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface ScanOptions extends OrganizationOptions {
  /** What is taken for an entity. */
  readonly model: ModelSettings;
  readonly signal: AbortSignal;
  /** Told as it goes on; `total` may not be known. */
  readonly onProgress: (label: string, done: number, total: number | undefined) => void;
  readonly warn: (message: string) => void;
}

export interface ScannedCatalog extends PrintedCatalog {
  readonly usage: RateUsage;
  /** What could not be read, wholly or in part. */
  readonly errors: readonly { readonly source: string; readonly error: PortalError }[];
}

/** Reads an organization's catalog from GitHub, as the editor does. Rejects only with `cancelled` and on what is no failure of GitHub's. */
export async function scanCatalog(options: ScanOptions): Promise<ScannedCatalog> {
  const log: Log = { debug: () => undefined, info: () => undefined, warn: options.warn, error: options.warn };
  const client = createGitHubClient({ host: options.host, tokens: options.tokens, fetch: (url, init) => globalThis.fetch(url, init), clock, log });
  const configuration = await configureOrganization(options, client);
  const model = toModelInForce(options.model);
  const catalog = createCatalogService({
    clock,
    log,
    files: { read: () => Promise.resolve(undefined), list: () => Promise.resolve([]) },
    snapshots: noSnapshots,
    version: '',
    model: () => model,
    folders: () => Promise.resolve([]),
    configuration: () => Promise.resolve(configuration),
  });
  try {
    tellProgress(catalog, options.onProgress);
    await catalog.load();
    await catalog.refresh('start', options.signal);
    return { ...toPrinted(catalog), usage: client.rate.usage, errors: catalog.status.sources.flatMap(({ label, error }) => (error ? [{ source: label, error }] : [])) };
  } finally {
    catalog.dispose();
    client.dispose();
  }
}

/** The sources of an organization, for a catalog that reads it. */
export async function configureOrganization(options: OrganizationOptions, client: GitHubClient): Promise<CatalogConfiguration> {
  const { host, organization } = options;
  const config = options.appConfig === undefined ? undefined : await readConfig(options.appConfig, options.environment);
  const isOurs = (entry: { readonly host: string; readonly organization: string }): boolean => entry.host === host.web && entry.organization.toLowerCase() === organization.toLowerCase();
  const configured = (config?.discoveries ?? []).filter(isOurs);
  const discoveries = configured.length > 0 ? configured : [toDiscoveryOptions(organization, host.web)];
  const readerOf = (web: string) => (web === host.web ? createHostReader(client, clock) : undefined);
  return {
    sources: [
      ...discoveries.map((discovery) => createOrganizationSource(createOrganizationReader({ client, login: discovery.organization, clock, discovery }), { catalogPath: discovery.catalogPath, readerOf })),
      ...(config?.directories ?? []).filter(isOurs).map((directory) => createDirectorySource({ reader: createOrganizationDirectoryReader({ client, login: directory.organization, clock }), options: { ...directory, onlyWhereMissing: false } })),
    ],
    ...(config && { rules: { rules: createCatalogRules(config.rules), key: hashText(JSON.stringify(config.rules)) }, keepsOrphans: config.keepsOrphans, problems: config.problems }),
  };
}

/** Names of variables whose values go nowhere, whatever an app-config says. */
const SECRET = /TOKEN|SECRET|PASSWORD|PRIVATE|CREDENTIAL|KEY/i;

async function readConfig(path: string, environment: ScanOptions['environment']): Promise<AppConfig> {
  const files = [{ uri: pathToFileURL(path).toString(), root: pathToFileURL(dirname(path)).toString() }];
  return readAppConfig(files, {
    read: async (uri) => {
      try {
        return await readFile(fileURLToPath(uri));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
          return undefined;
        }
        throw error;
      }
    },
    environment: (name) => (SECRET.test(name) ? undefined : environment[name]),
  });
}

function tellProgress(catalog: CatalogService, onProgress: ScanOptions['onProgress']): void {
  const told = new Map<string, number>();
  catalog.onDidChangeStatus(({ sources }) => {
    for (const { id, label, progress } of sources) {
      if (progress && progress.done > 0 && told.get(id) !== progress.done) {
        told.set(id, progress.done);
        onProgress(label, progress.done, progress.total);
      }
    }
  });
}

/** Files are called by their address on the web, since there are many repositories. */
function toPrinted({ graph, problems }: CatalogService): PrintedCatalog {
  const entities = [...graph.all()].map(({ ref, origin }) => ({ ref, relations: graph.relations(ref), path: origin.location?.replace(/^url:/, '') ?? toAddress(origin.uri), position: origin.position }));
  const found = problems.flatMap((file) => file.problems.map((problem) => ({ ...problem, path: toAddress(file.uri), ref: problem.ref })));
  return {
    entities: entities.sort((a, b) => compare(a.ref, b.ref)),
    problems: found.sort((a, b) => compare(a.path, b.path) || a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character),
  };
}

function toAddress(uri: string): string {
  const file = parseGitHubUri(uri);
  return file ? `${file.host}/${file.owner}/${file.repository}/blob/${file.ref}/${file.path}` : uri;
}
