import type { GitFile, GitPerson } from '../base/gitObjects';

export interface PublishRequest {
  /** Organization or user. */
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly private: boolean;
  /** The branch the commit goes to; it becomes the repository's default. */
  readonly branch: string;
  readonly message: string;
  /** At least one. Paths are safe. */
  readonly files: readonly PublishFile[];
}

export interface PublishFile extends GitFile {
  /** The content where it is text; what has none is sent as a blob. */
  readonly text?: string;
}

/** The calls that change something, in their order. */
export type PublishStep = 'repository' | 'bootstrap' | 'blobs' | 'tree' | 'commit' | 'branch' | 'default-branch';

/**
 * What has been done so far: plain JSON, saved before and after each call that changes something, so that a run that
 * ended anywhere goes on where it ended.
 */
export interface PublishState {
  /** The call whose answer has not been seen: it may have been carried out or not. */
  readonly pending?: PublishStep;
  readonly repository?: PublishedRepository;
  /** The name of the person and time of the commit, fixed at the first try so that a second makes the same commit. */
  readonly person?: GitPerson;
  readonly bootstrapped?: true;
  /** Names of the blobs that are there. */
  readonly blobs?: readonly string[];
  readonly tree?: string;
  readonly commit?: string;
  /** The branch points to this commit. */
  readonly branch?: string;
  /** The repository was to be removed, and the answer to that has not been seen. */
  readonly removing?: true;
}

export interface PublishedRepository {
  /** The number GitHub gave it in its answer to our asking for it; absent where that answer was not seen. */
  readonly createdId?: number;
  readonly owner: string;
  readonly name: string;
  /** Address on the web. */
  readonly url: string;
  readonly cloneUrl: string;
  readonly private: boolean;
  readonly defaultBranch: string;
}

/** The file that an empty repository is begun with: GitHub takes no trees before it has a first commit. */
export function bootstrapFile(request: PublishRequest): PublishFile | undefined {
  const candidates = request.files.filter((file) => !file.path.startsWith('.github/') && file.text !== undefined && file.text !== '');
  return candidates.find((file) => file.path === 'README.md') ?? candidates[0];
}

/** What exists on GitHub by now, one sentence each, for somebody whose run has ended early. */
export function describePublishState(request: PublishRequest, state: PublishState): readonly string[] {
  const where = `${request.owner}/${request.name}`;
  const { repository } = state;
  if (!repository) {
    return state.pending === 'repository'
      ? [`GitHub did not say whether it created ${where}. Going on finds out first and creates nothing twice.`]
      : ['Nothing has been created on GitHub.'];
  }
  const lines = [`The ${repository.private ? 'private' : 'public'} repository ${where} exists: ${repository.url}`];
  const files = `${request.files.length} file${request.files.length === 1 ? '' : 's'}`;
  if (state.branch !== undefined) {
    lines.push(`Its branch ${request.branch} holds all ${files}.`);
  } else if (state.bootstrapped) {
    lines.push(`Its branch ${request.branch} holds only ${bootstrapFile(request)?.path ?? 'one file'} so far, not all ${files}.`);
  } else {
    lines.push(`It is empty so far; ${files} are still to be written.`);
  }
  if (state.branch !== undefined && repository.defaultBranch !== request.branch) {
    lines.push(`Its default branch is still ${repository.defaultBranch}.`);
  }
  return lines;
}
