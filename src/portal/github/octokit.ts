import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck/light.js';
import { isPortalError } from '../base/errors';
import type { Log } from '../ports/log';

export { Octokit };

/** How long octokit's plugins wait, in ms. GitHub asks for these; tests shorten them. */
export interface GitHubIntervals {
  /** Between two requests that write (1,000). */
  readonly write: number;
  /** Between two requests that notify people (3,000). */
  readonly notify: number;
  /** Between two searches (2,000). */
  readonly search: number;
  /** The unit of the growing pauses before a retry (1,000). */
  readonly retry: number;
  /** A limit that ends within this time is waited for; a longer one is the caller's affair (5,000). */
  readonly patience: number;
}

export const DEFAULT_INTERVALS: GitHubIntervals = { write: 1000, notify: 3000, search: 2000, retry: 1000, patience: 5000 };

/** Statuses that the same request would meet again. 429 is left to the throttling plugin, 501 will not change. */
const FINAL = [400, 401, 403, 404, 405, 406, 409, 410, 415, 422, 429, 451, 501];

/** Tells the retry plugin to leave a failure alone by handing on what is no `RequestError`; a cut connection stays one. */
function networkErrors(octokit: Pick<Octokit, 'hook'>): Record<string, never> {
  octokit.hook.error('request', (error) => {
    const cause = error.cause;
    // By shape: this room is a bundle of its own, with a copy of the class of its own.
    const isFinal = isPortalError(cause) && !('transient' in cause && cause.transient === true);
    throw isFinal ? cause : error;
  });
  return {};
}

const StagedoorOctokit = Octokit.plugin(networkErrors, throttling, retry);

export interface OctokitOptions {
  readonly api: string;
  readonly log: Log;
  readonly intervals: GitHubIntervals;
}

/**
 * Two octokits of one host: the throttling plugin takes every GraphQL request for one that writes and spaces it by a
 * second, so what only reads gets one of its own whose writes are not spaced.
 */
export function createOctokits(options: OctokitOptions): { readonly reads: Octokit; readonly writes: Octokit } {
  return { reads: createOctokit(options, 0), writes: createOctokit(options, options.intervals.write) };
}

function createOctokit({ api, log, intervals }: OctokitOptions, writeInterval: number): Octokit {
  const spaced = (minTime: number, maxConcurrent: number): Bottleneck.Group => new Bottleneck.Group({ minTime, maxConcurrent });
  // Seconds; whether the plugin shall wait and send the request again. A refused request has done nothing yet.
  const waits = (retryAfter: number, _options: unknown, _octokit: unknown, retryCount: number): boolean =>
    retryCount < 1 && retryAfter * 1000 <= intervals.patience;
  return new StagedoorOctokit({
    baseUrl: api,
    userAgent: 'stagedoor',
    log: {
      debug: () => undefined,
      info: (message: string) => log.debug(`GitHub: ${message}`),
      warn: (message: string) => log.warn(`GitHub: ${message}`),
      // Each failure reaches the caller as a PortalError, who knows whether it matters.
      error: (message: string) => log.debug(`GitHub: ${message}`),
    },
    throttle: {
      id: api,
      write: spaced(writeInterval, writeInterval === 0 ? 10 : 1),
      notifications: spaced(intervals.notify, 1),
      search: spaced(intervals.search, 1),
      onRateLimit: waits,
      onSecondaryRateLimit: waits,
    },
    retry: { doNotRetry: FINAL, retries: 2, retryAfterBaseValue: intervals.retry },
  });
}
