import { isCancelled } from '../base/cancellation';
import { isPortalError, type PortalError } from '../base/errors';
import type { CatalogRepository, FileRequest, FilesResult, RepositoryFile } from '../catalog/organizationReader';
import type { Clock } from '../ports/clock';
import type { GitHubClient } from './gitHubClient';
import { pathOf } from './gitHubErrors';
import { isTooMuch, stopAtReserve } from './patientPages';
import { completeFile, isPending, toRepositoryFile } from './scannedRepository';
import { toFilesQuery, type FilesData } from './scanQuery';
import { followLink, isLinkLike } from './symbolicLinks';

/** How many files one request names at most. */
const MAX_ALIASES = 60;
/** How much one answer may hold, in bytes; a single file may be more. */
const MAX_ANSWER = 4_000_000;
/** What a catalog file comes to before any has been read, in bytes. */
const USUAL_SIZE = 4_000;

export interface WantedFile {
  readonly repository: CatalogRepository;
  readonly path: string;
  /** In bytes, where it is known. */
  readonly size?: number;
}

export interface FilesContext {
  readonly client: GitHubClient;
  readonly clock: Clock;
  /** The organization or user they belong to; absent where they belong to several. */
  readonly login?: string;
}

type Take = (wanted: WantedFile, file: RepositoryFile | null) => void;

/** Reads files of several repositories at the commits they were scanned at, many in one request. */
export function readOrganizationFiles(context: FilesContext, requests: readonly FileRequest[], signal: AbortSignal): Promise<FilesResult> {
  return readWantedFiles(context, requests.flatMap(({ repository, paths }) => paths.map((path) => ({ repository, path }))), signal);
}

/** The same with what is known of their sizes. Rejects only with `cancelled`. */
export async function readWantedFiles(context: FilesContext, wanted: readonly WantedFile[], signal: AbortSignal): Promise<FilesResult> {
  const files = new Map<string, Map<string, RepositoryFile | null>>();
  const sizes: number[] = [];
  const take: Take = ({ repository, path }, file) => {
    const ofRepository = files.get(repository.id) ?? new Map<string, RepositoryFile | null>();
    files.set(repository.id, ofRepository.set(path, file));
    sizes.push(file?.text?.length ?? 0);
  };
  let problem: PortalError | undefined;
  let aliases = MAX_ALIASES;
  for (let start = 0; start < wanted.length; ) {
    const usual = sizes.length === 0 ? USUAL_SIZE : sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    const batch = wanted.slice(start, start + countOf(wanted, start, aliases, usual));
    try {
      stopAtReserve(context.client, 'graphql', context.clock.now());
      problem = (await readBatch(context, batch, take, signal)) ?? problem;
    } catch (error) {
      if (isCancelled(error) || !isPortalError(error)) {
        throw error;
      }
      if (isTooMuch(error) && batch.length > 1) {
        aliases = Math.ceil(batch.length / 2);
        continue;
      }
      // A whole answer of `not-found` is one about repositories that are gone; they stay absent.
      if (!isPortalError(error, 'not-found')) {
        return { files, error };
      }
    }
    start += batch.length;
  }
  return { files, ...(problem && { error: problem }) };
}

/** How many of the files from `start` on fit into one request. */
function countOf(wanted: readonly WantedFile[], start: number, aliases: number, usual: number): number {
  let bytes = 0;
  let count = 0;
  for (const { size = usual } of wanted.slice(start, start + aliases)) {
    bytes += size;
    if (count > 0 && bytes > MAX_ANSWER) {
      break;
    }
    count++;
  }
  return count;
}

async function readBatch(context: FilesContext, batch: readonly WantedFile[], take: Take, signal: AbortSignal): Promise<PortalError | undefined> {
  const { client, login } = context;
  const groups = groupByRepository(batch);
  const { query, variables } = toFilesQuery(
    groups.map(({ repository: { info, commit }, entries }) => ({ owner: info.owner, name: info.name, ref: commit ?? info.branch, paths: entries.map((entry) => entry.path) })),
  );
  const { data, errors } = await client.graphql<FilesData>(query, variables, { signal, about: login === undefined ? 'files' : `catalog files of ${login}`, ...(login !== undefined && { organization: login }) });
  let problem = errors.find((error) => error.reason !== 'not-found');
  for (const [index, { entries }] of groups.entries()) {
    const blobs = data[`r${index}`];
    for (const [at, wanted] of (blobs ? entries : []).entries()) {
      if (errors.some((error) => pathOf(error)[0] === `r${index}` && pathOf(error)[1] === `f${at}`)) {
        continue;
      }
      try {
        take(wanted, await finish(context, wanted, toRepositoryFile(blobs?.[`f${at}`], wanted.repository, wanted.path), signal));
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

/** Reads what came cut short, and what a symbolic link leads to. */
async function finish({ client, clock }: FilesContext, { repository }: WantedFile, file: RepositoryFile | null, signal: AbortSignal): Promise<RepositoryFile | null> {
  if (isPending(file)) {
    stopAtReserve(client, 'core', clock.now());
    return (await completeFile(client, { repository, file }, signal)) ?? null;
  }
  if (file && isLinkLike(file)) {
    stopAtReserve(client, 'core', clock.now());
    return followLink(client, repository, file, signal);
  }
  return file;
}

interface Group {
  readonly repository: CatalogRepository;
  readonly entries: WantedFile[];
}

function groupByRepository(batch: readonly WantedFile[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const wanted of batch) {
    const group = groups.get(wanted.repository.id) ?? { repository: wanted.repository, entries: [] };
    group.entries.push(wanted);
    groups.set(wanted.repository.id, group);
  }
  return [...groups.values()];
}
