import type { AddressInfo } from 'node:net';
import { createGraphQlService } from './graphql/graphQlService.ts';
import { createControl } from './http/control.ts';
import { Faults } from './http/faults.ts';
import { RateLimits } from './http/rateLimits.ts';
import type { RequestEntry } from './http/requestLog.ts';
import { Router } from './http/router.ts';
import { createGitHubServer } from './http/server.ts';
import { OAuth } from './login/oauth.ts';
import { createWebPages } from './login/webPages.ts';
import { routes } from './rest/routes.ts';
import { GitHubState } from './state/gitHubState.ts';
import { createOpenApiValidator } from './validation/openApiValidator.ts';
import type { OpenApiValidator } from './validation/openApiValidator.ts';

export interface LocalGitHubOptions {
  /** Port on 127.0.0.1; any free one where left out. */
  readonly port?: number;
  /** What it knows at the start; an empty one where left out. */
  readonly state?: GitHubState;
  /** Compares every REST answer with GitHub's own description and collects what does not fit in `violations`. */
  readonly validate?: boolean;
  /** Who a browser is signed in as on the pages of sign-in; the first user where left out. */
  readonly signedInAs?: string;
  /** How often a device may ask whether it was let in, in seconds; 1 where left out (GitHub: 5). */
  readonly pollSeconds?: number;
}

export interface LocalGitHub {
  readonly port: number;
  /** Web address without a slash at the end; the API is served at its root and below `/api/v3`. */
  readonly web: string;
  readonly state: GitHubState;
  /** Every API request in the order of its answers. Empty it with `requests.length = 0`. */
  readonly requests: RequestEntry[];
  readonly faults: Faults;
  readonly rates: RateLimits;
  readonly oauth: OAuth;
  /** With `validate`, answers that do not fit GitHub's description; always, errors of this server itself. */
  readonly violations: readonly string[];
  stop(): Promise<void>;
}

/** Reading the description takes half a second and never changes: servers of one process share it. */
let sharedValidator: OpenApiValidator | undefined;

export async function startLocalGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const state = options.state ?? new GitHubState();
  const faults = new Faults();
  const rates = new RateLimits(() => state.now());
  const requests: RequestEntry[] = [];
  const violations: string[] = [];
  const oauth = new OAuth(state, options.pollSeconds ?? 1);
  const accountOf = (): string => options.signedInAs ?? state.users()[0]?.login ?? 'octocat';
  const validator = options.validate ? (sharedValidator ??= createOpenApiValidator()) : undefined;
  const server = createGitHubServer({
    state,
    router: new Router(routes),
    graphql: createGraphQlService(state),
    pages: createWebPages(state, oauth, accountOf),
    rates,
    faults,
    requests,
    report: (message) => void violations.push(message),
    control: createControl({ state, faults, rates, requests, oauth, accountOf, violations }),
    ...(validator ? { inspect: (match, method, answer): void => void violations.push(...validator.check(match?.route.template, method, answer)) } : {}),
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(options.port ?? 0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    web: `http://127.0.0.1:${port}`,
    state,
    requests,
    faults,
    rates,
    oauth,
    violations,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
