import type { Call } from '../../http/call.ts';
import type { JsonObject } from '../../json.ts';
import type { Organization, Permission, Team } from '../../state/model.ts';
import { toNodeId } from '../../state/nodeId.ts';
import { toFullOrganization, toTime } from './accounts.ts';
import { toPermissions } from './repositories.ts';

/** `team-simple`. */
export function toSimpleTeam(call: Call, organization: Organization, team: Team, permission: Permission = 'pull'): JsonObject {
  const url = `${call.urls.api}/organizations/${organization.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: toNodeId('Team', team.id),
    url,
    html_url: `${call.urls.web}/orgs/${organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    name: team.name,
    slug: team.slug,
    description: team.description,
    privacy: team.privacy,
    notification_setting: 'notifications_enabled',
    permission,
    type: 'organization',
    organization_id: organization.id,
  };
}

/** `team`: with the one above it. */
export function toTeam(call: Call, organization: Organization, team: Team, permission?: Permission): JsonObject {
  const parent = organization.teams.find(({ slug }) => slug === team.parent);
  return { ...toSimpleTeam(call, organization, team, permission), ...(permission ? { permissions: toPermissions(permission) } : {}), parent: parent ? toSimpleTeam(call, organization, parent) : null };
}

/** `team-full`. */
export function toFullTeam(call: Call, organization: Organization, team: Team): JsonObject {
  return {
    ...toTeam(call, organization, team),
    members_count: team.members.size,
    repos_count: team.repositories.size,
    created_at: toTime(team.createdAt),
    updated_at: toTime(team.createdAt),
    organization: toFullOrganization(call.state, call.urls, organization),
  };
}
