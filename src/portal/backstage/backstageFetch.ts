import { isPortalError, PortalError } from '../base/errors';
import type { Clock } from '../ports/clock';
import type { Fetch } from '../ports/fetch';
import type { BackstageAddress } from './backstageAddress';

export interface BackstageFetchOptions {
  readonly address: BackstageAddress;
  readonly token: string | undefined;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** From sending to the last byte, in ms. */
  readonly timeout: number;
  /** Told how large each answer was, in bytes. */
  readonly onAnswer: (bytes: number) => void;
}

/** An answer larger than this is refused before it is read, where the other side says so. */
const LARGEST_BYTES = 256 * 1024 * 1024;

/**
 * The `fetch` handed to the client of the catalog. The token is put on here and nowhere before, so that the client and its errors
 * never hold it, and goes to the origin of the Backstage alone: redirects are not followed, but told of.
 *
 * Rejects with `PortalError` for whatever is no good answer, each saying what to do.
 */
export function createBackstageFetch(options: BackstageFetchOptions) {
  return async (url: unknown, init?: unknown): Promise<Response> => {
    const { address, clock, signal, timeout } = options;
    const stop = new AbortController();
    let timedOut = false;
    const timer = clock.after(timeout, () => {
      timedOut = true;
      stop.abort();
    });
    const onAbort = (): void => stop.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      if (signal.aborted) {
        stop.abort();
      }
      return await ask(options, String(url), init, stop.signal);
    } catch (error) {
      if (isPortalError(error)) {
        throw error;
      }
      if (signal.aborted) {
        throw new PortalError('cancelled', 'Cancelled', { cause: error });
      }
      if (timedOut) {
        throw new PortalError('timeout', `${address.label} did not answer within ${Math.round(timeout / 1000)} seconds. Try again later.`, { cause: error });
      }
      throw new PortalError('offline', `${address.label} (${address.base}) cannot be reached. Check the network, the proxy and the address in stagedoor.backstage.`, { cause: error });
    } finally {
      timer.dispose();
      signal.removeEventListener('abort', onAbort);
    }
  };
}

async function ask({ address, token, fetch, clock, onAnswer }: BackstageFetchOptions, url: string, init: unknown, signal: AbortSignal): Promise<Response> {
  if (!url.startsWith(`${address.base}/`)) {
    throw new PortalError('invalid', `${url} is no address below ${address.base}. Check stagedoor.backstage.`);
  }
  const body = textOf(init, 'body');
  const response = await fetch(url, {
    method: textOf(init, 'method') ?? 'GET',
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }), ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body }),
    redirect: 'manual',
    signal,
  });
  if (!response.ok) {
    throw await toError(response, address, token !== undefined, clock);
  }
  if (Number(response.headers.get('content-length')) > LARGEST_BYTES) {
    throw new PortalError('too-large', `${address.label} answers with more than ${LARGEST_BYTES / 1024 / 1024} MB at once, which is no page of a catalog. Check the address in stagedoor.backstage.`);
  }
  const type = response.headers.get('content-type') ?? '';
  if (!/[/+]json\b/i.test(type)) {
    throw noBackstage(address, `with ${type.split(';')[0] || 'something'} instead of JSON`);
  }
  // Read here, so that a cut connection is one, and not a piece of JSON.
  const bytes = await response.arrayBuffer();
  onAnswer(bytes.byteLength);
  return new Response(bytes, { status: response.status, headers: { 'content-type': type } });
}

async function toError(response: Response, address: BackstageAddress, hasToken: boolean, clock: Clock): Promise<PortalError> {
  const { status } = response;
  const { label, base } = address;
  const details = { status };
  // A browser does not say of a redirect that it is kept from more than that: the status is 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    const target = response.headers.get('location');
    const where = target !== null && URL.canParse(target, base) ? ` to ${new URL(target, base).origin}` : '';
    return new PortalError('invalid', `${label} (${base}) sends its catalog's readers on${where}, where the token must not go. Set the address in stagedoor.backstage to the one that answers itself; behind a sign-in page, to one that takes tokens.`, details);
  }
  if (status === 401) {
    return new PortalError('unauthorized', hasToken ? `${label} refuses the token: it may have expired. Sign in to ${label} again.` : `${label} wants a token. Sign in to ${label}.`, details);
  }
  if (status === 403) {
    return new PortalError('forbidden', `${label} does not let ${hasToken ? 'this token' : 'anybody without a token'} read its catalog. Ask its operators for a token that may (catalog.entity.read).`, details);
  }
  if (status === 404) {
    return noBackstage(address, 'that there is no catalog (404)');
  }
  if (status === 429 || (status === 503 && response.headers.get('retry-after') !== null)) {
    const retryAt = toRetryAt(response.headers.get('retry-after'), clock.now());
    return new PortalError('rate-limited', `${label} asks to be left alone for a while. Try again later.`, { ...details, ...(retryAt !== undefined && { retryAt }) });
  }
  const said = await messageIn(response);
  return status >= 500
    ? new PortalError('server', `${label} failed with ${status}${said}. What was known of it stays; try again later, or ask its operators.`, details)
    : new PortalError('invalid', `${label} answered ${status}${said}. It may be too old for the query of entities by pages (Backstage 1.12 and later).`, details);
}

/** What is wrong where the other side is no Backstage. @param answer completes “answers …” */
export function noBackstage({ label, base }: BackstageAddress, answer: string): PortalError {
  return new PortalError('invalid', `${label} answers ${answer} at ${base}/api/catalog. Check that stagedoor.backstage names a Backstage, and not a sign-in page before it.`);
}

/** Seconds or a date, as `Retry-After` has it; in ms since the epoch. */
function toRetryAt(value: string | null, now: number): number | undefined {
  if (value === null) {
    return undefined;
  }
  const at = /^\d+$/.test(value.trim()) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isFinite(at) ? at : undefined;
}

/** The first words of what Backstage's error says: `{ error: { name, message } }`. */
async function messageIn(response: Response): Promise<string> {
  try {
    const body: unknown = await response.json();
    const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
    return typeof message === 'string' && message !== '' ? `: ${message.slice(0, 200)}` : '';
  } catch {
    // A page or nothing at all: the status has to do.
    return '';
  }
}

function textOf(init: unknown, name: 'method' | 'body'): string | undefined {
  const value: unknown = typeof init === 'object' && init !== null ? Object.entries(init).find(([key]) => key === name)?.[1] : undefined;
  return typeof value === 'string' ? value : undefined;
}
