import type { Endpoints } from '@octokit/types';
import { throwIfCancelled } from '../base/cancellation';
import type { Disposable } from '../base/disposable';
import { isPortalError, PortalError } from '../base/errors';
import type { Clock } from '../ports/clock';
import type { Fetch } from '../ports/fetch';
import type { Log } from '../ports/log';
import type { TokenSource } from '../ports/tokenSource';
import { fromGraphQlError, toPortalError, type ErrorContext, type GraphQlError } from './gitHubErrors';
import { createGitHubFetch, type FetchContext } from './gitHubFetch';
import type { GitHubHost } from './gitHubHost';
import type { createOctokits, GitHubIntervals, Octokit } from './octokit';
import { RateTracker, type RateBudget, type RateState } from './rateBudget';
import { READ_SCOPES } from './scopes';
import { SsoTracker, type WithheldOrganizations } from './ssoTracker';

export interface GitHubClientOptions {
  readonly host: GitHubHost;
  readonly tokens: TokenSource;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** Waits between requests, for tests. */
  readonly intervals?: Partial<GitHubIntervals>;
  /** The part of each rate limit, 0 to 1, that work in the background leaves alone; a tenth when left out. */
  readonly reserve?: () => number;
  /** In ms, from sending a request to the last byte of its answer; 30,000 when left out. */
  readonly timeout?: number;
}

export interface GitHubRequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** OAuth scopes to ask the token source for; reading's when left out. */
  readonly scopes?: readonly string[];
  /** Whether the user may be asked to sign in. */
  readonly interactive?: boolean;
  /** Whether a failed read is sent again, twice at most; `true` when left out. What writes never is. */
  readonly retry?: boolean;
  /** What it is about, for messages: `repository acme/shop`. Read from the parameters when left out. */
  readonly about?: string;
  /** The organization it is about, where no parameter names it: for its page of single sign-on. */
  readonly organization?: string;
}

export interface GitHubResponse<T> {
  readonly status: number;
  readonly data: T;
  readonly etag: string | undefined;
  /** The address of the next page. */
  readonly next: string | undefined;
}

export type ConditionalResponse<T> =
  | { readonly notModified: true; readonly etag: string }
  | ({ readonly notModified: false } & GitHubResponse<T>);

export interface GraphQlResult<T> {
  /** What came, also where there were errors; GitHub leaves `null` where it could not answer. */
  readonly data: T;
  readonly errors: readonly PortalError[];
}

export type GitHubRoute = keyof Endpoints;
/** `mediaType: { format: 'raw' }` asks for the thing itself instead of a description; `data` is its text then. */
export type GitHubParameters<R extends GitHubRoute> = Endpoints[R]['parameters'] & { readonly mediaType?: { readonly format?: string } };
export type GitHubData<R extends GitHubRoute> = Endpoints[R]['response']['data'];

/** One GitHub host. Everything it throws is a `PortalError`. */
export interface GitHubClient extends Disposable {
  readonly host: GitHubHost;
  readonly rate: RateBudget;
  readonly withheld: WithheldOrganizations;
  /** The account whose token would be used, or `undefined` where nobody is signed in. Never asks the user. */
  account(): Promise<string | undefined>;
  request<R extends GitHubRoute>(route: R, parameters: GitHubParameters<R>, options?: GitHubRequestOptions): Promise<GitHubResponse<GitHubData<R>>>;
  /** A read that costs no rate limit where nothing changed since `etag`. */
  conditional<R extends GitHubRoute>(
    route: R,
    parameters: GitHubParameters<R>,
    etag: string | undefined,
    options?: GitHubRequestOptions,
  ): Promise<ConditionalResponse<GitHubData<R>>>;
  /** All pages of a listing, one array a page. */
  pages<R extends GitHubRoute>(route: R, parameters: GitHubParameters<R>, options?: GitHubRequestOptions): AsyncGenerator<GitHubData<R>>;
  /** Asks GitHub what is left of its limits, which is free, and notes it in `rate`. */
  refreshRate(signal?: AbortSignal): Promise<void>;
  /** Rejects where nothing at all came; otherwise the errors stand beside what did. Refuses without a token. */
  graphql<T>(query: string, variables: Readonly<Record<string, unknown>>, options?: GitHubRequestOptions): Promise<GraphQlResult<T>>;
}

