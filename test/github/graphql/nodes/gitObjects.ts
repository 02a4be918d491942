import { isBinary } from '../../git/gitRepository.ts';
import type { FileEntry } from '../../git/gitRepository.ts';
import type { Signature } from '../../git/objects.ts';
import { toTime } from '../../rest/shapes/accounts.ts';
import type { Repository } from '../../state/model.ts';
import { toObjectId } from '../../state/nodeId.ts';
import { toConnection } from '../connection.ts';
import type { Args, GraphNode, QueryContext } from '../context.ts';
import { toUserNode } from './accounts.ts';
import { toRepositoryNode } from './repository.ts';

/** `Blob.text` is cut off there, in bytes, and `isTruncated` says so. */
const TEXT_LIMIT = 512_000;

/** What every git object answers. */
function toObjectFields(context: QueryContext, repository: Repository, sha: string): Readonly<Record<string, unknown>> {
  const path = `/${repository.owner}/${repository.name}/commit/${sha}`;
  return { oid: sha, abbreviatedOid: sha.slice(0, 7), commitResourcePath: path, commitUrl: `${context.urls.web}${path}`, repository: () => toRepositoryNode(context, repository) };
}

function toBlobNode(context: QueryContext, repository: Repository, sha: string, data: Buffer): GraphNode {
  const binary = isBinary(data);
  return {
    __typename: 'Blob',
    id: toObjectId('Blob', repository.id, sha),
    ...toObjectFields(context, repository, sha),
    byteSize: data.length,
    isBinary: binary,
    isTruncated: data.length > TEXT_LIMIT,
    text: binary ? null : data.subarray(0, TEXT_LIMIT).toString('utf8'),
  };
}

function toEntryNode(context: QueryContext, repository: Repository, entry: FileEntry): GraphNode {
  return {
    __typename: 'TreeEntry',
    name: entry.name,
    nameRaw: Buffer.from(entry.name).toString('base64'),
    path: entry.path,
    pathRaw: Buffer.from(entry.path).toString('base64'),
    type: entry.type,
    mode: Number.parseInt(entry.mode, 8),
    oid: entry.sha,
    size: entry.size ?? 0,
    extension: /\.[^.]+$/.exec(entry.name)?.[0] ?? '',
    isGenerated: false,
    object: () => toObjectNode(context, repository, entry.sha, entry.path),
    repository: () => toRepositoryNode(context, repository),
  };
}

function toTreeNode(context: QueryContext, repository: Repository, sha: string, path: string): GraphNode {
  return {
    __typename: 'Tree',
    id: toObjectId('Tree', repository.id, sha),
    ...toObjectFields(context, repository, sha),
    entries: () => repository.git.list(sha, path).map((entry) => toEntryNode(context, repository, entry)),
  };
}

function toActorNode(context: QueryContext, person: Signature): GraphNode {
  const user = context.state.users().find(({ email }) => email === person.email);
  return { __typename: 'GitActor', name: person.name, email: person.email, date: toTime(person.at), avatarUrl: `${context.urls.web}/avatars/g/0`, user: () => (user ? toUserNode(context, user) : null) };
}

export function toCommitNode(context: QueryContext, repository: Repository, sha: string): GraphNode | null {
  const commit = repository.git.commit(sha);
  if (!commit) {
    return null;
  }
  const [headline = '', ...rest] = commit.message.split('\n');
  const path = `/${repository.owner}/${repository.name}/commit/${sha}`;
  return {
    __typename: 'Commit',
    id: toObjectId('Commit', repository.id, sha),
    ...toObjectFields(context, repository, sha),
    url: `${context.urls.web}${path}`,
    resourcePath: path,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    committedDate: toTime(commit.committer.at),
    authoredDate: toTime(commit.author.at),
    author: () => toActorNode(context, commit.author),
    committer: () => toActorNode(context, commit.committer),
    tree: () => toTreeNode(context, repository, commit.tree, ''),
    history: (args: Args) => toConnection('CommitHistory', repository.git.history(sha), args, (id) => id, (id) => toCommitNode(context, repository, id)),
  };
}

function toObjectNode(context: QueryContext, repository: Repository, sha: string, path: string): GraphNode | null {
  const { git } = repository;
  const blob = git.blob(sha);
  return blob ? toBlobNode(context, repository, sha, blob) : git.tree(sha) ? toTreeNode(context, repository, sha, path) : toCommitNode(context, repository, sha);
}

/** An object by its SHA or by a revision as `git rev-parse` reads it: `HEAD:path`, `main:`, `v1.0`, a SHA. */
export function findObject(context: QueryContext, repository: Repository, expression: string | undefined, oid: string | undefined): GraphNode | null {
  const { git } = repository;
  if (expression === undefined) {
    return oid === undefined ? null : toObjectNode(context, repository, oid, '');
  }
  const colon = expression.indexOf(':');
  const revision = colon < 0 ? expression : expression.slice(0, colon);
  const commit = git.resolve(revision === 'HEAD' ? repository.defaultBranch : revision);
  const tree = commit && git.commit(commit)?.tree;
  if (colon < 0) {
    return commit ? toCommitNode(context, repository, commit) : toObjectNode(context, repository, revision, '');
  }
  // Git reads no path that begins with a slash.
  const path = expression.slice(colon + 1);
  const entry = tree && !path.startsWith('/') ? git.find(tree, path) : undefined;
  return entry ? toObjectNode(context, repository, entry.sha, entry.path) : null;
}
