import { isPortalError, type PortalError } from '../base/errors';
import type { Slices } from '../base/pause';
import { repositoryKey, type CatalogShard } from './catalogRecord';
import type { CatalogStore, ShardUpdate } from './catalogStore';
import type { CheckedFile } from './checkedFile';
import { isPattern, locationTargets, locationUrl, pathInRepository, type LocationTarget } from './locationTargets';
import type { CatalogRepository, FileRequest, OrganizationReader, RepositoryFile } from './organizationReader';
import { toFileProblem, toShard } from './toShard';

export interface PendingFile {
  readonly repository: CatalogRepository;
  readonly file: RepositoryFile;
}

/** A Location's target, and the file that names it. */
interface Target {
  readonly repository: CatalogRepository;
  readonly target: LocationTarget;
  readonly from: string;
}

interface Checked {
  readonly shards: readonly CatalogShard[];
  readonly targets: readonly Target[];
  readonly error?: PortalError;
}

interface Followed {
  readonly files: readonly PendingFile[];
  readonly updates: readonly ShardUpdate[];
  /** Ids of repositories of which something could not be read. */
  readonly unsure: readonly string[];
  readonly error?: PortalError;
}

/** A Location that matches more than this is cut off: nobody means a whole monorepo. */
const MAX_MATCHES = 500;

/** Turns the catalog files of an organization's repositories into shards, and finds what their Locations point to. */
export class OrganizationFiles {
  readonly #reader: OrganizationReader;
  readonly #store: CatalogStore;

  constructor({ reader, store }: { readonly reader: OrganizationReader; readonly store: CatalogStore }) {
    this.#reader = reader;
    this.#store = store;
  }

  keyOf(repository: CatalogRepository): string {
    return repositoryKey(repository.info);
  }

