import { toAvatar, toTime } from '../../rest/shapes/accounts.ts';
import { canSee, permissionOf } from '../../state/access.ts';
import type { Organization, Owner, Repository, Team, User } from '../../state/model.ts';
import { toNodeId } from '../../state/nodeId.ts';
import { toConnection } from '../connection.ts';
import { flagArg, needScope, needSso, textArg } from '../context.ts';
import type { Args, GraphNode, QueryContext } from '../context.ts';
import { isObject, textOf, textsOf } from '../../json.ts';
import { toRepositoryNode } from './repository.ts';

const ORDERS: Readonly<Record<string, (repository: Repository) => number | string>> = {
  CREATED_AT: (repository) => repository.createdAt,
  UPDATED_AT: (repository) => repository.updatedAt,
  PUSHED_AT: (repository) => repository.pushedAt,
  NAME: (repository) => repository.name.toLowerCase(),
  STARGAZERS: (repository) => repository.stars,
};

function select(context: QueryContext, repositories: readonly Repository[], args: Args): Repository[] {
  const [isFork, isArchived] = [flagArg(args, 'isFork'), flagArg(args, 'isArchived')];
  const [privacy, visibility] = [textArg(args, 'privacy'), textArg(args, 'visibility')];
  const found = repositories.filter(
    (repository) =>
      canSee(context.state, context.viewer, repository) &&
      (isFork === undefined || isFork === (repository.parent !== null)) &&
      (isArchived === undefined || isArchived === repository.archived) &&
      (privacy === undefined || (privacy === 'PUBLIC') === (repository.visibility === 'public')) &&
      (visibility === undefined || visibility === repository.visibility.toUpperCase()),
  );
  const order = isObject(args['orderBy']) ? args['orderBy'] : {};
  const key = ORDERS[textOf(order, 'field') ?? ''];
  if (key) {
    const sign = textOf(order, 'direction') === 'DESC' ? -1 : 1;
    found.sort((left, right) => (key(left) < key(right) ? -sign : key(left) > key(right) ? sign : left.id - right.id));
  }
  return found;
}

function repositoriesOf(context: QueryContext, candidates: (args: Args) => readonly Repository[]): (args: Args) => GraphNode {
  return (args) => toConnection('Repository', select(context, candidates(args), args), args, ({ id }) => String(id), (repository) => toRepositoryNode(context, repository));
}

/** What every owner of repositories answers. */
function toOwnerFields(context: QueryContext, owner: Owner): Readonly<Record<string, unknown>> {
  const { state, urls } = context;
  return {
    id: toNodeId(owner.kind, owner.id),
    databaseId: owner.id,
    login: owner.login,
    name: owner.name,
    location: owner.location,
    avatarUrl: toAvatar(urls, owner),
    url: `${urls.web}/${owner.login}`,
    resourcePath: `/${owner.login}`,
    createdAt: toTime(owner.createdAt),
    updatedAt: toTime(owner.createdAt),
    repository: (args: Args) => {
      const repository = state.repository(owner.login, textArg(args, 'name') ?? '');
      return repository && canSee(state, context.viewer, repository) ? toRepositoryNode(context, repository) : null;
    },
  };
}

export function toUserNode(context: QueryContext, user: User): GraphNode {
  const { state, viewer } = context;
  const isViewer = viewer.user === user;
  return {
    __typename: 'User',
    ...toOwnerFields(context, user),
    bio: user.bio,
    company: user.company,
    isViewer,
    isEmployee: false,
    isSiteAdmin: false,
    websiteUrl: null,
    suspendedAt: user.suspendedAt === null ? null : toTime(user.suspendedAt),
    organizationVerifiedDomainEmails: (args: Args) => {
      const organization = state.organization(textArg(args, 'login') ?? '');
      const domain = user.email?.slice(user.email.indexOf('@') + 1);
      return organization?.members.has(user.login) && domain !== undefined && organization.verifiedDomains.includes(domain) ? [user.email] : [];
    },
    email: () => {
      needScope(context, 'email', ['user:email', 'read:user']);
      return user.email ?? '';
    },
    repositories: repositoriesOf(context, (args) => {
      const wanted = textsOf(args, 'affiliations') ?? textsOf(args, 'ownerAffiliations') ?? ['OWNER', 'COLLABORATOR'];
      return state.repositories().filter(
        (repository) =>
          (wanted.includes('OWNER') && repository.owner === user.login) ||
          (wanted.includes('COLLABORATOR') && repository.collaborators.has(user.login)) ||
          (wanted.includes('ORGANIZATION_MEMBER') && state.organization(repository.owner)?.members.has(user.login) === true && permissionOf(state, user, repository) !== undefined),
      );
    }),
    organizations: (args: Args) => {
      if (isViewer) {
        needScope(context, 'organizations', ['read:org', 'user']);
      }
      const mine = state.organizations().filter((organization) => organization.members.has(user.login));
      return toConnection('Organization', mine, args, ({ id }) => String(id), (organization) => toOrganizationNode(context, organization));
    },
  };
}

