import { fail, notFound, ok } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { textOf } from '../json.ts';
import { canSee, isSsoBlocked } from '../state/access.ts';
import type { Organization, Permission, Role, Team } from '../state/model.ts';
import { memberOrganization, partialResults, readable, refuseScopes, signedIn, writable } from './guards.ts';
import { toPerson, toSimpleOrganization } from './shapes/accounts.ts';
import { toRepository } from './shapes/repositories.ts';
import { toFullTeam, toTeam } from './shapes/teams.ts';

const READ_ORG = ['admin:org', 'read:org', 'repo', 'user', 'write:org'];

function isVisible(call: Call, organization: Organization, team: Team): boolean {
  const login = call.viewer.user?.login ?? '';
  return team.privacy === 'closed' || organization.members.get(login) === 'admin' || team.members.has(login);
}

function visibleTeam(call: Call): { readonly organization: Organization; readonly team: Team } {
  const organization = memberOrganization(call);
  const team = organization.teams.find(({ slug }) => slug === call.params['team_slug']);
  if (!team || !isVisible(call, organization, team)) {
    throw notFound();
  }
  return { organization, team };
}

/** Everyone of a team and of the teams below it, as GitHub counts a team's members. */
function membersOf(organization: Organization, team: Team): Map<string, 'maintainer' | 'member'> {
  const below = organization.teams.filter((child) => child.parent === team.slug).flatMap((child) => [...membersOf(organization, child)].map(([login]): [string, 'member'] => [login, 'member']));
  return new Map([...below, ...team.members]);
}

function toMembership(call: Call, organization: Organization, login: string, role: Role): ReturnType<typeof toPerson> {
  const url = `${call.urls.api}/orgs/${organization.login}`;
  return {
    url: `${url}/memberships/${login}`,
    state: 'active',
    role,
    direct_membership: true,
    organization_url: url,
    organization: toSimpleOrganization(call.urls, organization),
    user: toPerson(call.state, call.urls, login),
    permissions: { can_create_repository: role === 'admin' || organization.membersMayCreate },
  };
}

const PERMISSIONS: readonly Permission[] = ['pull', 'triage', 'push', 'maintain', 'admin'];

export const teamRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/orgs/{org}/teams',
    signedIn: true,
    scopes: READ_ORG,
    handle: (call) => {
      const organization = memberOrganization(call);
      const { items, headers } = paginate(call, organization.teams.filter((team) => isVisible(call, organization, team)));
      return ok(items.map((team) => toTeam(call, organization, team)), headers);
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}/teams/{team_slug}',
    signedIn: true,
    scopes: READ_ORG,
    handle: (call) => {
      const { organization, team } = visibleTeam(call);
      return ok(toFullTeam(call, organization, team));
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}/teams/{team_slug}/teams',
    signedIn: true,
    scopes: READ_ORG,
    handle: (call) => {
      const { organization, team } = visibleTeam(call);
      const { items, headers } = paginate(call, organization.teams.filter((child) => child.parent === team.slug && isVisible(call, organization, child)));
      return ok(items.map((child) => toTeam(call, organization, child)), headers);
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}/teams/{team_slug}/members',
    signedIn: true,
    scopes: READ_ORG,
    handle: (call) => {
      const { organization, team } = visibleTeam(call);
      const role = call.query.get('role') ?? 'all';
      const { items, headers } = paginate(call, [...membersOf(organization, team)].filter(([, held]) => role === 'all' || held === role));
      return ok(items.map(([login]) => toPerson(call.state, call.urls, login)), headers);
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}/teams/{team_slug}/repos',
    signedIn: true,
    scopes: READ_ORG,
    handle: (call) => {
      const { organization, team } = visibleTeam(call);
      const found = [...team.repositories.keys()].flatMap((name) => call.state.repository(organization.login, name) ?? []).filter((repository) => canSee(call.state, call.viewer, repository));
      const { items, headers } = paginate(call, found);
      return ok(items.map((repository) => toRepository(call, repository)), headers);
    },
  },
  {
    method: 'PUT',
    template: '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}',
    signedIn: true,
    scopes: ['admin:org', 'repo'],
    handle: (call) => {
      const { team } = visibleTeam(call);
      const repository = writable(call, 'admin', 'administration');
      const wanted = (call.body === undefined ? undefined : textOf(call.body, 'permission')) ?? 'push';
      const permission = PERMISSIONS.find((known) => known === wanted);
      if (!permission) {
        throw fail(422, `Invalid permission: ${wanted}`);
      }
      team.repositories.set(repository.name, permission);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/teams',
    signedIn: true,
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call);
      const organization = call.state.organization(repository.owner);
      const teams = (organization?.teams ?? []).filter((team) => team.repositories.has(repository.name));
      const { items, headers } = paginate(call, teams);
      return ok(items.flatMap((team) => (organization ? [toTeam(call, organization, team, team.repositories.get(repository.name))] : [])), headers);
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}/members',
    signedIn: true,
    scopes: READ_ORG,
    handle: (call) => {
      const organization = memberOrganization(call);
      const role = call.query.get('role') ?? 'all';
      const { items, headers } = paginate(call, [...organization.members].filter(([, held]) => role === 'all' || held === role));
      return ok(items.map(([login]) => toPerson(call.state, call.urls, login)), headers);
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}/memberships/{username}',
    signedIn: true,
    scopes: READ_ORG,
    handle: (call) => {
      const organization = memberOrganization(call);
      const login = call.state.user(call.params['username'] ?? '')?.login ?? '';
      const role = organization.members.get(login);
      if (!role) {
        throw notFound();
      }
      return ok(toMembership(call, organization, login, role));
    },
  },
  {
    method: 'GET',
    template: '/user/memberships/orgs',
    signedIn: true,
    scopes: ['admin:org', 'read:org', 'repo', 'user', 'write:org'],
    handle: (call) => {
      const { login } = signedIn(call);
      refuseScopes(call, ['read:org'], 'You need at least read:org scope to list your memberships.');
      const mine = call.state.organizations().flatMap((organization) => {
        const role = organization.members.get(login);
        return role ? [{ organization, role }] : [];
      });
      const { items, headers } = paginate(call, mine);
      return ok(items.map(({ organization, role }) => toMembership(call, organization, login, role)), headers);
    },
  },
  {
    method: 'GET',
    template: '/user/teams',
    signedIn: true,
    scopes: ['read:org', 'repo', 'user'],
    handle: (call) => {
      const { login } = signedIn(call);
      refuseScopes(call, ['read:org'], 'You need at least read:org scope to list your teams.');
      const mine = call.state.organizations().filter((organization) => !isSsoBlocked(call.state, call.viewer, organization.login)).flatMap((organization) => organization.teams.filter((team) => team.members.has(login)).map((team) => ({ organization, team })));
      const { items, headers } = paginate(call, mine);
      return ok(items.map(({ organization, team }) => toFullTeam(call, organization, team)), { ...headers, ...partialResults(call) });
    },
  },
];
