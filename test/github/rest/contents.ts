import { fail, invalid, notFound, ok } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import type { FileEntry } from '../git/gitRepository.ts';
import type { Signature } from '../git/objects.ts';
import { isObject, textOf } from '../json.ts';
import type { Repository } from '../state/model.ts';
import { bodyOf, need, readable, refuseWorkflows, signedIn, writable } from './guards.ts';
import { toContentEntry, toContentFile, toGitCommit } from './shapes/gitData.ts';

/** Files beyond this are only to be had through the blob API. Source: GitHub's documentation of repository contents. */
const LARGEST_FILE = 100 * 1024 * 1024;

const RAW = /application\/vnd\.github(\.[a-z0-9]+)?\.raw/;
const OBJECT = /application\/vnd\.github(\.[a-z0-9]+)?\.object/;

export function signatureOf(call: Call, member: unknown): Signature {
  const user = signedIn(call);
  const date = textOf(member, 'date');
  const at = date === undefined ? call.state.now() : Date.parse(date);
  if (Number.isNaN(at)) {
    throw invalid('Invalid request.', [{ resource: 'Commit', field: 'date', code: 'invalid' }]);
  }
  return { name: textOf(member, 'name') ?? user.name ?? user.login, email: textOf(member, 'email') ?? user.email ?? `${user.id}+${user.login}@users.noreply.github.com`, at };
}

/** The file of the same repository that a symbolic link leads to. Source: GitHub's documentation of repository contents. */
function followLink(repository: Repository, tree: string, entry: FileEntry): FileEntry | undefined {
  const written = repository.git.blob(entry.sha)?.toString('utf8') ?? '';
  const path = entry.path.split('/').slice(0, -1);
  for (const segment of written.split('/')) {
    if (segment === '..' && path.pop() === undefined) {
      return undefined;
    }
    if (segment !== '' && segment !== '.' && segment !== '..') {
      path.push(segment);
    }
  }
  const found = written.startsWith('/') ? undefined : repository.git.find(tree, path.join('/'));
  return found?.type === 'blob' && found.mode !== '120000' ? found : undefined;
}

function getContents(call: Call): Answer {
  const repository = readable(call, 'contents');
  const ref = call.query.get('ref') ?? repository.defaultBranch;
  const path = (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '');
  const accept = call.headers['accept'] ?? '';
  if (repository.git.refs.size === 0) {
    throw fail(404, 'This repository is empty.');
  }
  const sha = repository.git.resolve(ref);
  const tree = sha && repository.git.commit(sha)?.tree;
  if (!tree) {
    throw fail(404, `No commit found for the ref ${ref}`);
  }
  const entry = repository.git.find(tree, path);
  if (!entry) {
    throw notFound();
  }
  if (entry.type === 'tree') {
    const entries = repository.git.list(entry.sha, path).map((child) => toContentEntry(call, repository, child, ref));
    return OBJECT.test(accept)
      ? { ...ok({ ...toContentEntry(call, repository, entry, ref), entries }), contentType: 'application/vnd.github.object; charset=utf-8' }
      : ok(entries);
  }
  const target = entry.mode === '120000' ? followLink(repository, tree, entry) : undefined;
  if (entry.mode === '120000' && target === undefined && !RAW.test(accept)) {
    return ok({ ...toContentEntry(call, repository, entry, ref), target: repository.git.blob(entry.sha)?.toString('utf8') ?? '' });
  }
  const data = repository.git.blob((target ?? entry).sha) ?? Buffer.alloc(0);
  if (data.length > LARGEST_FILE) {
    throw invalid('This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.', [{ resource: 'Blob', field: 'data', code: 'custom', message: 'too_large' }]);
  }
  if (RAW.test(accept)) {
    return { status: 200, body: data, contentType: 'application/vnd.github.raw; charset=utf-8' };
  }
  const file = toContentFile(call, repository, target ? { ...target, path: entry.path, name: entry.name } : entry, ref, data);
  return OBJECT.test(accept) ? { ...ok(file), contentType: 'application/vnd.github.object; charset=utf-8' } : ok(file);
}

