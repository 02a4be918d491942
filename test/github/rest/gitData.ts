import { created, fail, invalid, notFound, ok } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { isEntryMode } from '../git/objects.ts';
import type { FileChange } from '../git/gitRepository.ts';
import type { TreeEntry } from '../git/objects.ts';
import { flagOf, isList, isObject, textOf, textsOf } from '../json.ts';
import type { Json } from '../json.ts';
import type { Repository } from '../state/model.ts';
import { signatureOf } from './contents.ts';
import { bodyOf, need, readable, refuseWorkflows, writable } from './guards.ts';
import { toBlob, toGitCommit, toRef, toTreeItem } from './shapes/gitData.ts';
import { toRepositoryUrl } from './shapes/repositories.ts';

function refuseEmpty(repository: Repository): void {
  if (repository.git.refs.size === 0) {
    throw fail(409, 'Git Repository is empty.');
  }
}

function nonEmpty(call: Call): Repository {
  const repository = readable(call, 'contents');
  refuseEmpty(repository);
  return repository;
}

function writableNonEmpty(call: Call): Repository {
  const repository = writable(call);
  refuseEmpty(repository);
  return repository;
}

function treeAnswer(call: Call, repository: Repository, sha: string, recursive: boolean): Answer {
  const items: Json[] = [];
  let truncated = false;
  for (const entry of recursive ? repository.git.walk(sha) : repository.git.list(sha)) {
    if (recursive && items.length >= call.state.treeLimit) {
      truncated = true;
      break;
    }
    items.push(toTreeItem(call, repository, entry));
  }
  return ok({ sha, url: `${toRepositoryUrl(call, repository)}/git/trees/${sha}`, tree: items, truncated });
}

function getTree(call: Call): Answer {
  const repository = nonEmpty(call);
  const name = call.params['tree_sha'] ?? '';
  const commit = repository.git.resolve(name);
  const sha = commit ? repository.git.commit(commit)?.tree : name;
  if (!sha || !repository.git.tree(sha)) {
    throw notFound();
  }
  return treeAnswer(call, repository, sha, call.query.has('recursive'));
}

function treeInvalid(message: string): ReturnType<typeof fail> {
  return fail(422, message);
}

/** One entry of a new tree: a change by path, its content given inline, by SHA, or `sha: null` to take it away. */
function readTreeEntry(repository: Repository, item: unknown): { readonly path: string; readonly change: FileChange | TreeEntry } {
  const path = textOf(item, 'path');
  const given = isObject(item) ? item['sha'] : undefined;
  const mode = (textOf(item, 'mode') ?? '100644').replace(/^0/, '');
  const content = textOf(item, 'content');
  if (!path || path.startsWith('/') || path.split('/').some((segment) => segment === '' || segment === '..' || segment === '.' || segment === '.git')) {
    throw treeInvalid('tree.path contains a malformed path component');
  }
  if (given === null) {
    return { path, change: null };
  }
  if (!isEntryMode(mode)) {
    throw treeInvalid(`Must supply a valid tree.mode`);
  }
  if (content !== undefined && given === undefined) {
    return { path, change: { content, mode } };
  }
  if (typeof given !== 'string' || !(mode === '160000' || repository.git.get(given, mode === '40000' ? 'tree' : 'blob'))) {
    throw treeInvalid(`tree.sha ${JSON.stringify(given)} is not a valid ${mode === '40000' ? 'tree' : 'blob'}`);
  }
  return { path, change: { mode, name: path, sha: given } };
}

function isEntry(change: FileChange | TreeEntry): change is TreeEntry {
  return isObject(change) && 'sha' in change;
}

function postTree(call: Call): Answer {
  const repository = writableNonEmpty(call);
  const body = bodyOf(call);
  const list = body['tree'];
  if (!isList(list) || list.length === 0) {
    throw treeInvalid('Invalid tree info');
  }
  const entries = list.map((item) => readTreeEntry(repository, item));
  refuseWorkflows(call, entries.map(({ path }) => path));
  const base = textOf(body, 'base_tree');
  const root = base === undefined ? undefined : (repository.git.commit(base)?.tree ?? base);
  if (root !== undefined && !repository.git.tree(root)) {
    throw treeInvalid('base_tree is not a valid tree oid');
  }
  const contents = Object.fromEntries(entries.flatMap(({ path, change }): [string, FileChange][] => (isEntry(change) ? [] : [[path, change]])));
  const bySha = entries.flatMap(({ path, change }) => (isEntry(change) ? [{ path, entry: change }] : []));
  const sha = bySha.reduce((tree, { path, entry }) => repository.git.place(tree, path, entry), repository.git.change(root, contents));
  return { ...treeAnswer(call, repository, sha, false), status: 201 };
}

function postBlob(call: Call): Answer {
  const repository = writableNonEmpty(call);
  const body = bodyOf(call);
  const content = textOf(body, 'content');
  if (content === undefined) {
    throw invalid('Invalid request.', [{ resource: 'Blob', field: 'content', code: 'missing_field' }]);
  }
  const sha = repository.git.put('blob', Buffer.from(content, textOf(body, 'encoding') === 'base64' ? 'base64' : 'utf8'));
  const url = `${toRepositoryUrl(call, repository)}/git/blobs/${sha}`;
  return created({ sha, url }, { Location: url });
}

