import type { PortalError } from '../base/errors';
import type { RepositoryInfo } from './entity';

/** A file of a repository as a scan found it. */
export interface RepositoryFile {
  /** Without a slash at the start: `catalog-info.yaml`. */
  readonly path: string;
  /** What to open: `stagedoor-github:…`, by branch. */
  readonly uri: string;
  /** Hash of the content, so that a file that did not change is not checked again. */
  readonly blob: string;
  /** Absent where it was not read: because the content is known by its hash, or for the reason in `unreadable`. */
  readonly text?: string;
  readonly unreadable?: string;
}

/** A repository of an organization, as far as the catalog cares. Kept in snapshots: no text of files, no token. */
export interface CatalogRepository {
  /** GitHub's node id, which survives renames and transfers. */
  readonly id: string;
  readonly info: RepositoryInfo;
  /** The commit at the head of the default branch; absent in an empty repository. */
  readonly commit?: string;
  /** ISO 8601, as GitHub writes it; absent where nothing was ever pushed. */
  readonly pushedAt?: string;
  readonly description?: string;
  readonly archived: boolean;
  readonly fork: boolean;
  /** Absent where GitHub says no more than whether it is private. */
  readonly visibility?: 'public' | 'private' | 'internal';
  readonly topics: readonly string[];
  /** Not all of it could be read, or taken in: whatever else is new, it is due again. */
  readonly incomplete?: boolean;
}

/** A repository and its catalog file, as just read. `file: null` says that there is none. */
export interface ScannedRepository {
  readonly repository: CatalogRepository;
  /** `undefined` where GitHub could not say; what was known stays. */
  readonly file: RepositoryFile | null | undefined;
  /**
   * The catalog path is a pattern, so `file` is `undefined` and the repository's tree says which files there are. The source
   * asks for it where the commit is another than before.
   */
  readonly inTree?: boolean;
  /** Its files are those it had, so `file` is `undefined`; only what is known of the repository itself is new. */
  readonly unchanged?: boolean;
}

/** What a scan has to remember for the next one. Kept in snapshots; a JSON object of the reader's own. */
export type ReaderState = Readonly<Record<string, string | number | boolean>>;

export interface ScanRequest {
  /** What earlier scans found, by node id. */
  readonly known: ReadonlyMap<string, CatalogRepository>;
  readonly state: ReaderState;
  /** Everything is read again; otherwise only what was pushed since. */
  readonly full: boolean;
  readonly signal: AbortSignal;
  /** Whether the content of a file is known already, so that its text need not be fetched. */
  readonly isKnown: (uri: string, blob: string) => boolean;
  /** Called with each page as it comes, so that it shows at once and stays if the scan ends early. */
  readonly onRead: (repositories: readonly ScannedRepository[]) => void;
  readonly onProgress: (progress: { readonly done: number; readonly total?: number }) => void;
}

export interface ScanResult {
  readonly state: ReaderState;
  /** Node ids of known repositories that are gone, archived or renamed away. */
  readonly gone: readonly string[];
  /** Why the scan stopped short or left something out. What was read stays; the next scan goes on from there. */
  readonly error?: PortalError;
}

/** What was read, by node id and path: `null` where there is no such file; what GitHub could not say is absent. */
export interface FilesResult {
  readonly files: ReadonlyMap<string, ReadonlyMap<string, RepositoryFile | null>>;
  readonly error?: PortalError;
}

export interface FileRequest {
  readonly repository: CatalogRepository;
  readonly paths: readonly string[];
}

/** Reads the catalog files of an organization or a user; the catalog's port to GitHub. */
export interface OrganizationReader {
  /** `github:<web address of the host>/<organization>`: `github:https://github.com/acme` */
  readonly id: string;
  /** What a user calls it: `acme`. */
  readonly label: string;
  /** Web address of the host: `https://github.com`. */
  readonly host: string;
  /** After this long, in ms, a look at what was pushed is not enough; an hour where left out. */
  readonly reconcileAfter?: number;
  /** The account by which it would be read; asks nobody and sends nothing. */
  account(): Promise<string | undefined>;
  /** Rejects only with `cancelled`; failures stand in the result. */
  scan(request: ScanRequest): Promise<ScanResult>;
  /** Further files of repositories, in as few requests as may be. Rejects only with `cancelled`. */
  readFiles(requests: readonly FileRequest[], signal: AbortSignal): Promise<FilesResult>;
  /** All paths of a repository's files, for targets with `*`. */
  listFiles(repository: CatalogRepository, signal: AbortSignal): Promise<readonly string[]>;
}

export function organizationSourceId(host: string, login: string): string {
  return `github:${host}/${login.toLowerCase()}`;
}
