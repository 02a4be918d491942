import { createHash } from 'node:crypto';

export type ObjectType = 'blob' | 'tree' | 'commit';

/** Modes as git writes them in a tree: no leading zero, so a folder is `40000`. */
export type EntryMode = '100644' | '100755' | '120000' | '40000' | '160000';

export interface TreeEntry {
  readonly mode: EntryMode;
  readonly name: string;
  readonly sha: string;
}

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since 1970; git keeps whole seconds. Always written in UTC. */
  readonly at: number;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export interface GitObject {
  readonly type: ObjectType;
  readonly data: Buffer;
}

/** The object's name: SHA-1 over `<type> <bytes>\0<data>`. Source: git's hash-object. */
export function hashObject(type: ObjectType, data: Uint8Array): string {
  return createHash('sha1').update(`${type} ${data.length}\0`).update(data).digest('hex');
}

/** Git sorts a tree's entries by the bytes of their names, a folder as if its name ended in a slash. */
export function compareEntries(left: TreeEntry, right: TreeEntry): number {
  const key = (entry: TreeEntry): Buffer => Buffer.from(entry.mode === '40000' ? `${entry.name}/` : entry.name);
  return Buffer.compare(key(left), key(right));
}

export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const parts = [...entries].sort(compareEntries).flatMap((entry) => [Buffer.from(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.sha, 'hex')]);
  return Buffer.concat(parts);
}

const MODES: ReadonlySet<string> = new Set<EntryMode>(['100644', '100755', '120000', '40000', '160000']);

export function isEntryMode(mode: string): mode is EntryMode {
  return MODES.has(mode);
}

export function decodeTree(data: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < data.length; ) {
    const end = data.indexOf(0, at);
    const head = data.toString('utf8', at, end);
    const mode = head.slice(0, head.indexOf(' '));
    if (!isEntryMode(mode)) {
      throw new Error(`A tree holds the mode ${mode}, which git does not know.`);
    }
    entries.push({ mode, name: head.slice(mode.length + 1), sha: data.toString('hex', end + 1, end + 21) });
    at = end + 21;
  }
  return entries;
}

function encodeSignature(signature: Signature): string {
  return `${signature.name} <${signature.email}> ${Math.floor(signature.at / 1000)} +0000`;
}

function decodeSignature(text: string): Signature {
  const match = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text);
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', at: Number(match?.[3] ?? 0) * 1000 };
}

export function encodeCommit(commit: Commit): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${encodeSignature(commit.author)}`,
    `committer ${encodeSignature(commit.committer)}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n\n${commit.message}`);
}

export function decodeCommit(data: Buffer): Commit {
  const text = data.toString('utf8');
  const gap = text.indexOf('\n\n');
  const lines = text.slice(0, gap).split('\n').map((line): [string, string] => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
  const first = (key: string): string => lines.find(([name]) => name === key)?.[1] ?? '';
  return {
    tree: first('tree'),
    parents: lines.filter(([name]) => name === 'parent').map(([, sha]) => sha),
    author: decodeSignature(first('author')),
    committer: decodeSignature(first('committer')),
    message: text.slice(gap + 2),
  };
}
