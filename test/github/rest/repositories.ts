import { created, fail, invalid, notFound, ok } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { flagOf, textOf, textsOf } from '../json.ts';
import { canSee, includesScope, isSsoBlocked, permissionOf } from '../state/access.ts';
import type { Permission, Repository, Visibility } from '../state/model.ts';
import { bodyOf, knownOrganization, need, partialResults, readable, refuseScopes, signedIn, writable } from './guards.ts';
import { toPerson, toTime } from './shapes/accounts.ts';
import { toFullRepository, toRepository, toRepositoryPage, toRepositoryUrl } from './shapes/repositories.ts';
import { toNodeId } from '../state/nodeId.ts';

const REPO_SCOPES = ['public_repo', 'repo'];

const KEYS: Readonly<Record<string, (repository: Repository) => number | string>> = {
  created: (repository) => repository.createdAt,
  updated: (repository) => repository.updatedAt,
  pushed: (repository) => repository.pushedAt,
  full_name: (repository) => `${repository.owner}/${repository.name}`.toLowerCase(),
};

/** In the order asked for; among equals by id, so that pages never overlap. */
function inOrder(call: Call, repositories: readonly Repository[], otherwise: string): Repository[] {
  const sort = call.query.get('sort') ?? otherwise;
  const key = KEYS[sort];
  if (!key) {
    throw invalid('Validation Failed', [{ resource: 'Search', field: 'sort', code: 'invalid' }]);
  }
  const down = (call.query.get('direction') ?? (sort === 'full_name' ? 'asc' : 'desc')) === 'desc';
  const compare = (left: Repository, right: Repository): number => {
    const [a, b] = [key(left), key(right)];
    return a < b ? -1 : a > b ? 1 : left.id - right.id;
  };
  return [...repositories].sort((left, right) => (down ? compare(right, left) : compare(left, right)));
}

const TYPES: Readonly<Record<string, (repository: Repository) => boolean>> = {
  all: () => true,
  public: (repository) => repository.visibility === 'public',
  private: (repository) => repository.visibility !== 'public',
  forks: (repository) => repository.parent !== null,
  sources: (repository) => repository.parent === null,
  member: () => true,
  owner: () => true,
};

function listOf(call: Call, repositories: readonly Repository[], otherwise: string): Answer {
  const visible = repositories.filter((repository) => canSee(call.state, call.viewer, repository) && (TYPES[call.query.get('type') ?? 'all'] ?? TYPES['all'])?.(repository));
  const { items, headers } = paginate(call, inOrder(call, visible, otherwise));
  return ok(items.map((repository) => toRepository(call, repository)), headers);
}

function createFor(call: Call, owner: string): Answer {
  const body = bodyOf(call);
  const name = need(call, 'Repository', 'name').replace(/[^A-Za-z0-9._-]+/g, '-');
  const visibility: Visibility = textOf(body, 'visibility') === 'internal' ? 'internal' : flagOf(body, 'private') || textOf(body, 'visibility') === 'private' ? 'private' : 'public';
  const token = call.viewer.token;
  if (token?.fineGrained && !(token.fineGrained.permissions['administration'] === 'write' && token.fineGrained.owner.toLowerCase() === owner.toLowerCase())) {
    throw fail(403, 'Resource not accessible by personal access token', { 'X-Accepted-GitHub-Permissions': 'administration=write' });
  }
  // Without the scope the real API denies that the address exists.
  if (token && !token.fineGrained && !includesScope(token.scopes, visibility === 'public' ? 'public_repo' : 'repo')) {
    throw notFound();
  }
  if (call.state.repository(owner, name)) {
    throw invalid('Repository creation failed.', [{ resource: 'Repository', field: 'name', code: 'custom', message: 'name already exists on this account' }]);
  }
  if (name.length > 100 || name === '.' || name === '..') {
    throw invalid('Repository creation failed.', [{ resource: 'Repository', field: 'name', code: 'custom', message: 'name is too long (maximum is 100 characters)' }]);
  }
  const { name: author, login, email } = signedIn(call);
  const repository = call.state.addRepository({
    owner,
    name,
    description: textOf(body, 'description') ?? null,
    homepage: textOf(body, 'homepage') ?? null,
    visibility,
    isTemplate: flagOf(body, 'is_template') ?? false,
    ...(flagOf(body, 'auto_init') ? { files: { 'README.md': `# ${name}\n` }, author: { name: author ?? login, email: email ?? `${login}@example.com`, at: call.state.now() } } : {}),
  });
  repository.hasIssues = flagOf(body, 'has_issues') ?? true;
  repository.hasProjects = flagOf(body, 'has_projects') ?? true;
  repository.hasWiki = flagOf(body, 'has_wiki') ?? true;
  repository.deleteBranchOnMerge = flagOf(body, 'delete_branch_on_merge') ?? false;
  const full = toFullRepository(call, repository);
  return created(full, { Location: toRepositoryUrl(call, repository) });
}

const PERMISSIONS: readonly Permission[] = ['pull', 'triage', 'push', 'maintain', 'admin'];

