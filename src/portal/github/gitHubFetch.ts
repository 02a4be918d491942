import { isPortalError, PortalError } from '../base/errors';
import type { Clock } from '../ports/clock';
import type { Fetch } from '../ports/fetch';
import type { TokenSource } from '../ports/tokenSource';
import type { GitHubHost } from './gitHubHost';
import type { RateTracker } from './rateBudget';
import type { SsoTracker } from './ssoTracker';

export interface FetchContext {
  readonly host: GitHubHost;
  readonly tokens: TokenSource;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly rate: RateTracker;
  readonly sso: SsoTracker;
}

/** What one request asks beyond what octokit knows. */
export interface FetchOptions {
  readonly scopes: readonly string[];
  readonly interactive: boolean;
  /** Refuses to go out without a token; GraphQL answers nobody else. */
  readonly tokenRequired: boolean;
  readonly signal: AbortSignal | undefined;
  /** In ms, from sending to the last byte. */
  readonly timeout: number;
}

type Init = NonNullable<Parameters<Fetch>[1]>;

/** An answer whose body has arrived as a whole, in the part of `Response` that octokit reads. */
export type Answer = Pick<Response, 'ok' | 'status' | 'statusText' | 'url' | 'headers' | 'text' | 'arrayBuffer'>;

export type GitHubFetch = (url: string, init?: Init) => Promise<Answer>;

const MAX_REDIRECTS = 5;

/**
 * The `fetch` handed to octokit for one request. The token is put on here and nowhere before, so that octokit's options,
 * errors and log never hold it; and only where the address is the host's own API.
 *
 * Throws `PortalError` with `cancelled`, `timeout`, `unauthorized` or `offline`.
 */
export function createGitHubFetch(context: FetchContext, options: FetchOptions): GitHubFetch {
  return async (url, init = {}) => {
    const stop = new AbortController();
    let timedOut = false;
    const timer = context.clock.after(options.timeout, () => {
      timedOut = true;
      stop.abort();
    });
    const onAbort = (): void => stop.abort();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      if (options.signal?.aborted) {
        stop.abort();
      }
      return await follow(context, options, url, { ...init, signal: stop.signal });
    } catch (error) {
      throw toNetworkError(error, context.host, timedOut, options);
    } finally {
      timer.dispose();
      options.signal?.removeEventListener('abort', onAbort);
    }
  };
}

async function follow(context: FetchContext, options: FetchOptions, first: string, init: Init): Promise<Answer> {
  let url = first;
  let method = init.method;
  let body = init.body;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const { headers, account } = await authorize(context, options, url, init.headers ?? {});
    const request = { ...init, ...(method && { method }), headers };
    let response = await context.fetch(url, { ...request, ...(body !== undefined && { body }), redirect: 'manual' });
    if (response.status === 0 && (method ?? 'GET') === 'GET') {
      // A browser does not say where a redirect leads. It follows it itself then, and takes the Authorization header off
      // when that is another origin (Fetch standard, "HTTP-redirect fetch").
      response = await context.fetch(url, { ...request, redirect: 'follow' });
    }
    if (new URL(url).origin === apiOrigin(context.host)) {
      context.rate.observe(response.headers, { account, status: response.status, now: context.clock.now() });
      context.sso.observe(response.headers);
    }
    const location = response.headers.get('location');
    if (response.status < 301 || response.status > 308 || response.status === 304 || location === null) {
      return await readWhole(response);
    }
    url = new URL(location, url).toString();
    if (response.status <= 303 && method !== 'HEAD') {
      method = 'GET';
      body = undefined;
    }
  }
  throw new PortalError('server', `${context.host.web} redirects in a circle. Try again later.`);
}

async function authorize(
  { host, tokens }: FetchContext,
  { scopes, interactive, tokenRequired }: FetchOptions,
  url: string,
  given: Readonly<Record<string, string>>,
): Promise<{ readonly headers: Record<string, string>; readonly account: string }> {
  const headers = Object.fromEntries(Object.entries(given).filter(([name]) => name.toLowerCase() !== 'authorization'));
  if (new URL(url).origin !== apiOrigin(host)) {
    return { headers, account: '' };
  }
  const token = await tokens.get({ host: host.web, scopes, interactive });
  if (!token && interactive) {
    throw new PortalError('unauthorized', `You have not signed in to ${host.web} with ${scopes.join(', ')}, so nothing was asked of it. Sign in and try again.`);
  }
  if (!token && tokenRequired) {
    throw new PortalError('unauthorized', `You are not signed in to ${host.web}. Sign in and try again.`);
  }
  return token ? { headers: { ...headers, authorization: `Bearer ${token.value}` }, account: token.account } : { headers, account: '' };
}

function apiOrigin(host: GitHubHost): string {
  return new URL(host.api).origin;
}

/** Reads the body here, so that a cut connection or a timeout half-way is one, and not a piece of JSON. */
async function readWhole(response: Response): Promise<Answer> {
  const bytes = await response.arrayBuffer();
  return {
    ok: response.ok,
    status: response.status,
    statusText: response.statusText,
    url: response.url,
    headers: response.headers,
    text: () => Promise.resolve(new TextDecoder().decode(new Uint8Array(bytes))),
    arrayBuffer: () => Promise.resolve(bytes),
  };
}

/** Codes of Node that mean the host cannot be reached at all, so that trying again at once is in vain. */
const UNREACHABLE = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|ERR_TLS_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

function toNetworkError(error: unknown, host: GitHubHost, timedOut: boolean, options: FetchOptions): unknown {
  if (isPortalError(error)) {
    return error;
  }
  if (options.signal?.aborted) {
    return new PortalError('cancelled', 'Cancelled', { cause: error });
  }
  if (timedOut) {
    const seconds = Math.round(options.timeout / 1000);
    return new PortalError('timeout', `${host.web} did not answer within ${seconds} seconds. Try again later.`, { cause: error });
  }
  const code = networkCodeOf(error);
  const detail = code === undefined ? '' : ` (${code})`;
  return new OfflineError(`${host.web} cannot be reached${detail}. Check the network, the proxy and the address.`, code, error);
}

/** An `offline` that knows whether it is worth a second try at once. */
class OfflineError extends PortalError {
  readonly transient: boolean;

  constructor(message: string, code: string | undefined, cause: unknown) {
    super('offline', message, { cause });
    this.transient = code === undefined || !UNREACHABLE.test(code);
  }
}

/** Node hides the reason of `TypeError: fetch failed` one or two causes deep; browsers give none. */
function networkCodeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') {
      return at.code;
    }
    if ('errors' in at && Array.isArray(at.errors)) {
      const first: unknown = at.errors[0];
      return networkCodeOf(first);
    }
  }
  return undefined;
}
