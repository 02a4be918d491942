import { isPortalError } from '../base/errors';
import { Emitter, type Event } from '../base/event';
import type { GitHubClient } from './gitHubClient';
import { toSsoPage } from './gitHubErrors';

/** Organizations of which GitHub left something out of its answers, since they want the session authorized for single sign-on. */
export interface WithheldOrganizations {
  /** GitHub's numbers of them. */
  readonly ids: readonly number[];
  /** Fires when there is a new one, or none any more. */
  readonly onDidChange: Event<void>;
}

/** Source: GitHub's documentation of the header `X-GitHub-SSO: partial-results; organizations=1,2`. */
export class SsoTracker implements WithheldOrganizations {
  #ids: ReadonlySet<number> = new Set();
  readonly #onDidChange = new Emitter<void>();
  readonly onDidChange = this.#onDidChange.event;

  get ids(): readonly number[] {
    return [...this.#ids];
  }

  observe(headers: Headers): void {
    const listed = /^partial-results;\s*organizations=([\d,]+)/.exec(headers.get('x-github-sso') ?? '')?.[1];
    const fresh = (listed ?? '').split(',').map(Number).filter((id) => id > 0 && !this.#ids.has(id));
    if (fresh.length > 0) {
      this.#ids = new Set([...this.#ids, ...fresh]);
      this.#onDidChange.fire();
    }
  }

  clear(): void {
    if (this.#ids.size > 0) {
      this.#ids = new Set();
      this.#onDidChange.fire();
    }
  }
}

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
