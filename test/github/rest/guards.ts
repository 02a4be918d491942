import { ApiError, fail, invalid, notFound } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { addressRefusal, atLeast, canSee, fineGrainedAllows, includesScope, isAddressRefused, isSsoBlocked, permissionOf, withheldFrom } from '../state/access.ts';
import type { Organization, Permission, Repository, User } from '../state/model.ts';
import { isObject } from '../json.ts';

/** What single sign-on answers. Source: GitHub's documentation of the `X-GitHub-SSO` header. */
export function refuseSso(call: Call, owner: string): void {
  if (isAddressRefused(call.state, call.viewer, owner)) {
    throw fail(403, addressRefusal(call.state.organization(owner)?.login ?? owner));
  }
  if (isSsoBlocked(call.state, call.viewer, owner)) {
    const login = call.state.organization(owner)?.login ?? owner;
    throw fail(403, 'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.', {
      'X-GitHub-SSO': `required; url=${call.urls.web}/orgs/${login}/sso?authorization_request=A`,
    });
  }
}

/** Says of a list across organizations whose entries were left out. */
export function partialResults(call: Call): Readonly<Record<string, string>> {
  const withheld = withheldFrom(call.state, call.viewer);
  return withheld.length > 0 ? { 'X-GitHub-SSO': `partial-results; organizations=${withheld.map(({ id }) => id).join(',')}` } : {};
}

function refuseFineGrained(permission: string, level: 'read' | 'write'): never {
  throw fail(403, 'Resource not accessible by personal access token', { 'X-Accepted-GitHub-Permissions': `${permission}=${level}` });
}

/**
 * The repository the path names. What the caller may not see does not exist: 404.
 * @param permission The fine-grained permission that reading this takes.
 */
export function readable(call: Call, permission = 'metadata'): Repository {
  const { owner = '', repo = '' } = call.params;
  const repository = call.state.repository(owner, repo);
  if (!repository) {
    const moved = call.state.movedRepository(owner, repo);
    if (moved && canSee(call.state, call.viewer, moved)) {
      const rest = call.path.replace(/^\/repos\/[^/]+\/[^/]+/, '');
      const url = `${call.urls.api}/repositories/${moved.id}${rest}`;
      throw new ApiError(call.method === 'GET' ? 301 : 307, { message: 'Moved Permanently', url, documentation_url: 'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects' }, { Location: url });
    }
    throw notFound();
  }
  refuseSso(call, repository.owner);
  if (!canSee(call.state, call.viewer, repository)) {
    throw notFound();
  }
  if (call.viewer.token && !fineGrainedAllows(call.viewer.token, repository, permission, 'read')) {
    refuseFineGrained(permission, 'read');
  }
  return repository;
}

/**
 * The repository the path names, to be written to.
 * @param needs What the account must at least be allowed.
 * @param permission The fine-grained permission it takes.
 */
export function writable(call: Call, needs: Permission = 'push', permission = 'contents'): Repository {
  const repository = readable(call);
  const token = call.viewer.token;
  const scope = repository.visibility === 'public' ? 'public_repo' : 'repo';
  if (!token) {
    throw fail(401, 'Requires authentication');
  }
  if (!fineGrainedAllows(token, repository, permission, 'write')) {
    refuseFineGrained(permission, 'write');
  }
  if (!token.fineGrained && !includesScope(token.scopes, scope)) {
    throw notFound();
  }
  if (!atLeast(permissionOf(call.state, call.viewer.user, repository), needs)) {
    throw needs === 'admin' ? fail(403, 'Must have admin rights to Repository.') : notFound();
  }
  if (repository.archived) {
    throw fail(403, 'Repository was archived so is read-only.');
  }
  return repository;
}

const WORKFLOWS = '.github/workflows/';

/**
 * Writing a workflow takes a scope of its own. A classic token without it is answered 404 and nothing more, as the real
 * API does (github/docs pull 4770, octokit/octokit.rb issue 1184); a fine-grained one is refused with 403.
 */
export function refuseWorkflows(call: Call, paths: readonly string[]): void {
  const token = call.viewer.token;
  if (!token || !paths.some((path) => path.startsWith(WORKFLOWS))) {
    return;
  }
  if (token.fineGrained) {
    if (token.fineGrained.permissions['workflows'] !== 'write') {
      refuseFineGrained('workflows', 'write');
    }
  } else if (!includesScope(token.scopes, 'workflow')) {
    throw notFound();
  }
}

export function signedIn(call: Call): User {
  if (!call.viewer.user) {
    throw fail(401, 'Requires authentication');
  }
  return call.viewer.user;
}

export function knownOrganization(call: Call): Organization {
  const organization = call.state.organization(call.params['org'] ?? '');
  if (!organization) {
    throw notFound();
  }
  refuseSso(call, organization.login);
  return organization;
}

/** The organization, to a member whose token may read its teams and people. */
export function memberOrganization(call: Call, scope = 'read:org'): Organization {
  const organization = knownOrganization(call);
  const { user, token } = call.viewer;
  if (!user || !token || !organization.members.has(user.login)) {
    throw notFound();
  }
  if (token.fineGrained) {
    if (!fineGrainedAllows(token, undefined, 'members', scope === 'read:org' ? 'read' : 'write')) {
      refuseFineGrained('members', 'read');
    }
  } else if (!includesScope(token.scopes, scope)) {
    throw fail(403, 'You must have the read:org scope or higher to see this.');
  }
  return organization;
}

/** Refuses a classic token that has none of the scopes: 403, as GitHub does where it does not hide behind 404. */
export function refuseScopes(call: Call, scopes: readonly string[], message: string): void {
  const token = call.viewer.token;
  if (token && !token.fineGrained && !scopes.some((scope) => includesScope(token.scopes, scope))) {
    throw fail(403, message);
  }
}

/** The request's JSON object. */
export function bodyOf(call: Call): Readonly<Record<string, unknown>> {
  if (!isObject(call.body)) {
    throw fail(400, 'Body should be a JSON object');
  }
  return call.body;
}

/** A member of the body that must be a non-empty string. */
export function need(call: Call, resource: string, field: string): string {
  const value = bodyOf(call)[field];
  if (typeof value !== 'string' || value === '') {
    throw invalid('Validation Failed', [{ resource, field, code: 'missing_field' }]);
  }
  return value;
}
