import { isCancelled } from '../base/cancellation';
import { isPortalError, type PortalError } from '../base/errors';
import type { CatalogRepository, ScannedRepository, ScanRequest } from '../catalog/organizationReader';
import type { Clock } from '../ports/clock';
import type { Discovery } from './discovery';
import type { GitHubClient } from './gitHubClient';
import { readWantedFiles } from './organizationFiles';
import { stopAtReserve } from './patientPages';
import { completeFile, hasSameFiles, isPending, isSame, type PendingFile, type ScannedNode } from './scannedRepository';
import { followLink, isLinkLike } from './symbolicLinks';

/** What every way of reading an organization needs. */
export interface ScanContext {
  readonly client: GitHubClient;
  readonly clock: Clock;
  readonly login: string;
  readonly discovery: Discovery;
}

/**
 * Hands on what a scan reads: what changed with its file, what did not as such. Files that came without a text though they
 * are new are gathered and read together by `readRest`.
 */
export class ScanDelivery {
  readonly #context: ScanContext;
  readonly #request: ScanRequest;
  /** What is known by now, this scan's findings included. */
  readonly known: Map<string, CatalogRepository>;
  #rest: PendingFile[] = [];

  constructor(context: ScanContext, request: ScanRequest) {
    this.#context = context;
    this.#request = request;
    this.known = new Map(request.known);
  }

  /**
   * @param texts whether files were asked for with their text, so that one without it was cut short
   * @returns an error that left something out
   */
  async take(scanned: readonly ScannedNode[], texts: boolean): Promise<PortalError | undefined> {
    let problem: PortalError | undefined;
    const ready: ScannedRepository[] = [];
    for (const { repository, file, inTree, size } of scanned) {
      const before = this.#request.known.get(repository.id);
      if (isSame(before, repository)) {
        continue;
      }
      this.known.set(repository.id, repository);
      if (hasSameFiles(before, repository)) {
        ready.push({ repository, file: undefined, unchanged: true });
      } else if (isPending(file) && !this.#request.isKnown(file.uri, file.blob)) {
        if (texts) {
          const { read, error } = await this.#complete({ repository, file });
          problem = error ?? problem;
          ready.push({ repository, file: read });
        } else {
          this.#rest.push({ repository, file, ...(size !== undefined && { size }) });
        }
      } else if (file && isLinkLike(file)) {
        const { read, error } = await this.#complete({ repository, file });
        problem = error ?? problem;
        ready.push({ repository, file: read });
      } else {
        ready.push({ repository, file, ...(inTree && { inTree }) });
      }
    }
    if (ready.length > 0) {
      this.#request.onRead(ready);
    }
    return problem;
  }

  /** Reads what `take` has put aside. @returns an error that left something out */
  async readRest(): Promise<PortalError | undefined> {
    const rest = this.#rest;
    this.#rest = [];
    if (rest.length === 0) {
      return undefined;
    }
    const wanted = rest.map(({ repository, file, size }) => ({ repository, path: file.path, ...(size !== undefined && { size }) }));
    const { files, error } = await readWantedFiles(this.#context, wanted, this.#request.signal);
    this.#request.onRead(rest.map(({ repository, file }) => ({ repository, file: files.get(repository.id)?.get(file.path) })));
    return error;
  }

  /** Hands on what `take` has put aside as not read, so that it is due again. */
  giveUpRest(): void {
    if (this.#rest.length > 0) {
      this.#request.onRead(this.#rest.map(({ repository }) => ({ repository, file: undefined })));
      this.#rest = [];
    }
  }

  async #complete(pending: PendingFile): Promise<{ readonly read: ScannedRepository['file']; readonly error?: PortalError }> {
    const { client, clock } = this.#context;
    const { signal } = this.#request;
    try {
      stopAtReserve(client, 'core', clock.now());
      return { read: isPending(pending.file) ? await completeFile(client, pending, signal) : await followLink(client, pending.repository, pending.file, signal) };
    } catch (error) {
      if (isCancelled(error) || !isPortalError(error)) {
        throw error;
      }
      return { read: undefined, error };
    }
  }
}
