import { randomBytes } from 'node:crypto';
import { GitRepository } from '../git/gitRepository.ts';
import type { FileChange } from '../git/gitRepository.ts';
import type { Signature } from '../git/objects.ts';
import type { FineGrained, Issue, Organization, Owner, Permission, PullRequest, Repository, RepositoryExtras, Role, Team, Token, User, Visibility, WorkflowRun } from './model.ts';

export interface UserInput {
  readonly login: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly bio?: string | null;
  readonly company?: string | null;
  readonly location?: string | null;
  readonly suspendedAt?: number | null;
}

export interface OrganizationInput {
  readonly login: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly email?: string | null;
  readonly location?: string | null;
  readonly blog?: string | null;
  readonly basePermission?: Organization['basePermission'];
  readonly membersMayCreate?: boolean;
  readonly sso?: boolean;
  readonly refusesAddress?: boolean;
  readonly verifiedDomains?: readonly string[];
}

export interface TeamInput {
  readonly slug: string;
  readonly name?: string;
  readonly description?: string | null;
  readonly parent?: string | null;
  readonly privacy?: Team['privacy'];
  readonly members?: readonly string[];
  readonly maintainers?: readonly string[];
  readonly repositories?: Readonly<Record<string, Permission>>;
}

export interface RepositoryInput {
  readonly owner: string;
  readonly name: string;
  readonly description?: string | null;
  readonly homepage?: string | null;
  readonly visibility?: Visibility;
  readonly archived?: boolean;
  readonly parent?: string | null;
  readonly isTemplate?: boolean;
  readonly topics?: readonly string[];
  readonly language?: string | null;
  readonly stars?: number;
  readonly defaultBranch?: string;
  readonly createdAt?: number;
  readonly pushedAt?: number;
  /** Files of one first commit by path; a repository without them is empty. */
  readonly files?: Readonly<Record<string, FileChange>>;
  readonly message?: string;
  readonly author?: Signature;
}

export interface PushInput {
  /** The default branch where left out. */
  readonly branch?: string;
  readonly message?: string;
  readonly author?: Signature;
  readonly at?: number;
}

export interface TokenInput {
  /** Made up where left out. */
  readonly value?: string;
  readonly account: string;
  readonly scopes?: readonly string[];
  readonly fineGrained?: FineGrained;
  readonly ssoAuthorized?: readonly string[];
  readonly expiresAt?: number;
}

export interface IssueInput {
  readonly title: string;
  readonly author: string;
  readonly body?: string | null;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

export type RunInput = Pick<WorkflowRun, 'name' | 'path'> & Partial<Pick<WorkflowRun, 'event' | 'status' | 'conclusion' | 'branch' | 'actor' | 'createdAt'>>;

const DEFAULT_LABELS: readonly (readonly [string, string, string])[] = [
  ['bug', 'd73a4a', "Something isn't working"],
  ['documentation', '0075ca', 'Improvements or additions to documentation'],
  ['enhancement', 'a2eeef', 'New feature or request'],
  ['question', 'd876e3', 'Further information is requested'],
];

/** Everything the local GitHub knows. Names are compared without regard to case, as GitHub does. */
export class GitHubState {
  readonly #owners = new Map<string, Owner>();
  readonly #repositories = new Map<string, Repository>();
  readonly #byId = new Map<string, User | Organization | Repository | Team>();
  readonly #tokens = new Map<string, Token>();
  readonly #forks = new Map<string, number>();
  /** Former full names of repositories, and where these are now. */
  readonly #moved = new Map<string, Repository>();
  readonly now: () => number;
  /** Entries after which a recursive tree is cut short. Source: GitHub's documentation of git trees. */
  treeLimit = 100_000;
  #lastId = 1000;

