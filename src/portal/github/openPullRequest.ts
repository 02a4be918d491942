import { isPortalError, PortalError } from '../base/errors';
import { pause } from '../base/pause';
import type { Clock } from '../ports/clock';
import type { GitHubClient, GitHubRequestOptions } from './gitHubClient';

/** A change that shall be proposed. */
export interface PullRequestPlan {
  readonly owner: string;
  readonly repository: string;
  /** The branch it is for. */
  readonly base: string;
  /** The branch it is made on; a number is put behind where it is taken. */
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  /** Files to add, which must not be there yet. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export interface OpenedPullRequest {
  readonly number: number;
  readonly url: string;
  /** Somebody had proposed it before; nothing was created now. */
  readonly isOld: boolean;
  /** `ada/shop`, where it was made from a copy for want of the right to push. */
  readonly fork?: string;
}

export interface PullRequestOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: string) => void;
}

type Client = Pick<GitHubClient, 'request' | 'host'>;
/** Where a branch lives. */
interface Place {
  readonly owner: string;
  readonly repo: string;
}

const MOST_BRANCHES = 9;
/** A fork is made in the background: how often and how long, in ms, it is waited for. */
const FORK_TRIES = 20;
const FORK_PAUSE = 1_000;

/**
 * Proposes files by a pull request: branch, commit and pull request, from a fork where there is no right to push. Asks
 * for the rights now. What is there of an earlier try is gone on with, and one that is open already is given back.
 *
 * Throws `PortalError`: `conflict` where a file is there by now, `invalid` where the repository is empty or archived.
 */
export async function openPullRequest(client: Client, plan: PullRequestPlan, { clock, signal, onProgress }: PullRequestOptions): Promise<OpenedPullRequest> {
  const { owner, repository: repo, base } = plan;
  const options: GitHubRequestOptions = { signal, interactive: true, scopes: ['repo'], about: `repository ${owner}/${repo}` };
  const tell = (step: string): void => onProgress?.(step);

  tell('Looking at the repository');
  const { data: target } = await client.request('GET /repos/{owner}/{repo}', { owner, repo }, options);
  if (target.archived) {
    throw new PortalError('invalid', `${owner}/${repo} is archived, so nothing can be proposed to it.`);
  }
  const open = await findOpen(client, plan, options);
  if (open) {
    return open;
  }
  const baseCommit = await readBranch(client, { owner, repo }, base, options);
  if (baseCommit === undefined) {
    throw new PortalError('invalid', `${owner}/${repo} has no commit on ${base} yet. Push a first one, then try again.`);
  }
  await refuseExisting(client, plan, options);
  const home = target.permissions?.push === true ? { owner, repo } : await fork(client, plan, options, clock, tell);

  tell('Making the commit');
  const commit = await makeCommit(client, home, plan, baseCommit, options);
  tell('Making the branch');
  const branch = await makeBranch(client, home, plan, commit, options);
  tell('Opening the pull request');
  const head = home.owner === owner ? branch : `${home.owner}:${branch}`;
  try {
    const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', { owner, repo, title: plan.title, body: plan.body, head, base }, options);
    return { number: data.number, url: data.html_url, isOld: false, ...(home.owner !== owner && { fork: `${home.owner}/${home.repo}` }) };
  } catch (error) {
    // Somebody, or a try whose answer was lost, was faster.
    const other = isPortalError(error, 'conflict') ? await findOpen(client, plan, options) : undefined;
    if (other) {
      return other;
    }
    throw error;
  }
}

/** A pull request that is open and does the same: by its branch, or by its title. */
async function findOpen(client: Client, { owner, repository: repo, base, branch, title }: PullRequestPlan, options: GitHubRequestOptions): Promise<OpenedPullRequest | undefined> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', { owner, repo, state: 'open', base, per_page: 100 }, options);
  const found = data.find((pull) => pull.head.ref === branch || pull.title === title);
  return found && { number: found.number, url: found.html_url, isOld: true };
}

async function readBranch(client: Client, { owner, repo }: Place, branch: string, options: GitHubRequestOptions): Promise<string | undefined> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { owner, repo, ref: `heads/${branch}` }, options);
    return data.object.sha;
  } catch (error) {
    // A 409 is what GitHub says of a repository without a commit.
    if (isPortalError(error, 'not-found') || isPortalError(error, 'conflict')) {
      return undefined;
    }
    throw error;
  }
}

async function refuseExisting(client: Client, { owner, repository: repo, base, files }: PullRequestPlan, options: GitHubRequestOptions): Promise<void> {
  for (const { path } of files) {
    try {
      await client.request('GET /repos/{owner}/{repo}/contents/{path}', { owner, repo, path, ref: base }, options);
    } catch (error) {
      if (isPortalError(error, 'not-found')) {
        continue;
      }
      throw error;
    }
    throw new PortalError('conflict', `${owner}/${repo} has a ${path} on ${base} by now. Refresh the catalog to see it.`);
  }
}

async function fork(client: Client, { owner, repository: repo, base }: PullRequestPlan, options: GitHubRequestOptions, clock: Clock, tell: (step: string) => void): Promise<Place> {
  tell('Making a fork, as you may not push here');
  const { data } = await client.request('POST /repos/{owner}/{repo}/forks', { owner, repo, default_branch_only: true }, options);
  const home = { owner: data.owner.login, repo: data.name };
  for (let attempt = 0; attempt < FORK_TRIES; attempt++) {
    if ((await readBranch(client, home, base, options)) !== undefined) {
      return home;
    }
    await pause(clock, FORK_PAUSE, options.signal);
  }
  throw new PortalError('timeout', `GitHub is still making the fork ${home.owner}/${home.repo}. Try again in a minute.`);
}

async function makeCommit(client: Client, home: Place, plan: PullRequestPlan, parent: string, options: GitHubRequestOptions): Promise<{ readonly sha: string; readonly tree: string }> {
  const { data: before } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...home, commit_sha: parent }, options);
  const tree = plan.files.map(({ path, text }) => ({ path, mode: '100644' as const, type: 'blob' as const, content: text }));
  const { data: made } = await client.request('POST /repos/{owner}/{repo}/git/trees', { ...home, base_tree: before.tree.sha, tree }, options);
  const { data: commit } = await client.request('POST /repos/{owner}/{repo}/git/commits', { ...home, message: plan.title, tree: made.sha, parents: [parent] }, options);
  return { sha: commit.sha, tree: made.sha };
}

/** Points a new branch to the commit. One of an earlier try that holds the same files is taken as it is. */
async function makeBranch(client: Client, home: Place, { branch }: PullRequestPlan, commit: { readonly sha: string; readonly tree: string }, options: GitHubRequestOptions): Promise<string> {
  for (let number = 1; number <= MOST_BRANCHES; number++) {
    const name = number === 1 ? branch : `${branch}-${number}`;
    try {
      await client.request('POST /repos/{owner}/{repo}/git/refs', { ...home, ref: `refs/heads/${name}`, sha: commit.sha }, options);
      return name;
    } catch (error) {
      const taken = isPortalError(error, 'conflict') ? await readBranch(client, home, name, options) : undefined;
      if (taken === undefined) {
        throw error;
      }
      const { data } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...home, commit_sha: taken }, options);
      if (data.tree.sha === commit.tree) {
        return name;
      }
    }
  }
  throw new PortalError('conflict', `${home.owner}/${home.repo} has branches from ${branch} to ${branch}-${MOST_BRANCHES} already. Delete those that are not needed.`);
}
