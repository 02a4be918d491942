import { accepted, fail, invalid } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { flagOf, textOf } from '../json.ts';
import type { Repository } from '../state/model.ts';
import { bodyOf, readable, signedIn } from './guards.ts';
import { toFullRepository } from './shapes/repositories.ts';

/** The first of `name`, `name-1`, `name-2`… that the account has not taken. */
function freeName(call: Call, owner: string, name: string): string {
  for (let number = 0; ; number++) {
    const candidate = number === 0 ? name : `${name}-${number}`;
    if (!call.state.repository(owner, candidate)) {
      return candidate;
    }
  }
}

/** Makes a fork in the signed-in account or in an organization of theirs; one that is there already is given back. */
function createFork(call: Call): Answer {
  const parent = readable(call);
  const user = signedIn(call);
  const body = bodyOf(call);
  const organization = textOf(body, 'organization');
  const home = organization === undefined ? user : call.state.organization(organization);
  if (!home || ('members' in home && !home.members.has(user.login))) {
    throw invalid('Validation Failed', [{ resource: 'Fork', field: 'organization', code: 'invalid' }]);
  }
  const { login: owner } = home;
  if (parent.git.refs.size === 0) {
    throw fail(403, 'The repository exists, but it contains no Git content. Empty repositories cannot be forked.');
  }
  const source = `${parent.owner}/${parent.name}`;
  const known = call.state.repositories(owner).find((repository) => repository.parent === source);
  return accepted(toFullRepository(call, known ?? makeFork(call, parent, owner, freeName(call, owner, textOf(body, 'name') ?? parent.name), flagOf(body, 'default_branch_only') ?? false)));
}

function makeFork(call: Call, parent: Repository, owner: string, name: string, onlyDefault: boolean): Repository {
  const fork = call.state.addRepository({
    owner,
    name,
    description: parent.description,
    homepage: parent.homepage,
    visibility: parent.visibility,
    parent: `${parent.owner}/${parent.name}`,
    defaultBranch: parent.defaultBranch,
  });
  const wanted = `refs/heads/${parent.defaultBranch}`;
  for (const [ref, sha] of parent.git.refs) {
    if (!onlyDefault || ref === wanted) {
      fork.git.take(parent.git, sha);
      fork.git.refs.set(ref, sha);
    }
  }
  return fork;
}

export const forkRoutes: readonly Route[] = [{ method: 'POST', template: '/repos/{owner}/{repo}/forks', signedIn: true, scopes: ['public_repo', 'repo'], handle: createFork }];
