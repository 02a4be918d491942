import { notFound, ok } from '../http/answer.ts';
import type { Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { includesScope, isSsoBlocked } from '../state/access.ts';
import { knownOrganization, partialResults, refuseScopes, signedIn } from './guards.ts';
import { toFullOrganization, toPrivateUser, toPublicUser, toSimpleOrganization } from './shapes/accounts.ts';

export const userRoutes: readonly Route[] = [
  { method: 'GET', template: '/user', signedIn: true, handle: (call) => ok(toPrivateUser(call.state, call.urls, signedIn(call))) },
  {
    method: 'GET',
    template: '/users/{username}',
    handle: (call) => {
      const owner = call.state.owner(call.params['username'] ?? '');
      if (!owner) {
        throw notFound();
      }
      return ok(toPublicUser(call.state, call.urls, owner));
    },
  },
  {
    method: 'GET',
    template: '/user/orgs',
    signedIn: true,
    scopes: ['user', 'read:org'],
    handle: (call) => {
      const { login } = signedIn(call);
      refuseScopes(call, ['user', 'read:org'], 'You need at least read:org scope or user scope to list your organizations.');
      const mine = call.state.organizations().filter((organization) => organization.members.has(login));
      const { items, headers } = paginate(call, mine.filter((organization) => !isSsoBlocked(call.state, call.viewer, organization.login)));
      return ok(items.map((organization) => toSimpleOrganization(call.urls, organization)), { ...headers, ...partialResults(call) });
    },
  },
  {
    method: 'GET',
    template: '/organizations',
    handle: (call) => {
      const since = Number(call.query.get('since') ?? 0);
      const all = call.state.organizations().filter(({ id }) => id > since).sort((left, right) => left.id - right.id);
      const { items } = paginate(call, all);
      return ok(items.map((organization) => toSimpleOrganization(call.urls, organization)));
    },
  },
  {
    method: 'GET',
    template: '/orgs/{org}',
    handle: (call) => {
      const organization = knownOrganization(call);
      const full = toFullOrganization(call.state, call.urls, organization);
      const { user, token } = call.viewer;
      const isOwner = user && token && organization.members.get(user.login) === 'admin' && includesScope(token.scopes, 'read:org');
      return ok(isOwner ? { ...full, default_repository_permission: organization.basePermission, members_can_create_repositories: organization.membersMayCreate } : full);
    },
  },
];
