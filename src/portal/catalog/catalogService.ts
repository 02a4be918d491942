import type { Disposable } from '../base/disposable';
import type { PortalError } from '../base/errors';
import type { Event } from '../base/event';
import type { CatalogRepository } from './organizationReader';
import type { DocumentProblem } from './problem';
import type { CatalogChange, CatalogQuery } from './query';

export type RefreshReason = 'start' | 'schedule' | 'focus' | 'manual' | 'signed-in' | 'configuration';

/** What the catalog is doing, for progress, welcome views and messages. */
export interface CatalogStatus {
  /** Before `load` has painted what was known. */
  readonly loading: boolean;
  readonly refreshing: boolean;
  readonly sources: readonly SourceStatus[];
  /** What of the settings cannot be used, and is left out. */
  readonly settings?: readonly SettingProblem[];
}

export interface SettingProblem {
  /** What the host calls the setting: `stagedoor.locations`. */
  readonly setting: string;
  /** A sentence or more. */
  readonly message: string;
}

export interface SourceStatus {
  /** `workspace`, or `github:https://github.com/<organization>`. */
  readonly id: string;
  /** What a user calls it: `acme`. */
  readonly label: string;
  /** When it was last read without an error, in ms since the epoch. */
  readonly readAt?: number;
  /** Why the last reading failed or stopped short; what was known stays in the graph. */
  readonly error?: PortalError;
  readonly progress?: { readonly done: number; readonly total?: number };
  readonly repositories?: number;
}

export interface FileProblems {
  readonly uri: string;
  readonly problems: readonly DocumentProblem[];
}

/** A repository that adds nothing to the catalog yet. */
export interface UnregisteredRepository {
  readonly repository: CatalogRepository;
  /** Id of the source that knows it. */
  readonly source: string;
}

/** The catalog as the rest of Stagedoor sees it. */
export interface CatalogService extends Disposable {
  /** The newest graph; replaced, never mutated. */
  readonly graph: CatalogQuery;
  readonly status: CatalogStatus;
  /** Files that could not be taken in, wholly or in part, with why. */
  readonly problems: readonly FileProblems[];
  /** Repositories of the sources that were read and have no catalog file, archived ones left out, by name. */
  readonly unregistered: readonly UnregisteredRepository[];
  /**
   * The signed-in user and their groups, as full refs in lower case: what these own is "owned by me". Empty where nobody
   * is signed in or nothing is known of them. A change of it is told by `onDidChangeStatus`.
   */
  readonly mine: readonly string[];
  /**
   * Repositories that are shown from a folder of the workspace, in the place of GitHub's copy of them: the folder's URI by
   * `repositoryKey`. A change of it is told by `onDidChangeStatus`.
   */
  readonly checkouts: ReadonlyMap<string, string>;
  readonly onDidChange: Event<CatalogChange>;
  /** `problems` may be other ones now, also where no entity changed. */
  readonly onDidChangeProblems: Event<void>;
  readonly onDidChangeStatus: Event<CatalogStatus>;
  /** Paints from the snapshots on disk. No network. */
  load(): Promise<void>;
  /** Reads all sources again. Calls while one is under way join it. Rejects only with `cancelled`; failures go to `status`. */
  refresh(reason: RefreshReason, signal?: AbortSignal): Promise<void>;
  /**
   * Lays the text of an unsaved editor over a file of the workspace; `undefined` takes it off again. Files that are no
   * part of the catalog are left out by the service.
   */
  overlay(uri: string, text: string | undefined): void;
}
