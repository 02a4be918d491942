import type { GitRepository } from '../git/gitRepository.ts';

export interface User {
  readonly kind: 'User';
  readonly id: number;
  readonly login: string;
  name: string | null;
  email: string | null;
  bio: string | null;
  company: string | null;
  location: string | null;
  /** Milliseconds since 1970, as everywhere in this model. */
  readonly createdAt: number;
  /** When an Enterprise Server suspended the account; `null` for one in good standing. */
  suspendedAt: number | null;
}

export type Role = 'admin' | 'member';
export type Permission = 'pull' | 'triage' | 'push' | 'maintain' | 'admin';
export type Visibility = 'public' | 'private' | 'internal';

export interface Organization {
  readonly kind: 'Organization';
  readonly id: number;
  readonly login: string;
  name: string | null;
  description: string | null;
  email: string | null;
  location: string | null;
  blog: string | null;
  readonly createdAt: number;
  readonly members: Map<string, Role>;
  readonly teams: Team[];
  /** What a member may do with every repository of the organization. */
  basePermission: 'none' | 'read' | 'write';
  membersMayCreate: boolean;
  /** Whether the organization is protected by single sign-on: a token must have been authorized for it. */
  sso: boolean;
  /** Whether it has an IP allow list on which callers of this server are not. */
  refusesAddress: boolean;
  /** Domains it has verified, for the addresses of its members. */
  verifiedDomains: string[];
}

export type Owner = User | Organization;

export interface Team {
  readonly id: number;
  readonly slug: string;
  name: string;
  description: string | null;
  privacy: 'closed' | 'secret';
  parent: string | null;
  readonly createdAt: number;
  readonly members: Map<string, 'maintainer' | 'member'>;
  /** By the repository's name. */
  readonly repositories: Map<string, Permission>;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  readonly author: string;
  labels: Label[];
  assignees: string[];
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
}

export interface PullRequest extends Issue {
  draft: boolean;
  /** Branch names, and the commits they stood at. */
  readonly head: string;
  readonly base: string;
  readonly headSha: string;
  readonly baseSha: string;
  /** `owner/name` of the fork that the head's branch is in; `null` for the repository itself. */
  readonly fork: string | null;
}

export type RunStatus = 'queued' | 'in_progress' | 'completed';

export interface WorkflowRun {
  readonly id: number;
  readonly number: number;
  readonly name: string;
  /** Path of the workflow's file. */
  readonly path: string;
  readonly workflowId: number;
  readonly event: string;
  status: RunStatus;
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | null;
  readonly branch: string;
  readonly sha: string;
  readonly actor: string;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Protection {
  readonly requiredChecks: { readonly strict: boolean; readonly contexts: readonly string[] } | null;
  readonly enforceAdmins: boolean;
  readonly reviews: { readonly dismissStale: boolean; readonly codeOwners: boolean; readonly count: number; readonly lastPush: boolean } | null;
  readonly linearHistory: boolean;
  readonly forcePushes: boolean;
  readonly deletions: boolean;
  readonly conversationResolution: boolean;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly waitTimer: number;
  readonly policy: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  readonly policies: { readonly id: number; readonly name: string; readonly type: 'branch' | 'tag' }[];
  /** As they were sent, sealed. */
  readonly secrets: Map<string, string>;
  readonly variables: Map<string, string>;
}

/** Settings of a repository beside its files. */
export interface RepositoryExtras {
  readonly secrets: Map<string, string>;
  readonly variables: Map<string, string>;
  readonly environments: Map<string, Environment>;
  readonly hooks: { readonly id: number; readonly url: string; readonly contentType: string; readonly insecure: string; readonly secret: string | undefined; readonly events: readonly string[]; readonly active: boolean; readonly at: number }[];
  readonly keys: { readonly id: number; readonly title: string; readonly key: string; readonly readOnly: boolean; readonly repository: string; readonly at: number }[];
  readonly autolinks: { readonly id: number; readonly key_prefix: string; readonly url_template: string; readonly is_alphanumeric: boolean }[];
  /** Branches whose commits must be signed. */
  readonly signed: Set<string>;
  /** By number of the pull request. */
  readonly reviewers: Map<number, readonly string[]>;
  pages: { readonly build: string; readonly branch: string; readonly path: string } | undefined;
  subscribed: boolean;
  oidc: { readonly useDefault: boolean; readonly keys: readonly string[] };
  access: string;
}

export interface Repository {
  readonly extras: RepositoryExtras;
  readonly id: number;
  owner: string;
  name: string;
  description: string | null;
  homepage: string | null;
  visibility: Visibility;
  archived: boolean;
  /** Full name of the repository this one was forked from. */
  readonly parent: string | null;
  isTemplate: boolean;
  topics: string[];
  language: string | null;
  stars: number;
  defaultBranch: string;
  readonly createdAt: number;
  updatedAt: number;
  pushedAt: number;
  hasIssues: boolean;
  hasProjects: boolean;
  hasWiki: boolean;
  deleteBranchOnMerge: boolean;
  readonly git: GitRepository;
  readonly collaborators: Map<string, Permission>;
  readonly labels: Label[];
  readonly issues: Issue[];
  readonly pulls: PullRequest[];
  readonly runs: WorkflowRun[];
  readonly protections: Map<string, Protection>;
}

export type PermissionLevel = 'read' | 'write';

/** What a fine-grained token may do, by GitHub's names of the permissions. `metadata` read is always included. */
export interface FineGrained {
  /** The account whose repositories the token reaches. */
  readonly owner: string;
  /** Names of repositories, or all of the owner's. */
  readonly repositories: 'all' | readonly string[];
  readonly permissions: Readonly<Record<string, PermissionLevel>>;
}

export interface Token {
  readonly value: string;
  readonly account: string;
  /** Scopes of a classic or OAuth token. */
  readonly scopes: readonly string[];
  readonly fineGrained?: FineGrained;
  /** Organizations with single sign-on that the token was authorized for. */
  readonly ssoAuthorized: readonly string[];
  readonly expiresAt?: number;
}
