import { fail, ok } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import type { Repository } from '../state/model.ts';
import { readable } from './guards.ts';
import { toCommit } from './shapes/gitData.ts';

function nonEmpty(call: Call): Repository {
  const repository = readable(call, 'contents');
  if (repository.git.refs.size === 0) {
    throw fail(409, 'Git Repository is empty.');
  }
  return repository;
}

/** The entry's name at a path of a commit; to see where a path changed. */
function shaAt(repository: Repository, commit: string | undefined, path: string): string | undefined {
  const tree = commit && repository.git.commit(commit)?.tree;
  return tree ? repository.git.find(tree, path)?.sha : undefined;
}

export const commitRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits',
    scopes: ['repo'],
    handle: (call) => {
      const repository = nonEmpty(call);
      const from = repository.git.resolve(call.query.get('sha') ?? repository.defaultBranch);
      if (!from) {
        throw fail(404, 'Not Found');
      }
      const path = call.query.get('path');
      const all = repository.git.history(from);
      const found = path === null ? all : all.filter((sha) => shaAt(repository, sha, path) !== shaAt(repository, repository.git.commit(sha)?.parents[0], path));
      const { items, headers } = paginate(call, found);
      return ok(items.flatMap((sha) => {
        const commit = repository.git.commit(sha);
        return commit ? [toCommit(call, repository, sha, commit)] : [];
      }), headers);
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits/{ref}',
    scopes: ['repo'],
    handle: (call) => {
      const repository = nonEmpty(call);
      const ref = call.params['ref'] ?? '';
      const sha = repository.git.resolve(ref === 'HEAD' ? repository.defaultBranch : ref);
      const commit = sha && repository.git.commit(sha);
      if (!commit) {
        throw fail(422, `No commit found for SHA: ${ref}`);
      }
      // Media type `sha`: the name alone, the cheapest way to ask whether a branch has moved.
      return /application\/vnd\.github(\.[a-z0-9]+)?\.sha/.test(call.headers['accept'] ?? '')
        ? { status: 200, body: Buffer.from(sha), contentType: 'application/vnd.github.raw; charset=utf-8' }
        : ok(toCommit(call, repository, sha, commit));
    },
  },
];
