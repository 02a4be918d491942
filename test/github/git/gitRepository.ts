import { compareEntries, decodeCommit, decodeTree, encodeCommit, encodeTree, hashObject } from './objects.ts';
import type { Commit, EntryMode, GitObject, ObjectType, Signature, TreeEntry } from './objects.ts';

export interface FileEntry extends TreeEntry {
  /** Path from the root of the tree, without a slash at the start. */
  readonly path: string;
  readonly type: ObjectType;
  /** Bytes; blobs only. */
  readonly size?: number;
}

/** Text is written as UTF-8; `null` takes the file away. */
export type FileChange = string | Uint8Array | null | { readonly content: string | Uint8Array; readonly mode: EntryMode };

export interface CommitInput {
  readonly message: string;
  readonly author: Signature;
  readonly committer?: Signature;
}

const EMPTY_TREE = hashObject('tree', Buffer.alloc(0));

function typeOf(mode: EntryMode): ObjectType {
  return mode === '40000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
}

/** A git repository in memory: objects by their real SHA-1, and refs by full name (`refs/heads/main`). */
export class GitRepository {
  readonly #objects = new Map<string, GitObject>();
  readonly refs = new Map<string, string>();

  put(type: ObjectType, data: Uint8Array): string {
    const sha = hashObject(type, data);
    if (!this.#objects.has(sha)) {
      this.#objects.set(sha, { type, data: Buffer.from(data) });
    }
    return sha;
  }

  get(sha: string, type?: ObjectType): GitObject | undefined {
    const found = this.#objects.get(sha);
    return found && (!type || found.type === type) ? found : undefined;
  }

  blob(sha: string): Buffer | undefined {
    return this.get(sha, 'blob')?.data;
  }

  tree(sha: string): TreeEntry[] | undefined {
    const object = this.get(sha, 'tree');
    return object ? decodeTree(object.data) : sha === EMPTY_TREE ? [] : undefined;
  }

  commit(sha: string): Commit | undefined {
    const object = this.get(sha, 'commit');
    return object && decodeCommit(object.data);
  }

  putTree(entries: readonly TreeEntry[]): string {
    return this.put('tree', encodeTree(entries));
  }

  putCommit(commit: Commit): string {
    return this.put('commit', encodeCommit(commit));
  }

  /** Copies a commit of another repository with all that it holds and comes from. */
  take(other: GitRepository, commit: string): void {
    for (const sha of other.history(commit)) {
      const tree = other.commit(sha)?.tree ?? EMPTY_TREE;
      for (const wanted of [sha, tree, ...[...other.walk(tree)].map((entry) => entry.sha)]) {
        const object = other.get(wanted);
        if (object) {
          this.#objects.set(wanted, object);
        }
      }
    }
  }

