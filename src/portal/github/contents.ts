import { isPortalError, PortalError } from '../base/errors';
import type { GitHubClient, GitHubRequestOptions } from './gitHubClient';

/** A repository and a state of it. */
export interface RepositoryAt {
  readonly owner: string;
  readonly repository: string;
  /** Branch, tag, commit or tree. */
  readonly ref: string;
}

export interface TreeEntry {
  /** Without a slash at the start, relative to the tree that was asked for. */
  readonly path: string;
  readonly type: 'file' | 'folder';
  readonly sha: string;
  /** In bytes; 0 for folders. */
  readonly size: number;
}

export interface Tree {
  readonly entries: readonly TreeEntry[];
  /** GitHub left something out: more than 100,000 entries or 7 MB. Read folder by folder then. */
  readonly truncated: boolean;
  readonly etag: string | undefined;
}

/** Files over this are not fetched: nothing Stagedoor shows is as large. */
export const MAX_BLOB_BYTES = 20_000_000;

/**
 * The files and folders of a repository; symbolic links count as files, submodules are left out.
 * @returns `undefined` where nothing changed since `etag`; a repository without a commit is an empty tree
 */
export async function readTree(
  client: GitHubClient,
  at: RepositoryAt,
  recursive: boolean,
  etag?: string,
  options: GitHubRequestOptions = {},
): Promise<Tree | undefined> {
  const parameters = { owner: at.owner, repo: at.repository, tree_sha: at.ref, ...(recursive && { recursive: '1' }) };
  try {
    const answer = await client.conditional('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', parameters, etag, options);
    return answer.notModified ? undefined : { entries: answer.data.tree.flatMap(toEntry), truncated: answer.data.truncated, etag: answer.etag };
  } catch (error) {
    // GitHub answers a 409 about git data of an empty repository.
    if (isPortalError(error, 'conflict') && error.details.status === 409) {
      return { entries: [], truncated: false, etag: undefined };
    }
    throw error;
  }
}

/**
 * The paths of all files of a repository in one request, or folder by folder where GitHub cuts its tree short: a folder
 * whose own tree is whole costs one request more.
 */
export async function readAllFiles(client: GitHubClient, at: RepositoryAt, options: GitHubRequestOptions = {}): Promise<readonly string[]> {
  const tree = await readTree(client, at, true, undefined, options);
  return tree?.truncated ? readFolder(client, at, '', options) : filesOf(tree?.entries ?? [], '');
}

function filesOf(entries: readonly TreeEntry[], prefix: string): string[] {
  return entries.flatMap((entry) => (entry.type === 'file' ? [`${prefix}${entry.path}`] : []));
}

async function readFolder(client: GitHubClient, at: RepositoryAt, prefix: string, options: GitHubRequestOptions): Promise<string[]> {
  const entries = (await readTree(client, at, false, undefined, options))?.entries ?? [];
  const files = filesOf(entries, prefix);
  for (const { path, sha } of entries.filter((entry) => entry.type === 'folder')) {
    const below = { ...at, ref: sha };
    const inside = `${prefix}${path}/`;
    const tree = await readTree(client, below, true, undefined, options);
    files.push(...(tree?.truncated ? await readFolder(client, below, inside, options) : filesOf(tree?.entries ?? [], inside)));
  }
  return files;
}

function toEntry(entry: { readonly path?: string; readonly type?: string; readonly sha?: string | null; readonly size?: number | bigint }): TreeEntry[] {
  const { path, type, sha } = entry;
  if (path === undefined || typeof sha !== 'string' || (type !== 'blob' && type !== 'tree')) {
    return [];
  }
  return [{ path, type: type === 'blob' ? 'file' : 'folder', sha, size: Number(entry.size ?? 0) }];
}

/** The bytes of a blob, up to 100 MB on GitHub’s side and `MAX_BLOB_BYTES` on ours, text and binary alike. */
export async function readBlob(
  client: GitHubClient,
  at: Pick<RepositoryAt, 'owner' | 'repository'>,
  sha: string,
  options: GitHubRequestOptions = {},
): Promise<Uint8Array> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner: at.owner, repo: at.repository, file_sha: sha }, options);
  if (data.encoding !== 'base64') {
    return new TextEncoder().encode(data.content);
  }
  return fromBase64(data.content);
}

/** Decodes base64 as GitHub sends it, broken into lines. */
export function fromBase64(text: string): Uint8Array {
  const binary = atob(text.replace(/\s/g, ''));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) {
    bytes[index] = binary.charCodeAt(index);
  }
  return bytes;
}

/** One file at a ref in one request, or two where it is over 1 MB. `undefined` where there is none. */
export async function readFileAt(client: GitHubClient, at: RepositoryAt, path: string, options: GitHubRequestOptions = {}): Promise<Uint8Array | undefined> {
  try {
    const parameters = { owner: at.owner, repo: at.repository, ref: at.ref, path };
    const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', parameters, options);
    if (Array.isArray(data) || data.type !== 'file') {
      return undefined;
    }
    if (data.size > MAX_BLOB_BYTES) {
      throw new PortalError('too-large', `${path} in ${at.owner}/${at.repository} is too large to be shown (${Math.round(Number(data.size) / 1e6)} MB).`);
    }
    return data.encoding === 'base64' ? fromBase64(data.content) : await readBlob(client, at, data.sha, options);
  } catch (error) {
    if (isPortalError(error, 'not-found')) {
      return undefined;
    }
    throw error;
  }
}

/** The commit a branch points to. Throws `not-found` where there is no such branch. */
export async function resolveCommit(client: GitHubClient, at: RepositoryAt, options: GitHubRequestOptions = {}): Promise<string> {
  const parameters = { owner: at.owner, repo: at.repository, ref: at.ref };
  const { data } = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', parameters, options);
  return data.sha;
}
