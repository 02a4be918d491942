import { isBinary } from '../../git/gitRepository.ts';
import type { Call } from '../../http/call.ts';
import type { JsonObject } from '../../json.ts';
import { permissionOf } from '../../state/access.ts';
import type { Issue, Label, PullRequest, Repository } from '../../state/model.ts';
import { toNodeId } from '../../state/nodeId.ts';
import { toPerson, toTime } from './accounts.ts';
import { toRepository, toRepositoryPage, toRepositoryUrl } from './repositories.ts';

const DEFAULT_NAMES: ReadonlySet<string> = new Set(['bug', 'documentation', 'enhancement', 'question']);

export function toLabel(call: Call, repository: Repository, label: Label): JsonObject {
  return { id: label.id, node_id: toNodeId('Label', label.id), url: `${toRepositoryUrl(call, repository)}/labels/${encodeURIComponent(label.name)}`, name: label.name, color: label.color, default: DEFAULT_NAMES.has(label.name), description: label.description };
}

function associationOf(call: Call, repository: Repository, login: string): string {
  const user = call.state.user(login);
  const isMember = call.state.organization(repository.owner)?.members.has(login);
  return repository.owner === login ? 'OWNER' : isMember ? 'MEMBER' : permissionOf(call.state, user, repository) === 'pull' ? 'NONE' : 'COLLABORATOR';
}

function toCommon(call: Call, repository: Repository, issue: Issue): JsonObject {
  const assignees = issue.assignees.map((login) => toPerson(call.state, call.urls, login));
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    locked: false,
    active_lock_reason: null,
    user: toPerson(call.state, call.urls, issue.author),
    labels: issue.labels.map((label) => toLabel(call, repository, label)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    created_at: toTime(issue.createdAt),
    updated_at: toTime(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : toTime(issue.closedAt),
    author_association: associationOf(call, repository, issue.author),
  };
}

/** `issue`; a pull request is listed as one too. */
export function toIssue(call: Call, repository: Repository, issue: Issue | PullRequest): JsonObject {
  const url = `${toRepositoryUrl(call, repository)}/issues/${issue.number}`;
  const page = toRepositoryPage(call, repository);
  const pull = 'head' in issue ? `${toRepositoryUrl(call, repository)}/pulls/${issue.number}` : undefined;
  return {
    ...toCommon(call, repository, issue),
    id: issue.id,
    node_id: toNodeId(pull ? 'PullRequest' : 'Issue', issue.id),
    url,
    repository_url: toRepositoryUrl(call, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${page}/${pull ? 'pull' : 'issues'}/${issue.number}`,
    comments: 0,
    state_reason: null,
    ...(pull ? { draft: 'draft' in issue && issue.draft, pull_request: { url: pull, html_url: `${page}/pull/${issue.number}`, diff_url: `${page}/pull/${issue.number}.diff`, patch_url: `${page}/pull/${issue.number}.patch`, merged_at: null } } : {}),
  };
}

/** `pull-request-simple`, as lists hold it. */
export function toSimplePull(call: Call, repository: Repository, pull: PullRequest): JsonObject {
  const api = toRepositoryUrl(call, repository);
  const url = `${api}/pulls/${pull.number}`;
  const page = `${toRepositoryPage(call, repository)}/pull/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const [forkOwner = '', forkName = ''] = pull.fork?.split('/') ?? [];
  const home = pull.fork === null ? repository : call.state.repository(forkOwner, forkName);
  const side = (place: Repository | undefined, owner: string, ref: string, sha: string): JsonObject => ({ label: `${owner}:${ref}`, ref, sha, user: toPerson(call.state, call.urls, owner), repo: place ? toRepository(call, place) : null });
  const links = { self: url, html: page, issue, comments: `${issue}/comments`, review_comments: `${url}/comments`, review_comment: `${api}/pulls/comments{/number}`, commits: `${url}/commits`, statuses: `${api}/statuses/${pull.headSha}` };
  return {
    ...toCommon(call, repository, pull),
    id: pull.id,
    node_id: toNodeId('PullRequest', pull.id),
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    head: side(home, home?.owner ?? forkOwner, pull.head, pull.headSha),
    base: side(repository, repository.owner, pull.base, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    requested_reviewers: [],
    requested_teams: [],
    auto_merge: null,
    draft: pull.draft,
    merged_at: null,
    merge_commit_sha: null,
  };
}

/** Lines by how often they occur; a binary file has none. */
function countLines(data: Buffer | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of data && !isBinary(data) ? data.toString('utf8').replace(/\n$/, '').split('\n') : []) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}

function countMissing(from: ReadonlyMap<string, number>, inside: ReadonlyMap<string, number>): number {
  return [...from].reduce((total, [line, count]) => total + Math.max(0, count - (inside.get(line) ?? 0)), 0);
}

/** What a pull request changes. Lines that only moved are not counted, which a real diff may do. */
function countChanges({ git }: Repository, pull: PullRequest): { readonly additions: number; readonly deletions: number; readonly changedFiles: number } {
  const files = (sha: string): Map<string, string> => {
    const root = git.commit(sha)?.tree;
    return new Map(root ? [...git.walk(root)].filter(({ type }) => type !== 'tree').map((entry): [string, string] => [entry.path, entry.sha]) : []);
  };
  const [before, after] = [files(pull.baseSha), files(pull.headSha)];
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
  const pairs = changed.map((path) => ({ old: countLines(git.blob(before.get(path) ?? '')), now: countLines(git.blob(after.get(path) ?? '')) }));
  return { changedFiles: changed.length, additions: pairs.reduce((total, { old, now }) => total + countMissing(now, old), 0), deletions: pairs.reduce((total, { old, now }) => total + countMissing(old, now), 0) };
}

/** `pull-request`: one by itself. */
export function toPull(call: Call, repository: Repository, pull: PullRequest): JsonObject {
  const { additions, deletions, changedFiles } = countChanges(repository, pull);
  const commits = repository.git.history(pull.headSha).filter((sha) => !repository.git.isAncestor(sha, pull.baseSha)).length;
  return {
    ...toSimplePull(call, repository, pull),
    merged: false,
    mergeable: true,
    rebaseable: true,
    mergeable_state: 'clean',
    merged_by: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits,
    additions,
    deletions,
    changed_files: changedFiles,
  };
}
