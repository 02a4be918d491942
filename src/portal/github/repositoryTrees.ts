import { isPortalError } from '../base/errors';
import type { Clock } from '../ports/clock';
import { readTree, type RepositoryAt, type Tree, type TreeEntry } from './contents';
import type { GitHubClient } from './gitHubClient';

/** How long a branch is taken to stand still, in ms; after that a conditional request asks. */
const FRESH = 30_000;
const MAX_TREES = 50;
const ROOT: TreeEntry = { path: '', type: 'folder', sha: '', size: 0 };

interface Known {
  readonly tree: Tree;
  readonly folders: Map<string, readonly TreeEntry[]>;
  readonly files: ReadonlyMap<string, TreeEntry>;
  checkedAt: number;
}

/** What lies where in repositories, by whole trees; where GitHub cuts a tree short, folder by folder. */
export class RepositoryTrees {
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();
  readonly #loading = new Map<string, Promise<Known>>();
  /** Counts what was forgotten, so that what was asked for before that is not kept when it comes. */
  #age = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns `undefined` where there is nothing at that path */
  async find(client: GitHubClient, at: RepositoryAt, path: string, signal?: AbortSignal): Promise<TreeEntry | undefined> {
    if (path === '') {
      await this.#load(client, at, signal);
      return ROOT;
    }
    const known = await this.#load(client, at, signal);
    if (!known.tree.truncated) {
      return known.files.get(path);
    }
    const [parent, name] = split(path);
    return (await this.children(client, at, parent, signal))?.find((entry) => entry.path === name);
  }

  /** What lies directly in a folder, by name. @returns `undefined` where there is no such folder */
  async children(client: GitHubClient, at: RepositoryAt, folder: string, signal?: AbortSignal): Promise<readonly TreeEntry[] | undefined> {
    const known = await this.#load(client, at, signal);
    const cached = known.folders.get(folder);
    if (cached || !known.tree.truncated) {
      return cached;
    }
    const sha = folder === '' ? at.ref : await this.#shaOf(client, at, folder, signal);
    const tree = sha === undefined ? undefined : await readTree(client, { ...at, ref: sha }, false, undefined, { signal });
    if (tree) {
      known.folders.set(folder, tree.entries);
    }
    return tree?.entries;
  }

  /** All files below a folder, paths from the root. Of a tree GitHub cuts short only what it lists. */
  async below(client: GitHubClient, at: RepositoryAt, folder: string, signal?: AbortSignal): Promise<readonly TreeEntry[]> {
    const known = await this.#load(client, at, signal);
    const prefix = folder === '' ? '' : `${folder}/`;
    return known.tree.entries.filter((entry) => entry.type === 'file' && entry.path.startsWith(prefix));
  }

  forget(web: string): void {
    this.#age++;
    this.#loading.clear();
    for (const key of [...this.#known.keys()].filter((name) => name.startsWith(`${web}\n`))) {
      this.#known.delete(key);
    }
  }

  clear(): void {
    this.#age++;
    this.#loading.clear();
    this.#known.clear();
  }

  async #shaOf(client: GitHubClient, at: RepositoryAt, folder: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    const [parent, name] = split(folder);
    const entry = (await this.children(client, at, parent, signal))?.find((child) => child.path === name);
    return entry?.type === 'folder' ? entry.sha : undefined;
  }

  #load(client: GitHubClient, at: RepositoryAt, signal: AbortSignal | undefined): Promise<Known> {
    const key = `${client.host.web}\n${at.owner}/${at.repository}\n${at.ref}`;
    const known = this.#known.get(key);
    if (known && this.#clock.now() - known.checkedAt < FRESH) {
      return Promise.resolve(known);
    }
    const running = this.#loading.get(key);
    if (running) {
      // The one who asked first may cancel; who joined asks again then.
      return running.catch((error: unknown) => {
        if (isPortalError(error, 'cancelled') && !signal?.aborted) {
          return this.#load(client, at, signal);
        }
        throw error;
      });
    }
    const age = this.#age;
    const loading = this.#read(client, at, known, signal).finally(() => {
      if (this.#loading.get(key) === loading) {
        this.#loading.delete(key);
      }
    });
    this.#loading.set(key, loading);
    return loading.then((fresh) => {
      if (age !== this.#age) {
        return fresh;
      }
      this.#known.delete(key);
      this.#known.set(key, fresh);
      const oldest = this.#known.keys().next();
      if (this.#known.size > MAX_TREES && !oldest.done) {
        this.#known.delete(oldest.value);
      }
      return fresh;
    });
  }

  async #read(client: GitHubClient, at: RepositoryAt, known: Known | undefined, signal: AbortSignal | undefined): Promise<Known> {
    const tree = await readTree(client, at, true, known?.tree.etag, { signal });
    if (!tree && known) {
      known.checkedAt = this.#clock.now();
      return known;
    }
    const { entries, truncated, etag } = tree ?? { entries: [], truncated: false, etag: undefined };
    const folders = new Map<string, TreeEntry[]>(truncated ? [] : [['', []]]);
    for (const entry of truncated ? [] : entries) {
      const [parent, name] = split(entry.path);
      const siblings = folders.get(parent) ?? [];
      siblings.push({ ...entry, path: name });
      folders.set(parent, siblings);
    }
    return { tree: { entries, truncated, etag }, folders: new Map(folders), files: new Map(entries.map((entry) => [entry.path, entry])), checkedAt: this.#clock.now() };
  }
}

function split(path: string): [parent: string, name: string] {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? ['', path] : [path.slice(0, slash), path.slice(slash + 1)];
}
