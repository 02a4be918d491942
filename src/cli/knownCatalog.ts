import { pathToFileURL } from 'node:url';
import type { CatalogService, CatalogStatus } from '../portal/catalog/catalogService';
import { createCatalogService } from '../portal/catalog/createCatalogService';
import type { RepositoryInfo } from '../portal/catalog/entity';
import { toModelInForce } from '../portal/catalog/model/modelInForce';
import type { ModelSettings } from '../portal/catalog/model/modelSettings';
import type { WorkspaceFolder } from '../portal/catalog/workspaceSource';
import { createGitHubClient } from '../portal/github/gitHubClient';
import type { Log } from '../portal/ports/log';
import { findCatalogFiles } from './catalogFiles';
import { createDiskFiles } from './diskFiles';
import { nodeClock, noSnapshots } from './nodeClock';
import { configureOrganization, type OrganizationOptions } from './scanCatalog';

/** A folder whose catalog files are part of the catalog. */
export interface KnownFolder {
  /** On disk. */
  readonly path: string;
  readonly repository: RepositoryInfo | undefined;
}

export interface KnownCatalogOptions {
  readonly folders: readonly KnownFolder[];
  /** Read from GitHub, too; folders stand for their repositories. */
  readonly organization: OrganizationOptions | undefined;
  readonly model: ModelSettings;
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
}

/** The catalog that files are judged against. To be disposed. */
export interface KnownCatalog {
  readonly catalog: CatalogService;
  /** That of the catalog, and that it holds all there is: nothing else is going to be read. */
  readonly status: CatalogStatus;
  readonly errors: readonly string[];
  dispose(): void;
}

/** Reads all that is named once. Rejects with `cancelled`. */
export async function openKnownCatalog(options: KnownCatalogOptions): Promise<KnownCatalog> {
  const log: Log = { debug: () => undefined, info: () => undefined, warn: options.warn, error: options.warn };
  const { organization } = options;
  const client = organization && createGitHubClient({ host: organization.host, tokens: organization.tokens, fetch: (url, init) => globalThis.fetch(url, init), clock: nodeClock, log });
  const files = (await Promise.all(options.folders.map(({ path }) => findCatalogFiles(path)))).flat().map(({ path }) => pathToFileURL(path).toString());
  // Whatever its name, each file with entities counts, as it does for `stagedoor catalog`.
  const configuration = { ...(client ? await configureOrganization(organization, client) : { sources: [] }), files };
  const model = toModelInForce(options.model);
  const catalog = createCatalogService({
    clock: nodeClock,
    log,
    files: createDiskFiles(),
    snapshots: noSnapshots,
    version: '',
    model: () => model,
    folders: () => Promise.resolve(options.folders.map(toWorkspaceFolder)),
    configuration: () => Promise.resolve(configuration),
  });
  const dispose = (): void => {
    catalog.dispose();
    client?.dispose();
  };
  try {
    await catalog.load();
    await catalog.refresh('start', options.signal);
  } catch (error) {
    dispose();
    throw error;
  }
  const { status } = catalog;
  return {
    catalog,
    status: { ...status, sources: [...status.sources, { id: 'named', label: 'what the command names', readAt: nodeClock.now() }] },
    errors: status.sources.flatMap(({ label, error }) => (error ? [`${label}: ${error.message}`] : [])),
    dispose,
  };
}

function toWorkspaceFolder({ path, repository }: KnownFolder): WorkspaceFolder {
  return { uri: pathToFileURL(path).toString().replace(/\/$/, ''), repository };
}
