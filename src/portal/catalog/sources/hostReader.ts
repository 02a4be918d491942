import type { PortalError } from '../../base/errors';
import type { CatalogRepository, FileRequest, FilesResult, RepositoryFile } from '../organizationReader';

/** Reads files of any repository on one GitHub, for what Locations and single addresses point to. */
export interface HostReader {
  /** Web address of the host: `https://github.com`. */
  readonly host: string;
  /** In as few requests as may be. Rejects only with `cancelled`. */
  readFiles(requests: readonly FileRequest[], signal: AbortSignal): Promise<FilesResult>;
  /** All paths of a repository's files. @throws PortalError where they cannot be listed */
  listFiles(repository: CatalogRepository, signal: AbortSignal): Promise<readonly string[]>;
}

/** An address of a file in a repository: `https://github.com/acme/shop/blob/main/docs/x.yaml`. */
export interface FileAddress {
  readonly host: string;
  readonly owner: string;
  readonly name: string;
  readonly branch: string;
  /** Decoded, without a slash at the start; may be a pattern. */
  readonly path: string;
}

/** Takes an address apart; a branch has no slash there, as Backstage reads it. @returns `undefined` where it is none of a file */
export function parseFileAddress(url: string): FileAddress | undefined {
  const match = /^(https?:\/\/[^/@\s]+)\/([\w.-]+)\/([\w.-]+)\/(?:blob|tree|raw|edit)\/([^/]+)\/([^?#]+)/.exec(url);
  if (!match) {
    return undefined;
  }
  const [, web = '', owner = '', name = '', branch = '', path = ''] = match;
  try {
    const address = { host: new URL(web).origin, owner, name, branch: decodeURIComponent(branch), path: decodeURIComponent(path) };
    return `${owner}/${name}/${address.path}`.split('/').some((segment) => segment === '..' || segment === '.') ? undefined : address;
  } catch {
    // No well-formed address, so it names no file.
    return undefined;
  }
}

/**
 * A repository of which nothing is known but its address. Whether everybody may see it is not known either, so it counts as
 * private and goes with the account that read it.
 */
export function toUnknownRepository({ host, owner, name, branch }: Omit<FileAddress, 'path'>): CatalogRepository {
  return { id: `url:${host}/${owner}/${name}/${branch}`.toLowerCase(), info: { host, owner, name, branch, private: true }, archived: false, fork: false, topics: [] };
}

/** The reader of a host; `undefined` for one that is not configured: nothing is asked of strangers. */
export type ReaderOf = (host: string) => HostReader | undefined;

export interface WantedFile {
  readonly repository: CatalogRepository;
  readonly path: string;
}

export interface ReadFiles {
  /** `null` where there is no such file, `undefined` where its host did not say. */
  fileOf(wanted: WantedFile): RepositoryFile | null | undefined;
  /** Why something of a host could not be read. */
  errorOf(host: string): PortalError | undefined;
  /** The first of these. */
  readonly error: PortalError | undefined;
}

/** Reads files of whatever repositories, those of a host together. Rejects only with `cancelled`. */
export async function readByHost(wanted: readonly WantedFile[], readerOf: ReaderOf, signal: AbortSignal): Promise<ReadFiles> {
  const hosts = new Map<string, Map<string, { readonly repository: CatalogRepository; readonly paths: Set<string> }>>();
  for (const { repository, path } of wanted) {
    const { id, info: { host } } = repository;
    const ofHost = hosts.get(host) ?? new Map<string, { readonly repository: CatalogRepository; readonly paths: Set<string> }>();
    const request = ofHost.get(id) ?? { repository, paths: new Set<string>() };
    request.paths.add(path);
    hosts.set(host, ofHost.set(id, request));
  }
  const results = new Map<string, FilesResult>();
  for (const [host, requests] of hosts) {
    const result = await readerOf(host)?.readFiles([...requests.values()].map(({ repository, paths }) => ({ repository, paths: [...paths] })), signal);
    if (result) {
      results.set(host, result);
    }
  }
  return {
    fileOf: ({ repository, path }) => results.get(repository.info.host)?.files.get(repository.id)?.get(path),
    errorOf: (host) => results.get(host)?.error,
    error: [...results.values()].find(({ error }) => error !== undefined)?.error,
  };
}
