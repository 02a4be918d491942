import type { Call } from '../../http/call.ts';
import type { JsonObject } from '../../json.ts';
import { atLeast, permissionOf } from '../../state/access.ts';
import type { Permission, Repository } from '../../state/model.ts';
import { toNodeId } from '../../state/nodeId.ts';
import { toPerson, toSimpleUser, toTime } from './accounts.ts';

/** The addresses every shape of a repository holds, by member, as what follows the repository's own address. */
const LINKS: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

export function toRepositoryUrl(call: Call, repository: Repository): string {
  return `${call.urls.api}/repos/${repository.owner}/${repository.name}`;
}

export function toRepositoryPage(call: Call, repository: Repository): string {
  return `${call.urls.web}/${repository.owner}/${repository.name}`;
}

export function toPermissions(permission: Permission | undefined): JsonObject {
  return { admin: atLeast(permission, 'admin'), maintain: atLeast(permission, 'maintain'), push: atLeast(permission, 'push'), triage: atLeast(permission, 'triage'), pull: atLeast(permission, 'pull') };
}

/** What events, search results and pull requests hold of a repository. */
export function toRepositoryCore(call: Call, repository: Repository): JsonObject {
  const url = toRepositoryUrl(call, repository);
  return {
    id: repository.id,
    node_id: toNodeId('Repository', repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.visibility !== 'public',
    owner: toPerson(call.state, call.urls, repository.owner),
    html_url: toRepositoryPage(call, repository),
    description: repository.description,
    fork: repository.parent !== null,
    url,
    ...Object.fromEntries(Object.entries(LINKS).map(([name, rest]) => [name, `${url}${rest}`])),
  };
}

/** A repository in a list; fits `repository` and `minimal-repository`. */
export function toRepository(call: Call, repository: Repository): JsonObject {
  const page = toRepositoryPage(call, repository);
  const host = new URL(call.urls.web).host;
  const openIssues = [...repository.issues, ...repository.pulls].filter((issue) => issue.state === 'open').length;
  const forks = call.state.forkCount(repository);
  return {
    ...toRepositoryCore(call, repository),
    git_url: `git://${host}/${repository.owner}/${repository.name}.git`,
    ssh_url: `git@${host}:${repository.owner}/${repository.name}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: repository.homepage,
    language: repository.language,
    license: null,
    forks_count: forks,
    forks,
    stargazers_count: repository.stars,
    watchers_count: repository.stars,
    watchers: repository.stars,
    open_issues_count: openIssues,
    open_issues: openIssues,
    size: 1,
    default_branch: repository.defaultBranch,
    is_template: repository.isTemplate,
    topics: [...repository.topics],
    has_issues: repository.hasIssues,
    has_projects: repository.hasProjects,
    has_wiki: repository.hasWiki,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    visibility: repository.visibility,
    allow_forking: true,
    web_commit_signoff_required: false,
    pushed_at: toTime(repository.pushedAt),
    created_at: toTime(repository.createdAt),
    updated_at: toTime(repository.updatedAt),
    ...(call.viewer.user ? { permissions: toPermissions(permissionOf(call.state, call.viewer.user, repository)) } : {}),
  };
}

/** `full-repository`: one repository by itself. */
export function toFullRepository(call: Call, repository: Repository): JsonObject {
  const organization = call.state.organization(repository.owner);
  const [parentOwner, parentName] = repository.parent?.split('/') ?? [];
  const parent = parentOwner && parentName ? call.state.repository(parentOwner, parentName) : undefined;
  const isAdmin = atLeast(permissionOf(call.state, call.viewer.user, repository), 'admin');
  return {
    ...toRepository(call, repository),
    network_count: 0,
    subscribers_count: 0,
    temp_clone_token: null,
    custom_properties: {},
    ...(organization ? { organization: toSimpleUser(call.urls, organization) } : {}),
    ...(parent ? { parent: toRepository(call, parent), source: toRepository(call, parent) } : {}),
    ...(isAdmin ? { allow_squash_merge: true, allow_merge_commit: true, allow_rebase_merge: true, allow_auto_merge: false, allow_update_branch: false, delete_branch_on_merge: repository.deleteBranchOnMerge } : {}),
  };
}

