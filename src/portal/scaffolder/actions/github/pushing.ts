import { PortalError } from '../../../base/errors';
import type { ActionContext } from '../action';
import { flag, text } from '../input';
import { authorOf, branchHead, createBlobs, createCommit, createTree, filesToCommit } from './committing';
import { protectBranch } from './protecting';
import { attempt, change, type Target } from './target';

/** Where a repository is begun with one commit. */
const BRANCH = 'master';

export function defaultBranchOf({ input }: Pick<ActionContext, 'input'>): string {
  return text(input, 'defaultBranch') ?? BRANCH;
}

/**
 * Puts the files of the workspace into an empty repository as one commit, and protects its branch. Source: `initRepoPushAndProtect`
 * of @backstage/plugin-scaffolder-backend-module-github 0.10.0, which pushes by git; here GitHub's git data API is called, which needs
 * a first commit to begin with: it is forced away by the one that remains.
 *
 * @param createdBranch what the repository calls its default branch
 * @returns the commit
 */
export async function pushAndProtect(context: ActionContext, target: Target, createdBranch: string): Promise<string> {
  const { input, workspace, log } = context;
  const branch = defaultBranchOf(context);
  const files = filesToCommit(workspace, text(input, 'sourcePath'));
  if (files.length === 0) {
    throw new PortalError('invalid', `There are no files to put into ${target.owner}/${target.repo}. The steps before write none.`);
  }
  const { gitHub, at, send: plain } = target;
  const send = files.some(({ path }) => path.startsWith('.github/workflows/')) ? { ...plain, scopes: [...(plain.scopes ?? []), 'workflow'] } : plain;
  const writing = { ...target, send };
  const message = text(input, 'gitCommitMessage') ?? 'initial commit';
  const author = await authorOf(context, target);

  const first = files.find(({ path, isLink }) => path === 'README.md' && !isLink) ?? files.find(({ path, isLink, bytes }) => !path.startsWith('.github/') && !isLink && bytes.length > 0);
  if (!first) {
    throw new PortalError('invalid', 'A repository is begun with a file outside .github that is not empty, and the steps write none.');
  }
  await change(
    context,
    'bootstrap',
    async () => {
      if ((await branchHead(target, createdBranch)) !== undefined || (await branchHead(target, branch)) !== undefined) {
        throw new PortalError('conflict', `${target.owner}/${target.repo} holds commits already, and nothing is written over. Push to an empty repository, or propose the files by publish:github:pull-request.`);
      }
      const content = btoa(Array.from(first.bytes, (byte) => String.fromCharCode(byte)).join(''));
      await gitHub.request('PUT /repos/{owner}/{repo}/contents/{path}', { ...at, path: first.path, message, content, branch }, send);
    },
    async () => (await branchHead(target, branch)) !== undefined,
  );
  await createBlobs(context, writing, files);
  const tree = await createTree(context, writing, files);
  const commit = await createCommit(context, writing, tree, [], message, author);
  const ref = `heads/${branch}`;
  await change(context, 'branch', () => gitHub.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...at, ref, sha: commit, force: true }, send), async () => (await branchHead(target, branch)) === commit);
  if (createdBranch !== branch) {
    await change(context, 'defaultBranch', () => gitHub.request('PATCH /repos/{owner}/{repo}', { ...at, default_branch: branch }, send), async () => (await gitHub.request('GET /repos/{owner}/{repo}', at, send)).data.default_branch === branch);
  }
  log(`${files.length} files are in ${target.owner}/${target.repo} at ${commit.slice(0, 7)}`);
  if (flag(input, 'protectDefaultBranch') ?? true) {
    await attempt(context, `default branch protection on '${target.repo}'`, () => protectBranch(context, target, branch, flag(input, 'protectEnforceAdmins') ?? true));
  }
  return commit;
}
