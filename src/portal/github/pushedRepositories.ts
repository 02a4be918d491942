import { isCancelled } from '../base/cancellation';
import { isPortalError, type PortalError } from '../base/errors';
import type { CatalogRepository } from '../catalog/organizationReader';
import type { Clock } from '../ports/clock';
import type { GitHubClient } from './gitHubClient';
import { pathOf } from './gitHubErrors';
import { isTooMuch, MAX_PAGE, stopAtReserve } from './patientPages';
import type { Discovery } from './discovery';
import { toScanned, toVisibility, type ScannedNode } from './scannedRepository';
import { toRepositoriesQuery, type RepositoriesData } from './scanQuery';

/** A repository in the listing by last push. */
export interface PushedRepository {
  readonly id: string;
  readonly name: string;
  /** The default one. */
  readonly branch: string | undefined;
  readonly pushedAt: string | undefined;
  /** Whether it is one of those that are read at all. */
  readonly accepted: boolean;
  readonly private: boolean;
}

export interface PushedList {
  readonly repositories: readonly PushedRepository[];
  readonly etag: string | undefined;
}

/** How many repositories one request names. */
const BATCH = 50;

interface Context {
  readonly client: GitHubClient;
  readonly clock: Clock;
  readonly login: string;
  readonly discovery: Discovery;
}

/** The hundred repositories pushed last. @returns `undefined` where nothing changed since `etag` (304) */
export async function listPushed({ client, clock, login, discovery }: Context, ownerType: string, etag: string | undefined, signal: AbortSignal): Promise<PushedList | undefined> {
  stopAtReserve(client, 'core', clock.now());
  const options = { signal, about: `the repositories of ${login}` };
  const answer =
    ownerType === 'Viewer'
      ? // Another account's listing leaves out what is private, one's own does not.
        await client.conditional('GET /user/repos', { affiliation: 'owner', sort: 'pushed', per_page: MAX_PAGE }, etag, options)
      : ownerType === 'User'
        ? await client.conditional('GET /users/{username}/repos', { username: login, type: 'owner', sort: 'pushed', per_page: MAX_PAGE }, etag, options)
        : await client.conditional('GET /orgs/{org}/repos', { org: login, type: 'all', sort: 'pushed', per_page: MAX_PAGE }, etag, options);
  if (answer.notModified) {
    return undefined;
  }
  const repositories = answer.data.map((entry): PushedRepository => ({
    id: entry.node_id,
    name: entry.name,
    branch: entry.default_branch,
    pushedAt: entry.pushed_at ?? undefined,
    accepted: discovery.accepts(toFiltered(entry)),
    private: entry.private,
  }));
  return { repositories, etag: answer.etag };
}

function toFiltered(entry: { readonly name: string; readonly private: boolean; readonly archived?: boolean; readonly fork: boolean; readonly topics?: readonly string[]; readonly visibility?: string }): Parameters<Discovery['accepts']>[0] {
  const visibility = toVisibility(entry.visibility);
  const { name, fork, archived = false, topics = [] } = entry;
  return { info: { name, private: entry.private }, archived, fork, topics, ...(visibility && { visibility }) };
}

/** How far the clocks of GitHub and of this machine may lie apart, in ms. */
const CLOCK_SKEW = 10 * 60_000;

/**
 * Those that are new, or were pushed, renamed, opened or closed since they were read.
 * @param readAt when all of them were read last, in ms since the epoch
 */
export function pushedSince(listed: readonly PushedRepository[], known: ReadonlyMap<string, CatalogRepository>, { branch }: Discovery, readAt: number): readonly PushedRepository[] {
  return listed.filter((entry) => {
    const before = known.get(entry.id);
    // Of an empty repository the listing says when it was made, and GraphQL nothing.
    const isEmpty = before?.pushedAt === undefined && Date.parse(entry.pushedAt ?? '') < readAt - CLOCK_SKEW;
    const same = before && (before.pushedAt === entry.pushedAt || isEmpty) && before.info.name === entry.name && before.info.private === entry.private;
    const isBranchSame = branch !== undefined || before?.commit === undefined || before.info.branch === entry.branch;
    return entry.accepted && !(same && !before.incomplete && isBranchSame);
  });
}

export interface RepositoriesRead {
  readonly repositories: readonly ScannedNode[];
  /** Node ids of those that are not there any more, or belong to somebody else. */
  readonly vanished: readonly string[];
  readonly error?: PortalError;
}

/** Reads repositories by name, many in one request. */
export async function readRepositories(context: Context, listed: readonly Pick<PushedRepository, 'id' | 'name'>[], signal: AbortSignal): Promise<RepositoriesRead> {
  const repositories: ScannedNode[] = [];
  const vanished: string[] = [];
  let problem: PortalError | undefined;
  const queue = chunk(listed, BATCH);
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    try {
      stopAtReserve(context.client, 'graphql', context.clock.now());
      const { query, variables } = toRepositoriesQuery(context.discovery.shape(true), context.login, batch.map((entry) => entry.name));
      const { data, errors } = await context.client.graphql<RepositoriesData>(query, variables, { signal, about: `repositories of ${context.login}` });
      problem ??= errors.find((error) => error.reason !== 'not-found');
      batch.forEach(({ id }, index) => {
        const at = errors.filter((error) => pathOf(error)[0] === `r${index}`);
        const node = data[`r${index}`];
        if (node && node.owner.login.toLowerCase() !== context.login.toLowerCase()) {
          // GitHub follows a repository that was given away to its new owner.
          vanished.push(id);
        } else if (node) {
          repositories.push(toScanned(node, context.client.host.web, at.some((error) => pathOf(error)[1] === 'file'), context.discovery));
        } else if (at.every((error) => error.reason === 'not-found')) {
          vanished.push(id);
        }
      });
    } catch (error) {
      if (isCancelled(error) || !isPortalError(error)) {
        throw error;
      }
      if (isPortalError(error, 'not-found')) {
        // All of them at once; GitHub then has no answer beside its errors.
        vanished.push(...batch.map((entry) => entry.id));
      } else if (isTooMuch(error) && batch.length > 1) {
        queue.unshift(...chunk(batch, Math.ceil(batch.length / 2)));
      } else {
        problem = error;
        break;
      }
    }
  }
  return { repositories, vanished, ...(problem && { error: problem }) };
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_unused, index) => items.slice(index * size, (index + 1) * size));
}