function commitAnswer(call: Call, repository: Repository, sha: string, content: FileEntry | null, branch: string, status: number): Answer {
  const commit = repository.git.commit(sha);
  if (!commit) {
    throw new Error(`The commit ${sha} was written and is gone.`);
  }
  return { status, body: { content: content && toContentEntry(call, repository, content, branch), commit: toGitCommit(call, repository, sha, commit) } };
}

/** The entry that stands there now, checked against the `sha` the caller believes in. */
function checkedEntry(call: Call, repository: Repository, branch: string, path: string): FileEntry | undefined {
  const tip = repository.git.refs.get(`refs/heads/${branch}`);
  const tree = tip && repository.git.commit(tip)?.tree;
  const existing = tree ? repository.git.find(tree, path) : undefined;
  const given = textOf(bodyOf(call), 'sha');
  if (existing && given === undefined) {
    throw invalid('Invalid request.\n\n"sha" wasn\'t supplied.', []);
  }
  if (given !== undefined && existing?.sha !== given) {
    throw fail(409, `${path} does not match ${given}`);
  }
  return existing;
}

/** The branch to write to, which must exist unless the repository is empty. */
function targetBranch(call: Call, repository: Repository): string {
  const branch = textOf(bodyOf(call), 'branch') ?? repository.defaultBranch;
  if (repository.git.refs.size > 0 && !repository.git.refs.has(`refs/heads/${branch}`)) {
    throw fail(404, `Branch ${branch} not found`);
  }
  return branch;
}

function putContents(call: Call): Answer {
  const repository = writable(call);
  const path = (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '');
  const body = bodyOf(call);
  const message = need(call, 'Content', 'message');
  const content = body['content'];
  if (typeof content !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) {
    throw fail(422, 'content is not valid Base64');
  }
  if (path === '' || path.split('/').some((segment) => segment === '' || segment === '..' || segment === '.' || segment === '.git')) {
    throw fail(422, 'path contains a malformed path component');
  }
  refuseWorkflows(call, [path]);
  const branch = targetBranch(call, repository);
  const existing = checkedEntry(call, repository, branch, path);
  const author = signatureOf(call, body['author'] ?? body['committer']);
  const committer = isObject(body['committer']) ? signatureOf(call, body['committer']) : author;
  const sha = repository.git.commitFiles(branch, { [path]: Buffer.from(content, 'base64') }, { message, author, committer });
  call.state.markPushed(repository);
  const tree = repository.git.commit(sha)?.tree ?? '';
  return commitAnswer(call, repository, sha, repository.git.find(tree, path) ?? null, branch, existing ? 200 : 201);
}

function deleteContents(call: Call): Answer {
  const repository = writable(call);
  const path = call.params['path'] ?? '';
  const message = need(call, 'Content', 'message');
  need(call, 'Content', 'sha');
  refuseWorkflows(call, [path]);
  const branch = targetBranch(call, repository);
  if (!checkedEntry(call, repository, branch, path)) {
    throw notFound();
  }
  const sha = repository.git.commitFiles(branch, { [path]: null }, { message, author: signatureOf(call, bodyOf(call)['author']) });
  call.state.markPushed(repository);
  return commitAnswer(call, repository, sha, null, branch, 200);
}

export const contentRoutes: readonly Route[] = [
  { method: 'GET', template: '/repos/{owner}/{repo}/contents/{path}', scopes: ['repo'], handle: getContents },
  { method: 'PUT', template: '/repos/{owner}/{repo}/contents/{path}', signedIn: true, scopes: ['public_repo', 'repo'], handle: putContents },
  { method: 'DELETE', template: '/repos/{owner}/{repo}/contents/{path}', signedIn: true, scopes: ['public_repo', 'repo'], handle: deleteContents },
];
