import type { Action } from '../action';
import { flag, text } from '../input';
import { createRepository } from './creating';
import { creationEffects } from './effects';
import { change, openTarget, orUndefined } from './target';

/** `github:repo:create`: creates a repository, empty or with a README. */
export const repoCreate: Action = {
  id: 'github:repo:create',
  supportsDryRun: false,
  effects: creationEffects,
  run: async (context) => {
    const target = openTarget(context);
    const { gitHub, at, send } = target;
    const { cloneUrl } = await createRepository(context, target, { autoInit: flag(context.input, 'autoInit') ?? false });
    const access = text(context.input, 'workflowAccess');
    if (access === 'none' || access === 'organization' || access === 'user') {
      await change(
        context,
        'workflowAccess',
        () => gitHub.request('PUT /repos/{owner}/{repo}/actions/permissions/access', { ...at, access_level: access }, send),
        async () => (await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/actions/permissions/access', at, send)))?.access_level === access,
      );
    }
    context.output('remoteUrl', cloneUrl);
  },
};
