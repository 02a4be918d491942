import { isPortalError } from '../base/errors';
import { discoverySourceId, toDiscoveryOptions, type DiscoveryOptions } from '../catalog/sources/discoveryOptions';
import type { OrganizationReader } from '../catalog/organizationReader';
import type { Clock } from '../ports/clock';
import { toDiscovery, type Discovery } from './discovery';
import type { GitHubClient } from './gitHubClient';
import { createHostReader } from './hostReader';
import { readOrganizationFiles } from './organizationFiles';
import { scanAll, type ScanPosition } from './organizationScan';
import { scanPushed } from './quickCheck';

export interface OrganizationReaderOptions {
  readonly client: GitHubClient;
  /** Of an organization or a user. */
  readonly login: string;
  readonly clock: Clock;
  /** What of it is read; every `catalog-info.yaml` at the root where left out. */
  readonly discovery?: DiscoveryOptions;
  /** In ms, after which all repositories are looked at again; asked each time. An hour where left out. */
  readonly reconcileAfter?: () => number;
}

const HOUR = 60 * 60 * 1000;

/** Reads an organization through GitHub; make one an organization and keep it, since it remembers where a scan stopped. */
export function createOrganizationReader(options: OrganizationReaderOptions): OrganizationReader {
  const { client, login, clock } = options;
  const discoveryOptions = options.discovery ?? toDiscoveryOptions(login, client.host.web);
  const host = createHostReader(client, clock);
  let discovery: Discovery | undefined;
  let position: { readonly account: string | undefined; readonly at: ScanPosition } | undefined;

  return {
    id: discoverySourceId(discoveryOptions),
    label: login,
    host: client.host.web,
    get reconcileAfter() {
      return options.reconcileAfter?.() ?? HOUR;
    },
    account: () => client.account(),
    scan: async (request) => {
      try {
        discovery ??= toDiscovery(discoveryOptions);
      } catch (error) {
        if (isPortalError(error)) {
          return { state: request.state, gone: [], error };
        }
        throw error;
      }
      const context = { client, clock, login, discovery };
      if (!request.full && request.state['ownerType'] !== undefined && position === undefined) {
        const result = await scanPushed(context, request);
        if (result !== 'too-many') {
          return result;
        }
      }
      const account = await client.account();
      const scan = await scanAll(context, request, position?.account === account ? position?.at : undefined);
      position = scan.position && { account, at: scan.position };
      return scan.result;
    },
    readFiles: (requests, signal) => readOrganizationFiles({ client, clock, login }, requests, signal),
    listFiles: (repository, signal) => host.listFiles(repository, signal),
  };
}
