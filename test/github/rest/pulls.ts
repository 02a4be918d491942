import { created, invalid, ok } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { flagOf, textOf } from '../json.ts';
import type { Repository } from '../state/model.ts';
import { bodyOf, need, readable, signedIn, writable } from './guards.ts';
import { byNumber, inState } from './issues.ts';
import { toPull, toSimplePull } from './shapes/issues.ts';

/** `owner:branch` names a fork; one's own owner may stand there too. */
function headOf(call: Call, repository: Repository, written: string): { readonly head: string; readonly fork?: Repository | undefined } {
  const [, owner, head] = /^([^:]+):(.+)$/.exec(written) ?? [];
  if (owner === undefined || head === undefined || owner.toLowerCase() === repository.owner.toLowerCase()) {
    return { head: head ?? written };
  }
  const fork = call.state.repositories(owner).find(({ parent }) => parent === `${repository.owner}/${repository.name}`);
  if (!fork) {
    throw invalid('Validation Failed', [{ resource: 'PullRequest', field: 'head', code: 'invalid' }]);
  }
  return { head, fork };
}

function createPull(call: Call): Answer {
  const repository = writable(call, 'pull', 'pull_requests');
  const title = need(call, 'PullRequest', 'title');
  const base = need(call, 'PullRequest', 'base');
  const { head, fork } = headOf(call, repository, need(call, 'PullRequest', 'head'));
  const { git } = repository;
  const [headSha, baseSha] = [(fork ?? repository).git.refs.get(`refs/heads/${head}`), git.refs.get(`refs/heads/${base}`)];
  for (const [field, sha] of [['head', headSha], ['base', baseSha]] as const) {
    if (sha === undefined) {
      throw invalid('Validation Failed', [{ resource: 'PullRequest', field, code: 'invalid' }]);
    }
  }
  if (headSha !== undefined && baseSha !== undefined && git.isAncestor(headSha, baseSha)) {
    throw invalid('Validation Failed', [{ resource: 'PullRequest', field: 'head', code: 'custom', message: `No commits between ${base} and ${head}` }]);
  }
  if (repository.pulls.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base && pull.fork === (fork ? `${fork.owner}/${fork.name}` : null))) {
    throw invalid('Validation Failed', [{ resource: 'PullRequest', field: 'head', code: 'custom', message: `A pull request already exists for ${(fork ?? repository).owner}:${head}.` }]);
  }
  const pull = call.state.addPull(repository, { title, head, base, fork, body: textOf(bodyOf(call), 'body') ?? null, draft: flagOf(bodyOf(call), 'draft') ?? false, author: signedIn(call).login });
  const shape = toPull(call, repository, pull);
  return created(shape, { Location: textOf(shape, 'url') ?? '' });
}

export const pullRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/pulls',
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call, 'pull_requests');
      const head = call.query.get('head')?.replace(/^[^:]*:/, '');
      const base = call.query.get('base');
      const found = inState(call, repository.pulls).filter((pull) => (head === undefined || pull.head === head) && (base === null || pull.base === base));
      const { items, headers } = paginate(call, found);
      return ok(items.map((pull) => toSimplePull(call, repository, pull)), headers);
    },
  },
  { method: 'POST', template: '/repos/{owner}/{repo}/pulls', signedIn: true, scopes: ['public_repo', 'repo'], handle: createPull },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/pulls/{pull_number}',
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call, 'pull_requests');
      return ok(toPull(call, repository, byNumber(call, 'pull_number', repository.pulls)));
    },
  },
];