function postCommit(call: Call): Answer {
  const repository = writableNonEmpty(call);
  const body = bodyOf(call);
  const message = need(call, 'Commit', 'message');
  const tree = need(call, 'Commit', 'tree');
  const parents = textsOf(body, 'parents') ?? [];
  if (!repository.git.tree(tree)) {
    throw fail(422, 'Tree SHA does not exist');
  }
  if (parents.some((parent) => !repository.git.commit(parent))) {
    throw fail(422, 'Parent SHA does not exist or is not a commit object');
  }
  const author = signatureOf(call, body['author'] ?? body['committer']);
  const committer = isObject(body['committer']) ? signatureOf(call, body['committer']) : author;
  const sha = repository.git.putCommit({ tree, parents, author, committer, message });
  return created(toGitCommit(call, repository, sha, { tree, parents, author, committer, message }));
}

function postRef(call: Call): Answer {
  const repository = writableNonEmpty(call);
  const ref = need(call, 'Reference', 'ref');
  const sha = need(call, 'Reference', 'sha');
  if (!/^refs\/[^/]+\/[^ ~^:?*[\\]+$/.test(ref) || ref.includes('..') || ref.endsWith('.lock') || ref.endsWith('/')) {
    throw fail(422, `${ref} is not a valid ref name.`);
  }
  if (!repository.git.commit(sha)) {
    throw fail(422, 'Object does not exist');
  }
  if (repository.git.refs.has(ref)) {
    throw fail(422, 'Reference already exists');
  }
  repository.git.refs.set(ref, sha);
  call.state.markPushed(repository);
  return created(toRef(call, repository, ref, sha), { Location: `${toRepositoryUrl(call, repository)}/git/${ref}` });
}

function patchRef(call: Call): Answer {
  const repository = writableNonEmpty(call);
  const ref = `refs/${call.params['ref'] ?? ''}`;
  const sha = need(call, 'Reference', 'sha');
  const old = repository.git.refs.get(ref);
  if (!old) {
    throw fail(422, 'Reference does not exist');
  }
  if (!repository.git.commit(sha)) {
    throw fail(422, 'Object does not exist');
  }
  if (!flagOf(bodyOf(call), 'force') && !repository.git.isAncestor(old, sha)) {
    throw fail(422, 'Update is not a fast forward');
  }
  repository.git.refs.set(ref, sha);
  call.state.markPushed(repository);
  return ok(toRef(call, repository, ref, sha));
}

function deleteRef(call: Call): Answer {
  const repository = writable(call);
  if (!repository.git.refs.delete(`refs/${call.params['ref'] ?? ''}`)) {
    throw fail(422, 'Reference does not exist');
  }
  call.state.markPushed(repository);
  return { status: 204 };
}

function getRef(call: Call): Answer {
  const repository = nonEmpty(call);
  const ref = `refs/${call.params['ref'] ?? ''}`;
  const sha = repository.git.refs.get(ref);
  if (!sha) {
    throw notFound();
  }
  return ok(toRef(call, repository, ref, sha));
}

const READ = ['repo'];
const WRITE = ['public_repo', 'repo'];

export const gitDataRoutes: readonly Route[] = [
  { method: 'GET', template: '/repos/{owner}/{repo}/git/trees/{tree_sha}', scopes: READ, handle: getTree },
  { method: 'POST', template: '/repos/{owner}/{repo}/git/trees', signedIn: true, scopes: WRITE, handle: postTree },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/git/blobs/{file_sha}',
    scopes: READ,
    handle: (call) => {
      const repository = nonEmpty(call);
      const sha = call.params['file_sha'] ?? '';
      const data = repository.git.blob(sha);
      if (!data) {
        throw notFound();
      }
      const isRaw = /application\/vnd\.github(\.[a-z0-9]+)?\.raw/.test(call.headers['accept'] ?? '');
      return isRaw ? { status: 200, body: data, contentType: 'application/vnd.github.raw; charset=utf-8' } : ok(toBlob(call, repository, sha, data));
    },
  },
  { method: 'POST', template: '/repos/{owner}/{repo}/git/blobs', signedIn: true, scopes: WRITE, handle: postBlob },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/git/commits/{commit_sha}',
    scopes: READ,
    handle: (call) => {
      const repository = nonEmpty(call);
      const sha = call.params['commit_sha'] ?? '';
      const commit = repository.git.commit(sha);
      if (!commit) {
        throw notFound();
      }
      return ok(toGitCommit(call, repository, sha, commit));
    },
  },
  { method: 'POST', template: '/repos/{owner}/{repo}/git/commits', signedIn: true, scopes: WRITE, handle: postCommit },
  { method: 'GET', template: '/repos/{owner}/{repo}/git/ref/{ref}', scopes: READ, handle: getRef },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/git/matching-refs/{ref}',
    scopes: READ,
    handle: (call) => {
      const repository = nonEmpty(call);
      const beginning = `refs/${call.params['ref'] ?? ''}`;
      return ok([...repository.git.refs].filter(([ref]) => ref.startsWith(beginning)).map(([ref, sha]) => toRef(call, repository, ref, sha)));
    },
  },
  { method: 'POST', template: '/repos/{owner}/{repo}/git/refs', signedIn: true, scopes: WRITE, handle: postRef },
  { method: 'PATCH', template: '/repos/{owner}/{repo}/git/refs/{ref}', signedIn: true, scopes: WRITE, handle: patchRef },
  { method: 'DELETE', template: '/repos/{owner}/{repo}/git/refs/{ref}', signedIn: true, scopes: WRITE, handle: deleteRef },
];
