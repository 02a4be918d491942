import { discoverySourceId, toDiscoveryOptions, type DiscoveryOptions } from '../catalog/sources/discoveryOptions';
import type { OrganizationReader } from '../catalog/organizationReader';
import type { Clock } from '../ports/clock';
import type { GitHubClient } from './gitHubClient';
import type { OrganizationScanner } from './organizationScanner';

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
  const discovery = options.discovery ?? toDiscoveryOptions(login, client.host.web);
  let scanner: Promise<OrganizationScanner> | undefined;
  const load = async (): Promise<OrganizationScanner> => {
    try {
      return (await import('./organizationScanner')).createOrganizationScanner({ client, login, clock, discovery });
    } catch (error) {
      scanner = undefined; // In a browser it comes over the network: the next time may do better.
      throw error;
    }
  };
  /** Activation knows of organizations and asks nothing of them: what asks is loaded by the first reading. */
  const enter = (): Promise<OrganizationScanner> => (scanner ??= load());

  return {
    id: discoverySourceId(discovery),
    label: login,
    host: client.host.web,
    get reconcileAfter() {
      return options.reconcileAfter?.() ?? HOUR;
    },
    account: () => client.account(),
    scan: async (request) => (await enter()).scan(request),
    readFiles: async (requests, signal) => (await enter()).readFiles(requests, signal),
    listFiles: async (repository, signal) => (await enter()).listFiles(repository, signal),
  };
}