const DEFAULT_TIMEOUT = 30_000;

type Octokits = ReturnType<typeof createOctokits>;

export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { host, tokens, clock, log } = options;
  const rate = new RateTracker(options.reserve);
  const sso = new SsoTracker();
  const context: FetchContext = { host, tokens, fetch: options.fetch, clock, rate, sso };
  const subscription = tokens.onDidChange((web) => {
    if (web === host.web) {
      rate.clear();
      sso.clear();
    }
  });

  let octokits: Promise<Octokits> | undefined;
  const load = (): Promise<Octokits> => {
    // Octokit is loaded by the first request, so that activation does without it.
    octokits ??= import('./octokit').then((room) =>
      room.createOctokits({ api: host.api, log, intervals: { ...room.DEFAULT_INTERVALS, ...options.intervals } }),
    );
    return octokits;
  };

  const perRequest = (writes: boolean, tokenRequired: boolean, given: GitHubRequestOptions): Record<string, unknown> => ({
    // A number other than 0 here would make the retry plugin repeat even a 304 or a 404; its own default does not.
    ...((writes || given.retry === false) && { retries: 0 }),
    fetch: createGitHubFetch(context, {
      scopes: given.scopes ?? READ_SCOPES,
      interactive: given.interactive ?? false,
      tokenRequired,
      signal: given.signal,
      timeout: options.timeout ?? DEFAULT_TIMEOUT,
    }),
  });

  /** Runs a request, ends at once when cancelled, also while a plugin waits, and turns what it throws into our errors. */
  const guarded = async <T>(about: string, signal: AbortSignal | undefined, organization: string | undefined, run: () => Promise<T>): Promise<T> => {
    try {
      throwIfCancelled(signal);
      return await (signal ? raceAbort(run(), signal) : run());
    } catch (error) {
      const failure = toPortalError(error, { host: host.web, about, now: clock.now(), organization });
      if (failure.reason === 'rate-limited' && failure.details.retryAt !== undefined && !failure.details.reserved) {
        rate.block(failure.details.retryAt);
      }
      throw failure;
    }
  };

  const send = <T>(method: string, url: string, parameters: object, given: GitHubRequestOptions): Promise<GitHubResponse<T>> => {
    const writes = method !== 'GET' && method !== 'HEAD';
    const about = given.about ?? describe(parameters) ?? url;
    return guarded(about, given.signal, given.organization, async () => {
      const octokit = (await load())[writes ? 'writes' : 'reads'];
      const response = await octokit.request<T>({ ...parameters, method, url, request: perRequest(writes, false, given) });
      return toResponse(response, host, about);
    });
  };

  return {
    host,
    rate,
    withheld: sso,
    account: async () => (await tokens.get({ host: host.web, scopes: READ_SCOPES, interactive: false }))?.account,
    request: (route, parameters, given = {}) => {
      const [method = '', url = ''] = route.split(' ');
      return send(method, url, parameters, given);
    },
    conditional: async (route, parameters, etag, given = {}) => {
      const [method = '', url = ''] = route.split(' ');
      try {
        const headers = etag === undefined ? {} : { headers: { 'if-none-match': etag } };
        return { notModified: false, ...(await send(method, url, { ...parameters, ...headers }, given)) };
      } catch (error) {
        // Octokit throws a 304 like an error.
        if (etag !== undefined && isPortalError(error) && error.details.status === 304) {
          return { notModified: true, etag };
        }
        throw error;
      }
    },
    pages: async function* <R extends GitHubRoute>(route: R, parameters: GitHubParameters<R>, given: GitHubRequestOptions = {}) {
      const [method = '', url = ''] = route.split(' ');
      const about = given.about ?? describe(parameters) ?? url;
      let page = await send<GitHubData<R>>(method, url, parameters, { ...given, about });
      yield page.data;
      while (page.next !== undefined) {
        page = await send<GitHubData<R>>(method, page.next, {}, { ...given, about });
        yield page.data;
      }
    },
    graphql: <T>(query: string, variables: Readonly<Record<string, unknown>>, given: GitHubRequestOptions = {}) => {
      const writes = /^\s*mutation\b/.test(query);
      const about = given.about ?? 'the query';
      return guarded(about, given.signal, given.organization, async () => {
        const octokit = (await load())[writes ? 'writes' : 'reads'];
        const result = await runGraphQl<T>(octokit, query, variables, perRequest(writes, true, given), { host: host.web, about, now: clock.now(), organization: given.organization });
        rate.spend(costOf(result.data));
        return result;
      });
    },
    refreshRate: (signal) =>
      guarded('your rate limits', signal, undefined, async () => {
        // Costs nothing. Source: GitHub's documentation of GET /rate_limit.
        const { data } = await send<GitHubData<'GET /rate_limit'>>('GET', '/rate_limit', {}, { about: 'your rate limits', ...(signal && { signal }) });
        rate.take(['core', 'graphql', 'search', 'code_search'].flatMap((resource) => toRateState(resource, data.resources)), clock.now());
      }),
    dispose: () => subscription.dispose(),
  };
}

