import type { HostReader } from '../catalog/sources/hostReader';
import type { Clock } from '../ports/clock';
import { readAllFiles } from './contents';
import type { GitHubClient } from './gitHubClient';
import { readOrganizationFiles } from './organizationFiles';
import { stopAtReserve } from './patientPages';

/** Reads files of any repository of a GitHub, many in one request. */
export function createHostReader(client: GitHubClient, clock: Clock): HostReader {
  return {
    host: client.host.web,
    readFiles: (requests, signal) => readOrganizationFiles({ client, clock }, requests, signal),
    listFiles: async ({ info, commit }, signal) => {
      stopAtReserve(client, 'core', clock.now());
      return readAllFiles(client, { owner: info.owner, repository: info.name, ref: commit ?? info.branch }, { signal });
    },
  };
}
