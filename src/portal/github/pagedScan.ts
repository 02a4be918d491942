import { isPortalError, PortalError } from '../base/errors';
import { pause } from '../base/pause';
import type { Clock } from '../ports/clock';
import type { GitHubClient, GraphQlResult } from './gitHubClient';
import { pathOf } from './gitHubErrors';
import type { PageData, Query } from './scanQuery';

export const MAX_PAGE = 100;
const MIN_PAGE = 5;
/** Pages in a row that must succeed before a larger one is tried. */
const STEADY = 4;
/** Pauses before a page that failed for no reason of size is asked for again, in ms. */
const PAUSES = [1000, 4000];

type Page = NonNullable<PageData['repositoryOwner']>['repositories'];

export interface ScannedPage {
  /** `Organization`, `User`, or `Viewer` for the account that reads. */
  readonly ownerType: string;
  readonly page: Page;
  /** Whether GitHub left the file of the node at this index out because of an error. */
  readonly isFileUnknown: (index: number) => boolean;
  /** The first error that is more than a repository gone meanwhile. */
  readonly error: PortalError | undefined;
}

export interface PagedScanOptions {
  readonly client: GitHubClient;
  readonly clock: Clock;
  readonly login: string;
  readonly signal: AbortSignal;
  /** To begin with: what was good the last time. */
  readonly pageSize: number;
  /** What nobody shall go beyond; 100 where left out. */
  readonly largest: number | undefined;
  readonly query: (first: number, after: string | undefined) => Query;
}

/**
 * Reads an owner's repositories page by page, with pages as large as GitHub bears: halved on 502, 504 or a timeout
 * (backstage/backstage #15982, #28741), doubled again after some that went well.
 */
export class PagedScan {
  readonly #client: GitHubClient;
  readonly #clock: Clock;
  readonly #login: string;
  readonly #signal: AbortSignal;
  readonly #query: PagedScanOptions['query'];
  #size: number;
  #ceiling: number;
  #steady = 0;
  /** The last size that worked, to be remembered for the next scan. */
  goodSize: number;

  constructor(options: PagedScanOptions) {
    this.#client = options.client;
    this.#clock = options.clock;
    this.#login = options.login;
    this.#signal = options.signal;
    this.#query = options.query;
    this.#ceiling = Math.min(MAX_PAGE, Math.max(1, options.largest ?? MAX_PAGE));
    this.#size = Math.min(this.#ceiling, Math.max(MIN_PAGE, options.pageSize));
    this.goodSize = this.#size;
  }

  /** @throws PortalError `not-found` where there is no such owner */
  async read(after: string | undefined): Promise<ScannedPage> {
    const result = await this.#readPatiently(after);
    this.goodSize = this.#size;
    this.#steady++;
    if (this.#steady >= STEADY && this.#size * 2 <= this.#ceiling) {
      this.#size *= 2;
      this.#steady = 0;
    }
    return toScannedPage(result, this.#login, this.#client.host.web);
  }

  async #readPatiently(after: string | undefined): Promise<GraphQlResult<PageData>> {
    for (let failures = 0; ; ) {
      stopAtReserve(this.#client, 'graphql', this.#clock.now());
      try {
        const about = `the repositories of ${this.#login}`;
        const { query, variables } = this.#query(this.#size, after);
        return await this.#client.graphql<PageData>(query, variables, { signal: this.#signal, retry: false, about });
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
        await pause(this.#clock, wait, this.#signal);
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
    throw new PortalError('rate-limited', `Reading pauses for ${minutes} min, so that your other tools can still use ${client.host.web}.`, { retryAt });
  }
}

function toScannedPage({ data, errors }: GraphQlResult<PageData>, login: string, host: string): ScannedPage {
  const owner = data.repositoryOwner;
  if (!owner) {
    throw errors[0] ?? new PortalError('not-found', `${host} has no organization or user ${login}, or the sign-in may not see it. Check the setting and the sign-in.`);
  }
  const page = owner.repositories;
  if (!Array.isArray(page?.nodes) || typeof page.pageInfo?.hasNextPage !== 'boolean') {
    throw errors[0] ?? new PortalError('invalid', `The answer of ${host} about ${login} is not GitHub’s format. Check the address and the proxy.`);
  }
  const unknown = new Set(errors.flatMap((error) => fileIndexOf(error)));
  const error = errors.find((entry) => entry.reason !== 'not-found');
  const ownerType = data.viewer?.login.toLowerCase() === login.toLowerCase() ? 'Viewer' : owner.__typename;
  return { ownerType, page, isFileUnknown: (index) => unknown.has(index), error };
}

/** The index in `repositoryOwner.repositories.nodes[i].file` of an error's path. */
function fileIndexOf(error: PortalError): number[] {
  const [, , , index, field] = pathOf(error);
  return typeof index === 'number' && field === 'file' ? [index] : [];
}
