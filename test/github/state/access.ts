import type { GitHubState } from './gitHubState.ts';
import type { Organization, Permission, Repository, Token, User } from './model.ts';

/** Who asks. Without a token: anybody. */
export interface Viewer {
  readonly token?: Token;
  readonly user?: User;
}

/** What each scope includes. Source: GitHub's documentation of OAuth scopes. */
const INCLUDED: Readonly<Record<string, readonly string[]>> = {
  repo: ['repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events'],
  'admin:org': ['write:org', 'read:org'],
  'write:org': ['read:org'],
  user: ['read:user', 'user:email', 'user:follow'],
};

/** Whether scopes include one, directly or by one that stands above it. */
export function includesScope(scopes: readonly string[], wanted: string): boolean {
  return scopes.some((scope) => scope === wanted || INCLUDED[scope]?.includes(wanted));
}

const ORDER: readonly Permission[] = ['pull', 'triage', 'push', 'maintain', 'admin'];

export function atLeast(permission: Permission | undefined, wanted: Permission): boolean {
  return permission !== undefined && ORDER.indexOf(permission) >= ORDER.indexOf(wanted);
}

function highest(permissions: readonly (Permission | undefined)[]): Permission | undefined {
  return [...ORDER].reverse().find((permission) => permissions.includes(permission));
}

/** What an account may do with a repository, tokens aside. */
export function permissionOf(state: GitHubState, user: User | undefined, repository: Repository): Permission | undefined {
  const open = repository.visibility === 'public' ? 'pull' : undefined;
  if (!user) {
    return open;
  }
  if (repository.owner === user.login) {
    return 'admin';
  }
  const organization = state.organization(repository.owner);
  const role = organization?.members.get(user.login);
  if (role === 'admin') {
    return 'admin';
  }
  const base = organization?.basePermission === 'write' ? 'push' : organization?.basePermission === 'read' || repository.visibility === 'internal' ? 'pull' : undefined;
  const teams = organization ? teamsOf(organization, user.login).map((team) => team.repositories.get(repository.name)) : [];
  return highest([open, repository.collaborators.get(user.login), role && base, ...teams]);
}

/** The teams of a person, those above them included, because members of a child team have its parent's access. */
export function teamsOf(organization: Organization, login: string): Organization['teams'] {
  const found = new Set(organization.teams.filter((team) => team.members.has(login)));
  for (const team of found) {
    const parent = organization.teams.find((candidate) => candidate.slug === team.parent);
    if (parent) {
      found.add(parent);
    }
  }
  return [...found];
}

/** Whether single sign-on keeps a token away from an account's things. */
export function isSsoBlocked(state: GitHubState, viewer: Viewer, owner: string): boolean {
  const organization = state.organization(owner);
  return Boolean(organization?.sso && viewer.token && !viewer.token.ssoAuthorized.includes(organization.login));
}

/** Whether an organization's IP allow list keeps callers of this server out. Source: GitHub's documentation of allow lists. */
export function isAddressRefused(state: GitHubState, viewer: Viewer, owner: string): boolean {
  const organization = state.organization(owner);
  return Boolean(organization?.refusesAddress && viewer.token);
}

export function addressRefusal(login: string): string {
  return `Although you appear to have the correct authorization credentials, the \`${login}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`;
}

/** Organizations of a person whose things a token is not authorized for, for `X-GitHub-SSO: partial-results`. */
export function withheldFrom(state: GitHubState, viewer: Viewer): Organization[] {
  const login = viewer.user?.login;
  return login === undefined ? [] : state.organizations().filter((organization) => organization.members.has(login) && isSsoBlocked(state, viewer, organization.login));
}

/** Whether a token reaches a repository at all, before the account's own rights are asked. */
function reaches(token: Token, repository: Repository): boolean {
  if (repository.visibility === 'public') {
    return true;
  }
  const fine = token.fineGrained;
  if (fine) {
    return fine.owner.toLowerCase() === repository.owner.toLowerCase() && (fine.repositories === 'all' || fine.repositories.includes(repository.name));
  }
  return includesScope(token.scopes, 'repo');
}

export function canSee(state: GitHubState, viewer: Viewer, repository: Repository): boolean {
  const reached = viewer.token ? reaches(viewer.token, repository) : repository.visibility === 'public';
  return reached && permissionOf(state, viewer.user, repository) !== undefined;
}

/** Whether a fine-grained token reaches a repository with a permission; true for tokens of the other kind. */
export function fineGrainedAllows(token: Token, repository: Repository | undefined, permission: string, level: 'read' | 'write'): boolean {
  const fine = token.fineGrained;
  if (!fine) {
    return true;
  }
  if (repository && level === 'read' && repository.visibility === 'public' && permission !== 'administration') {
    return true;
  }
  const inside = !repository || (fine.owner.toLowerCase() === repository.owner.toLowerCase() && (fine.repositories === 'all' || fine.repositories.includes(repository.name)));
  const granted = permission === 'metadata' ? 'read' : fine.permissions[permission];
  return inside && (granted === 'write' || granted === level);
}
