import { toTime } from '../../rest/shapes/accounts.ts';
import { permissionOf } from '../../state/access.ts';
import type { Issue, PullRequest, Repository } from '../../state/model.ts';
import { toNodeId, toObjectId } from '../../state/nodeId.ts';
import { toConnection } from '../connection.ts';
import { textArg } from '../context.ts';
import type { Args, GraphNode, QueryContext } from '../context.ts';
import { findOwner } from './accounts.ts';
import { findObject, toCommitNode } from './gitObjects.ts';
import { textsOf } from '../../json.ts';

const PERMISSIONS = { pull: 'READ', triage: 'TRIAGE', push: 'WRITE', maintain: 'MAINTAIN', admin: 'ADMIN' } as const;

function toRefNode(context: QueryContext, repository: Repository, ref: string, sha: string): GraphNode {
  const prefix = ref.replace(/[^/]+$/, '').startsWith('refs/tags/') ? 'refs/tags/' : 'refs/heads/';
  return {
    __typename: 'Ref',
    id: toObjectId('Ref', repository.id, ref),
    name: ref.slice(prefix.length),
    prefix,
    repository: () => toRepositoryNode(context, repository),
    target: () => toCommitNode(context, repository, sha),
  };
}

function toTopicNode(context: QueryContext, name: string): GraphNode {
  const id = Buffer.from(`topic:${name}`).toString('base64url');
  return { __typename: 'RepositoryTopic', id: `RT_${id}`, url: `${context.urls.web}/topics/${name}`, resourcePath: `/topics/${name}`, topic: { __typename: 'Topic', id: `TO_${id}`, name } };
}

function toIssueNode(context: QueryContext, repository: Repository, issue: Issue): GraphNode {
  return {
    __typename: 'Issue',
    id: toNodeId('Issue', issue.id),
    databaseId: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    state: issue.state.toUpperCase(),
    closed: issue.state === 'closed',
    createdAt: toTime(issue.createdAt),
    updatedAt: toTime(issue.updatedAt),
    url: `${context.urls.web}/${repository.owner}/${repository.name}/issues/${issue.number}`,
    author: () => findOwner(context, issue.author),
    repository: () => toRepositoryNode(context, repository),
  };
}

function toPullNode(context: QueryContext, repository: Repository, pull: PullRequest): GraphNode {
  return {
    ...toIssueNode(context, repository, pull),
    __typename: 'PullRequest',
    id: toNodeId('PullRequest', pull.id),
    isDraft: pull.draft,
    headRefName: pull.head,
    baseRefName: pull.base,
    headRefOid: pull.headSha,
    baseRefOid: pull.baseSha,
    url: `${context.urls.web}/${repository.owner}/${repository.name}/pull/${pull.number}`,
  };
}

function openOnes<T extends Issue>(items: readonly T[], args: Args): T[] {
  const states = textsOf(args, 'states');
  return items.filter((item) => !states || states.includes(item.state.toUpperCase()));
}

export function toRepositoryNode(context: QueryContext, repository: Repository): GraphNode {
  const { state, urls, viewer } = context;
  const { git } = repository;
  const path = `/${repository.owner}/${repository.name}`;
  const host = new URL(urls.web).host;
  const permission = permissionOf(state, viewer.user, repository);
  const [parentOwner = '', parentName = ''] = repository.parent?.split('/') ?? [];
  return {
    __typename: 'Repository',
    id: toNodeId('Repository', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: path.slice(1),
    owner: () => findOwner(context, repository.owner),
    url: `${urls.web}${path}`,
    resourcePath: path,
    sshUrl: `git@${host}:${path.slice(1)}.git`,
    description: repository.description,
    homepageUrl: repository.homepage,
    visibility: repository.visibility.toUpperCase(),
    isPrivate: repository.visibility !== 'public',
    isArchived: repository.archived,
    isFork: repository.parent !== null,
    isTemplate: repository.isTemplate,
    isEmpty: git.refs.size === 0,
    isDisabled: false,
    isLocked: false,
    isMirror: false,
    isInOrganization: state.organization(repository.owner) !== undefined,
    archivedAt: null,
    createdAt: toTime(repository.createdAt),
    updatedAt: toTime(repository.updatedAt),
    pushedAt: git.refs.size === 0 ? null : toTime(repository.pushedAt),
    diskUsage: 1,
    stargazerCount: repository.stars,
    forkCount: state.forkCount(repository),
    hasIssuesEnabled: repository.hasIssues,
    hasWikiEnabled: repository.hasWiki,
    licenseInfo: null,
    primaryLanguage: repository.language === null ? null : { __typename: 'Language', id: `LA_${repository.language}`, name: repository.language, color: null },
    viewerPermission: permission ? PERMISSIONS[permission] : null,
    viewerCanAdminister: permission === 'admin',
    parent: () => {
      const parent = state.repository(parentOwner, parentName);
      return parent ? toRepositoryNode(context, parent) : null;
    },
    defaultBranchRef: () => {
      const ref = `refs/heads/${repository.defaultBranch}`;
      const sha = git.refs.get(ref);
      return sha ? toRefNode(context, repository, ref, sha) : null;
    },
    ref: (args: Args) => {
      const name = textArg(args, 'qualifiedName') ?? '';
      const full = [name, `refs/heads/${name}`, `refs/tags/${name}`].find((candidate) => git.refs.has(candidate));
      return full ? toRefNode(context, repository, full, git.refs.get(full) ?? '') : null;
    },
    refs: (args: Args) => {
      const found = [...git.refs].filter(([ref]) => ref.startsWith(textArg(args, 'refPrefix') ?? ''));
      return toConnection('Ref', found, args, ([ref]) => ref, ([ref, sha]) => toRefNode(context, repository, ref, sha));
    },
    object: (args: Args) => findObject(context, repository, textArg(args, 'expression'), textArg(args, 'oid')),
    repositoryTopics: (args: Args) => toConnection('RepositoryTopic', repository.topics, args, (name) => name, (name) => toTopicNode(context, name)),
    issues: (args: Args) => toConnection('Issue', openOnes(repository.issues, args), args, ({ id }) => String(id), (issue) => toIssueNode(context, repository, issue)),
    pullRequests: (args: Args) => toConnection('PullRequest', openOnes(repository.pulls, args), args, ({ id }) => String(id), (pull) => toPullNode(context, repository, pull)),
  };
}
