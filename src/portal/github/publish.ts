import { throwIfCancelled } from '../base/cancellation';
import { isPortalError, PortalError } from '../base/errors';
import type { GitHubClient, GitHubData, GitHubRequestOptions } from './gitHubClient';
import { blobSha, rootCommitSha, treeSha, type GitPerson } from '../base/gitObjects';
import { isRefusal, workflowRefused } from './gitHubErrors';
import { bootstrapFile, type PublishedRepository, type PublishFile, type PublishRequest, type PublishState, type PublishStep } from './publishState';
import { READ_SCOPES, WORKFLOW_SCOPES } from './scopes';

export interface PublishOptions {
  /** What an earlier run has done; `{}` for a first one. */
  readonly state: PublishState;
  /** Keeps the state; awaited before each call that changes something, and after it. */
  readonly save: (state: PublishState) => Promise<void>;
  readonly onProgress?: (step: PublishStep) => void;
  readonly signal?: AbortSignal;
  /** ms since the epoch */
  readonly now: () => number;
}

export interface Published {
  readonly repository: PublishedRepository;
  readonly commit: string;
}

/** GitHub refuses line breaks in a description, and more than this. */
const MAX_DESCRIPTION = 350;

/** Scopes that writing these files takes: `workflow` only where workflows are among them. */
export function publishScopes(files: readonly { readonly path: string }[]): readonly string[] {
  return holdsWorkflows(files) ? WORKFLOW_SCOPES : READ_SCOPES;
}

function holdsWorkflows(files: readonly { readonly path: string }[]): boolean {
  return files.some((file) => file.path.startsWith('.github/workflows/'));
}

/**
 * Creates a repository with all files in one commit, or goes on with a run that ended early. Each call that changes
 * something is made once: where an earlier run did not see its answer, GitHub is asked whether it was carried out.
 *
 * GitHub's git data API answers 409 on an empty repository, so it is begun with one file through the contents API; then
 * a tree and a commit without parent are made, and the branch is moved to it, so that one commit remains.
 *
 * @throws PortalError; with `details.field` `name` where the name is taken. What was done until then is in the saved state.
 */
export async function publish(client: GitHubClient, request: PublishRequest, options: PublishOptions): Promise<Published> {
  const run = new PublishRun(client, request, options);
  const login = await run.signIn();
  await run.createRepository(login);
  await run.bootstrap();
  await run.createBlobs();
  await run.createTree();
  await run.createCommit();
  await run.moveBranch();
  return run.setDefaultBranch();
}

class PublishRun {
  readonly #client: GitHubClient;
  readonly #request: PublishRequest;
  readonly #options: PublishOptions;
  readonly #send: GitHubRequestOptions;
  readonly #at: { readonly owner: string; readonly repo: string };
  readonly #tree: string;
  #state: PublishState;

  constructor(client: GitHubClient, request: PublishRequest, options: PublishOptions) {
    this.#client = client;
    this.#request = request;
    this.#options = options;
    this.#at = { owner: request.owner, repo: request.name };
    this.#send = { scopes: publishScopes(request.files), interactive: true, ...(options.signal && { signal: options.signal }) };
    this.#tree = treeSha(request.files);
    // Other files than the last time (a newer template): their tree, commit and branch are still to be made.
    const { tree, commit: _commit, branch: _branch, ...kept } = options.state;
    this.#state = tree !== undefined && tree !== this.#tree ? kept : options.state;
  }

  /** @returns the user's login, or `undefined` for a token that stands for no user (a GitHub App's) */
  async signIn(): Promise<string | undefined> {
    const user = await this.#read(() => this.#client.request('GET /user', {}, { ...this.#send, about: 'your account' }), ['forbidden', 'not-found']);
    if (user && !this.#state.person) {
      const { login, id, name, email } = user.data;
      const address = email ?? `${id}+${login}@users.noreply.${new URL(this.#client.host.web).host}`;
      const date = `${new Date(this.#options.now()).toISOString().slice(0, 19)}Z`;
      await this.#save({ ...this.#state, person: { name: name ?? login, email: address, date } });
    }
    return user?.data.login;
  }

