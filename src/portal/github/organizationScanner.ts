import { isPortalError } from '../base/errors';
import type { OrganizationReader } from '../catalog/organizationReader';
import type { DiscoveryOptions } from '../catalog/sources/discoveryOptions';
import type { Clock } from '../ports/clock';
import { toDiscovery, type Discovery } from './discovery';
import type { GitHubClient } from './gitHubClient';
import { createHostReader } from './hostReader';
import { readOrganizationFiles } from './organizationFiles';
import { scanAll, type ScanPosition } from './organizationScan';
import { scanPushed } from './quickCheck';

export interface OrganizationScannerOptions {
  readonly client: GitHubClient;
  /** Of an organization or a user. */
  readonly login: string;
  readonly clock: Clock;
  readonly discovery: DiscoveryOptions;
}

/** The part of a reader that asks GitHub. It remembers where a scan stopped. */
export type OrganizationScanner = Pick<OrganizationReader, 'scan' | 'readFiles' | 'listFiles'>;

export function createOrganizationScanner(options: OrganizationScannerOptions): OrganizationScanner {
  const { client, login, clock } = options;
  const host = createHostReader(client, clock);
  let discovery: Discovery | undefined;
  let position: { readonly account: string | undefined; readonly at: ScanPosition } | undefined;

  return {
    scan: async (request) => {
      try {
        discovery ??= toDiscovery(options.discovery);
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
