import { isCancelled } from '../base/cancellation';
import { isPortalError, PortalError } from '../base/errors';
import { directorySourceId, DIRECTORY_PAGE_SIZES, type DirectoryRequest, type DirectoryTeam, type DirectoryUser, type OrganizationDirectoryReader } from '../catalog/sources/organizationDirectory';
import type { Clock } from '../ports/clock';
import { toMembersQuery, toTeamMembersQuery, toTeamsQuery, type Connection, type MembersData, type TeamMembersData, type TeamNode, type TeamsData, type UserNode } from './directoryQuery';
import type { GitHubClient, GraphQlResult } from './gitHubClient';
import { PatientPages } from './patientPages';
import type { Query } from './scanQuery';

export interface OrganizationDirectoryReaderOptions {
  readonly client: GitHubClient;
  /** Of an organization. */
  readonly login: string;
  readonly clock: Clock;
}

/** Reads the people and teams of an organization through GitHub. */
export function createOrganizationDirectoryReader(options: OrganizationDirectoryReaderOptions): OrganizationDirectoryReader {
  const { client, login } = options;
  return {
    id: directorySourceId(client.host.web, login),
    label: login,
    host: client.host.web,
    account: () => client.account(),
    read: async (request) => {
      const reading = new DirectoryReading(options, request);
      const users = await attempt(() => reading.users());
      const teams = isFinal(users.error) ? { error: users.error } : await attempt(() => reading.teams());
      const error = users.error ?? teams.error;
      return { ...(users.value && { users: users.value }), ...(teams.value && { teams: teams.value }), ...(error && { error }) };
    },
  };
}

/** Whether a second question would meet the same. */
function isFinal(error: PortalError | undefined): boolean {
  return error !== undefined && ['rate-limited', 'unauthorized', 'sso', 'offline', 'not-found'].includes(error.reason);
}

interface Attempt<T> {
  readonly value?: T;
  readonly error?: PortalError;
}

async function attempt<T>(run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await run() };
  } catch (error) {
    if (isCancelled(error) || !isPortalError(error)) {
      throw error;
    }
    return { error };
  }
}

class DirectoryReading {
  readonly #options: OrganizationDirectoryReaderOptions;
  readonly #request: DirectoryRequest;
  readonly #sizes: typeof DIRECTORY_PAGE_SIZES;
  #done = 0;
  #emails = true;

  constructor(options: OrganizationDirectoryReaderOptions, request: DirectoryRequest) {
    this.#options = options;
    this.#request = request;
    this.#sizes = { ...DIRECTORY_PAGE_SIZES, ...request.pageSizes };
  }

  async users(): Promise<readonly DirectoryUser[]> {
    const { client, login } = this.#options;
    // No other GitHub knows of suspended people, and refuses the question.
    const suspended = this.#request.excludeSuspendedUsers === true && client.host.api.endsWith('/api/v3');
    const readAll = (): Promise<readonly UserNode[]> => this.#readAll<MembersData, UserNode>(`the members of ${login}`, this.#sizes.organizationMembers, (first, after) => toMembersQuery(login, first, after, { emails: this.#emails, suspended }), (data) => data.organization?.membersWithRole);
    const nodes = await readAll().catch((error: unknown) => {
      // Addresses take a right of their own; who may not read them still sees the people.
      if (this.#emails && isPortalError(error, 'forbidden') && error.details.scopes?.some((scope) => scope.startsWith('user') || scope === 'read:user')) {
        this.#emails = false;
        return readAll();
      }
      throw error;
    });
    return nodes.filter((node) => !node.suspendedAt).map(toUser);
  }

  async teams(): Promise<readonly DirectoryTeam[]> {
    const { login } = this.#options;
    const { teams: size, teamMembers } = this.#sizes;
    const nodes = await this.#readAll<TeamsData, TeamNode>(`the teams of ${login}`, size, (first, after) => toTeamsQuery(login, first, after, teamMembers), (data) => data.organization?.teams);
    const teams: DirectoryTeam[] = [];
    for (const node of nodes) {
      const { nodes: first, pageInfo } = node.members;
      const members = pageInfo.hasNextPage ? await this.#readTeam(node.slug) : (first ?? []);
      teams.push(toTeam(node, members.flatMap((member) => (member ? [member.login] : []))));
    }
    return teams;
  }

  #readTeam(slug: string): Promise<readonly { readonly login: string }[]> {
    const { login } = this.#options;
    return this.#readAll<TeamMembersData, { readonly login: string }>(`the members of ${login}/${slug}`, this.#sizes.teamMembers, (first, after) => toTeamMembersQuery(login, slug, first, after), (data) => data.organization?.team?.members);
  }

  /** All pages of a list. @throws PortalError where any part of it is missing, since half a directory would be a wrong one */
  async #readAll<Data, Node>(about: string, pageSize: number, query: (first: number, after: string | undefined) => Query, connectionOf: (data: Data) => Connection<Node> | null | undefined): Promise<readonly Node[]> {
    const { client, clock, login } = this.#options;
    const { signal, onProgress } = this.#request;
    const pages = new PatientPages<Data>({ client, clock, login, about, signal, pageSize, largest: pageSize, query });
    const all: Node[] = [];
    for (let after: string | undefined; ; ) {
      const result: GraphQlResult<Data> = await pages.read(after);
      const connection = connectionOf(result.data);
      if (result.errors[0] || !connection) {
        throw result.errors[0] ?? new PortalError('not-found', `${client.host.web} has no organization ${login}, or the sign-in may not see its people. Check the setting and the sign-in.`);
      }
      const nodes = (connection.nodes ?? []).filter((node) => node !== null);
      all.push(...nodes);
      this.#done += nodes.length;
      onProgress?.({ done: this.#done });
      after = connection.pageInfo.endCursor ?? undefined;
      if (!connection.pageInfo.hasNextPage || after === undefined) {
        return all;
      }
    }
  }
}

function toUser(node: UserNode): DirectoryUser {
  const { id, login, name, email, bio, avatarUrl, organizationVerifiedDomainEmails } = node;
  return { id, login, ...(name && { name }), ...(email && { email }), verifiedEmails: organizationVerifiedDomainEmails ?? [], ...(bio && { bio }), ...(avatarUrl && { avatarUrl }) };
}

function toTeam(node: TeamNode, members: readonly string[]): DirectoryTeam {
  const { slug, combinedSlug, name, description, avatarUrl, editTeamUrl, parentTeam } = node;
  return { slug, combinedSlug, name, ...(description && { description }), ...(avatarUrl && { avatarUrl }), ...(editTeamUrl && { editUrl: editTeamUrl }), ...(parentTeam && { parent: parentTeam.slug }), members };
}
