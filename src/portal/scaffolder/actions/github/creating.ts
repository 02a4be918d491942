import { isPortalError, messageOf, PortalError } from '../../../base/errors';
import type { JsonObject } from '../../../catalog/entity';
import type { ActionContext } from '../action';
import { flag, object, objects, text, textEntries, texts } from '../input';
import { putRepositorySecret } from './sealing';
import { attempt, change, given, isRecord, orUndefined, refToName, type Target } from './target';

/** A repository that a step has created. */
export interface CreatedRepository {
  readonly htmlUrl: string;
  readonly cloneUrl: string;
  readonly defaultBranch: string;
}

/**
 * Creates a repository with its rights, topics, variables and secrets. Source: `createGithubRepoWithCollaboratorsAndTopics` of
 * @backstage/plugin-scaffolder-backend-module-github 0.10.0, with its defaults and in its order.
 */
export async function createRepository(context: ActionContext, target: Target, defaults: { readonly autoInit?: boolean } = {}): Promise<CreatedRepository> {
  const { input } = context;
  const created = await create(context, target, defaults.autoInit);
  await grant(context, target);
  const topics = texts(input, 'topics');
  if (topics) {
    const names = topics.map((topic) => topic.toLowerCase());
    await attempt(context, `topics ${topics.join(' ')}`, () => putTopics(context, target, names));
  }
  await putVariables(context, target);
  for (const [name, value] of textEntries(input, 'secrets')) {
    await putRepositorySecret(context, target, name, value);
  }
  await putCustomization(context, target);
  if (flag(input, 'subscribe')) {
    const { gitHub, at, send } = target;
    await change(context, 'subscription', () => gitHub.request('PUT /repos/{owner}/{repo}/subscription', { ...at, subscribed: true, ignored: false }, send), async () => {
      const found = await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/subscription', at, send));
      return found?.subscribed === true;
    });
  }
  return created;
}

async function create(context: ActionContext, target: Target, autoInit: boolean | undefined): Promise<CreatedRepository> {
  const { input, once } = context;
  const { gitHub, owner, repo, at, send } = target;
  const { data: account } = await gitHub.request('GET /users/{username}', { username: owner }, { ...send, about: `the account ${owner}` });
  const isOrganization = account.type === 'Organization';
  await checkAccess(context, target);
  const visibility = text(input, 'repoVisibility') ?? 'private';
  const body = given({
    name: repo,
    private: visibility === 'private',
    description: text(input, 'description'),
    homepage: text(input, 'homepage'),
    delete_branch_on_merge: flag(input, 'deleteBranchOnMerge') ?? false,
    allow_merge_commit: flag(input, 'allowMergeCommit') ?? true,
    allow_squash_merge: flag(input, 'allowSquashMerge') ?? true,
    squash_merge_commit_title: text(input, 'squashMergeCommitTitle') === 'PR_TITLE' ? ('PR_TITLE' as const) : ('COMMIT_OR_PR_TITLE' as const),
    squash_merge_commit_message: toSquashMessage(text(input, 'squashMergeCommitMessage')),
    allow_rebase_merge: flag(input, 'allowRebaseMerge') ?? true,
    allow_auto_merge: flag(input, 'allowAutoMerge') ?? false,
    allow_update_branch: flag(input, 'allowUpdateBranch') ?? false,
    has_projects: flag(input, 'hasProjects'),
    has_wiki: flag(input, 'hasWiki'),
    has_issues: flag(input, 'hasIssues'),
    auto_init: autoInit,
  });
  const run = async (): Promise<JsonObject> => {
    try {
      const custom = object(input, 'customProperties');
      const { data } = isOrganization
        ? await gitHub.request('POST /orgs/{org}/repos', { org: owner, ...body, name: repo, visibility: visibility === 'internal' ? ('private' as const) : toVisibility(visibility), ...(custom && { custom_properties: custom }) }, send)
        : await gitHub.request('POST /user/repos', { ...body, name: repo }, send);
      return toCreated(data);
    } catch (error) {
      const reason = isPortalError(error) ? error.reason : 'server';
      throw new PortalError(reason, `Failed to create the ${account.type} repository ${owner}/${repo}, ${messageOf(error)}`, { cause: error, ...(isPortalError(error) && error.details.status !== undefined && { status: error.details.status }) });
    }
  };
  const find = async (): Promise<JsonObject | undefined> => {
    const there = await orUndefined(gitHub.request('GET /repos/{owner}/{repo}', at, send));
    // Ours where it is as we asked for it and somebody else has put nothing into it.
    const branches = there && autoInit !== true ? await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/branches', at, send), ['not-found', 'conflict']) : [];
    return there && there.private === (visibility !== 'public') && there.permissions?.admin === true && (branches ?? []).length === 0 ? toCreated(there) : undefined;
  };
  const made = await once('repository', { run, find }, isRecord);
  return { htmlUrl: text(made, 'htmlUrl') ?? '', cloneUrl: text(made, 'cloneUrl') ?? '', defaultBranch: text(made, 'defaultBranch') ?? 'main' };
}

