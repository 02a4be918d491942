import type { LocationHost } from '../catalog/sources/locationsSource';
import type { Clock } from '../ports/clock';
import { readAllFiles } from './contents';
import type { GitHubClient } from './gitHubClient';
import { readOrganizationFiles } from './organizationFiles';
import { stopAtReserve } from './patientPages';

/** Reads files of any repository that a client may see. */
export function createHostReader(client: GitHubClient, clock: Clock): LocationHost {
  return {
    host: client.host.web,
    account: () => client.account(),
    readFiles: (requests, signal) => readOrganizationFiles({ client, clock }, requests, signal),
    listFiles: async ({ info, commit }, signal) => {
      stopAtReserve(client, 'core', clock.now());
      return readAllFiles(client, { owner: info.owner, repository: info.name, ref: commit ?? info.branch }, { signal });
    },
  };
}
