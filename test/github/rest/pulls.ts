import { created, invalid, ok } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { flagOf, textOf } from '../json.ts';
import { bodyOf, need, readable, signedIn, writable } from './guards.ts';
import { byNumber, inState } from './issues.ts';
import { toPull, toSimplePull } from './shapes/issues.ts';

function createPull(call: Call): Answer {
  const repository = writable(call, 'pull', 'pull_requests');
  const title = need(call, 'PullRequest', 'title');
  const base = need(call, 'PullRequest', 'base');
  // `owner:branch` names a fork; one's own owner may stand there too.
  const head = need(call, 'PullRequest', 'head').replace(new RegExp(`^${repository.owner}:`, 'i'), '');
  const { git } = repository;
  for (const [field, branch] of [['head', head], ['base', base]] as const) {
    if (!git.refs.has(`refs/heads/${branch}`)) {
      throw invalid('Validation Failed', [{ resource: 'PullRequest', field, code: 'invalid' }]);
    }
  }
  const [headSha, baseSha] = [git.refs.get(`refs/heads/${head}`) ?? '', git.refs.get(`refs/heads/${base}`) ?? ''];
  if (git.isAncestor(headSha, baseSha)) {
    throw invalid('Validation Failed', [{ resource: 'PullRequest', field: 'head', code: 'custom', message: `No commits between ${base} and ${head}` }]);
  }
  if (repository.pulls.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base)) {
    throw invalid('Validation Failed', [{ resource: 'PullRequest', field: 'head', code: 'custom', message: `A pull request already exists for ${repository.owner}:${head}.` }]);
  }
  const pull = call.state.addPull(repository, { title, head, base, body: textOf(bodyOf(call), 'body') ?? null, draft: flagOf(bodyOf(call), 'draft') ?? false, author: signedIn(call).login });
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
