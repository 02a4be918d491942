import { isPortalError, messageOf, PortalError, type PortalErrorDetails } from '../base/errors';
import { describeRight, missingScopes, toList } from './scopes';

/** What a message shall speak of, and the time by which waiting is counted. */
export interface ErrorContext {
  /** The host's web address. */
  readonly host: string;
  /** What was read or written, for the middle of a sentence: `repository acme/shop`. */
  readonly about: string;
  /** ms since the epoch */
  readonly now: number;
  /** The organization it belongs to, where the caller knows: its page for single sign-on can be named then. */
  readonly organization?: string | undefined;
}

/** An entry of `errors` in a GraphQL answer. */
export interface GraphQlError {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The part of octokit's `RequestError` that matters here, recognized by shape: a bundle may hold several copies. */
interface HttpError extends Error {
  readonly status: number;
  readonly response?: { readonly headers: Record<string, unknown>; readonly data: unknown };
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** GitHub's wait after a secondary limit that names no time. Source: its documentation of rate limits. */
const SECONDARY_WAIT = 60_000;

/** Turns whatever a request threw into a `PortalError` with the reason a caller can act on. */
export function toPortalError(error: unknown, context: ErrorContext): PortalError {
  const cause = error instanceof Error && isPortalError(error.cause) ? error.cause : error;
  if (isPortalError(cause)) {
    return cause;
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return new PortalError('cancelled', 'Cancelled', { cause: error });
  }
  const response = toResponse(error);
  if (isRateLimitAnswer(response.data)) {
    return rateLimited(response, context, error);
  }
  if (!isHttpError(error)) {
    return new PortalError('invalid', `${context.host} gave an answer about ${context.about} that cannot be read: ${messageOf(error)}`, { cause: error });
  }
  return fromStatus(error, response, context);
}

interface Answer {
  readonly header: (name: string) => string | undefined;
  readonly data: unknown;
}

function toResponse(error: unknown): Answer {
  const response = typeof error === 'object' && error !== null && 'response' in error ? error.response : undefined;
  const headers = field(response, 'headers');
  const header = (name: string): string | undefined => {
    const value = field(headers, name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  return { header, data: field(response, 'data') };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function fromStatus(error: HttpError, response: Answer, context: ErrorContext): PortalError {
  const { about, host } = context;
  const said = saidBy(response.data);
  const because = said ? ` GitHub says: ${said}` : '';
  const granted = response.header('x-oauth-scopes');
  const details: PortalErrorDetails = { status: error.status, cause: error, ...(granted !== undefined && { granted: toList(granted) }) };
  switch (error.status) {
    case 401:
      return new PortalError('unauthorized', `${host} does not accept the sign-in for ${about}. Sign in again.${because}`, details);
    case 403:
    case 429:
      return forbidden(response, said, context, details);
    case 404:
    case 410: {
      const scopes = scopesMissing(response);
      const right = scopes ? ` The sign-in lacks the right ${list(scopes)}.` : '';
      return new PortalError('not-found', `GitHub has no ${about}, or the sign-in may not see it.${right}`, { ...details, ...(scopes && { scopes }) });
    }
    case 409:
    case 422:
      return isWorkflowRefusal(said)
        ? workflowRefused(about, details)
        : new PortalError('conflict', `GitHub refused ${about}.${because}`, details);
    case 451:
      return new PortalError('forbidden', `GitHub has closed ${about} for legal reasons.${because}`, details);
    default:
      return error.status >= 500
        ? new PortalError('server', `${host} failed on ${about} (status ${error.status}). Try again later.`, details)
        : new PortalError('invalid', `GitHub refused ${about} (status ${error.status}).${because}`, details);
  }
}

function forbidden(response: Answer, said: string, context: ErrorContext, details: PortalErrorDetails): PortalError {
  const sso = response.header('x-github-sso');
  if (sso?.startsWith('required')) {
    return ssoRequired(sso, context, details);
  }
  if (details.status === 429 || response.header('x-ratelimit-remaining') === '0' || response.header('retry-after') || /\brate limit\b/i.test(said)) {
    return rateLimited(response, context, details.cause);
  }
  if (isWorkflowRefusal(said)) {
    return workflowRefused(context.about, details);
  }
  if (isAddressRefusal(said)) {
    return addressRefused(context, details);
  }
  const because = said ? ` GitHub says: ${said}` : '';
  const scopes = scopesMissing(response);
  if (scopes) {
    return new PortalError('forbidden', `The sign-in lacks the right ${list(scopes)} for ${context.about}. Grant it and try again.`, { ...details, scopes });
  }
  const permissions = response.header('x-accepted-github-permissions');
  const needed = permissions ? ` A fine-grained token needs ${permissions}.` : '';
  return new PortalError('forbidden', `The sign-in may not access ${context.about}.${needed}${because}`, details);
}

/** GitHub's words where an organization's IP allow list does not have the caller's address. */
function isAddressRefusal(said: string): boolean {
  return /\bIP allow list\b/i.test(said);
}

function addressRefused({ about }: ErrorContext, details: PortalErrorDetails): PortalError {
  return new PortalError('forbidden', `The IP allow list of its organization does not have your address, so ${about} cannot be read from here. Connect to your company’s network and try again.`, { ...details, addressRefused: true });
}

/** GitHub's words to an OAuth app or a classic token, and to what has permissions instead. */
function isWorkflowRefusal(said: string): boolean {
  return /without [`'"]?workflows?[`'"]? (scope|permission)/.test(said);
}

/** @param about what was written, for the middle of a sentence: `repository acme/shop` */
export function workflowRefused(about: string, details: PortalErrorDetails): PortalError {
  const scopes = ['workflow'];
  return new PortalError('forbidden', `The sign-in lacks the right \`workflow\`, without which GitHub takes no files under .github/workflows of ${about}. ${describeRight(scopes)}`, { ...details, scopes });
}

const REFUSALS: readonly PortalError['reason'][] = ['unauthorized', 'forbidden', 'sso', 'not-found', 'rate-limited', 'conflict'];

/** Whether it tells for certain that GitHub has not carried out what was asked. */
export function isRefusal(error: unknown): boolean {
  return isPortalError(error) && REFUSALS.includes(error.reason);
}

/** Where a session is authorized for an organization with single sign-on. @param host web address */
export function toSsoPage(host: string, organization: string): string {
  return `${host}/orgs/${encodeURIComponent(organization)}/sso`;
}

/** @param header `required; url=https://…`. Source: GitHub's documentation of SAML single sign-on for tokens */
export function ssoRequired(header: string, { about, host, organization }: ErrorContext, details: PortalErrorDetails): PortalError {
  const helpUrl = /url=(https?:\/\/\S+)/.exec(header)?.[1] ?? (organization === undefined ? undefined : toSsoPage(host, organization));
  const where = helpUrl ? ` Authorize it at ${helpUrl} and try again.` : ' Authorize it in your token settings on GitHub.';
  return new PortalError('sso', `Single sign-on: the sign-in is not authorized for ${about}.${where}`, { ...details, ...(helpUrl && { helpUrl }) });
}

function rateLimited({ header }: Answer, { host, now }: ErrorContext, cause: unknown): PortalError {
  const after = Number(header('retry-after'));
  const reset = Number(header('x-ratelimit-reset'));
  // A reset that is over by our clock, which goes ahead then, says nothing of when to come back.
  const retryAt = after > 0 ? now + after * 1000 : header('x-ratelimit-remaining') === '0' && reset * 1000 > now ? reset * 1000 : now + SECONDARY_WAIT;
  const minutes = Math.max(1, Math.ceil((retryAt - now) / 60_000));
  return new PortalError('rate-limited', `${host} has reached its limit of requests. It can be asked again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`, { retryAt, cause });
}

function isRateLimitAnswer(data: unknown): boolean {
  const errors = field(data, 'errors');
  return Array.isArray(errors) && errors.some((entry) => field(entry, 'type') === 'RATE_LIMITED');
}

function scopesMissing(response: Answer): readonly string[] | undefined {
  return missingScopes(response.header('x-accepted-oauth-scopes'), response.header('x-oauth-scopes'));
}

/** GitHub's own words: `message`, and what `errors[]` adds to it. */
function saidBy(data: unknown): string {
  const message = field(data, 'message');
  const errors = field(data, 'errors');
  const parts = Array.isArray(errors) ? errors.map(describe).filter(Boolean) : [];
  return [typeof message === 'string' ? message : '', parts.join('; ')].filter(Boolean).join(': ');
}

/** An entry of `errors[]` in a 422. Source: GitHub's REST documentation, "Client errors". */
function describe(error: unknown): string {
  if (typeof error === 'string') {
    return error;
  }
  const message = field(error, 'message');
  if (typeof message === 'string') {
    return message;
  }
  return [field(error, 'resource'), field(error, 'field'), field(error, 'code')].filter((part) => typeof part === 'string').join(' ');
}

function list(scopes: readonly string[]): string {
  return scopes.map((scope) => `\`${scope}\``).join(' or ');
}

/** Maps an error of a GraphQL answer. @param headers of the answer, names in lower case */
export function fromGraphQlError(error: GraphQlError, headers: Readonly<Record<string, unknown>>, context: ErrorContext): PortalError {
  const details = { cause: error };
  const answer = toResponse({ response: { headers } });
  const sso = answer.header('x-github-sso');
  if (error.extensions?.['saml_failure'] === true || sso?.startsWith('required')) {
    return ssoRequired(sso ?? '', context, details);
  }
  switch (error.type) {
    case 'NOT_FOUND':
      return new PortalError('not-found', `GitHub has no ${context.about}, or the sign-in may not see it.`, details);
    case 'INSUFFICIENT_SCOPES': {
      // The scopes stand in the message alone: "… requires one of the following scopes: ['read:org', 'repo'], but …"
      const named = /scopes: \[([^\]]*)\]/.exec(error.message)?.[1] ?? '';
      const scopes = [...named.matchAll(/'([^']+)'/g)].flatMap((match) => match[1] ?? []);
      const right = scopes.length > 0 ? ` ${list(scopes)}` : '';
      return new PortalError('forbidden', `The sign-in lacks the right${right} for ${context.about}. Grant it and try again.`, { ...details, scopes });
    }
    case 'FORBIDDEN':
      return isAddressRefusal(error.message) ? addressRefused(context, details) : new PortalError('forbidden', `The sign-in may not access ${context.about}. GitHub says: ${error.message}`, details);
    case 'RATE_LIMITED':
    case 'RATE_LIMIT':
      return rateLimited(answer, context, error);
    default:
      return /timeout|timed out/i.test(error.message)
        ? new PortalError('timeout', `${context.host} took too long over ${context.about}.`, details)
        : new PortalError('server', `${context.host} could not answer about ${context.about}. GitHub says: ${error.message}`, details);
  }
}

/** Where in a GraphQL answer an error lies. */
export function pathOf(error: PortalError): readonly unknown[] {
  const cause = error.details.cause;
  const path: unknown = typeof cause === 'object' && cause !== null && 'path' in cause ? cause.path : undefined;
  return Array.isArray(path) ? path : [];
}
