import { isPortalError, messageOf } from '../../portal/base/errors';
import { hashText } from '../../portal/base/hash';
import type { AppConfig } from '../../portal/appConfig/appConfig';
import type { ConfigurationRequest } from '../../portal/catalog/sources/catalogConfiguration';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';
import type { SnapshotStore } from '../../portal/ports/snapshotStore';
import { toAppConfigPlace, type AppConfigPlace } from './appConfigPlaces';
import type { SourceSettings } from './sourceSettings';

export interface AppConfigs {
  /**
   * What the app-config files of the settings say; `undefined` where none is named. Where they cannot be asked for, what they
   * said the last time. Rejects only with `cancelled`.
   */
  read(settings: SourceSettings, organization: { readonly host: string; readonly login: string } | undefined, request: ConfigurationRequest): Promise<AppConfig | undefined>;
  /** Web addresses of the GitHubs that the files lie on or name. */
  readonly hosts: readonly string[];
  /** What the settings name as app-configs and cannot be one. */
  readonly unusable: readonly string[];
  /** URIs of the files that were last asked for, included ones among them, and of those that the settings name. */
  readonly reads: readonly string[];
}

export interface AppConfigsOptions {
  readonly files: Pick<FileSource, 'read'>;
  readonly snapshots: SnapshotStore;
  readonly folders: () => readonly string[];
  readonly log: Log;
}

/** Reads app-configs, and keeps what they said for a start without the network. No secret is in what is kept. */
export function createAppConfigs({ files, snapshots, folders, log }: AppConfigsOptions): AppConfigs {
  let hosts: readonly string[] = [];
  let unusable: readonly string[] = [];
  let reads: ReadonlySet<string> = new Set();
  return {
    get reads() {
      return [...reads];
    },
    get unusable() {
      return unusable;
    },
    get hosts() {
      return hosts;
    },
    read: async (settings, organization, { network, signal }) => {
      const entries = settings.appConfig();
      unusable = [];
      if (entries.length === 0) {
        hosts = [];
        reads = new Set();
        return undefined;
      }
      const places: AppConfigPlace[] = [];
      for (const entry of entries) {
        try {
          places.push(toAppConfigPlace(entry, { folders: folders(), organization }));
        } catch (error) {
          unusable = [...unusable, messageOf(error)];
        }
      }
      const onGitHub = places.flatMap(({ host }) => (host === undefined ? [] : [host]));
      hosts = onGitHub;
      const named = new Set(places.map(({ uri }) => uri));
      reads = named;
      const name = `app-config-${hashText(JSON.stringify(places))}`;
      const known = network ? undefined : await recall(snapshots, name);
      if (known) {
        hosts = [...onGitHub, ...known.hosts];
        return known;
      }
      // Without the network only what lies in the workspace can be read, and a part of the files says something else.
      if (!network && onGitHub.length > 0) {
        return undefined;
      }
      const { readAppConfig } = await import('../../portal/appConfig/readAppConfig');
      const read = (uri: string): Promise<Uint8Array | undefined> => {
        named.add(uri);
        return files.read(uri, signal);
      };
      const config = await readAppConfig(places, { read, environment: (variable) => settings.environment(variable) });
      const isBroken = config.problems.some(({ problems }) => problems.some(({ code }) => code === 'app-config/unreadable'));
      const before = isBroken ? await recall(snapshots, name) : undefined;
      const result = before ? { ...before, problems: config.problems } : config;
      hosts = [...onGitHub, ...result.hosts];
      if (!isBroken) {
        await keep(snapshots, name, config, log);
      }
      return result;
    },
  };
}

/** The file is our own, and its shape that of the version that wrote it. */
async function recall(snapshots: SnapshotStore, name: string): Promise<AppConfig | undefined> {
  const bytes = await snapshots.read(name);
  if (!bytes) {
    return undefined;
  }
  try {
    const config: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isAppConfig(config) ? config : undefined;
  } catch {
    // Torn: it counts as none.
    return undefined;
  }
}

function isAppConfig(value: unknown): value is AppConfig {
  const lists = ['discoveries', 'directories', 'locations', 'rules', 'hosts', 'problems'];
  return typeof value === 'object' && value !== null && lists.every((name) => Object.entries(value).some(([key, list]) => key === name && Array.isArray(list)));
}

async function keep(snapshots: SnapshotStore, name: string, config: AppConfig, log: Log): Promise<void> {
  try {
    await snapshots.replace(name, new TextEncoder().encode(JSON.stringify({ ...config, problems: [] })));
  } catch (error) {
    if (isPortalError(error, 'cancelled')) {
      throw error;
    }
    log.warn(`What the app-config said could not be kept on disk: ${messageOf(error)}`);
  }
}
