import { PortalError } from '../../base/errors';
import { compareNames, type TreeEntry, type TreeNode } from './fileTree';
import { checkName, joinPath, nameOf, outsideError, parentOf, toWorkspacePath } from './workspacePath';

/** How much a task may make. Over any of these the step fails. */
export interface WorkspaceLimits {
  readonly entries: number;
  /** Bytes of all files together. */
  readonly bytes: number;
}

export const DEFAULT_LIMITS: WorkspaceLimits = { entries: 20_000, bytes: 200_000_000 };

const MAX_LINKS = 40;

/** An entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  /** Relative to the workspace. */
  readonly path: string;
  readonly type: TreeNode['type'];
}

/**
 * The folder a task works in, in memory. Paths are checked at each call: none leads out, by `..`, by being absolute or by way of a
 * symbolic link, and links are followed within it only. Errors are worded as those of Node's `fs`, since templates show them.
 */
export class Workspace {
  readonly #limits: WorkspaceLimits;
  readonly #nodes = new Map<string, TreeNode>();
  #bytes = 0;

  constructor(entries: readonly TreeEntry[] = [], limits: WorkspaceLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
    for (const { path, ...node } of entries) {
      checkName(path);
      this.#makeFolders(parentOf(path));
      this.#set(path, node);
    }
  }