export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', template: '/orgs/{org}/repos', handle: (call) => listOf(call, call.state.repositories(knownOrganization(call).login), 'created') },
  {
    method: 'POST',
    template: '/orgs/{org}/repos',
    signedIn: true,
    scopes: REPO_SCOPES,
    handle: (call) => {
      const organization = knownOrganization(call);
      const role = organization.members.get(signedIn(call).login);
      if (role !== 'admin' && !(role === 'member' && organization.membersMayCreate)) {
        throw fail(403, 'You need admin access to the organization before adding a repository to it.');
      }
      return createFor(call, organization.login);
    },
  },
  {
    method: 'GET',
    template: '/user/repos',
    signedIn: true,
    scopes: REPO_SCOPES,
    handle: (call) => {
      const user = signedIn(call);
      const affiliations = (call.query.get('affiliation') ?? 'owner,collaborator,organization_member').split(',');
      const mine = call.state.repositories().filter(
        (repository) =>
          (affiliations.includes('owner') && repository.owner === user.login) ||
          (affiliations.includes('collaborator') && repository.collaborators.has(user.login)) ||
          (affiliations.includes('organization_member') && call.state.organization(repository.owner)?.members.has(user.login) && permissionOf(call.state, user, repository) !== undefined),
      );
      const answer = listOf(call, mine.filter((repository) => !isSsoBlocked(call.state, call.viewer, repository.owner)), 'full_name');
      return { ...answer, headers: { ...answer.headers, ...partialResults(call) } };
    },
  },
  { method: 'POST', template: '/user/repos', signedIn: true, scopes: REPO_SCOPES, handle: (call) => createFor(call, signedIn(call).login) },
  {
    method: 'GET',
    template: '/users/{username}/repos',
    handle: (call) => {
      const owner = call.state.owner(call.params['username'] ?? '');
      if (!owner) {
        throw notFound();
      }
      return listOf(call, call.state.repositories(owner.login).filter((repository) => repository.visibility === 'public'), 'full_name');
    },
  },
  { method: 'GET', template: '/repos/{owner}/{repo}', scopes: ['repo'], handle: (call) => ok(toFullRepository(call, readable(call))) },
  {
    method: 'DELETE',
    template: '/repos/{owner}/{repo}',
    signedIn: true,
    scopes: ['delete_repo'],
    handle: (call) => {
      const repository = writable(call, 'admin', 'administration');
      refuseScopes(call, ['delete_repo'], 'Must have admin rights to Repository.');
      call.state.deleteRepository(`${repository.owner}/${repository.name}`);
      return { status: 204 };
    },
  },
  { method: 'GET', template: '/repos/{owner}/{repo}/topics', scopes: ['repo'], handle: (call) => ok({ names: [...readable(call).topics] }) },
  {
    method: 'PUT',
    template: '/repos/{owner}/{repo}/topics',
    signedIn: true,
    scopes: REPO_SCOPES,
    handle: (call) => {
      const repository = writable(call, 'maintain', 'administration');
      const names = textsOf(bodyOf(call), 'names');
      if (!names) {
        throw invalid('Validation Failed', [{ resource: 'Repository', field: 'names', code: 'missing_field' }]);
      }
      if (names.length > 20 || names.some((name) => !/^[a-z0-9][a-z0-9-]{0,49}$/.test(name.toLowerCase()))) {
        throw fail(422, 'Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.');
      }
      repository.topics = [...new Set(names.map((name) => name.toLowerCase()))];
      repository.updatedAt = call.state.now();
      return ok({ names: [...repository.topics] });
    },
  },
  {
    method: 'PUT',
    template: '/repos/{owner}/{repo}/collaborators/{username}',
    signedIn: true,
    scopes: REPO_SCOPES,
    handle: (call) => {
      const repository = writable(call, 'admin', 'administration');
      const user = call.state.user(call.params['username'] ?? '');
      if (!user) {
        throw notFound();
      }
      const wanted = call.body === undefined ? undefined : textOf(call.body, 'permission');
      const permission = PERMISSIONS.find((known) => known === (wanted ?? 'push'));
      if (!permission) {
        throw invalid('Validation Failed', [{ resource: 'Repository', field: 'permission', code: 'invalid' }]);
      }
      const isKnown = repository.collaborators.has(user.login) || call.state.organization(repository.owner)?.members.has(user.login);
      repository.collaborators.set(user.login, permission);
      if (isKnown) {
        return { status: 204 };
      }
      const id = call.state.nextId();
      return created({
        id,
        node_id: toNodeId('Repository', id),
        repository: toRepository(call, repository),
        invitee: toPerson(call.state, call.urls, user.login),
        inviter: toPerson(call.state, call.urls, signedIn(call).login),
        permissions: permission === 'pull' ? 'read' : permission === 'push' ? 'write' : permission,
        created_at: toTime(call.state.now()),
        url: `${call.urls.api}/user/repository_invitations/${id}`,
        html_url: `${toRepositoryPage(call, repository)}/invitations`,
      });
    },
  },
];
