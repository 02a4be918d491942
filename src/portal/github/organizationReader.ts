import { organizationSourceId, type OrganizationReader } from '../catalog/organizationReader';
import type { Clock } from '../ports/clock';
import { readTree } from './contents';
import type { GitHubClient } from './gitHubClient';
import { readOrganizationFiles } from './organizationFiles';
import { scanAll, scanPushed, type ScanPosition } from './organizationScan';

export interface OrganizationReaderOptions {
  readonly client: GitHubClient;
  /** Of an organization or a user. */
  readonly login: string;
  readonly clock: Clock;
}

/** Reads an organization through GitHub; make one an organization and keep it, since it remembers where a scan stopped. */
export function createOrganizationReader(options: OrganizationReaderOptions): OrganizationReader {
  const { client, login } = options;
  let position: { readonly account: string | undefined; readonly at: ScanPosition } | undefined;

  return {
    id: organizationSourceId(client.host.web, login),
    label: login,
    host: client.host.web,
    account: () => client.account(),
    scan: async (request) => {
      if (!request.full && request.state['ownerType'] !== undefined && position === undefined) {
        const result = await scanPushed(options, request);
        if (result !== 'too-many') {
          return result;
        }
      }
      const account = await client.account();
      const scan = await scanAll(options, request, position?.account === account ? position?.at : undefined);
      position = scan.position && { account, at: scan.position };
      return scan.result;
    },
    readFiles: (requests, signal) => readOrganizationFiles(options, requests, signal),
    listFiles: async ({ info, commit }, signal) => {
      const at = { owner: info.owner, repository: info.name, ref: commit ?? info.branch };
      const tree = await readTree(client, at, true, undefined, { signal });
      return (tree?.entries ?? []).flatMap((entry) => (entry.type === 'file' ? [entry.path] : []));
    },
  };
}
