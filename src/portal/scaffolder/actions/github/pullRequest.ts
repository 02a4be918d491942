import { isPortalError, PortalError } from '../../../base/errors';
import type { JsonObject } from '../../../catalog/entity';
import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action, ActionContext } from '../action';
import { flag, text, texts } from '../input';
import { authorOf, branchHead, createBlobs, createCommit, filesToCommit, toTreeItems } from './committing';
import { nameOfTarget } from './effects';
import { attempt, change, given, isRecord, isText, openTarget, orUndefined, type Target } from './target';

/** `publish:github:pull-request`: proposes the files of the workspace by a pull request. */
export const publishGithubPullRequest: Action = {
  id: 'publish:github:pull-request',
  supportsDryRun: true,
  effects: (input) => [
    { kind: 'branch', text: `Makes the branch ${text(input, 'branchName') ?? ''} in ${nameOfTarget(input)} with one commit.` },
    { kind: 'pullRequest', text: `Opens the pull request “${text(input, 'title') ?? ''}” on ${nameOfTarget(input)}${flag(input, 'draft') ? ' as a draft' : ''}.` },
  ],
  run: async (context) => {
    const { input, output, log, isDryRun } = context;
    const branch = text(input, 'branchName') ?? '';
    if (isDryRun) {
      log('Performing dry run of creating pull request');
      output('targetBranchName', branch);
      output('remoteUrl', text(input, 'repoUrl') ?? '');
      output('pullRequestNumber', 43);
      log('Dry run complete');
      return;
    }
    const target = openTarget(context);
    const { data: repository } = await target.gitHub.request('GET /repos/{owner}/{repo}', target.at, target.send);
    const base = text(input, 'targetBranchName') ?? repository.default_branch;
    const baseCommit = await context.once('base', { run: () => needHead(target, base), find: () => Promise.resolve(undefined) }, isText);
    const home = flag(input, 'forceFork') || repository.permissions?.push !== true ? await fork(context, target) : target;
    const commit = await commitFiles(context, home, baseCommit);
    if (commit === undefined) {
      log('The files are those that are there, so there is nothing to propose.');
      return;
    }
    await pointBranch(context, home, branch, commit);
    const head = home === target ? branch : `${home.owner}:${branch}`;
    const pull = await openPull(context, target, base, head);
    await ask(context, target, Number(pull['number']));
    output('targetBranchName', base);
    output('remoteUrl', text(pull, 'url') ?? '');
    output('pullRequestNumber', Number(pull['number']));
  },
};

async function needHead(target: Target, branch: string): Promise<string> {
  const head = await branchHead(target, branch);
  if (head === undefined) {
    throw new PortalError('not-found', `Pull request creation failed: ${target.owner}/${target.repo} has no branch ${branch}.`);
  }
  return head;
}

/** @returns `undefined` where nothing would change and the step wants no pull request then */
async function commitFiles(context: ActionContext, target: Target, parent: string): Promise<string | undefined> {
  const { input, workspace } = context;
  const { gitHub, at, send: plain } = target;
  const folder = toWorkspacePath(text(input, 'targetPath') ?? '.');
  const files = filesToCommit(workspace, text(input, 'sourcePath')).map((file) => ({ ...file, path: joinPath(folder, file.path) }));
  const gone = (texts(input, 'filesToDelete') ?? []).map((path) => ({ path: toWorkspacePath(path), mode: '100644' as const, type: 'blob' as const, sha: null }));
  const send = files.some(({ path }) => path.startsWith('.github/workflows/')) ? { ...plain, scopes: [...(plain.scopes ?? []), 'workflow'] } : plain;
  const author = await authorOf(context, target);
  const { data: before } = await gitHub.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...at, commit_sha: parent }, send);
  await createBlobs(context, { ...target, send }, files);
  // A tree is named by what it holds: made a second time it is the same one, so only its name is kept.
  const tree = await context.once(
    'tree',
    {
      run: async () => (await gitHub.request('POST /repos/{owner}/{repo}/git/trees', { ...at, base_tree: before.tree.sha, tree: [...toTreeItems(files), ...gone] }, send)).data.sha,
      find: () => Promise.resolve(undefined),
    },
    isText,
  );
  if (tree === before.tree.sha && flag(input, 'createWhenEmpty') === false) {
    return undefined;
  }
  return createCommit(context, { ...target, send }, tree, [parent], text(input, 'commitMessage') ?? text(input, 'title') ?? '', author);
}

