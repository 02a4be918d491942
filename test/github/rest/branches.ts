import { fail, notFound, ok } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { paginate } from '../http/paging.ts';
import { flagOf, isObject, numberOf, textsOf } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Protection, Repository } from '../state/model.ts';
import { bodyOf, readable, writable } from './guards.ts';
import { toCommit } from './shapes/gitData.ts';
import { toRepositoryPage, toRepositoryUrl } from './shapes/repositories.ts';

function branchesOf(repository: Repository): { readonly name: string; readonly sha: string }[] {
  return [...repository.git.refs].filter(([ref]) => ref.startsWith('refs/heads/')).map(([ref, sha]) => ({ name: ref.slice('refs/heads/'.length), sha })).sort((left, right) => (left.name < right.name ? -1 : 1));
}

function findBranch(call: Call, repository: Repository): { readonly name: string; readonly sha: string } {
  const branch = branchesOf(repository).find(({ name }) => name === call.params['branch']);
  if (!branch) {
    throw fail(404, 'Branch not found');
  }
  return branch;
}

/** What a branch itself tells of its protection. */
function toSummary(protection: Protection | undefined): JsonObject {
  const checks = protection?.requiredChecks;
  return { enabled: protection !== undefined, required_status_checks: { enforcement_level: checks ? (protection.enforceAdmins ? 'everyone' : 'non_admins') : 'off', contexts: [...(checks?.contexts ?? [])], checks: (checks?.contexts ?? []).map((context) => ({ context, app_id: null })) } };
}

/** The rules in full: `protected-branch`, which `branch-protection` fits too. */
function toProtection(url: string, protection: Protection): JsonObject {
  const { requiredChecks, reviews } = protection;
  return {
    url,
    ...(requiredChecks ? { required_status_checks: { url: `${url}/required_status_checks`, strict: requiredChecks.strict, contexts: [...requiredChecks.contexts], contexts_url: `${url}/required_status_checks/contexts`, checks: requiredChecks.contexts.map((context) => ({ context, app_id: null })) } } : {}),
    ...(reviews ? { required_pull_request_reviews: { url: `${url}/required_pull_request_reviews`, dismiss_stale_reviews: reviews.dismissStale, require_code_owner_reviews: reviews.codeOwners, required_approving_review_count: reviews.count, require_last_push_approval: reviews.lastPush } } : {}),
    required_signatures: { url: `${url}/required_signatures`, enabled: false },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforceAdmins },
    required_linear_history: { enabled: protection.linearHistory },
    allow_force_pushes: { enabled: protection.forcePushes },
    allow_deletions: { enabled: protection.deletions },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: protection.conversationResolution },
    lock_branch: { enabled: false },
    allow_fork_syncing: { enabled: false },
  };
}

/** The four members GitHub requires, each of which may be null. */
const REQUIRED = ['required_status_checks', 'enforce_admins', 'required_pull_request_reviews', 'restrictions'];

function readProtection(body: Readonly<Record<string, unknown>>): Protection {
  const missing = REQUIRED.filter((field) => body[field] === undefined);
  if (missing.length > 0) {
    throw fail(422, `Invalid request.\n\n"${missing.join('", "')}" wasn't supplied.`);
  }
  const checks = body['required_status_checks'];
  const reviews = body['required_pull_request_reviews'];
  return {
    requiredChecks: isObject(checks) ? { strict: flagOf(checks, 'strict') ?? false, contexts: textsOf(checks, 'contexts') ?? [] } : null,
    enforceAdmins: body['enforce_admins'] === true,
    reviews: isObject(reviews) ? { dismissStale: flagOf(reviews, 'dismiss_stale_reviews') ?? false, codeOwners: flagOf(reviews, 'require_code_owner_reviews') ?? false, count: numberOf(reviews, 'required_approving_review_count') ?? 1, lastPush: flagOf(reviews, 'require_last_push_approval') ?? false } : null,
    linearHistory: body['required_linear_history'] === true,
    forcePushes: body['allow_force_pushes'] === true,
    deletions: body['allow_deletions'] === true,
    conversationResolution: body['required_conversation_resolution'] === true,
  };
}

function protectionUrl(call: Call, repository: Repository, branch: string): string {
  return `${toRepositoryUrl(call, repository)}/branches/${encodeURIComponent(branch)}/protection`;
}

export const branchRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/branches/{branch}/protection',
    scopes: ['repo'],
    handle: (call) => {
      const repository = writable(call, 'admin', 'administration');
      const { name } = findBranch(call, repository);
      const protection = repository.protections.get(name);
      if (!protection) {
        throw fail(404, 'Branch not protected');
      }
      return ok(toProtection(protectionUrl(call, repository, name), protection));
    },
  },
  {
    method: 'PUT',
    template: '/repos/{owner}/{repo}/branches/{branch}/protection',
    signedIn: true,
    scopes: ['repo'],
    handle: (call) => {
      const repository = writable(call, 'admin', 'administration');
      const { name } = findBranch(call, repository);
      const protection = readProtection(bodyOf(call));
      repository.protections.set(name, protection);
      return ok(toProtection(protectionUrl(call, repository, name), protection));
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/branches',
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call, 'contents');
      const { items, headers } = paginate(call, branchesOf(repository));
      return ok(items.map(({ name, sha }) => ({ name, commit: { sha, url: `${toRepositoryUrl(call, repository)}/commits/${sha}` }, protected: repository.protections.has(name) })), headers);
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/branches/{branch}',
    scopes: ['repo'],
    handle: (call) => {
      const repository = readable(call, 'contents');
      const { name, sha } = findBranch(call, repository);
      const commit = repository.git.commit(sha);
      if (!commit) {
        throw notFound();
      }
      const self = `${toRepositoryUrl(call, repository)}/branches/${name}`;
      return ok({ name, commit: toCommit(call, repository, sha, commit), _links: { self, html: `${toRepositoryPage(call, repository)}/tree/${name}` }, protected: repository.protections.has(name), protection: toSummary(repository.protections.get(name)), protection_url: `${self}/protection` });
    },
  },
];
