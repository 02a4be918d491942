import type { Disposable } from '../base/disposable';
import { isPortalError, PortalError } from '../base/errors';
import type { Clock } from '../ports/clock';
import type { FileSource } from '../ports/fileSource';
import { MAX_BLOB_BYTES, readBlob, type RepositoryAt, type TreeEntry } from './contents';
import type { GitHubClient } from './gitHubClient';
import { parseGitHubUri, toGitHubUri, type GitHubFile } from './gitHubUri';
import { RepositoryTrees } from './repositoryTrees';

export interface FileStat {
  readonly type: 'file' | 'folder';
  /** In bytes; 0 for folders. */
  readonly size: number;
}

/** Read-only files on GitHub by their `stagedoor-github:` URIs. */
export interface GitHubFileSource extends FileSource, Disposable {
  /** `undefined` where there is nothing. Throws `PortalError` on anything else. */
  stat(uri: string, signal?: AbortSignal): Promise<FileStat | undefined>;
  /** What lies directly in a folder; `undefined` where there is no such folder. */
  readDirectory(uri: string, signal?: AbortSignal): Promise<readonly (FileStat & { readonly name: string })[] | undefined>;
  /** Lets go of all that was read of a host, as when its account changes. @param web `https://github.com` */
  forget(web: string): void;
}

export interface GitHubFileSourceOptions {
  /** The client of a host by its web address, `undefined` for one that is not configured: nothing is asked of strangers. */
  readonly clientFor: (web: string) => GitHubClient | undefined;
  readonly clock: Clock;
}

/** All blobs kept in memory together, in bytes. */
const CACHE_BYTES = 20_000_000;

export function createGitHubFileSource({ clientFor, clock }: GitHubFileSourceOptions): GitHubFileSource {
  const trees = new RepositoryTrees(clock);
  const blobs = new BlobCache();

  const open = (uri: string): { readonly file: GitHubFile; readonly client: GitHubClient; readonly at: RepositoryAt } => {
    const file = parseGitHubUri(uri);
    const client = file && clientFor(file.host);
    if (!file || !client) {
      throw new PortalError('invalid', `${uri} is no file on a GitHub that is configured.`);
    }
    return { file, client, at: { owner: file.owner, repository: file.repository, ref: file.ref } };
  };

  /** What is not there, or may not be seen, is `undefined` in a file source. */
  const orUndefined = async <T>(run: () => Promise<T | undefined>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      if (isPortalError(error, 'not-found')) {
        return undefined;
      }
      throw error;
    }
  };

  return {
    read: (uri, signal) =>
      orUndefined(async () => {
        const { file, client, at } = open(uri);
        const entry = await trees.find(client, at, file.path, signal);
        if (entry?.type !== 'file') {
          return undefined;
        }
        if (entry.size > MAX_BLOB_BYTES) {
          throw new PortalError('too-large', `${file.path} in ${file.owner}/${file.repository} is too large to be shown (${Math.round(entry.size / 1e6)} MB).`);
        }
        const about = `${file.path} in ${file.owner}/${file.repository}`;
        // A blob belongs to a repository that may be private, so the key names it.
        return blobs.get(`${file.host}\n${file.owner}/${file.repository}\n${entry.sha}`, () => readBlob(client, at, entry.sha, { signal, about }));
      }),
    list: async (folder, extensions, signal) => {
      const { file, client, at } = open(folder);
      const entries = (await orUndefined(() => trees.below(client, at, file.path, signal))) ?? [];
      const wanted = (entry: TreeEntry): boolean => !/(^|\/)node_modules\//.test(entry.path) && (!extensions || extensions.some((end) => entry.path.endsWith(end)));
      return entries.filter(wanted).map((entry) => toGitHubUri({ ...file, path: entry.path }));
    },
    stat: (uri, signal) =>
      orUndefined(async () => {
        const { file, client, at } = open(uri);
        const entry = await trees.find(client, at, file.path, signal);
        return entry && { type: entry.type, size: entry.size };
      }),
    readDirectory: (uri, signal) =>
      orUndefined(async () => {
        const { file, client, at } = open(uri);
        const entries = await trees.children(client, at, file.path, signal);
        return entries?.map((entry) => ({ name: entry.path, type: entry.type, size: entry.size }));
      }),
    forget: (web) => {
      trees.forget(web);
      blobs.forget(web);
    },
    dispose: () => {
      trees.clear();
      blobs.clear();
    },
  };
}

/** Blobs by their name, which is a hash of what they hold, so they are never out of date. The least used go first. */
class BlobCache {
  readonly #blobs = new Map<string, Uint8Array>();
  #bytes = 0;
  /** Counts what was forgotten, so that what was asked for before that is not kept when it comes. */
  #age = 0;

  async get(key: string, load: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const age = this.#age;
    const bytes = this.#blobs.get(key) ?? (await load());
    if (age !== this.#age) {
      return bytes;
    }
    this.#remove(key);
    this.#blobs.set(key, bytes);
    this.#bytes += bytes.length;
    for (const oldest of this.#blobs.keys()) {
      if (this.#bytes <= CACHE_BYTES) {
        break;
      }
      this.#remove(oldest);
    }
    return bytes;
  }

  forget(web: string): void {
    this.#age++;
    [...this.#blobs.keys()].filter((key) => key.startsWith(`${web}\n`)).forEach((key) => this.#remove(key));
  }

  clear(): void {
    this.#age++;
    this.#blobs.clear();
    this.#bytes = 0;
  }

  #remove(key: string): void {
    this.#bytes -= this.#blobs.get(key)?.length ?? 0;
    this.#blobs.delete(key);
  }
}
