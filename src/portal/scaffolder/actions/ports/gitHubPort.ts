import type { Endpoints } from '@octokit/types';

export type Route = keyof Endpoints;
export type RouteParameters<R extends Route> = Endpoints[R]['parameters'];
export type RouteData<R extends Route> = Endpoints[R]['response']['data'];

export interface RouteOptions {
  readonly signal?: AbortSignal | undefined;
  /** OAuth scopes the call needs. */
  readonly scopes?: readonly string[];
  readonly interactive?: boolean;
  readonly about?: string;
}

/** One GitHub, as actions call it; all it throws is a `PortalError`. The client of the portal is one. */
export interface GitHubPort {
  readonly host: { readonly web: string };
  request<R extends Route>(route: R, parameters: RouteParameters<R>, options?: RouteOptions): Promise<{ readonly status: number; readonly data: RouteData<R> }>;
}
