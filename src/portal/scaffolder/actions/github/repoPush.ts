import type { Action } from '../action';
import { pushEffects } from './effects';
import { defaultBranchOf, pushAndProtect } from './pushing';
import { openTarget } from './target';

/** `github:repo:push`: puts the workspace into a repository that is there and empty. */
export const repoPush: Action = {
  id: 'github:repo:push',
  supportsDryRun: false,
  effects: pushEffects,
  run: async (context) => {
    const target = openTarget(context);
    const { data } = await target.gitHub.request('GET /repos/{owner}/{repo}', target.at, target.send);
    const commit = await pushAndProtect(context, target, data.default_branch);
    context.output('remoteUrl', data.clone_url);
    context.output('repoContentsUrl', `${data.html_url}/blob/${defaultBranchOf(context)}`);
    context.output('commitHash', commit);
  },
};
