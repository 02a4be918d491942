import ignore from 'ignore';
import { PortalError } from '../../../base/errors';
import { blobSha, commitSha, treeSha, type GitFile, type GitPerson } from '../../../base/gitObjects';
import type { JsonObject } from '../../../catalog/entity';
import { isBinary } from '../../workspace/isBinary';
import { parentOf, toWorkspacePath } from '../../workspace/workspacePath';
import type { Workspace } from '../../workspace/workspace';
import type { ActionContext } from '../action';
import { decode } from '../fetch/templateFolder';
import { text } from '../input';
import { change, isRecord, isText, isThere, orUndefined, type Target } from './target';

/**
 * The files below a folder of the workspace that git would add: what a `.gitignore` beside or above them names is left out, and
 * folders without files are. @param folder as a step gives it
 */
export function filesToCommit(workspace: Workspace, folder: string | undefined): readonly GitFile[] {
  const root = toWorkspacePath(folder ?? '.');
  if (!workspace.isFolder(root)) {
    throw new PortalError('not-found', `There is no folder ${folder ?? '.'} in the workspace to take files from.`);
  }
  const prefix = root === '' ? '' : `${root}/`;
  const inside = workspace.entries().filter(({ path, type }) => type !== 'folder' && path.startsWith(prefix)).map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }));
  const rules = inside.flatMap((entry) => (entry.type === 'file' && /(^|\/)\.gitignore$/.test(entry.path) ? [{ folder: parentOf(entry.path), rule: ignore().add(decode(entry.bytes)) }] : []));
  const isIgnored = (path: string): boolean => rules.some(({ folder: at, rule }) => (at === '' || path.startsWith(`${at}/`)) && rule.ignores(at === '' ? path : path.slice(at.length + 1)));
  return inside.filter(({ path }) => !isIgnored(path)).flatMap((entry): GitFile[] => {
    if (entry.type === 'file') {
      return [{ path: entry.path, bytes: entry.bytes, executable: entry.executable }];
    }
    return entry.type === 'symlink' ? [{ path: entry.path, bytes: new TextEncoder().encode(entry.target), executable: false, isLink: true }] : [];
  });
}

/** Who a commit is by, and when: fixed at the first try, so that a second makes the same commit. */
export async function authorOf({ input, once, ports }: ActionContext, { gitHub, send }: Target): Promise<GitPerson> {
  const now = (): string => `${new Date(ports.clock.now()).toISOString().slice(0, 19)}Z`;
  const run = async (): Promise<JsonObject> => {
    const [name, email] = [text(input, 'gitAuthorName'), text(input, 'gitAuthorEmail')];
    const user = email === undefined ? await orUndefined(gitHub.request('GET /user', {}, { ...send, about: 'your account' }), ['forbidden', 'not-found']) : undefined;
    const own = user && `${user.id}+${user.login}@users.noreply.${new URL(gitHub.host.web).host}`;
    return { name: name ?? 'Scaffolder', email: email ?? user?.email ?? own ?? 'scaffolder@backstage.io', date: now() };
  };
  const person = await once('author', { run, find: () => Promise.resolve(undefined) }, isRecord);
  return { name: text(person, 'name') ?? 'Scaffolder', email: text(person, 'email') ?? '', date: text(person, 'date') ?? now() };
}

/** What a tree cannot hold inline: bytes that are no text, and nothing at all, which GitHub takes for a missing field. */
function isSentAsBlob({ bytes }: GitFile): boolean {
  return bytes.length === 0 || isBinary(bytes) || !isUtf8(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Makes the blobs a tree refers to. */
export async function createBlobs(context: ActionContext, { gitHub, at, send }: Target, files: readonly GitFile[]): Promise<void> {
  for (const { bytes } of files.filter(isSentAsBlob)) {
    const file_sha = blobSha(bytes);
    const content = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    await change(
      context,
      `blob:${file_sha}`,
      () => gitHub.request('POST /repos/{owner}/{repo}/git/blobs', { ...at, content, encoding: 'base64' }, send),
      () => isThere(gitHub.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { ...at, file_sha }, send)),
    );
  }
}

export type TreeItem = { path: string; mode: '100644' | '100755' | '120000'; type: 'blob'; content: string } | { path: string; mode: '100644' | '100755' | '120000'; type: 'blob'; sha: string | null };

export function toTreeItems(files: readonly GitFile[]): TreeItem[] {
  return files.map((file) => {
    const entry = { path: file.path, mode: file.isLink ? ('120000' as const) : file.executable ? ('100755' as const) : ('100644' as const), type: 'blob' as const };
    return isSentAsBlob(file) ? { ...entry, sha: blobSha(file.bytes) } : { ...entry, content: decode(file.bytes) };
  });
}

/** The name of the tree of exactly these files. */
export async function createTree(context: ActionContext, { gitHub, at, send }: Target, files: readonly GitFile[]): Promise<string> {
  const sha = treeSha(files);
  await change(
    context,
    'tree',
    async () => {
      const { data } = await gitHub.request('POST /repos/{owner}/{repo}/git/trees', { ...at, tree: toTreeItems(files) }, send);
      if (data.sha !== sha) {
        throw new PortalError('server', `GitHub stored the files of ${at.owner}/${at.repo} as something else than was sent. Try again.`);
      }
    },
    () => isThere(gitHub.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { ...at, tree_sha: sha }, send)),
  );
  return sha;
}

export async function createCommit(context: ActionContext, { gitHub, at, send }: Target, tree: string, parents: readonly string[], message: string, author: GitPerson): Promise<string> {
  const expected = commitSha(tree, parents, author, message);
  const person = { ...author };
  return context.once(
    'commit',
    {
      run: async () => (await gitHub.request('POST /repos/{owner}/{repo}/git/commits', { ...at, message, tree, parents: [...parents], author: person, committer: person }, send)).data.sha,
      find: async () => ((await isThere(gitHub.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...at, commit_sha: expected }, send))) ? expected : undefined),
    },
    isText,
  );
}

/** The commit of a branch, or `undefined` where there is none (404) or nothing at all in the repository (409). */
export async function branchHead({ gitHub, at, send }: Target, branch: string): Promise<string | undefined> {
  return (await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...at, ref: `heads/${branch}` }, send), ['not-found', 'conflict']))?.object.sha;
}
