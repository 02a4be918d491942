import { isCancelled } from '../base/cancellation';
import { isPortalError, type PortalError } from '../base/errors';
import type { CatalogRepository, FileRequest, FilesResult, RepositoryFile } from '../catalog/organizationReader';
import type { Clock } from '../ports/clock';
import type { GitHubClient } from './gitHubClient';
import { pathOf } from './gitHubErrors';
import { isTooMuch, stopAtReserve } from './pagedScan';
import { chunk } from './pushedRepositories';
import { completeFile, isPending, toRepositoryFile } from './scannedRepository';
import { toFilesQuery, type FilesData } from './scanQuery';

/** How many files one request names. */
const BATCH = 60;

interface Wanted {
  readonly repository: CatalogRepository;
  readonly path: string;
}

interface Context {
  readonly client: GitHubClient;
  readonly clock: Clock;
  readonly login: string;
}

/** Reads files of several repositories at the commits they were scanned at, many in one request. */
export async function readOrganizationFiles(context: Context, requests: readonly FileRequest[], signal: AbortSignal): Promise<FilesResult> {
  const files = new Map<string, Map<string, RepositoryFile | null>>();
  const take = ({ repository, path }: Wanted, file: RepositoryFile | null): void => {
    const ofRepository = files.get(repository.id) ?? new Map<string, RepositoryFile | null>();
    files.set(repository.id, ofRepository.set(path, file));
  };
  let problem: PortalError | undefined;
  const wanted = requests.flatMap(({ repository, paths }) => paths.map((path) => ({ repository, path })));
  const queue = chunk(wanted, BATCH);
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    try {
      stopAtReserve(context.client, 'graphql', context.clock.now());
      problem = (await readBatch(context, batch, take, signal)) ?? problem;
    } catch (error) {
      if (isCancelled(error) || !isPortalError(error)) {
        throw error;
      }
      if (isTooMuch(error) && batch.length > 1) {
        queue.unshift(...chunk(batch, Math.ceil(batch.length / 2)));
      } else if (!isPortalError(error, 'not-found')) {
        return { files, error };
      }
    }
  }
  return { files, ...(problem && { error: problem }) };
}

async function readBatch({ client, login }: Context, batch: readonly Wanted[], take: (wanted: Wanted, file: RepositoryFile | null) => void, signal: AbortSignal): Promise<PortalError | undefined> {
  const groups = groupByRepository(batch);
  const { query, variables } = toFilesQuery(
    groups.map(({ repository: { info, commit }, entries }) => ({ owner: info.owner, name: info.name, ref: commit ?? info.branch, paths: entries.map((entry) => entry.path) })),
  );
  const { data, errors } = await client.graphql<FilesData>(query, variables, { signal, about: `catalog files of ${login}` });
  let problem = errors.find((error) => error.reason !== 'not-found');
  for (const [index, { entries }] of groups.entries()) {
    const blobs = data[`r${index}`];
    for (const [at, wanted] of (blobs ? entries : []).entries()) {
      const unknown = errors.some((error) => pathOf(error)[0] === `r${index}` && pathOf(error)[1] === `f${at}`);
      const file = toRepositoryFile(blobs?.[`f${at}`], wanted.repository, wanted.path);
      if (unknown) {
        continue;
      }
      if (!isPending(file)) {
        take(wanted, file);
        continue;
      }
      try {
        take(wanted, (await completeFile(client, { repository: wanted.repository, file }, signal)) ?? null);
      } catch (error) {
        if (isCancelled(error) || !isPortalError(error)) {
          throw error;
        }
        problem = error;
      }
    }
  }
  return problem;
}

interface Group {
  readonly repository: CatalogRepository;
  readonly entries: Wanted[];
}

function groupByRepository(batch: readonly Wanted[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const wanted of batch) {
    const group = groups.get(wanted.repository.id) ?? { repository: wanted.repository, entries: [] };
    group.entries.push(wanted);
    groups.set(wanted.repository.id, group);
  }
  return [...groups.values()];
}
