import type { Query } from './scanQuery';

/** GraphQL for the people and teams of an organization. Shape after Backstage's `githubOrg` provider. */

export interface Connection<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (Node | null)[] | null;
}

export interface UserNode {
  readonly id: string;
  readonly login: string;
  readonly name: string | null;
  readonly email?: string | null;
  readonly bio: string | null;
  readonly avatarUrl: string | null;
  readonly organizationVerifiedDomainEmails: readonly string[] | null;
  /** Of an Enterprise Server. */
  readonly suspendedAt?: string | null;
}

export interface MembersData {
  readonly organization: { readonly membersWithRole: Connection<UserNode> | null } | null;
}

export function toMembersQuery(login: string, first: number, after: string | undefined, { emails, suspended }: { readonly emails: boolean; readonly suspended: boolean }): Query {
  const query = `
query ($login: String!, $first: Int!, $after: String) {
  rateLimit { cost }
  organization(login: $login) {
    membersWithRole(first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { id login name bio avatarUrl ${emails ? 'email' : ''} ${suspended ? 'suspendedAt' : ''} organizationVerifiedDomainEmails(login: $login) }
    }
  }
}`;
  return { query, variables: { login, first, after: after ?? null } };
}

export interface TeamNode {
  readonly slug: string;
  readonly combinedSlug: string;
  readonly name: string;
  readonly description: string | null;
  readonly avatarUrl: string | null;
  readonly editTeamUrl: string | null;
  readonly parentTeam: { readonly slug: string } | null;
  readonly members: Connection<{ readonly login: string }>;
}

export interface TeamsData {
  readonly organization: { readonly teams: Connection<TeamNode> | null } | null;
}

export function toTeamsQuery(login: string, first: number, after: string | undefined, members: number): Query {
  const query = `
query ($login: String!, $first: Int!, $after: String, $members: Int!) {
  rateLimit { cost }
  organization(login: $login) {
    teams(first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        slug combinedSlug name description avatarUrl editTeamUrl parentTeam { slug }
        members(first: $members, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } nodes { login } }
      }
    }
  }
}`;
  return { query, variables: { login, first, after: after ?? null, members } };
}

export interface TeamMembersData {
  readonly organization: { readonly team: { readonly members: Connection<{ readonly login: string }> } | null } | null;
}

export function toTeamMembersQuery(login: string, slug: string, first: number, after: string | undefined): Query {
  const query = `
query ($login: String!, $slug: String!, $first: Int!, $after: String) {
  rateLimit { cost }
  organization(login: $login) {
    team(slug: $slug) {
      members(first: $first, after: $after, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } nodes { login } }
    }
  }
}`;
  return { query, variables: { login, slug, first, after: after ?? null } };
}