async function runGraphQl<T>(
  octokit: Octokit,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  request: Record<string, unknown>,
  context: ErrorContext,
): Promise<GraphQlResult<T>> {
  try {
    const data = await octokit.graphql<T | undefined>(query, { ...variables, request });
    if (data === undefined || data === null) {
      throw unreadable(context.host, context.about);
    }
    return { data, errors: [] };
  } catch (error) {
    if (!isGraphQlResponseError<T>(error)) {
      throw error;
    }
    const errors = error.errors.map((entry) => fromGraphQlError(entry, error.headers, context));
    const fatal = errors.find((entry) => entry.reason === 'rate-limited') ?? (hasContent(error.data) ? undefined : errors[0]);
    if (fatal || error.data === null || error.data === undefined) {
      throw fatal ?? unreadable(context.host, context.about);
    }
    return { data: error.data, errors };
  }
}

interface GraphQlFailure<T> extends Error {
  readonly errors: readonly GraphQlError[];
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: T | null | undefined;
}

function isGraphQlResponseError<T>(error: unknown): error is GraphQlFailure<T> {
  return error instanceof Error && error.name === 'GraphqlResponseError' && 'errors' in error && Array.isArray(error.errors);
}

/** What a query cost, where it asked for `rateLimit { cost }`. */
function costOf(data: unknown): number {
  const limit = memberOf(data, 'rateLimit');
  const cost = memberOf(limit, 'cost');
  return typeof cost === 'number' ? cost : 0;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

function toRateState(resource: string, resources: unknown): RateState[] {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => memberOf(memberOf(resources, resource), name));
  return typeof limit === 'number' && typeof remaining === 'number' && typeof reset === 'number' ? [{ resource, limit, remaining, resetAt: reset * 1000 }] : [];
}

/** Whether any field at the top got an answer. */
function hasContent(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.entries(data).some(([name, value]) => name !== 'rateLimit' && value !== null);
}

function toResponse<T>(
  response: { readonly status: number; readonly data: T; readonly headers: { readonly [name: string]: string | number | undefined } },
  host: GitHubHost,
  about: string,
): GitHubResponse<T> {
  const { status, data, headers } = response;
  // Octokit hands on as text what was no JSON: half an answer, or a page of a proxy or a hotel.
  if (typeof data === 'string' && data !== '' && /^(undefined|application\/json|text\/html)\b/.test(String(headers['content-type']))) {
    throw unreadable(host.web, about);
  }
  const link = String(headers['link'] ?? '');
  const next = /<([^>]+)>;[^,]*\brel="next"/.exec(link)?.[1];
  return { status, data, etag: headers['etag'] === undefined ? undefined : String(headers['etag']), next };
}

function unreadable(host: string, about: string): PortalError {
  return new PortalError('invalid', `What answered in the name of ${host} about ${about} is not GitHub’s format. Check the address and the proxy.`);
}

/** `repository acme/shop`, `organization acme` */
function describe(parameters: object): string | undefined {
  const value = (name: string): string | undefined => {
    const entry: unknown = Object.entries(parameters).find(([key]) => key === name)?.[1];
    return typeof entry === 'string' ? entry : undefined;
  };
  const [owner, repo, org, user] = ['owner', 'repo', 'org', 'username'].map(value);
  if (owner && repo) {
    return `repository ${owner}/${repo}`;
  }
  return org ? `organization ${org}` : user ? `user ${user}` : undefined;
}

function raceAbort<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(new PortalError('cancelled', 'Cancelled'));
    signal.addEventListener('abort', onAbort, { once: true });
    void running.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