export function toOrganizationNode(context: QueryContext, organization: Organization): GraphNode {
  const { state, viewer } = context;
  const role = viewer.user && organization.members.get(viewer.user.login);
  return {
    __typename: 'Organization',
    ...toOwnerFields(context, organization),
    description: organization.description,
    email: organization.email,
    websiteUrl: organization.blog,
    isVerified: false,
    viewerIsAMember: role !== undefined,
    viewerCanAdminister: role === 'admin',
    viewerCanCreateRepositories: role === 'admin' || (role === 'member' && organization.membersMayCreate),
    viewerCanCreateTeams: role !== undefined,
    repositories: repositoriesOf(context, () => {
      needSso(context, organization.login);
      return state.repositories(organization.login);
    }),
    membersWithRole: (args: Args) => {
      needSso(context, organization.login);
      needScope(context, 'membersWithRole', ['read:org']);
      const people = [...organization.members].flatMap(([login, held]) => {
        const user = state.user(login);
        return user ? [{ user, held }] : [];
      });
      return toConnection('OrganizationMember', people, args, ({ user }) => String(user.id), ({ user }) => toUserNode(context, user), ({ held }) => ({ role: held.toUpperCase(), hasTwoFactorEnabled: null }));
    },
    teams: (args: Args) => {
      needSso(context, organization.login);
      needScope(context, 'teams', ['read:org']);
      const logins = textsOf(args, 'userLogins');
      const found = visibleTeams(context, organization).filter((team) => (flagArg(args, 'rootTeamsOnly') ? team.parent === null : true) && (!logins || logins.some((login) => team.members.has(login))));
      return toConnection('Team', found, args, ({ id }) => String(id), (team) => toTeamNode(context, organization, team));
    },
    team: (args: Args) => {
      needSso(context, organization.login);
      needScope(context, 'team', ['read:org']);
      const team = visibleTeams(context, organization).find(({ slug }) => slug === textArg(args, 'slug'));
      return team ? toTeamNode(context, organization, team) : null;
    },
  };
}

/** Teams are for members to see; a secret one for its own people and the owners. */
function visibleTeams({ viewer: { user } }: QueryContext, organization: Organization): Team[] {
  const role = user && organization.members.get(user.login);
  return role ? organization.teams.filter((team) => team.privacy === 'closed' || role === 'admin' || team.members.has(user.login)) : [];
}

/** The teams below one, at every depth. */
function below(organization: Organization, team: Team): Team[] {
  return organization.teams.filter((child) => child.parent === team.slug).flatMap((child) => [child, ...below(organization, child)]);
}

export function toTeamNode(context: QueryContext, organization: Organization, team: Team): GraphNode {
  const { state, urls } = context;
  const parent = organization.teams.find(({ slug }) => slug === team.parent);
  const path = `/orgs/${organization.login}/teams/${team.slug}`;
  return {
    __typename: 'Team',
    id: toNodeId('Team', team.id),
    databaseId: team.id,
    slug: team.slug,
    name: team.name,
    combinedSlug: `${organization.login}/${team.slug}`,
    description: team.description,
    privacy: team.privacy === 'secret' ? 'SECRET' : 'VISIBLE',
    url: `${urls.web}${path}`,
    resourcePath: path,
    editTeamUrl: `${urls.web}${path}/edit`,
    avatarUrl: `${urls.web}/avatars/t/${team.id}?v=4`,
    createdAt: toTime(team.createdAt),
    updatedAt: toTime(team.createdAt),
    organization: () => toOrganizationNode(context, organization),
    parentTeam: () => (parent ? toTeamNode(context, organization, parent) : null),
    childTeams: (args: Args) => {
      const children = flagArg(args, 'immediateOnly') === false ? below(organization, team) : organization.teams.filter((child) => child.parent === team.slug);
      return toConnection('Team', children, args, ({ id }) => String(id), (child) => toTeamNode(context, organization, child));
    },
    members: (args: Args) => {
      const membership = textArg(args, 'membership') ?? 'ALL';
      const own = [...team.members];
      const inherited = below(organization, team).flatMap((child) => [...child.members]);
      const held = new Map(membership === 'IMMEDIATE' ? own : membership === 'CHILD_TEAM' ? inherited : [...inherited, ...own]);
      const people = [...held].flatMap(([login, role]) => {
        const user = state.user(login);
        return user ? [{ user, role }] : [];
      });
      return toConnection('TeamMember', people, args, ({ user }) => String(user.id), ({ user }) => toUserNode(context, user), ({ role }) => ({ role: role.toUpperCase() }));
    },
    repositories: (args: Args) => {
      const found = [...team.repositories.keys()].flatMap((name) => state.repository(organization.login, name) ?? []).filter((repository) => canSee(state, context.viewer, repository));
      return toConnection('TeamRepository', found, args, ({ id }) => String(id), (repository) => toRepositoryNode(context, repository));
    },
  };
}

/** The account of a login, by the type the caller asks for. */
export function findOwner(context: QueryContext, login: string): GraphNode | null {
  const owner = context.state.owner(login);
  return owner ? (owner.kind === 'User' ? toUserNode(context, owner) : toOrganizationNode(context, owner)) : null;
}