  /** Checks files that changed, with the targets of all their placeholders read together. */
  async check(files: readonly PendingFile[], slices: Slices, signal: AbortSignal): Promise<Checked> {
    const { checkCatalogFile, placeholdersOf } = await import('./fileChecker');
    const shards: CatalogShard[] = [];
    const targets: Target[] = [];
    const changed: (PendingFile & { readonly reads: readonly string[] })[] = [];
    for (const entry of files) {
      await slices.turn();
      const before = this.#store.shard(entry.file.uri);
      if (before?.version === entry.file.blob && before.reads.length === 0) {
        targets.push(...this.#targetsOf(entry, before));
      } else {
        const reads = entry.file.text === undefined ? [] : await placeholdersOf(entry.file.text, locationUrl(entry.repository.info, entry.file.path), slices);
        changed.push({ ...entry, reads });
      }
    }
    const { texts, error } = await this.#readPlaceholders(changed, signal);
    for (const entry of changed) {
      await slices.turn();
      const { file, repository, reads } = entry;
      const before = this.#store.shard(file.uri);
      const location = locationUrl(repository.info, file.path);
      const facts = { uri: file.uri, source: this.#reader.id, version: file.blob, location, repository: repository.info };
      if (file.text === undefined) {
        const refusal: CheckedFile = { documents: [], problems: [toFileProblem('file/unreadable', 'error', file.unreadable ?? `${file.path} could not be read.`)] };
        shards.push(toShard(facts, refusal, true, before));
        continue;
      }
      const { checked, refused } = await checkCatalogFile({ path: file.path, content: file.text, location, skeletonFolders: [] }, (url) => Promise.resolve(texts.get(url)), slices);
      const shard = toShard(facts, checked, refused, before, { reads });
      shards.push(shard);
      targets.push(...this.#targetsOf(entry, shard));
    }
    return { shards, targets, ...(error && { error }) };
  }

  /** Reads what Locations point to, a batch for all. @param isFound whether a file was taken in already, so that circles end */
  async follow(targets: readonly Target[], isFound: (repository: string, uri: string) => boolean, signal: AbortSignal): Promise<Followed> {
    const wanted = new Map<string, { readonly repository: CatalogRepository; readonly paths: Set<string> }>();
    const misses: { readonly from: string; readonly written: string }[] = [];
    const unsure = new Set<string>();
    let problem: PortalError | undefined;
    for (const { repository, target, from } of targets) {
      const paths = isPattern(target.path) ? await this.#expand(repository, target.path, signal) : [target.path];
      if (isPortalError(paths)) {
        problem = paths;
        unsure.add(repository.id);
        continue;
      }
      const request = wanted.get(repository.id) ?? { repository, paths: new Set<string>() };
      wanted.set(repository.id, request);
      paths.forEach((path) => request.paths.add(path));
      if (paths.length === 0 && !target.optional) {
        misses.push({ from, written: target.written });
      }
    }
    const requests: FileRequest[] = [...wanted.values()].filter(({ paths }) => paths.size > 0).map(({ repository, paths }) => ({ repository, paths: [...paths] }));
    if (requests.length === 0) {
      return { files: [], updates: this.#noteMisses(misses), unsure: [...unsure], ...(problem && { error: problem }) };
    }
    const { files: read, error } = await this.#reader.readFiles(requests, signal);
    const files: PendingFile[] = [];
    problem = error ?? problem;
    for (const { repository, paths } of requests) {
      for (const path of paths) {
        const file = read.get(repository.id)?.get(path);
        if (file === undefined) {
          unsure.add(repository.id);
        } else if (file && !isFound(repository.id, file.uri)) {
          files.push({ repository, file });
        }
      }
    }
    for (const { repository, target, from } of targets) {
      if (!isPattern(target.path) && !target.optional && read.get(repository.id)?.get(target.path) === null) {
        misses.push({ from, written: target.written });
      }
    }
    return { files, updates: this.#noteMisses(misses), unsure: [...unsure], ...(problem && { error: problem }) };
  }

  #targetsOf({ repository, file }: PendingFile, shard: CatalogShard): readonly Target[] {
    return shard.records
      .filter((record) => record.kind.toLowerCase() === 'location')
      .flatMap((record) => locationTargets(record.entity, file.path, repository.info))
      .map((target) => ({ repository, target, from: file.uri }));
  }

  /** @returns the error where the repository's files could not be listed */
  async #expand(repository: CatalogRepository, path: string, signal: AbortSignal): Promise<readonly string[] | PortalError> {
    const { matchPaths } = await import('./fileChecker');
    try {
      return matchPaths(path, await this.#reader.listFiles(repository, signal)).slice(0, MAX_MATCHES);
    } catch (error) {
      if (isPortalError(error) && error.reason !== 'cancelled') {
        return error;
      }
      throw error;
    }
  }

  #noteMisses(misses: readonly { readonly from: string; readonly written: string }[]): readonly ShardUpdate[] {
    const byFile = new Map<string, Set<string>>();
    misses.forEach(({ from, written }) => byFile.set(from, (byFile.get(from) ?? new Set<string>()).add(written)));
    return [...byFile].flatMap(([uri, targets]) => {
      const shard = this.#store.shard(uri);
      const problems = [...targets].map((target) => toFileProblem('location/not-found', 'warning', `The target ${target} is not there. Correct it, or set presence: optional.`));
      return shard ? [{ ...shard, problems: [...shard.problems.filter(({ code }) => code !== 'location/not-found'), ...problems] }] : [];
    });
  }

  async #readPlaceholders(files: readonly (PendingFile & { readonly reads: readonly string[] })[], signal: AbortSignal): Promise<{ readonly texts: ReadonlyMap<string, string | null>; readonly error?: PortalError }> {
    const wanted = files.flatMap(({ repository, reads }) => reads.flatMap((url) => {
      const path = pathInRepository(url, repository.info);
      return path === undefined ? [] : [{ repository, url, path }];
    }));
    if (wanted.length === 0) {
      return { texts: new Map() };
    }
    const requests = new Map<string, { readonly repository: CatalogRepository; readonly paths: string[] }>();
    for (const { repository, path } of wanted) {
      const request = requests.get(repository.id) ?? { repository, paths: [] };
      requests.set(repository.id, { repository, paths: [...new Set([...request.paths, path])] });
    }
    const { files: read, error } = await this.#reader.readFiles([...requests.values()], signal);
    const texts = new Map<string, string | null>();
    for (const { repository, url, path } of wanted) {
      const file = read.get(repository.id)?.get(path);
      if (file === null || file?.text !== undefined) {
        texts.set(url, file?.text ?? null);
      }
    }
    return { texts, ...(error && { error }) };
  }
}