  /** @param now Milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  addUser(input: UserInput): User {
    this.#refuseTakenLogin(input.login);
    const { name = null, email = null, bio = null, company = null, location = null, suspendedAt = null } = input;
    return this.#keepOwner({ kind: 'User', id: this.nextId(), login: input.login, name, email, bio, company, location, createdAt: this.now(), suspendedAt });
  }

  addOrganization(input: OrganizationInput): Organization {
    this.#refuseTakenLogin(input.login);
    const { name = null, description = null, email = null, location = null, blog = null, basePermission = 'read', membersMayCreate = true, sso = false, refusesAddress = false, verifiedDomains = [] } = input;
    return this.#keepOwner({ kind: 'Organization', id: this.nextId(), login: input.login, name, description, email, location, blog, createdAt: this.now(), members: new Map(), teams: [], basePermission, membersMayCreate, sso, refusesAddress, verifiedDomains: [...verifiedDomains] });
  }

  addMember(organization: string, login: string, role: Role = 'member'): void {
    const user = this.user(login) ?? this.addUser({ login });
    this.#mustOrganization(organization).members.set(user.login, role);
  }

  removeMember(organization: string, login: string): void {
    const found = this.#mustOrganization(organization);
    found.members.delete(login);
    found.teams.forEach((team) => team.members.delete(login));
  }

  addTeam(organization: string, input: TeamInput): Team {
    const owner = this.#mustOrganization(organization);
    const members = new Map<string, 'maintainer' | 'member'>([
      ...(input.members ?? []).map((login): [string, 'member'] => [login, 'member']),
      ...(input.maintainers ?? []).map((login): [string, 'maintainer'] => [login, 'maintainer']),
    ]);
    const team: Team = { id: this.nextId(), slug: input.slug, name: input.name ?? input.slug, description: input.description ?? null, privacy: input.privacy ?? 'closed', parent: input.parent ?? null, createdAt: this.now(), members, repositories: new Map(Object.entries(input.repositories ?? {})) };
    owner.teams.push(team);
    this.#byId.set(`team:${team.id}`, team);
    return team;
  }

  addRepository(input: RepositoryInput): Repository {
    const owner = this.owner(input.owner);
    if (!owner) {
      throw new Error(`The local GitHub has no account ${input.owner}.`);
    }
    if (this.repository(owner.login, input.name)) {
      throw new Error(`The local GitHub already has a repository ${owner.login}/${input.name}.`);
    }
    const createdAt = input.createdAt ?? input.pushedAt ?? this.now();
    const pushedAt = input.pushedAt ?? createdAt;
    const repository: Repository = {
      id: this.nextId(),
      owner: owner.login,
      name: input.name,
      description: input.description ?? null,
      homepage: input.homepage ?? null,
      visibility: input.visibility ?? 'public',
      archived: input.archived ?? false,
      parent: input.parent ?? null,
      isTemplate: input.isTemplate ?? false,
      topics: [...(input.topics ?? [])],
      language: input.language ?? null,
      stars: input.stars ?? 0,
      defaultBranch: input.defaultBranch ?? 'main',
      createdAt,
      updatedAt: pushedAt,
      pushedAt,
      hasIssues: true,
      hasProjects: true,
      hasWiki: true,
      deleteBranchOnMerge: false,
      git: new GitRepository(),
      collaborators: new Map(),
      labels: DEFAULT_LABELS.map(([name, color, description]) => ({ id: this.nextId(), name, color, description })),
      issues: [],
      pulls: [],
      runs: [],
      protections: new Map(),
      extras: noExtras(),
    };
    if (input.files && Object.keys(input.files).length > 0) {
      const author = input.author ?? { name: owner.name ?? owner.login, email: owner.email ?? `${owner.login}@example.com`, at: pushedAt };
      repository.git.commitFiles(repository.defaultBranch, input.files, { message: input.message ?? 'Initial commit', author: { ...author, at: pushedAt } });
    }
    this.#repositories.set(`${owner.login}/${input.name}`.toLowerCase(), repository);
    this.#byId.set(`repository:${repository.id}`, repository);
    this.#countFork(repository, 1);
    return repository;
  }

  /** Commits changed files and pushes them, which moves `pushed_at`. Answers the new commit. */
  push(fullName: string, files: Readonly<Record<string, FileChange>>, input: PushInput = {}): string {
    const repository = this.mustRepository(fullName);
    const at = input.at ?? this.now();
    const author = { ...(input.author ?? { name: 'Local GitHub', email: 'local@example.com' }), at };
    const sha = repository.git.commitFiles(input.branch ?? repository.defaultBranch, files, { message: input.message ?? 'Update files', author });
    this.markPushed(repository, at);
    return sha;
  }

