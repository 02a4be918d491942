import type { Action } from '../action';
import { flag, text } from '../input';
import { nameOfTarget } from './effects';
import { protectBranch } from './protecting';
import { openTarget } from './target';

/** `github:branch-protection:create`: protects a branch, the default one where none is named. */
export const branchProtectionCreate: Action = {
  id: 'github:branch-protection:create',
  supportsDryRun: false,
  effects: (input) => [{ kind: 'protection', text: `Protects the branch ${text(input, 'branch') ?? 'that is the default'} of ${nameOfTarget(input)}.` }],
  run: async (context) => {
    const target = openTarget(context);
    const { gitHub, at, send } = target;
    const branch = text(context.input, 'branch') ?? (await gitHub.request('GET /repos/{owner}/{repo}', at, send)).data.default_branch;
    await protectBranch(context, target, branch, flag(context.input, 'enforceAdmins') ?? true);
  },
};
