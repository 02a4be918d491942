import { sha1, toHex } from './sha1';

/** The names that git gives to objects, reckoned here so that it can be asked whether GitHub has them already. */

export interface GitFile {
  /** `/`-separated, relative. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
  /** A symbolic link: `bytes` are where it leads. */
  readonly isLink?: boolean;
}

export interface GitPerson {
  readonly name: string;
  readonly email: string;
  /** ISO 8601 in UTC, whole seconds: `2026-11-23T10:00:00Z`. */
  readonly date: string;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function digest(type: 'blob' | 'tree' | 'commit', content: Uint8Array): Uint8Array {
  return sha1(join([encode(`${type} ${content.length}\0`), content]));
}

export function blobSha(bytes: Uint8Array): string {
  return toHex(digest('blob', bytes));
}

interface TreeEntry {
  readonly name: string;
  readonly mode: '100644' | '100755' | '120000' | '40000';
  readonly sha: Uint8Array;
}

/** git orders by the bytes of the name, a folder as though its name ended in a slash. */
function compareEntries(a: TreeEntry, b: TreeEntry): number {
  const [left, right] = [a, b].map((entry) => encode(entry.mode === '40000' ? `${entry.name}/` : entry.name)) as [Uint8Array, Uint8Array];
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return left.length - right.length;
}

function digestTree(files: readonly { readonly segments: readonly string[]; readonly file: GitFile }[]): Uint8Array {
  const folders = new Map<string, { segments: readonly string[]; file: GitFile }[]>();
  const entries: TreeEntry[] = [];
  for (const { segments, file } of files) {
    const [name = '', ...rest] = segments;
    if (rest.length === 0) {
      entries.push({ name, mode: file.isLink ? '120000' : file.executable ? '100755' : '100644', sha: digest('blob', file.bytes) });
    } else {
      folders.set(name, [...(folders.get(name) ?? []), { segments: rest, file }]);
    }
  }
  for (const [name, inside] of folders) {
    entries.push({ name, mode: '40000', sha: digestTree(inside) });
  }
  const content = entries.sort(compareEntries).map((entry) => join([encode(`${entry.mode} ${entry.name}\0`), entry.sha]));
  return digest('tree', join(content));
}

/** The name of the tree of these files. */
export function treeSha(files: readonly GitFile[]): string {
  return toHex(digestTree(files.map((file) => ({ segments: file.path.split('/'), file }))));
}

/** The name of a commit whose author is its committer. */
export function commitSha(tree: string, parents: readonly string[], person: GitPerson, message: string): string {
  const who = `${person.name} <${person.email}> ${Math.floor(Date.parse(person.date) / 1000)} +0000`;
  const lines = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`), `author ${who}`, `committer ${who}`];
  return toHex(digest('commit', encode(`${lines.join('\n')}\n\n${message}`)));
}

/** The name of a commit without parents. */
export function rootCommitSha(tree: string, person: GitPerson, message: string): string {
  return commitSha(tree, [], person, message);
}
