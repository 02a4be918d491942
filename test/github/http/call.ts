import type { GitHubState } from '../state/gitHubState.ts';
import type { Viewer } from '../state/access.ts';
import type { Answer } from './answer.ts';

/** Addresses of this server in the shape the caller used: at the root as github.com, or below `/api/v3`. */
export interface Addresses {
  readonly web: string;
  readonly api: string;
}

/** One request, read and signed in. */
export interface Call {
  readonly state: GitHubState;
  readonly viewer: Viewer;
  readonly urls: Addresses;
  readonly method: string;
  /** Path below the API's base. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON; `undefined` without a body. */
  readonly body: unknown;
  readonly rates: { describe(viewer: Viewer): Readonly<Record<RateResource, RateWindow>> };
}

export interface RateWindow {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

export type RateResource = 'core' | 'graphql' | 'search' | 'code_search';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path as GitHub's own description writes it. */
  readonly template: string;
  /** Answered 401 without a token. */
  readonly signedIn?: boolean;
  /** What `X-Accepted-OAuth-Scopes` names; none: any token will do. The handler itself refuses. */
  readonly scopes?: readonly string[];
  /** What a request costs; `core` where left out. */
  readonly rate?: RateResource | 'free';
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}
