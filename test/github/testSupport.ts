import { Octokit } from '@octokit/rest';
import { afterEach } from 'vitest';
import { toGitHubHost } from '../../src/portal/github/gitHubHost';
import { addRandomOrganization } from './organizations/randomOrganization.ts';
import { addSampleOrganization } from './organizations/sampleOrganization.ts';
import type { LoadedOrganization } from './organizations/types.ts';
import { startLocalGitHub } from './startLocalGitHub.ts';
import type { LocalGitHub, LocalGitHubOptions } from './startLocalGitHub.ts';
import { GitHubState } from './state/gitHubState.ts';
import type { TokenInput } from './state/gitHubState.ts';

const running: LocalGitHub[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((github) => github.stop()));
});

/** A local GitHub that ends with the test. */
export async function start(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const github = await startLocalGitHub({ validate: true, ...options });
  running.push(github);
  return github;
}

/** What the same tests are to pass on: an organization that was written, and ones that were made at random. */
export const ORGANIZATIONS: readonly (readonly [string, (state: GitHubState) => LoadedOrganization])[] = [
  ['the sample organization', (state) => addSampleOrganization(state)],
  ['a random organization (seed 1)', (state) => addRandomOrganization(state, 1)],
  ['a random organization (seed 20260)', (state) => addRandomOrganization(state, 20_260)],
];

export interface Loaded {
  readonly github: LocalGitHub;
  readonly organization: LoadedOrganization;
}

export async function startWith(load: (state: GitHubState) => LoadedOrganization): Promise<Loaded> {
  const state = new GitHubState();
  const organization = load(state);
  return { github: await start({ state, signedInAs: organization.admin }), organization };
}

const SILENT = { debug: (): void => undefined, info: (): void => undefined, warn: (): void => undefined, error: (): void => undefined };

/** A client with a token of its own, through the Enterprise Server's address unless told otherwise. */
export function clientOf(github: LocalGitHub, token?: Partial<TokenInput>, shape: 'enterprise' | 'dotcom' = 'enterprise'): Octokit {
  const account = token?.account ?? github.state.users()[0]?.login ?? 'octocat';
  const auth = token ? github.state.addToken({ ...token, account }).value : undefined;
  return new Octokit({ baseUrl: shape === 'enterprise' ? toGitHubHost(github.web).api : github.web, log: SILENT, ...(auth ? { auth } : {}) });
}

export const ALL_SCOPES = ['repo', 'read:org', 'workflow', 'delete_repo'];

/** The status of a request that must fail, and what it said. */
export async function refusalOf(request: Promise<unknown>): Promise<{ readonly status: number; readonly message: string; readonly headers: Readonly<Record<string, string | number | undefined>>; readonly data: unknown }> {
  try {
    await request;
  } catch (error) {
    if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
      const response = 'response' in error && typeof error.response === 'object' && error.response !== null ? error.response : {};
      const headers = 'headers' in response && typeof response.headers === 'object' && response.headers !== null ? (response.headers as Record<string, string | number | undefined>) : {};
      return { status: error.status, message: error.message, headers, data: 'data' in response ? response.data : undefined };
    }
    throw error;
  }
  throw new Error('The request succeeded and should have been refused.');
}
