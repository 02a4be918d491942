import { isPortalError } from '../base/errors';
import type { GitHubClient } from './gitHubClient';
import { toSsoPage } from './gitHubErrors';

export interface WithheldOrganization {
  readonly login: string;
  /** Where the session is authorized for it. */
  readonly url: string;
}

/** What the organizations are called of which something was left out: one request each, the first ten of them. */
export async function readWithheld(client: GitHubClient, signal?: AbortSignal): Promise<readonly WithheldOrganization[]> {
  const found: WithheldOrganization[] = [];
  for (const id of client.withheld.ids.slice(0, 10)) {
    try {
      // The listing of all organizations by number is the one documented way from a number to a name.
      const { data } = await client.request('GET /organizations', { since: id - 1, per_page: 1 }, { about: `organization ${id}`, ...(signal && { signal }) });
      found.push(...data.filter((entry) => entry.id === id).map(({ login }) => ({ login, url: toSsoPage(client.host.web, login) })));
    } catch (error) {
      if (!isPortalError(error, 'not-found') && !isPortalError(error, 'forbidden')) {
        throw error;
      }
    }
  }
  return found;
}
