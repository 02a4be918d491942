import { createGitHubClient, type GitHubClient } from '../../../src/portal/github/gitHubClient';
import type { Clock } from '../../../src/portal/ports/clock';
import type { Fetch } from '../../../src/portal/ports/fetch';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub.ts';
import { FakeTokens, MemoryLog, NO_WAIT } from './fakeGitHub';

function createClock(atMost: number): Clock {
  return {
    now: () => Date.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, Math.min(milliseconds, atMost));
      return { dispose: () => clearTimeout(timer) };
    },
  };
}

/** Real time, but pauses are cut to almost nothing. */
export const quickClock = createClock(5);
const realClock = createClock(Infinity);

export interface Stage {
  readonly github: LocalGitHub;
  readonly client: GitHubClient;
  readonly tokens: FakeTokens;
  readonly log: MemoryLog;
  /** Signs in as an account with the rights given. @returns the token's value */
  signIn(account: string, scopes?: readonly string[]): string;
  signOut(): void;
  /** Paths of the requests answered since the last call, `/graphql` for each of these. */
  takeRequests(): string[];
  /** Requests to anybody else. */
  readonly strangers: readonly string[];
}

export async function openStage(fill: (github: LocalGitHub) => void, timeout = 15_000, reserve?: () => number): Promise<Stage> {
  const github = await startLocalGitHub({ validate: true });
  fill(github);
  const [tokens, log] = [new FakeTokens(), new MemoryLog()];
  tokens.token = undefined;
  const host = { web: github.web, api: `${github.web}/api/v3` };
  const strangers: string[] = [];
  const guarded: Fetch = (url, init) => {
    if (!url.startsWith(github.web)) {
      strangers.push(url);
    }
    return fetch(url, init);
  };
  const client = createGitHubClient({ host, tokens, fetch: guarded, clock: realClock, log, intervals: NO_WAIT, timeout, ...(reserve && { reserve }) });
  return {
    github,
    client,
    tokens,
    log,
    strangers,
    signIn: (account, scopes = ['repo', 'read:org']) => {
      const { value } = github.state.addToken({ account, scopes });
      tokens.change(github.web, { value, account });
      return value;
    },
    signOut: () => tokens.change(github.web, undefined),
    takeRequests: () => {
      const paths = github.requests.map((request) => request.path);
      github.requests.length = 0;
      return paths;
    },
  };
}
