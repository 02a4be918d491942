import { isPortalError, PortalError } from '../base/errors';
import type { GitHubClient } from './gitHubClient';
import { isRefusal } from './gitHubErrors';
import type { PublishedRepository, PublishState } from './publishState';
import { READ_SCOPES } from './scopes';

/** Asked for by a removal alone, when it is to happen. */
const REMOVE_SCOPES: readonly string[] = [...READ_SCOPES, 'delete_repo'];

export interface RemoveOptions {
  readonly state: PublishState;
  /** Keeps the state; awaited before the removal. */
  readonly save: (state: PublishState) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** How what a run has created can be removed: by us, or only on the page of its settings. `undefined` where there is nothing. */
export function removalOf({ repository }: PublishState): 'here' | 'onGitHub' | undefined {
  return repository && (repository.createdId === undefined ? 'onGitHub' : 'here');
}

/**
 * Deletes the repository a run has created. It must be the very one that GitHub gave that run, by its number and name,
 * and hold nothing that somebody else has added.
 *
 * @throws PortalError; nothing has been removed then, unless the answer was lost, which the next try finds out
 */
export async function removePublished(client: GitHubClient, { state, save, signal }: RemoveOptions): Promise<void> {
  const { repository } = state;
  if (repository?.createdId === undefined) {
    throw new PortalError('invalid', 'It is not certain that this run created the repository, so it is not removed.');
  }
  const { owner, name } = repository;
  const at = { owner, repo: name };
  const send = { scopes: READ_SCOPES, interactive: true, ...(signal && { signal }) };
  const there = await client.request('GET /repos/{owner}/{repo}', at, send).catch((error: unknown) => {
    if (isPortalError(error, 'not-found') && state.removing) {
      return undefined;
    }
    throw error;
  });
  if (!there) {
    return; // An earlier removal was carried out, although its answer was not seen.
  }
  if (Number(there.data.id) !== repository.createdId || there.data.full_name.toLowerCase() !== `${owner}/${name}`.toLowerCase()) {
    throw new PortalError('conflict', `${owner}/${name} is not the repository that was created here: it has been renamed or replaced since. Nothing was removed.`);
  }
  if (await hasGrown(client, repository, send)) {
    throw new PortalError('conflict', `Somebody has added to ${owner}/${name} since it was created. Nothing was removed.`);
  }
  await save({ ...state, removing: true });
  try {
    await client.request('DELETE /repos/{owner}/{repo}', at, { ...send, scopes: REMOVE_SCOPES });
  } catch (error) {
    if (isRefusal(error)) {
      const { removing: _removing, ...rest } = state;
      await save(rest);
    }
    throw error;
  }
}

/** Whether it has more than one branch with one commit, which is the most that a run makes. */
async function hasGrown(client: GitHubClient, { owner, name }: PublishedRepository, send: { readonly scopes: readonly string[]; readonly signal?: AbortSignal }): Promise<boolean> {
  const at = { owner, repo: name, per_page: 2 };
  const [branch, ...others] = (await client.request('GET /repos/{owner}/{repo}/branches', at, send)).data;
  if (!branch || others.length > 0) {
    return others.length > 0;
  }
  const commits = await client.request('GET /repos/{owner}/{repo}/commits', { ...at, sha: branch.name }, send);
  return commits.data.length > 1;
}
