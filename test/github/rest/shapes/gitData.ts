import type { FileEntry } from '../../git/gitRepository.ts';
import type { Commit } from '../../git/objects.ts';
import type { Call } from '../../http/call.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Repository } from '../../state/model.ts';
import { toObjectId } from '../../state/nodeId.ts';
import { toSimpleUser, toTime } from './accounts.ts';
import { toRepositoryPage, toRepositoryUrl } from './repositories.ts';

/** GitHub pads a mode to six digits, which git itself does not. */
export function toMode(mode: string): string {
  return mode.padStart(6, '0');
}

/** GitHub folds base64 at 60 characters and ends it with a line break. */
export function toFoldedBase64(data: Buffer): string {
  const text = data.toString('base64');
  return text.replace(/.{1,60}/g, '$&\n');
}

const UNSIGNED: JsonObject = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

function toGitPerson(person: Commit['author']): JsonObject {
  return { name: person.name, email: person.email, date: toTime(person.at) };
}

/** `git-commit`: the object itself. */
export function toGitCommit(call: Call, repository: Repository, sha: string, commit: Commit): JsonObject {
  const url = toRepositoryUrl(call, repository);
  const page = toRepositoryPage(call, repository);
  return {
    sha,
    node_id: toObjectId('Commit', repository.id, sha),
    url: `${url}/git/commits/${sha}`,
    html_url: `${page}/commit/${sha}`,
    author: toGitPerson(commit.author),
    committer: toGitPerson(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((parent) => ({ sha: parent, url: `${url}/git/commits/${parent}`, html_url: `${page}/commit/${parent}` })),
    verification: UNSIGNED,
  };
}

/** `commit`: the commit with the accounts behind it. */
export function toCommit(call: Call, repository: Repository, sha: string, commit: Commit): JsonObject {
  const url = toRepositoryUrl(call, repository);
  const page = toRepositoryPage(call, repository);
  const account = (person: Commit['author']): Json => {
    const user = call.state.users().find((candidate) => candidate.email === person.email);
    return user ? toSimpleUser(call.urls, user) : null;
  };
  return {
    sha,
    node_id: toObjectId('Commit', repository.id, sha),
    url: `${url}/commits/${sha}`,
    html_url: `${page}/commit/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`,
      author: toGitPerson(commit.author),
      committer: toGitPerson(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      verification: UNSIGNED,
    },
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map((parent) => ({ sha: parent, url: `${url}/commits/${parent}`, html_url: `${page}/commit/${parent}` })),
  };
}

export function toTreeItem(call: Call, repository: Repository, entry: FileEntry): JsonObject {
  const kind = entry.type === 'tree' ? 'trees' : 'blobs';
  return {
    path: entry.path,
    mode: toMode(entry.mode),
    type: entry.type,
    sha: entry.sha,
    ...(entry.size === undefined ? {} : { size: entry.size }),
    ...(entry.type === 'commit' ? {} : { url: `${toRepositoryUrl(call, repository)}/git/${kind}/${entry.sha}` }),
  };
}

export function toRef(call: Call, repository: Repository, ref: string, sha: string): JsonObject {
  const url = toRepositoryUrl(call, repository);
  return { ref, node_id: toObjectId('Ref', repository.id, ref), url: `${url}/git/${ref}`, object: { sha, type: 'commit', url: `${url}/git/commits/${sha}` } };
}

/** An entry of a folder, or the head of a file: without its content. */
export function toContentEntry(call: Call, repository: Repository, entry: FileEntry, ref: string): JsonObject {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const url = `${toRepositoryUrl(call, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const isFolder = entry.type === 'tree';
  const gitUrl = entry.type === 'commit' ? null : `${toRepositoryUrl(call, repository)}/git/${isFolder ? 'trees' : 'blobs'}/${entry.sha}`;
  const page = entry.type === 'commit' ? null : `${toRepositoryPage(call, repository)}/${isFolder ? 'tree' : 'blob'}/${ref}/${path}`;
  const download = entry.type === 'blob' ? `${call.urls.web}/raw/${repository.owner}/${repository.name}/${ref}/${path}` : null;
  const type = isFolder ? 'dir' : entry.type === 'commit' ? 'submodule' : entry.mode === '120000' ? 'symlink' : 'file';
  return { name: entry.name, path: entry.path, sha: entry.sha, size: entry.size ?? 0, url, html_url: page, git_url: gitUrl, download_url: download, type, _links: { self: url, git: gitUrl, html: page } };
}

/** Files of more than 1 MB come without content. Source: GitHub's documentation of repository contents. */
export const LARGE_FILE = 1024 * 1024;

export function toContentFile(call: Call, repository: Repository, entry: FileEntry, ref: string, data: Buffer): JsonObject {
  const isLarge = data.length > LARGE_FILE;
  return { ...toContentEntry(call, repository, entry, ref), content: isLarge ? '' : toFoldedBase64(data), encoding: isLarge ? 'none' : 'base64' };
}

/** `blob`, always in base64. */
export function toBlob(call: Call, repository: Repository, sha: string, data: Buffer): JsonObject {
  return { sha, node_id: toObjectId('Blob', repository.id, sha), size: data.length, url: `${toRepositoryUrl(call, repository)}/git/blobs/${sha}`, content: toFoldedBase64(data), encoding: 'base64' };
}

