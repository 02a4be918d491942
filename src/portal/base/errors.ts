/**
 * Why something failed, in terms a caller can act on. Never match errors by their message.
 *
 * - `cancelled`: the caller asked for it; show nothing
 * - `offline`: the host cannot be reached
 * - `timeout`: it did not answer in time
 * - `unauthorized`: no token, or one that is refused (401)
 * - `forbidden`: the token lacks a right (403); `scopes` names what is missing where GitHub says so
 * - `sso`: the organization wants the token authorized for single sign-on
 * - `not-found`: it is not there, or the token may not see it (404)
 * - `rate-limited`: primary or secondary limit; `retryAt` says when to come back
 * - `conflict`: it exists already, or somebody was faster (409, 422)
 * - `invalid`: the input or the answer is malformed
 * - `too-large`: over a limit of ours
 * - `server`: the other side failed (5xx)
 */
export type ErrorReason =
  | 'cancelled'
  | 'offline'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'sso'
  | 'not-found'
  | 'rate-limited'
  | 'conflict'
  | 'invalid'
  | 'too-large'
  | 'server';

export interface PortalErrorDetails {
  /** When a rate limit ends, in ms since the epoch. */
  readonly retryAt?: number;
  /** Nothing was refused: work in the background stopped by itself, before it used up the limit or while GitHub asks for a pause. */
  readonly reserved?: boolean;
  /** OAuth scopes that would have been enough. */
  readonly scopes?: readonly string[];
  /** OAuth scopes the token has, where GitHub says so: it does not of fine-grained tokens. */
  readonly granted?: readonly string[];
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** A page where the user can mend it (SSO authorization, token settings). */
  readonly helpUrl?: string;
  /** The organization admits certain network addresses only, and this is none of them. */
  readonly addressRefused?: boolean;
  /** The field of the input that has to change, where it is one. */
  readonly field?: string;
  readonly cause?: unknown;
}

/** An error whose message can be shown to a user: what happened, to which thing, and what to do. */
export class PortalError extends Error {
  override readonly name = 'PortalError';
  readonly reason: ErrorReason;
  readonly details: PortalErrorDetails;

  constructor(reason: ErrorReason, message: string, details: PortalErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.reason = reason;
    this.details = details;
  }
}

/** Bundles may hold a copy of the class each, so the guard looks at the shape and not at the prototype. */
export function isPortalError(error: unknown, reason?: ErrorReason): error is PortalError {
  return (
    error instanceof Error &&
    error.name === 'PortalError' &&
    'reason' in error &&
    (reason === undefined || error.reason === reason)
  );
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
