import type { Event } from '../base/event';

export interface TokenRequest {
  /** Base address of the web interface, without a slash at the end: `https://github.com`. */
  readonly host: string;
  /** OAuth scopes wanted. Reading asks for `repo` and `read:org`; more are asked for when needed. */
  readonly scopes: readonly string[];
  /** Whether the user may be asked. Without it only what is there already is given. */
  readonly interactive: boolean;
}

export interface Token {
  readonly value: string;
  /** Stable id of the account it belongs to: what was private is kept apart by it and removed with it. */
  readonly account: string;
}

/** Hands out tokens, each for its own host only. */
export interface TokenSource {
  get(request: TokenRequest): Promise<Token | undefined>;
  /** Fires with the host whose session was added, removed or changed. */
  readonly onDidChange: Event<string>;
}
