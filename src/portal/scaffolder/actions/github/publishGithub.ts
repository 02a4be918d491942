import type { Action } from '../action';
import { createRepository } from './creating';
import { creationEffects, pushEffects } from './effects';
import { defaultBranchOf, pushAndProtect } from './pushing';
import { openTarget } from './target';

/** `publish:github`: creates a repository with the workspace in it. */
export const publishGithub: Action = {
  id: 'publish:github',
  supportsDryRun: false,
  effects: (input) => [...creationEffects(input), ...pushEffects(input)],
  run: async (context) => {
    const target = openTarget(context);
    const { htmlUrl, cloneUrl, defaultBranch } = await createRepository(context, target);
    const commit = await pushAndProtect(context, target, defaultBranch);
    context.output('commitHash', commit);
    context.output('remoteUrl', cloneUrl);
    context.output('repoContentsUrl', `${htmlUrl}/blob/${defaultBranchOf(context)}`);
  },
};