  async createRepository(login: string | undefined): Promise<void> {
    if (this.#state.repository) {
      return;
    }
    const { owner, name } = this.#request;
    const existing = await this.#read(() => this.#client.request('GET /repos/{owner}/{repo}', this.#at, this.#send), ['not-found']);
    if (existing) {
      if (this.#state.pending !== 'repository' || !(await this.#isOurs(existing.data))) {
        throw nameTaken(owner, name);
      }
      await this.#save({ ...this.#done(), repository: toRepository(existing.data) });
      return;
    }
    const description = Array.from(this.#request.description.replace(/\s+/g, ' ').trim()).slice(0, MAX_DESCRIPTION).join('');
    const body = { name, description, private: this.#request.private, auto_init: false };
    await this.#begin('repository');
    const about = { ...this.#send, about: `repository ${owner}/${name}` };
    const created = await this.#refusable(
      login?.toLowerCase() === owner.toLowerCase()
        ? this.#client.request('POST /user/repos', body, about)
        : this.#client.request('POST /orgs/{org}/repos', { org: owner, ...body }, about),
    ).catch((error: unknown) => {
      throw isPortalError(error, 'conflict') && /already exists/i.test(error.message) ? nameTaken(owner, name, error) : error;
    });
    await this.#save({ ...this.#done(), repository: { createdId: Number(created.data.id), ...toRepository(created.data) } });
  }

  async bootstrap(): Promise<void> {
    const first = bootstrapFile(this.#request);
    if (this.#state.bootstrapped || this.#state.branch !== undefined) {
      return;
    }
    if (!first) {
      throw new PortalError('invalid', 'A repository is begun with a file of text outside .github, and the template has none.');
    }
    if (this.#state.pending !== 'bootstrap' || (await this.#branchHead()) === undefined) {
      await this.#begin('bootstrap');
      const { branch, message } = this.#request;
      const content = toBase64(first.bytes);
      await this.#refusable(
        this.#client.request('PUT /repos/{owner}/{repo}/contents/{path}', { ...this.#at, path: first.path, message, content, branch }, this.#send),
      );
    }
    await this.#save({ ...this.#done(), bootstrapped: true });
  }

  async createBlobs(): Promise<void> {
    for (const file of this.#request.files.filter(isSentAsBlob)) {
      const sha = blobSha(file.bytes);
      if (this.#state.tree !== undefined || this.#state.blobs?.includes(sha)) {
        continue;
      }
      if (this.#state.pending !== 'blobs' || !(await this.#has('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { ...this.#at, file_sha: sha }))) {
        await this.#begin('blobs');
        await this.#refusable(
          this.#client.request('POST /repos/{owner}/{repo}/git/blobs', { ...this.#at, content: toBase64(file.bytes), encoding: 'base64' }, this.#send),
        );
      }
      await this.#save({ ...this.#done(), blobs: [...(this.#state.blobs ?? []), sha] });
    }
  }

  async createTree(): Promise<void> {
    if (this.#state.tree !== undefined) {
      return;
    }
    if (this.#state.pending !== 'tree' || !(await this.#has('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { ...this.#at, tree_sha: this.#tree }))) {
      await this.#begin('tree');
      const tree = this.#request.files.map((file) => ({
        path: file.path,
        mode: file.executable ? ('100755' as const) : ('100644' as const),
        type: 'blob' as const,
        ...(isSentAsBlob(file) ? { sha: blobSha(file.bytes) } : { content: file.text ?? '' }),
      }));
      const { data } = await this.#writingWorkflows(this.#client.request('POST /repos/{owner}/{repo}/git/trees', { ...this.#at, tree }, this.#send));
      if (data.sha !== this.#tree) {
        throw new PortalError('server', `GitHub stored the files of ${this.#request.owner}/${this.#request.name} as something else than was sent. Nothing was published; try again.`);
      }
    }
    await this.#save({ ...this.#done(), tree: this.#tree });
  }

  async createCommit(): Promise<void> {
    if (this.#state.commit !== undefined) {
      return;
    }
    const { message } = this.#request;
    const { person, pending } = this.#state;
    const expected = person && rootCommitSha(this.#tree, person, message);
    let commit = expected;
    const isThere = pending === 'commit' && expected !== undefined;
    if (!isThere || !(await this.#has('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...this.#at, commit_sha: expected }))) {
      await this.#begin('commit');
      const body = { ...this.#at, message, tree: this.#tree, parents: [], ...(person && toAuthorship(person)) };
      commit = (await this.#writingWorkflows(this.#client.request('POST /repos/{owner}/{repo}/git/commits', body, this.#send))).data.sha;
    }
    await this.#save({ ...this.#done(), ...(commit !== undefined && { commit }) });
  }

  async moveBranch(): Promise<void> {
    const { commit, branch, pending } = this.#state;
    if (commit === undefined || branch === commit) {
      return;
    }
    if (pending !== 'branch' || (await this.#branchHead()) !== commit) {
      await this.#begin('branch');
      const ref = `heads/${this.#request.branch}`;
      await this.#writingWorkflows(this.#client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...this.#at, ref, sha: commit, force: true }, this.#send));
    }
    await this.#save({ ...this.#done(), branch: commit });
  }

  async setDefaultBranch(): Promise<Published> {
    const { repository, commit } = this.#state;
    if (!repository || commit === undefined) {
      throw new PortalError('invalid', 'There is no repository to finish.');
    }
    const defaultBranch = this.#request.branch;
    if (repository.defaultBranch !== defaultBranch) {
      // Setting it a second time changes nothing, so there is nothing to ask first.
      await this.#begin('default-branch');
      await this.#refusable(this.#client.request('PATCH /repos/{owner}/{repo}', { ...this.#at, default_branch: defaultBranch }, this.#send));
      await this.#save({ ...this.#done(), repository: { ...repository, defaultBranch } });
    }
    return { repository: { ...repository, defaultBranch }, commit };
  }

  /** A repository that was not there before we asked for it, is as we asked for it, and holds nothing. */
  async #isOurs(repository: GitHubData<'GET /repos/{owner}/{repo}'>): Promise<boolean> {
    const isAsAsked = repository.private === this.#request.private && repository.permissions?.admin === true && !repository.fork;
    return isAsAsked && (await this.#branchHead(repository.default_branch)) === undefined && (await this.#branchHead()) === undefined;
  }

  /** The commit of a branch, or `undefined` where there is none (404) or nothing at all in the repository (409). */
  async #branchHead(branch = this.#request.branch): Promise<string | undefined> {
    const get = () => this.#client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...this.#at, ref: `heads/${branch}` }, this.#send);
    return (await this.#read(get, ['not-found', 'conflict']))?.data.object.sha;
  }

  async #has(
    ...[route, parameters]:
      | ['GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner: string; repo: string; file_sha: string }]
      | ['GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { owner: string; repo: string; tree_sha: string }]
      | ['GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { owner: string; repo: string; commit_sha: string }]
  ): Promise<boolean> {
    return (await this.#read(() => this.#client.request(route, parameters, this.#send), ['not-found', 'conflict'])) !== undefined;
  }

  /** A request whose refusal for one of these reasons is an answer. */
  async #read<T>(get: () => Promise<T>, absent: readonly PortalError['reason'][]): Promise<T | undefined> {
    try {
      return await get();
    } catch (error) {
      if (isPortalError(error) && absent.includes(error.reason)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Refused by GitHub means not carried out: then there is nothing to find out when the run goes on. */
  async #refusable<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if (isRefusal(error)) {
        await this.#save(this.#done());
      }
      throw error;
    }
  }

  /**
   * Names the right `workflow` where it is what is missing. GitHub does not: it answers 404 to a classic token and 403 to
   * others, as to somebody who may not write at all.
   */
  async #writingWorkflows<T>(call: Promise<T>): Promise<T> {
    try {
      return await this.#refusable(call);
    } catch (error) {
      throw isPortalError(error) && (await this.#isForWantOfWorkflow(error)) ? workflowRefused(`repository ${this.#at.owner}/${this.#at.repo}`, error.details) : error;
    }
  }

  async #isForWantOfWorkflow({ reason, details }: PortalError): Promise<boolean> {
    const isOpen = (reason === 'forbidden' || reason === 'not-found') && !details.scopes && !details.addressRefused;
    if (!isOpen || !holdsWorkflows(this.#request.files) || details.granted?.includes('workflow')) {
      return false;
    }
    const get = () => this.#client.request('GET /repos/{owner}/{repo}', this.#at, this.#send);
    // What can be written to, but not with workflows. Where that cannot be found out, the refusal stands as it is.
    const repository = await get().catch(() => undefined);
    return repository?.data.permissions?.push === true;
  }

  async #begin(step: PublishStep): Promise<void> {
    throwIfCancelled(this.#options.signal);
    this.#options.onProgress?.(step);
    await this.#save({ ...this.#state, pending: step });
  }

  #done(): PublishState {
    const { pending: _pending, ...rest } = this.#state;
    return rest;
  }

  async #save(state: PublishState): Promise<void> {
    this.#state = state;
    await this.#options.save(state);
  }
}

function nameTaken(owner: string, name: string, cause?: unknown): PortalError {
  return new PortalError('conflict', `${owner}/${name} exists on GitHub already. Choose another name for the repository.`, { field: 'name', cause });
}

function toRepository(data: GitHubData<'GET /repos/{owner}/{repo}'>): PublishedRepository {
  return {
    owner: data.owner.login,
    name: data.name,
    url: data.html_url,
    cloneUrl: data.clone_url,
    private: data.private,
    defaultBranch: data.default_branch,
  };
}

function toAuthorship(person: GitPerson): { author: { name: string; email: string; date: string }; committer: { name: string; email: string; date: string } } {
  return { author: { ...person }, committer: { ...person } };
}

/** What the tree cannot hold inline: bytes that are no text, and nothing at all, which GitHub takes for a missing field. */
function isSentAsBlob(file: PublishFile): boolean {
  return file.text === undefined || file.text === '';
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