async function pointBranch(context: ActionContext, target: Target, branch: string, commit: string): Promise<void> {
  const { gitHub, at, send } = target;
  await change(
    context,
    'branch',
    async () => {
      const there = await branchHead(target, branch);
      if (there === undefined) {
        await gitHub.request('POST /repos/{owner}/{repo}/git/refs', { ...at, ref: `refs/heads/${branch}`, sha: commit }, send);
      } else if (flag(context.input, 'update')) {
        await gitHub.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...at, ref: `heads/${branch}`, sha: commit, force: true }, send);
      } else {
        throw new PortalError('conflict', `Pull request creation failed: the branch ${branch} is in ${at.owner}/${at.repo} already. Choose another \`branchName\`, or set \`update: true\`.`);
      }
    },
    async () => (await branchHead(target, branch)) === commit,
  );
}

function openPull(context: ActionContext, { gitHub, at, send, owner }: Target, base: string, head: string): Promise<JsonObject> {
  const { input } = context;
  const find = async (): Promise<JsonObject | undefined> => {
    const { data } = await gitHub.request('GET /repos/{owner}/{repo}/pulls', { ...at, state: 'open', base, head: head.includes(':') ? head : `${owner}:${head}` }, send);
    return data[0] && { number: data[0].number, url: data[0].html_url };
  };
  const run = async (): Promise<JsonObject> => {
    try {
      const body = { title: text(input, 'title') ?? '', body: text(input, 'description') ?? '', head, base, draft: flag(input, 'draft') ?? false };
      const { data } = await gitHub.request('POST /repos/{owner}/{repo}/pulls', { ...at, ...body }, send);
      return { number: data.number, url: data.html_url };
    } catch (error) {
      const there = flag(input, 'update') && isPortalError(error, 'conflict') ? await find() : undefined;
      if (there) {
        return there;
      }
      throw error;
    }
  };
  return context.once('pullRequest', { run, find }, isRecord);
}

async function ask(context: ActionContext, { gitHub, at, send }: Target, number: number): Promise<void> {
  const { input } = context;
  const [reviewers, teams, assignees] = [texts(input, 'reviewers'), texts(input, 'teamReviewers'), texts(input, 'assignees')];
  if (reviewers || teams) {
    const wanted = given({ reviewers: reviewers && [...reviewers], team_reviewers: teams && [...new Set(teams)] });
    await attempt(context, `reviewers of pull request ${number}`, () =>
      change(context, 'reviewers', () => gitHub.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', { ...at, pull_number: number, ...wanted }, send), async () => {
        const found = await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', { ...at, pull_number: number }, send));
        return found !== undefined && (reviewers ?? []).every((login) => found.users.some((user) => user.login === login));
      }),
    );
  }
  if (assignees) {
    await attempt(context, `assignees of pull request ${number}`, () =>
      change(context, 'assignees', () => gitHub.request('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees', { ...at, issue_number: number, assignees: [...assignees] }, send), async () => {
        const { data } = await gitHub.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...at, pull_number: number }, send);
        return assignees.every((login) => data.assignees?.some((user) => user.login === login));
      }),
    );
  }
}

/** A fork of one's own; forking what is forked gives the same one. */
async function fork(context: ActionContext, { gitHub, at, send }: Target): Promise<Target> {
  const make = async (): Promise<JsonObject> => {
    const { data } = await gitHub.request('POST /repos/{owner}/{repo}/forks', at, send);
    return { owner: data.owner.login, repo: data.name };
  };
  const find = async (): Promise<JsonObject | undefined> => {
    const [{ data: user }, { data: forks }] = await Promise.all([gitHub.request('GET /user', {}, send), gitHub.request('GET /repos/{owner}/{repo}/forks', at, send)]);
    const own = forks.find(({ owner }) => owner.login === user.login);
    return own && { owner: own.owner.login, repo: own.name };
  };
  const made = await context.once('fork', { run: make, find }, isRecord);
  const [owner, repo] = [text(made, 'owner') ?? '', text(made, 'repo') ?? ''];
  return { gitHub, owner, repo, at: { owner, repo }, send: { ...send, about: `repository ${owner}/${repo}` } };
}
