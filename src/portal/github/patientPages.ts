import { isPortalError, PortalError } from '../base/errors';
import { pause } from '../base/pause';
import type { Clock } from '../ports/clock';
import type { GitHubClient, GraphQlResult } from './gitHubClient';
import type { Query } from './scanQuery';

/** What GitHub allows. */
export const MAX_PAGE = 100;
const MIN_PAGE = 5;
/** Pages in a row that must succeed before a larger one is tried. */
const STEADY = 4;
/** Pauses before a page that failed for no reason of size is asked for again, in ms. */
const PAUSES = [1000, 4000];

export interface PatientPagesOptions {
  readonly client: GitHubClient;
  readonly clock: Clock;
  /** The organization or user that is read, for messages. */
  readonly login: string;
  /** For messages: `the repositories of acme`. */
  readonly about: string;
  readonly signal: AbortSignal;
  /** To begin with: what was good the last time. */
  readonly pageSize: number;
  /** What nobody shall go beyond; 100 where left out. */
  readonly largest?: number | undefined;
  readonly query: (first: number, after: string | undefined) => Query;
}

/**
 * Asks for pages of a list by GraphQL, as large as GitHub bears: halved on 502, 504 or a timeout (backstage/backstage
 * #15982, #28741), doubled again after some that went well. Stops before the reserve of the rate limit.
 */
export class PatientPages<T> {
  readonly #options: PatientPagesOptions;
  #size: number;
  #ceiling: number;
  #steady = 0;
  /** The last size that worked, to be remembered for the next time. */
  goodSize: number;

  constructor(options: PatientPagesOptions) {
    this.#options = options;
    this.#ceiling = Math.min(MAX_PAGE, Math.max(1, options.largest ?? MAX_PAGE));
    this.#size = Math.min(this.#ceiling, Math.max(MIN_PAGE, options.pageSize));
    this.goodSize = this.#size;
  }

  async read(after: string | undefined): Promise<GraphQlResult<T>> {
    const result = await this.#readPatiently(after);
    this.goodSize = this.#size;
    this.#steady++;
    if (this.#steady >= STEADY && this.#size * 2 <= this.#ceiling) {
      this.#size *= 2;
      this.#steady = 0;
    }
    return result;
  }

  async #readPatiently(after: string | undefined): Promise<GraphQlResult<T>> {
    const { client, clock, signal, about, login, query } = this.#options;
    for (let failures = 0; ; ) {
      stopAtReserve(client, 'graphql', clock.now());
      try {
        const { query: text, variables } = query(this.#size, after);
        return await client.graphql<T>(text, variables, { signal, retry: false, about, organization: login });
      } catch (error) {
        if (isTooMuch(error) && this.#size > MIN_PAGE) {
          this.#size = Math.max(MIN_PAGE, Math.floor(this.#size / 2));
          this.#ceiling = this.#size;
          this.#steady = 0;
          continue;
        }
        const wait = PAUSES[failures++];
        if (wait === undefined || !(isPortalError(error, 'server') || isPortalError(error, 'offline') || isPortalError(error, 'invalid'))) {
          throw error;
        }
        await pause(clock, wait, signal);
      }
    }
  }
}

/** Whether a smaller question might be answered. */
export function isTooMuch(error: unknown): boolean {
  return isPortalError(error, 'timeout') || (isPortalError(error, 'server') && (error.details.status === 502 || error.details.status === 504));
}

/** Stops work in the background before it uses up what the user's other tools share. */
export function stopAtReserve(client: GitHubClient, resource: string, now: number): void {
  const retryAt = client.rate.waitUntil(resource, now);
  if (retryAt !== undefined) {
    const minutes = Math.max(1, Math.ceil((retryAt - now) / 60_000));
    throw new PortalError('rate-limited', client.rate.isBlocked(now) ? `${client.host.web} asks for a pause. Reading goes on in ${minutes} min.` : `Reading pauses for ${minutes} min, so that your other tools can still use ${client.host.web}.`, { retryAt, reserved: true });
  }
}
