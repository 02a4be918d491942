import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import type { CatalogService } from '../../portal/catalog/catalogService';
import { createCatalogService } from '../../portal/catalog/createCatalogService';
import { createGitHubFileSource, type GitHubFileSource } from '../../portal/github/gitHubFileSource';
import type { Clock } from '../../portal/ports/clock';
import type { Fetch } from '../../portal/ports/fetch';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';
import type { SnapshotStore } from '../../portal/ports/snapshotStore';
import type { TokenSource } from '../../portal/ports/tokenSource';
import { backstageProblems } from '../backstage/backstageSettings';
import { createBackstageSources, type BackstageSourcesOptions } from '../backstage/backstageSources';
import { organizationEntries, rateReserve, reconcileIntervalMs, workspaceFolders } from '../configuration';
import { createAppConfigs } from '../gitHub/appConfigs';
import { createCatalogConfiguration } from '../gitHub/catalogConfiguration';
import { createGitHubClients, type GitHubClients } from '../gitHub/gitHubClients';
import { sourceSettings } from '../gitHub/sourceSettings';
import { wrongSettings } from '../gitHub/wrongSettings';
import { readWorkspaceFolders } from '../gitHub/workspaceRepositories';
import { createModelSetting } from '../modelSetting';
import { registerRateBudget, showRateLimits } from '../status/rateBudgetItem';

export interface ReadingRoomServices {
  readonly tokens: TokenSource;
  /** Of running Backstages. */
  readonly backstageTokens: BackstageSourcesOptions['tokens'];
  readonly fetch: Fetch;
  readonly files: FileSource;
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Of Stagedoor itself. */
  readonly version: string;
}

/** All that reads: the catalog from its sources and snapshots, and GitHub. */
export interface ReadingRoom extends Disposable {
  readonly catalog: CatalogService;
  readonly gitHub: GitHubClients;
  readonly gitHubFiles: GitHubFileSource;
  showRateLimits(): Promise<void>;
}

export function createReadingRoom({ tokens, backstageTokens, fetch, files, snapshots, clock, log, version }: ReadingRoomServices): ReadingRoom {
  const store = new DisposableStore();
  const gitHub = store.add(createGitHubClients({ organizations: organizationEntries, hosts: () => appConfigs.hosts, tokens, fetch, clock, log, reserve: rateReserve }));
  const gitHubFiles = store.add(createGitHubFileSource({ clientFor: gitHub.ofConfigured, clock }));
  store.add(tokens.onDidChange((web) => gitHubFiles.forget(web)));
  const appConfigs = createAppConfigs({ files, snapshots, folders: workspaceFolders, log });
  const backstages = createBackstageSources({ tokens: backstageTokens, gitHub, fetch, clock, log });
  const catalog = store.add(
    createCatalogService({
      configuration: createCatalogConfiguration({ settings: sourceSettings, clientOf: gitHub.of, appConfigs, backstages, backstageProblems, wrongSettings, folders: workspaceFolders, reconcileAfter: reconcileIntervalMs, clock, log }),
      folders: () => readWorkspaceFolders(workspaceFolders(), files, log),
      model: createModelSetting(log),
      version,
      files,
      snapshots,
      clock,
      log,
    }),
  );
  store.add(registerRateBudget({ gitHub, clock }));
  return { catalog, gitHub, gitHubFiles, showRateLimits: () => showRateLimits({ gitHub, clock, log }), dispose: () => store.dispose() };
}