  markPushed(repository: Repository, at = this.now()): void {
    repository.pushedAt = at;
    repository.updatedAt = at;
  }

  deleteRepository(fullName: string): void {
    const repository = this.mustRepository(fullName);
    this.#repositories.delete(fullName.toLowerCase());
    this.#byId.delete(`repository:${repository.id}`);
    this.#countFork(repository, -1);
    this.organization(repository.owner)?.teams.forEach((team) => team.repositories.delete(repository.name));
  }

  /** Gives a repository another name, another owner, or both. It keeps its id, and its old name leads to it. */
  moveRepository(fullName: string, to: { readonly owner?: string; readonly name?: string }): Repository {
    const repository = this.mustRepository(fullName);
    const owner = this.owner(to.owner ?? repository.owner);
    const name = to.name ?? repository.name;
    if (!owner || this.repository(owner.login, name)) {
      throw new Error(`${fullName} cannot become ${to.owner ?? repository.owner}/${name}.`);
    }
    this.#repositories.delete(fullName.toLowerCase());
    if (owner.login !== repository.owner) {
      this.organization(repository.owner)?.teams.forEach((team) => team.repositories.delete(repository.name));
    }
    repository.owner = owner.login;
    repository.name = name;
    repository.updatedAt = this.now();
    this.#repositories.set(`${owner.login}/${name}`.toLowerCase(), repository);
    this.#moved.set(fullName.toLowerCase(), repository);
    return repository;
  }

  /** The repository that had this name before, where no other has it now. */
  movedRepository(owner: string, name: string): Repository | undefined {
    const moved = this.#moved.get(`${owner}/${name}`.toLowerCase());
    return moved && this.repository(moved.owner, moved.name) === moved && !this.repository(owner, name) ? moved : undefined;
  }

  addIssue(repository: Repository, input: IssueInput): Issue {
    const issue = this.#toIssue(repository, input);
    repository.issues.push(issue);
    return issue;
  }

