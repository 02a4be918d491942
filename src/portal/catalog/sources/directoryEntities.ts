import type { Entity, JsonObject, JsonValue } from '../entity';
import type { DirectoryOptions } from './directoryOptions';
import type { DirectoryTeam, DirectoryUser } from './organizationDirectory';

/** An entity and the page on the web that stands for its file. */
export interface DirectoryEntity {
  readonly url: string;
  readonly entity: Entity;
}

type Mapping = Pick<DirectoryOptions, 'organization' | 'host' | 'groupNamespace' | 'useVerifiedEmails'>;

/**
 * Members and teams as entities. Source: `buildDefaultUserTransformer`, `defaultOrganizationTeamTransformer`, `buildOrgHierarchy`,
 * `assignGroupsToUsers` and `withLocations` of @backstage/plugin-catalog-backend-module-github 0.14.0, as its
 * GithubMultiOrgEntityProvider applies them.
 */
export function toDirectoryEntities(users: readonly DirectoryUser[], teams: readonly DirectoryTeam[], mapping: Mapping): readonly DirectoryEntity[] {
  return [...users.map((user) => toUser(user, teams, mapping)), ...teams.map((team) => toGroup(team, teams, mapping))];
}

/** Who is described more than once stays as first described, with the groups of all descriptions. */
export function mergeUsers(entities: readonly DirectoryEntity[]): readonly DirectoryEntity[] {
  const merged = new Map<string, DirectoryEntity>();
  for (const found of entities) {
    const before = merged.get(found.url.toLowerCase());
    merged.set(found.url.toLowerCase(), before ? { ...before, entity: { ...before.entity, spec: { ...before.entity.spec, memberOf: [...new Set([...groupsOf(before), ...groupsOf(found)])] } } } : found);
  }
  return [...merged.values()];
}

function groupsOf({ entity }: DirectoryEntity): readonly JsonValue[] {
  const groups = entity.spec?.['memberOf'];
  return Array.isArray(groups) ? groups : [];
}

function toUser(user: DirectoryUser, teams: readonly DirectoryTeam[], { host, groupNamespace, useVerifiedEmails }: Mapping): DirectoryEntity {
  const { id, login, name, bio, avatarUrl } = user;
  const [verified] = useVerifiedEmails ? user.verifiedEmails : [];
  // An address with a tag names the same mailbox as one without.
  const email = verified?.replace(/\+[^@]*/, '') ?? user.email;
  const groups = teams.filter(({ members }) => members.some((member) => member.toLowerCase() === login.toLowerCase()));
  const url = `${host}/${login}`;
  const annotations = { 'github.com/user-login': login, ...(id && { 'github.com/user-id': id }) };
  return {
    url,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: login, ...(bio && { description: bio }), annotations: { ...locations(url), ...annotations } },
      spec: {
        profile: { ...(name && { displayName: name }), ...(email && { email }), ...(avatarUrl && { picture: avatarUrl }) },
        memberOf: [...new Set(groups.map(({ slug }) => (groupNamespace === undefined ? slug : `${groupNamespace}/${slug}`)))],
      },
    },
  };
}

function toGroup(team: DirectoryTeam, teams: readonly DirectoryTeam[], { organization, host, groupNamespace }: Mapping): DirectoryEntity {
  const { slug, combinedSlug, name, description, avatarUrl, editUrl, parent, members } = team;
  const url = `${host}/orgs/${combinedSlug.split('/')[0] ?? organization}/teams/${slug}`;
  const profile: JsonObject = { ...(name && { displayName: name }), ...(avatarUrl && { picture: avatarUrl }) };
  return {
    url,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: slug,
        ...(groupNamespace !== undefined && { namespace: groupNamespace }),
        ...(description && { description }),
        annotations: { ...locations(url), 'github.com/team-slug': combinedSlug, ...(editUrl && { 'backstage.io/edit-url': editUrl }) },
      },
      spec: {
        type: 'team',
        profile,
        children: teams.filter((other) => other.parent === slug).map((other) => other.slug),
        ...(parent && { parent }),
        // The users of all organizations live in the default namespace, whatever that of the group.
        members: members.map((login) => `default/${login}`),
      },
    },
  };
}

function locations(url: string): Record<string, string> {
  return { 'backstage.io/managed-by-location': `url:${url}`, 'backstage.io/managed-by-origin-location': `url:${url}` };
}