  /** Everything in it, ordered by path; folders that hold something are left out, as git has none. */
  entries(): readonly TreeEntry[] {
    const full = new Set([...this.#nodes.keys()].map(parentOf));
    return [...this.#nodes]
      .filter(([path, node]) => node.type !== 'folder' || !full.has(path))
      .map(([path, node]) => ({ path, ...node }))
      .sort((a, b) => compareNames(a.path, b.path));
  }

  /** What lies at a path, a link not followed at its end. */
  find(path: string): TreeNode | undefined {
    const at = this.#resolve(path, false);
    return at === '' ? { type: 'folder' } : this.#nodes.get(at);
  }

  /** Whether something lies at a path, links followed. */
  exists(path: string): boolean {
    const at = this.#resolve(path, true);
    return at === '' || this.#nodes.has(at);
  }

  isFolder(path: string): boolean {
    const at = this.#resolve(path, true);
    return at === '' || this.#nodes.get(at)?.type === 'folder';
  }

  readFile(path: string): Uint8Array {
    const at = this.#resolve(path, true);
    const node = this.#nodes.get(at);
    if (at === '' || node?.type === 'folder') {
      throw new PortalError('invalid', 'EISDIR: illegal operation on a directory, read');
    }
    if (node?.type !== 'file') {
      throw missing('open', path);
    }
    return node.bytes;
  }

  readText(path: string): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.readFile(path));
  }

  /** Writes a file and the folders above it. One that is there keeps its rights, as with `fs.writeFile`. */
  writeFile(path: string, content: Uint8Array | string, executable = false): void {
    const at = this.#resolve(path, true);
    const before = this.#nodes.get(at);
    if (at === '' || before?.type === 'folder') {
      throw new PortalError('invalid', `EISDIR: illegal operation on a directory, open '${path}'`);
    }
    checkName(at);
    this.#makeFolders(parentOf(at));
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.#set(at, { type: 'file', bytes, executable: before?.type === 'file' ? before.executable : executable });
  }

  makeFolder(path: string): void {
    const at = this.#resolve(path, true);
    checkName(at);
    this.#makeFolders(at);
  }

  /** Puts an entry where nothing lies, or in the place of a file or link. */
  put(path: string, node: TreeNode): void {
    if (node.type === 'folder') {
      this.makeFolder(path);
      return;
    }
    const at = this.#resolve(path, false);
    checkName(at);
    if (at === '' || this.#nodes.get(at)?.type === 'folder') {
      throw new PortalError('invalid', `EISDIR: illegal operation on a directory, open '${path}'`);
    }
    this.#makeFolders(parentOf(at));
    this.#set(at, node);
  }

  /** Removes a file, a link or a folder with all in it; nothing where nothing is. */
  remove(path: string): void {
    const at = this.#resolve(path, false);
    for (const inside of this.#below(at)) {
      this.#delete(inside);
    }
    this.#delete(at);
  }

  /** Source: `fs.move` of fs-extra, by which `fs:rename` moves. */
  move(from: string, to: string, overwrite: boolean): void {
    const source = this.#resolve(from, false);
    const target = this.#resolve(to, false);
    if (source === '' || !this.#nodes.has(source)) {
      throw missing('lstat', from);
    }
    if (source === target) {
      return;
    }
    if (target === '' || target.startsWith(`${source}/`)) {
      throw new PortalError('invalid', `Cannot move '${from}' to a subdirectory of itself, '${to}'.`);
    }
    if (this.#nodes.has(target)) {
      if (!overwrite) {
        throw new PortalError('conflict', 'dest already exists.');
      }
      this.remove(target);
    }
    checkName(target);
    this.#makeFolders(parentOf(target));
    for (const path of [source, ...this.#below(source)]) {
      const node = this.#nodes.get(path);
      if (node) {
        this.#delete(path);
        this.#set(target + path.slice(source.length), node);
      }
    }
  }

  /** What lies directly in a folder, by name. */
  readFolder(path: string): readonly FolderEntry[] {
    const at = this.#resolve(path, true);
    const node = this.#nodes.get(at);
    if (at !== '' && node?.type !== 'folder') {
      throw new PortalError('not-found', node ? `ENOTDIR: not a directory, scandir '${path}'` : `ENOENT: no such file or directory, scandir '${path}'`);
    }
    const prefix = at === '' ? '' : `${at}/`;
    const inside = [...this.#nodes].filter(([key]) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/'));
    return inside.map(([key, { type }]) => ({ name: nameOf(key), path: key, type })).sort((a, b) => compareNames(a.name, b.name));
  }

  /** The path that a path really leads to. @throws PortalError `forbidden` where that is outside */
  #resolve(path: string, followLast: boolean): string {
    let left = toWorkspacePath(path).split('/').filter(Boolean);
    let at = '';
    for (let links = 0; left.length > 0; ) {
      const [segment = '', ...rest] = left;
      const next = joinPath(at, segment);
      const node = this.#nodes.get(next);
      if (node?.type !== 'symlink' || (rest.length === 0 && !followLast)) {
        at = next;
        left = rest;
        continue;
      }
      if (++links > MAX_LINKS) {
        throw new PortalError('invalid', `ELOOP: too many symbolic links encountered, open '${path}'`);
      }
      left = [...toWorkspacePath(node.target, at).split('/').filter(Boolean), ...rest];
      at = '';
    }
    return at;
  }

  #below(path: string): readonly string[] {
    const prefix = path === '' ? '' : `${path}/`;
    return [...this.#nodes.keys()].filter((key) => key.startsWith(prefix));
  }

  #makeFolders(path: string): void {
    if (path === '') {
      return;
    }
    const node = this.#nodes.get(path);
    if (node?.type === 'symlink') {
      throw outsideError();
    }
    if (node?.type === 'file') {
      throw new PortalError('invalid', `ENOTDIR: not a directory, mkdir '${path}'`);
    }
    if (!node) {
      this.#makeFolders(parentOf(path));
      this.#set(path, { type: 'folder' });
    }
  }

  #set(path: string, node: TreeNode): void {
    this.#delete(path);
    this.#bytes += sizeOf(node);
    if (this.#bytes > this.#limits.bytes || this.#nodes.size >= this.#limits.entries) {
      throw new PortalError('too-large', `The task makes more than ${this.#limits.entries} files or ${Math.round(this.#limits.bytes / 1e6)} MB. Fetch less in this template.`);
    }
    this.#nodes.set(path, node);
  }

  #delete(path: string): void {
    const node = this.#nodes.get(path);
    if (node) {
      this.#bytes -= sizeOf(node);
      this.#nodes.delete(path);
    }
  }
}

function sizeOf(node: TreeNode): number {
  return node.type === 'file' ? node.bytes.length : 0;
}

function missing(call: string, path: string): PortalError {
  return new PortalError('not-found', `ENOENT: no such file or directory, ${call} '${path}'`);
}
