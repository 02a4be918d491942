import { isPortalError, PortalError } from '../../../base/errors';
import type { JsonObject } from '../../../catalog/entity';
import type { ActionContext } from '../action';
import { flag, number, object, texts } from '../input';
import { change, orUndefined, type Target } from './target';

/**
 * Protects a branch by the inputs that publish:github, github:repo:push and github:branch-protection:create share. Source:
 * `enableBranchProtectionOnDefaultRepoBranch` of @backstage/plugin-scaffolder-backend-module-github 0.10.0.
 */
export async function protectBranch(context: ActionContext, { gitHub, at, send }: Target, branch: string, enforceAdmins: boolean): Promise<void> {
  const { input } = context;
  const allowances = object(input, 'bypassPullRequestAllowances');
  const restrictions = object(input, 'restrictions');
  const body = {
    required_status_checks: { strict: flag(input, 'requireBranchesToBeUpToDate') ?? true, contexts: [...(texts(input, 'requiredStatusCheckContexts') ?? [])] },
    restrictions: restrictions ? { users: listOf(restrictions, 'users'), teams: listOf(restrictions, 'teams'), apps: listOf(restrictions, 'apps') } : null,
    enforce_admins: enforceAdmins,
    required_pull_request_reviews: {
      required_approving_review_count: number(input, 'requiredApprovingReviewCount') ?? 1,
      require_code_owner_reviews: flag(input, 'requireCodeOwnerReviews') ?? false,
      dismiss_stale_reviews: flag(input, 'dismissStaleReviews') ?? false,
      require_last_push_approval: flag(input, 'requireLastPushApproval') ?? false,
      ...(allowances && { bypass_pull_request_allowances: { users: listOf(allowances, 'users'), teams: listOf(allowances, 'teams'), apps: listOf(allowances, 'apps') } }),
    },
    required_conversation_resolution: flag(input, 'requiredConversationResolution') ?? false,
    required_linear_history: flag(input, 'requiredLinearHistory') ?? false,
    ...(flag(input, 'blockCreations') !== undefined && { block_creations: flag(input, 'blockCreations') ?? false }),
  };
  const where = { ...at, branch };
  try {
    await change(
      context,
      `protection:${branch}`,
      () => gitHub.request('PUT /repos/{owner}/{repo}/branches/{branch}/protection', { ...where, ...body }, send),
      async () => {
        const there = await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/branches/{branch}/protection', where, send));
        return there?.enforce_admins?.enabled === enforceAdmins && there.required_pull_request_reviews?.required_approving_review_count === body.required_pull_request_reviews.required_approving_review_count;
      },
    );
    if (flag(input, 'requiredCommitSigning')) {
      await change(
        context,
        `signatures:${branch}`,
        () => gitHub.request('POST /repos/{owner}/{repo}/branches/{branch}/protection/required_signatures', where, send),
        async () => (await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/branches/{branch}/protection/required_signatures', where, send)))?.enabled === true,
      );
    }
  } catch (error) {
    if (isPortalError(error, 'not-found')) {
      throw new PortalError('not-found', `${at.owner}/${at.repo} has no branch ${branch} to protect, or the sign-in may not administer it.`, { cause: error });
    }
    if (!isPortalError(error) || !/Upgrade to GitHub Pro or make this repository public/.test(error.message)) {
      throw error;
    }
    context.log('Branch protection was not enabled as it requires GitHub Pro for private repositories', 'warn');
  }
}

function listOf(value: JsonObject, key: string): string[] {
  return [...(texts(value, key) ?? [])];
}

