import { toTime } from '../../rest/shapes/accounts.ts';
import { canSee } from '../../state/access.ts';
import { parseNodeId } from '../../state/nodeId.ts';
import { needSso, refuse, textArg } from '../context.ts';
import type { Args, GraphNode, QueryContext } from '../context.ts';
import { textsOf } from '../../json.ts';
import { findOwner, toOrganizationNode, toTeamNode, toUserNode } from './accounts.ts';
import { toRepositoryNode } from './repository.ts';

function findNode(context: QueryContext, id: string): GraphNode {
  const { state, viewer } = context;
  const parsed = parseNodeId(id);
  const number = parsed?.id ?? -1;
  if (parsed?.type === 'User' || parsed?.type === 'Organization') {
    const owner = [...state.users(), ...state.organizations()].find((candidate) => candidate.id === number);
    const node = owner && findOwner(context, owner.login);
    if (node) {
      return node;
    }
  }
  if (parsed?.type === 'Repository') {
    const repository = state.repositories().find((candidate) => candidate.id === number);
    if (repository && canSee(state, viewer, repository)) {
      needSso(context, repository.owner);
      return toRepositoryNode(context, repository);
    }
  }
  if (parsed?.type === 'Team') {
    for (const organization of state.organizations()) {
      const team = organization.teams.find((candidate) => candidate.id === number);
      if (team && viewer.user && organization.members.has(viewer.user.login)) {
        return toTeamNode(context, organization, team);
      }
    }
  }
  throw refuse('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

export function toQueryRoot(context: QueryContext): GraphNode {
  const { state, viewer, rates } = context;
  return {
    __typename: 'Query',
    viewer: () => (viewer.user ? toUserNode(context, viewer.user) : null),
    rateLimit: () => {
      const window = rates.window(viewer, 'graphql');
      const used = window.used + context.cost;
      return { __typename: 'RateLimit', cost: context.cost, limit: window.limit, nodeCount: context.nodeCount, remaining: Math.max(0, window.limit - used), used, resetAt: toTime(window.reset * 1000) };
    },
    repositoryOwner: (args: Args) => findOwner(context, textArg(args, 'login') ?? ''),
    organization: (args: Args) => {
      const login = textArg(args, 'login') ?? '';
      const organization = state.organization(login);
      if (!organization) {
        throw refuse('NOT_FOUND', `Could not resolve to an Organization with the login of '${login}'.`);
      }
      return toOrganizationNode(context, organization);
    },
    user: (args: Args) => {
      const login = textArg(args, 'login') ?? '';
      const user = state.user(login);
      if (!user) {
        throw refuse('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
      }
      return toUserNode(context, user);
    },
    repository: (args: Args) => {
      const [owner, name] = [textArg(args, 'owner') ?? '', textArg(args, 'name') ?? ''];
      // Renames are followed unless the caller says otherwise, as the schema's default has it.
      const repository = state.repository(owner, name) ?? (args['followRenames'] === false ? undefined : state.movedRepository(owner, name));
      if (repository) {
        needSso(context, repository.owner);
      }
      if (!repository || !canSee(state, viewer, repository)) {
        throw refuse('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
      return toRepositoryNode(context, repository);
    },
    node: (args: Args) => findNode(context, textArg(args, 'id') ?? ''),
    nodes: (args: Args) => (textsOf(args, 'ids') ?? []).map((id) => findNode(context, id)),
  };
}
