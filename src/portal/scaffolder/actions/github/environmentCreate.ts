import type { Action, ActionContext } from '../action';
import { flag, number, object, text, textEntries, texts } from '../input';
import { parseEntityRef, stringifyEntityRef } from '../../../catalog/entityRef';
import { nameOfTarget } from './effects';
import { seal } from './sealing';
import { change, given, isThere, openTarget, orUndefined, type Target } from './target';

/** `github:environment:create`: makes an environment with its rules, variables and secrets. */
export const environmentCreate: Action = {
  id: 'github:environment:create',
  supportsDryRun: false,
  effects: (input) => {
    const where = `the environment ${text(input, 'name') ?? ''} of ${nameOfTarget(input)}`;
    return [
      { kind: 'environment', text: `Creates ${where}.` },
      ...Object.keys(object(input, 'environmentVariables') ?? {}).map((name) => ({ kind: 'variable', text: `Sets the variable ${name} in ${where}.` })),
      ...Object.keys(object(input, 'secrets') ?? {}).map((name) => ({ kind: 'secret', text: `Stores the secret ${name} in ${where}.` })),
    ];
  },
  run: async (context) => {
    const { input } = context;
    const target = openTarget(context);
    const environment = text(input, 'name') ?? '';
    await makeEnvironment(context, target, environment);
    await makePolicies(context, target, environment);
    await putVariables(context, target, environment);
    await putSecrets(context, target, environment);
  },
};

async function makeEnvironment(context: ActionContext, target: Target, environment_name: string): Promise<void> {
  const { input } = context;
  const { gitHub, at, send } = target;
  const policy = object(input, 'deploymentBranchPolicy');
  const reviewers = await reviewersOf(context, target);
  const body = given({
    wait_timer: number(input, 'waitTimer'),
    prevent_self_review: flag(input, 'preventSelfReview'),
    reviewers: reviewers.length > 0 ? reviewers : undefined,
    deployment_branch_policy: policy && { protected_branches: flag(policy, 'protected_branches') ?? false, custom_branch_policies: flag(policy, 'custom_branch_policies') ?? false },
  });
  await change(
    context,
    `environment:${environment_name}`,
    () => gitHub.request('PUT /repos/{owner}/{repo}/environments/{environment_name}', { ...at, environment_name, ...body }, send),
    () => isThere(gitHub.request('GET /repos/{owner}/{repo}/environments/{environment_name}', { ...at, environment_name }, send)),
  );
}

/** Users and teams of refs, as far as the catalog and GitHub know them; the others are told of. */
async function reviewersOf({ input, ports, signal, log }: ActionContext, { gitHub, owner, send }: Target): Promise<{ type: 'User' | 'Team'; id: number }[]> {
  const found: { type: 'User' | 'Team'; id: number }[] = [];
  for (const ref of texts(input, 'reviewers') ?? []) {
    const parsed = parseEntityRef(ref, { kind: '' });
    const entity = parsed?.kind ? await ports.catalog?.get(stringifyEntityRef(parsed), signal) : undefined;
    const name = text(object(entity ?? {}, 'metadata') ?? {}, 'name');
    const account =
      name === undefined
        ? undefined
        : entity?.['kind'] === 'User'
          ? await orUndefined(gitHub.request('GET /users/{username}', { username: name }, send))
          : await orUndefined(gitHub.request('GET /orgs/{org}/teams/{team_slug}', { org: owner, team_slug: name }, send));
    if (account) {
      found.push({ type: entity?.['kind'] === 'User' ? 'User' : 'Team', id: Number(account.id) });
    } else {
      log(`The reviewer ${ref} was not found, and is left out.`, 'warn');
    }
  }
  return found;
}

async function makePolicies(context: ActionContext, { gitHub, at, send }: Target, environment_name: string): Promise<void> {
  const wanted = (['branch', 'tag'] as const).flatMap((type) => (texts(context.input, type === 'branch' ? 'customBranchPolicyNames' : 'customTagPolicyNames') ?? []).map((name) => ({ type, name })));
  for (const { type, name } of wanted) {
    await change(
      context,
      `policy:${environment_name}:${type}:${name}`,
      () => gitHub.request('POST /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies', { ...at, environment_name, name, type }, send),
      async () => (await gitHub.request('GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies', { ...at, environment_name }, send)).data.branch_policies.some((policy) => policy.name === name),
    );
  }
}

async function putVariables(context: ActionContext, { gitHub, at, send }: Target, environment_name: string): Promise<void> {
  for (const [name, value] of textEntries(context.input, 'environmentVariables')) {
    await change(
      context,
      `variable:${environment_name}:${name}`,
      () => gitHub.request('POST /repos/{owner}/{repo}/environments/{environment_name}/variables', { ...at, environment_name, name, value: value }, send),
      async () => (await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/environments/{environment_name}/variables/{name}', { ...at, environment_name, name }, send)))?.value === value,
    );
  }
}

async function putSecrets(context: ActionContext, { gitHub, at, send }: Target, environment_name: string): Promise<void> {
  for (const [secret_name, secret] of textEntries(context.input, 'secrets')) {
    context.hide(secret);
    await change(
      context,
      `secret:${environment_name}:${secret_name}`,
      async () => {
        const { data } = await gitHub.request('GET /repos/{owner}/{repo}/environments/{environment_name}/secrets/public-key', { ...at, environment_name }, send);
        const encrypted_value = await seal(secret, data.key);
        await gitHub.request('PUT /repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}', { ...at, environment_name, secret_name, encrypted_value, key_id: data.key_id }, send);
      },
      () => isThere(gitHub.request('GET /repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}', { ...at, environment_name, secret_name }, send)),
    );
  }
}