  /** The commit that a full ref, a branch, a tag, a SHA or its unique beginning (7 or more) names. */
  resolve(name: string): string | undefined {
    const ref = [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`].map((full) => this.refs.get(full)).find(Boolean);
    if (ref) {
      return ref;
    }
    if (/^[0-9a-f]{40}$/.test(name)) {
      return this.commit(name) && name;
    }
    if (/^[0-9a-f]{7,39}$/.test(name)) {
      const matches = [...this.#objects].filter(([sha, object]) => object.type === 'commit' && sha.startsWith(name));
      return matches.length === 1 ? matches[0]?.[0] : undefined;
    }
    return undefined;
  }

  /** The entry at a path under a tree; the tree itself for the empty path. */
  find(tree: string, path: string): FileEntry | undefined {
    const segments = path.split('/').filter(Boolean);
    let entry: TreeEntry = { mode: '40000', name: '', sha: tree };
    for (const segment of segments) {
      const next = entry.mode === '40000' ? this.tree(entry.sha)?.find((child) => child.name === segment) : undefined;
      if (!next) {
        return undefined;
      }
      entry = next;
    }
    return this.#toFile(entry, segments.join('/'));
  }

  list(tree: string, at = ''): FileEntry[] {
    return (this.tree(tree) ?? []).map((entry) => this.#toFile(entry, at ? `${at}/${entry.name}` : entry.name));
  }

  /** Every entry below a tree in git's order, folders before what they hold. */
  *walk(tree: string, at = ''): Generator<FileEntry> {
    for (const entry of this.list(tree, at)) {
      yield entry;
      if (entry.type === 'tree') {
        yield* this.walk(entry.sha, entry.path);
      }
    }
  }

  /** The tree that results from changing files by path. Folders come and go with their files. */
  change(tree: string | undefined, changes: Readonly<Record<string, FileChange>>): string {
    const entries = new Map((tree ? (this.tree(tree) ?? []) : []).map((entry) => [entry.name, entry]));
    const below = new Map<string, Record<string, FileChange>>();
    for (const [path, change] of Object.entries(changes)) {
      const slash = path.indexOf('/');
      if (slash >= 0) {
        const folder = path.slice(0, slash);
        below.set(folder, { ...below.get(folder), [path.slice(slash + 1)]: change });
      } else if (change === null) {
        entries.delete(path);
      } else {
        const { content, mode } = typeof change === 'string' || change instanceof Uint8Array ? { content: change, mode: '100644' as const } : change;
        entries.set(path, { mode, name: path, sha: this.put('blob', typeof content === 'string' ? Buffer.from(content) : content) });
      }
    }
    for (const [name, inner] of below) {
      const folder = entries.get(name);
      const sha = this.change(folder?.mode === '40000' ? folder.sha : undefined, inner);
      if (sha === EMPTY_TREE) {
        entries.delete(name);
      } else {
        entries.set(name, { mode: '40000', name, sha });
      }
    }
    return this.putTree([...entries.values()].sort(compareEntries));
  }

  /** The tree that results from putting an object that exists at a path. */
  place(tree: string, path: string, entry: TreeEntry): string {
    const slash = path.indexOf('/');
    const name = slash < 0 ? path : path.slice(0, slash);
    const entries = this.tree(tree) ?? [];
    const folder = entries.find((child) => child.name === name && child.mode === '40000');
    const placed: TreeEntry = slash < 0 ? { ...entry, name } : { mode: '40000', name, sha: this.place(folder?.sha ?? EMPTY_TREE, path.slice(slash + 1), entry) };
    return this.putTree([...entries.filter((child) => child.name !== name), placed]);
  }

  /** Commits changed files on top of a branch and moves it; the branch begins here where it does not exist. */
  commitFiles(branch: string, changes: Readonly<Record<string, FileChange>>, input: CommitInput): string {
    const ref = `refs/heads/${branch}`;
    const parent = this.refs.get(ref);
    const tree = this.change(parent && this.commit(parent)?.tree, changes);
    const sha = this.putCommit({ tree, parents: parent ? [parent] : [], message: input.message, author: input.author, committer: input.committer ?? input.author });
    this.refs.set(ref, sha);
    return sha;
  }

  /** Whether a commit is an ancestor of another, or the same. */
  isAncestor(ancestor: string, of: string): boolean {
    const seen = new Set<string>();
    const open = [of];
    for (let sha = open.pop(); sha; sha = open.pop()) {
      if (sha === ancestor) {
        return true;
      }
      if (!seen.has(sha)) {
        seen.add(sha);
        open.push(...(this.commit(sha)?.parents ?? []));
      }
    }
    return false;
  }

  /** A commit and what came before it, newest first. */
  history(from: string): string[] {
    const seen = new Set<string>();
    const open = [from];
    for (let sha = open.shift(); sha; sha = open.shift()) {
      if (!seen.has(sha)) {
        seen.add(sha);
        open.push(...(this.commit(sha)?.parents ?? []));
      }
    }
    return [...seen].sort((left, right) => (this.commit(right)?.committer.at ?? 0) - (this.commit(left)?.committer.at ?? 0));
  }

  #toFile(entry: TreeEntry, path: string): FileEntry {
    const type = typeOf(entry.mode);
    return { ...entry, path, type, ...(type === 'blob' ? { size: this.blob(entry.sha)?.length ?? 0 } : {}) };
  }
}

/** A NUL in the first 8,000 bytes makes a file binary. Source: git's own rule, which GitHub follows. */
export function isBinary(data: Uint8Array): boolean {
  return data.subarray(0, 8000).includes(0);
}
