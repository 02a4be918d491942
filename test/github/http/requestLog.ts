import type { RateResource } from './call.ts';

/** One request as it was answered. */
export interface RequestEntry {
  readonly method: string;
  /** Path below the API's base with its query (`/orgs/acme/repos?page=2`); `/graphql` for GraphQL in both shapes. */
  readonly path: string;
  /** 0 where the connection was cut before an answer. */
  readonly status: number;
  /** Login; `undefined` without a valid token. */
  readonly account: string | undefined;
  readonly resource: RateResource | 'free';
  /** What it took from the rate limit. */
  readonly cost: number;
  /** Whether it was answered 304. */
  readonly etagHit: boolean;
  /** The body sent, for whatever is no GET; parsed JSON where it is that. */
  readonly body: unknown;
  /** What struck it. */
  readonly faults: readonly string[];
}
