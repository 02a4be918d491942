import { isPortalError, PortalError } from '../../base/errors';
import type { GitHubPort, RouteOptions } from '../actions/ports/gitHubPort';
import type { TreeEntry } from '../workspace/fileTree';
import { parseRepositoryUrl, type RepositoryUrl, type SkeletonReader } from './skeletons';

const MAX_ENTRIES = 5000;
const MAX_BYTES = 200_000_000;
/** Blobs that are read at a time. */
const AT_ONCE = 8;

/** An entry of a tree as GitHub tells of it. */
interface GitEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number;
}

/**
 * Reads what templates fetch from the GitHubs that are configured, at any address of a folder or file of a repository; no other host
 * is asked anything. A branch with a slash in its name is found by trying longer ones.
 */
export function createGitHubSkeletons(gitHub: (host: string) => GitHubPort | undefined): SkeletonReader {
  const open = (url: string, signal: AbortSignal | undefined): { readonly port: GitHubPort; readonly at: RepositoryUrl; readonly send: RouteOptions } => {
    const at = parseRepositoryUrl(url);
    const port = at && gitHub(new URL(at.host).host);
    if (!at || !port) {
      throw new PortalError('forbidden', `${url} is not fetched: it is no address in a repository on a GitHub that is configured here.`);
    }
    return { port, at, send: { signal, about: `${at.owner}/${at.repository}` } };
  };
  return {
    readTree: async (url, signal) => {
      const { port, at, send } = open(url, signal);
      const { entries, path } = await readEntries(port, at, send, url);
      const prefix = path === '' ? '' : `${path}/`;
      const inside = entries.filter((entry) => entry.path.startsWith(prefix) && entry.path !== path).map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }));
      if (path !== '' && !entries.some((entry) => entry.path === path && entry.type === 'tree')) {
        throw new PortalError('not-found', `There is no folder ${path} in ${at.owner}/${at.repository}.`);
      }
      return readBlobs(port, at, inside, send, url);
    },
    readFile: async (url, signal) => {
      const { port, at, send } = open(url, signal);
      const { entries, path } = await readEntries(port, at, send, url);
      const entry = entries.find((candidate) => candidate.path === path && candidate.type === 'blob' && candidate.mode !== '120000');
      if (!entry) {
        throw new PortalError('not-found', `There is no file ${path} in ${at.owner}/${at.repository}.`);
      }
      return readBlob(port, at, entry.sha, send);
    },
  };
}

/** All entries of the repository at the ref, and the path that is left of the address once the ref is taken off. */
async function readEntries(port: GitHubPort, { owner, repository: repo, ref, path }: RepositoryUrl, send: RouteOptions, url: string): Promise<{ readonly entries: readonly GitEntry[]; readonly path: string }> {
  const branch = ref ?? (await port.request('GET /repos/{owner}/{repo}', { owner, repo }, send)).data.default_branch;
  const segments = path.split('/').filter(Boolean);
  for (let taken = 0; ; taken++) {
    const tree_sha = [branch, ...segments.slice(0, taken)].join('/');
    try {
      const { data } = await port.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { owner, repo, tree_sha, recursive: '1' }, send);
      if (data.truncated) {
        throw new PortalError('too-large', `${owner}/${repo} is too large to fetch ${url} from. Put the skeleton into a repository of its own.`);
      }
      const entries = data.tree.map((entry) => ({ path: entry.path ?? '', mode: entry.mode ?? '', type: entry.type ?? '', sha: entry.sha ?? '', size: Number(entry.size ?? 0) }));
      return { entries, path: segments.slice(taken).join('/') };
    } catch (error) {
      if (!isPortalError(error, 'not-found') || taken >= Math.min(segments.length, 4)) {
        throw error;
      }
    }
  }
}

async function readBlobs(port: GitHubPort, at: RepositoryUrl, entries: readonly GitEntry[], send: RouteOptions, url: string): Promise<readonly TreeEntry[]> {
  const bytes = entries.reduce((total, { size }) => total + size, 0);
  if (entries.length > MAX_ENTRIES || bytes > MAX_BYTES) {
    throw new PortalError('too-large', `${url} holds ${entries.length} files and ${Math.round(bytes / 1e6)} MB; ${MAX_ENTRIES} and ${MAX_BYTES / 1e6} MB are fetched at most.`);
  }
  const read: TreeEntry[] = [];
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    const part = await Promise.all(entries.slice(start, start + AT_ONCE).map((entry) => toTreeEntry(port, at, entry, send)));
    read.push(...part.flat());
  }
  return read;
}

async function toTreeEntry(port: GitHubPort, at: RepositoryUrl, { path, mode, type, sha }: GitEntry, send: RouteOptions): Promise<readonly TreeEntry[]> {
  if (type !== 'blob') {
    return type === 'tree' ? [{ path, type: 'folder' }] : []; // A submodule is left out, as in an archive.
  }
  const content = await readBlob(port, at, sha, send);
  return [mode === '120000' ? { path, type: 'symlink', target: new TextDecoder().decode(content) } : { path, type: 'file', bytes: content, executable: mode === '100755' }];
}

async function readBlob(port: GitHubPort, { owner, repository: repo }: RepositoryUrl, file_sha: string, send: RouteOptions): Promise<Uint8Array> {
  const { data } = await port.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner, repo, file_sha }, send);
  return data.encoding === 'base64' ? Uint8Array.from(atob(data.content.replace(/\s/g, '')), (character) => character.charCodeAt(0)) : new TextEncoder().encode(data.content);
}