function toVisibility(visibility: string): 'public' | 'private' {
  return visibility === 'public' ? 'public' : 'private';
}

function toSquashMessage(message: string | undefined): 'PR_BODY' | 'BLANK' | 'COMMIT_MESSAGES' {
  return message === 'PR_BODY' || message === 'BLANK' ? message : 'COMMIT_MESSAGES';
}

function toCreated({ html_url, clone_url, default_branch }: { readonly html_url: string; readonly clone_url?: string; readonly default_branch?: string }): JsonObject {
  return { htmlUrl: html_url, cloneUrl: clone_url ?? `${html_url}.git`, defaultBranch: default_branch ?? 'main' };
}

async function checkAccess({ input }: ActionContext, { gitHub, owner, send }: Target): Promise<void> {
  const access = text(input, 'access');
  if (access?.startsWith(`${owner}/`)) {
    const team_slug = access.slice(owner.length + 1);
    const team = await orUndefined(gitHub.request('GET /orgs/{org}/teams/{team_slug}', { org: owner, team_slug }, send));
    if (!team) {
      throw new PortalError('not-found', `Received 'Not Found' from the API; one of org: ${owner} or team: ${team_slug} was not found within GitHub.`);
    }
  }
}

async function grant(context: ActionContext, target: Target): Promise<void> {
  const { input } = context;
  const { owner } = target;
  const access = text(input, 'access');
  if (access?.startsWith(`${owner}/`)) {
    await grantTeam(context, target, access.slice(owner.length + 1), 'admin');
  } else if (access && access !== owner) {
    await grantUser(context, target, access, 'admin');
  }
  for (const collaborator of objects(input, 'collaborators')) {
    const [user, team, right] = [text(collaborator, 'user') ?? text(collaborator, 'username'), text(collaborator, 'team'), text(collaborator, 'access') ?? 'push'];
    await attempt(context, `${right} access for ${user ?? team ?? 'nobody'}`, () =>
      user !== undefined ? grantUser(context, target, refToName(user), right) : grantTeam(context, target, refToName(team ?? ''), right),
    );
  }
}

/** Rights as GitHub names them on the way in and on the way out. */
const ROLE: Readonly<Record<string, string>> = { pull: 'read', push: 'write' };

function grantUser(context: ActionContext, { gitHub, at, send }: Target, username: string, permission: string): Promise<void> {
  return change(context, `collaborator:${username}`, () => gitHub.request('PUT /repos/{owner}/{repo}/collaborators/{username}', { ...at, username, permission }, send), async () => {
    const found = await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', { ...at, username }, send));
    return found?.role_name === (ROLE[permission] ?? permission);
  });
}

function grantTeam(context: ActionContext, { gitHub, owner, at, send }: Target, team_slug: string, permission: string): Promise<void> {
  return change(context, `team:${team_slug}`, () => gitHub.request('PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}', { org: owner, team_slug, ...at, permission }, send), async () => {
    const teams = await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/teams', at, send));
    return teams?.some((team) => team.slug === team_slug && team.permission === permission) ?? false;
  });
}

function putTopics(context: ActionContext, { gitHub, at, send }: Target, names: readonly string[]): Promise<void> {
  return change(context, 'topics', () => gitHub.request('PUT /repos/{owner}/{repo}/topics', { ...at, names: [...names] }, send), async () => {
    const { data } = await gitHub.request('GET /repos/{owner}/{repo}/topics', at, send);
    return [...data.names].sort().join() === [...new Set(names)].sort().join();
  });
}

async function putVariables(context: ActionContext, { gitHub, at, send }: Target): Promise<void> {
  for (const [name, value] of textEntries(context.input, 'repoVariables')) {
    await change(
      context,
      `variable:${name}`,
      () => gitHub.request('POST /repos/{owner}/{repo}/actions/variables', { ...at, name, value: value }, send),
      async () => (await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/actions/variables/{name}', { ...at, name }, send)))?.value === value,
    );
  }
}

async function putCustomization(context: ActionContext, { gitHub, at, send }: Target): Promise<void> {
  const customization = object(context.input, 'oidcCustomization');
  if (!customization) {
    return;
  }
  const use_default = flag(customization, 'useDefault') ?? true;
  const keys = texts(customization, 'includeClaimKeys');
  await change(
    context,
    'oidc',
    () => gitHub.request('PUT /repos/{owner}/{repo}/actions/oidc/customization/sub', { ...at, use_default, ...(keys && { include_claim_keys: [...keys] }) }, send),
    async () => (await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/actions/oidc/customization/sub', at, send)))?.use_default === use_default,
  );
}