  addPull(repository: Repository, input: IssueInput & { readonly head: string; readonly base: string; readonly draft?: boolean; readonly fork?: Repository | undefined }): PullRequest {
    const { fork } = input;
    const [headSha, baseSha] = [(fork ?? repository).git.resolve(input.head), repository.git.resolve(input.base)];
    if (!headSha || !baseSha) {
      throw new Error(`A pull request needs two branches; ${input.head} or ${input.base} is missing.`);
    }
    const pull: PullRequest = { ...this.#toIssue(repository, input), draft: input.draft ?? false, head: input.head, base: input.base, headSha, baseSha, fork: fork ? `${fork.owner}/${fork.name}` : null };
    if (fork) {
      repository.git.take(fork.git, headSha);
    }
    repository.pulls.push(pull);
    return pull;
  }

  addRun(repository: Repository, input: RunInput): WorkflowRun {
    const { event = 'push', status = 'completed', conclusion = status === 'completed' ? 'success' : null, branch = repository.defaultBranch, createdAt = this.now() } = input;
    const sameWorkflow = repository.runs.find((run) => run.path === input.path);
    const sha = repository.git.resolve(branch);
    if (!sha) {
      throw new Error(`${repository.owner}/${repository.name} has no branch ${branch} for a workflow to run on.`);
    }
    const run: WorkflowRun = { id: this.nextId(), number: repository.runs.filter((other) => other.path === input.path).length + 1, name: input.name, path: input.path, workflowId: sameWorkflow?.workflowId ?? this.nextId(), event, status, conclusion, branch, sha, actor: input.actor ?? this.#anyUser(), createdAt, updatedAt: createdAt };
    repository.runs.push(run);
    return run;
  }

  addToken(input: TokenInput): Token {
    const user = this.user(input.account) ?? this.addUser({ login: input.account });
    const value = input.value ?? `${input.fineGrained ? 'github_pat_' : 'ghp_'}${randomBytes(18).toString('hex')}`;
    const token: Token = { value, account: user.login, scopes: input.fineGrained ? [] : [...(input.scopes ?? [])], ...(input.fineGrained ? { fineGrained: input.fineGrained } : {}), ssoAuthorized: [...(input.ssoAuthorized ?? [])], ...(input.expiresAt === undefined ? {} : { expiresAt: input.expiresAt }) };
    this.#tokens.set(value, token);
    return token;
  }

  revokeToken(value: string): boolean {
    return this.#tokens.delete(value);
  }

  /** The token of that value; `undefined` also for one that has expired. */
  token(value: string): Token | undefined {
    const token = this.#tokens.get(value);
    return token && (token.expiresAt === undefined || token.expiresAt > this.now()) ? token : undefined;
  }

  owner(login: string): Owner | undefined {
    return this.#owners.get(login.toLowerCase());
  }

  user(login: string): User | undefined {
    const owner = this.owner(login);
    return owner?.kind === 'User' ? owner : undefined;
  }

  organization(login: string): Organization | undefined {
    const owner = this.owner(login);
    return owner?.kind === 'Organization' ? owner : undefined;
  }

  organizations(): Organization[] {
    return [...this.#owners.values()].filter((owner) => owner.kind === 'Organization');
  }

  users(): User[] {
    return [...this.#owners.values()].filter((owner) => owner.kind === 'User');
  }

  repository(owner: string, name: string): Repository | undefined {
    return this.#repositories.get(`${owner}/${name}`.toLowerCase());
  }

  /** @throws Error where it is missing; for tests and set-up, not for handlers. */
  mustRepository(fullName: string): Repository {
    const repository = this.#repositories.get(fullName.toLowerCase());
    if (!repository) {
      throw new Error(`The local GitHub has no repository ${fullName}.`);
    }
    return repository;
  }

  repositories(owner?: string): Repository[] {
    const all = [...this.#repositories.values()];
    return owner === undefined ? all : all.filter((repository) => repository.owner.toLowerCase() === owner.toLowerCase());
  }

  /** How many repositories here were forked from one. */
  forkCount(repository: Repository): number {
    return this.#forks.get(`${repository.owner}/${repository.name}`.toLowerCase()) ?? 0;
  }

  byId(kind: 'user' | 'organization' | 'repository' | 'team', id: number): User | Organization | Repository | Team | undefined {
    return this.#byId.get(`${kind}:${id}`);
  }

  #countFork(fork: Repository, by: number): void {
    const parent = fork.parent?.toLowerCase();
    if (parent !== undefined) {
      this.#forks.set(parent, (this.#forks.get(parent) ?? 0) + by);
    }
  }

  #toIssue(repository: Repository, input: IssueInput): Issue {
    const at = this.now();
    const labels = (input.labels ?? []).map((name) => this.label(repository, name));
    const number = repository.issues.length + repository.pulls.length + 1;
    return { id: this.nextId(), number, title: input.title, body: input.body ?? null, state: 'open', author: input.author, labels, assignees: [...(input.assignees ?? [])], createdAt: at, updatedAt: at, closedAt: null };
  }

  /** A repository's label by its name, made where it is missing. */
  label(repository: Repository, name: string): Repository['labels'][number] {
    const found = repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
    if (found) {
      return found;
    }
    const label = { id: this.nextId(), name, color: 'ededed', description: null };
    repository.labels.push(label);
    return label;
  }

  #anyUser(): string {
    return (this.users()[0] ?? this.addUser({ login: 'octocat' })).login;
  }

  #keepOwner<T extends Owner>(owner: T): T {
    this.#owners.set(owner.login.toLowerCase(), owner);
    this.#byId.set(`${owner.kind.toLowerCase()}:${owner.id}`, owner);
    return owner;
  }

  #refuseTakenLogin(login: string): void {
    if (this.owner(login)) {
      throw new Error(`The local GitHub already has an account ${login}.`);
    }
  }

  #mustOrganization(login: string): Organization {
    const organization = this.organization(login);
    if (!organization) {
      throw new Error(`The local GitHub has no organization ${login}.`);
    }
    return organization;
  }
}

function noExtras(): RepositoryExtras {
  return { secrets: new Map(), variables: new Map(), environments: new Map(), hooks: [], keys: [], autolinks: [], signed: new Set(), reviewers: new Map(), pages: undefined, subscribed: false, oidc: { useDefault: true, keys: [] }, access: 'none' };
}
