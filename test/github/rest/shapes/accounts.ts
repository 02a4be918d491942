import type { Addresses } from '../../http/call.ts';
import type { JsonObject } from '../../json.ts';
import type { GitHubState } from '../../state/gitHubState.ts';
import type { Organization, Owner, User } from '../../state/model.ts';
import { toNodeId } from '../../state/nodeId.ts';

export function toTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** A drawn avatar is served under the web address by the account's id. */
export function toAvatar(urls: Addresses, owner: Owner): string {
  return `${urls.web}/avatars/u/${owner.id}?v=4`;
}

/** `simple-user` of GitHub's description; organizations are shown with it too where they own something. */
export function toSimpleUser(urls: Addresses, owner: Owner): JsonObject {
  const url = `${urls.api}/users/${owner.login}`;
  return {
    login: owner.login,
    id: owner.id,
    node_id: toNodeId(owner.kind, owner.id),
    avatar_url: toAvatar(urls, owner),
    gravatar_id: '',
    url,
    html_url: `${urls.web}/${owner.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: owner.kind,
    user_view_type: 'public',
    site_admin: false,
  };
}

export function toPublicUser(state: GitHubState, urls: Addresses, user: Owner): JsonObject {
  const person = user.kind === 'User' ? user : undefined;
  return {
    ...toSimpleUser(urls, user),
    name: user.name,
    company: person?.company ?? null,
    blog: '',
    location: user.location,
    email: user.email,
    hireable: null,
    bio: person?.bio ?? null,
    twitter_username: null,
    public_repos: state.repositories(user.login).filter((repository) => repository.visibility === 'public').length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: toTime(user.createdAt),
    updated_at: toTime(user.createdAt),
  };
}

/** What `GET /user` tells an account about itself. */
export function toPrivateUser(state: GitHubState, urls: Addresses, user: User): JsonObject {
  const hidden = state.repositories(user.login).filter((repository) => repository.visibility !== 'public').length;
  return {
    ...toPublicUser(state, urls, user),
    user_view_type: 'private',
    private_gists: 0,
    total_private_repos: hidden,
    owned_private_repos: hidden,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
    plan: { name: 'free', space: 976562499, private_repos: 10000, collaborators: 0 },
  };
}

export function toSimpleOrganization(urls: Addresses, organization: Organization): JsonObject {
  const url = `${urls.api}/orgs/${organization.login}`;
  return {
    login: organization.login,
    id: organization.id,
    node_id: toNodeId('Organization', organization.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: toAvatar(urls, organization),
    description: organization.description,
  };
}

export function toFullOrganization(state: GitHubState, urls: Addresses, organization: Organization): JsonObject {
  return {
    ...toSimpleOrganization(urls, organization),
    name: organization.name ?? organization.login,
    ...(organization.blog ? { blog: organization.blog } : {}),
    ...(organization.location ? { location: organization.location } : {}),
    ...(organization.email ? { email: organization.email } : {}),
    html_url: `${urls.web}/${organization.login}`,
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: state.repositories(organization.login).filter((repository) => repository.visibility === 'public').length,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: toTime(organization.createdAt),
    updated_at: toTime(organization.createdAt),
    archived_at: null,
  };
}

/** A person who may have left: then as GitHub's ghost. */
export function toPerson(state: GitHubState, urls: Addresses, login: string): JsonObject {
  const user = state.user(login) ?? state.organization(login);
  return user ? toSimpleUser(urls, user) : toSimpleUser(urls, { kind: 'User', id: 10137, login: 'ghost', name: 'Deleted user', email: null, bio: null, company: null, location: null, createdAt: 0, suspendedAt: null });
}
