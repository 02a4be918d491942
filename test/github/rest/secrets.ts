import sodium from 'libsodium-wrappers';
import { fail, invalid, notFound, ok } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Route } from '../http/call.ts';
import { isObject, numberOf, flagOf, textOf, textsOf } from '../json.ts';
import type { Environment, Repository } from '../state/model.ts';
import { toNodeId } from '../state/nodeId.ts';
import { bodyOf, need, writable } from './guards.ts';
import { toTime } from './shapes/accounts.ts';
import { toRepositoryPage, toRepositoryUrl } from './shapes/repositories.ts';

const SCOPES = ['repo'];
const KEY_ID = '568250167242549743';
await sodium.ready;
/** The key that secrets are sealed for; this server can open what it is sent. */
const KEYS = sodium.crypto_box_keypair();

/** What a secret that was stored says, for tests. */
export function openSecret(encrypted: string): string {
  return sodium.to_string(sodium.crypto_box_seal_open(sodium.from_base64(encrypted, sodium.base64_variants.ORIGINAL), KEYS.publicKey, KEYS.privateKey));
}

interface Store {
  readonly secrets: Map<string, string>;
  readonly variables: Map<string, string>;
}

function environmentOf(call: Call, repository: Repository): Environment {
  const environment = repository.extras.environments.get(call.params['environment_name'] ?? '');
  if (!environment) {
    throw notFound();
  }
  return environment;
}

const publicKey = (): Answer => ok({ key_id: KEY_ID, key: sodium.to_base64(KEYS.publicKey, sodium.base64_variants.ORIGINAL) });

function getSecret(call: Call, { secrets }: Store): Answer {
  const name = call.params['secret_name']?.toUpperCase() ?? '';
  if (!secrets.has(name)) {
    throw notFound();
  }
  return ok({ name, created_at: toTime(call.state.now()), updated_at: toTime(call.state.now()) });
}

function putSecret(call: Call, { secrets }: Store): Answer {
  const name = call.params['secret_name']?.toUpperCase() ?? '';
  if (!/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/.test(name)) {
    throw fail(422, 'Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).');
  }
  if (textOf(call.body, 'key_id') !== KEY_ID) {
    throw fail(422, 'Bad request - Key ID does not match');
  }
  const encrypted = need(call, 'Secret', 'encrypted_value');
  try {
    openSecret(encrypted);
  } catch {
    throw fail(422, 'Bad request - improperly encrypted secret');
  }
  const isNew = !secrets.has(name);
  secrets.set(name, encrypted);
  return isNew ? { status: 201, body: {} } : { status: 204 };
}

function getVariable(call: Call, { variables }: Store): Answer {
  const name = call.params['name']?.toUpperCase() ?? '';
  const value = variables.get(name);
  if (value === undefined) {
    throw notFound();
  }
  return ok({ name, value, created_at: toTime(call.state.now()), updated_at: toTime(call.state.now()) });
}

function postVariable(call: Call, { variables }: Store): Answer {
  const name = need(call, 'Variable', 'name').toUpperCase();
  if (variables.has(name)) {
    throw fail(409, 'Already exists - Variable already exists');
  }
  variables.set(name, textOf(bodyOf(call), 'value') ?? '');
  return { status: 201, body: {} };
}

const REPOSITORY = '/repos/{owner}/{repo}/actions';
const ENVIRONMENT = '/repos/{owner}/{repo}/environments/{environment_name}';
const ofRepository = (call: Call, permission: string): Store => writable(call, 'admin', permission).extras;
const ofEnvironment = (call: Call): Store => environmentOf(call, writable(call, 'admin', 'environments'));

/** Secrets and variables of a repository or an environment, which differ in nothing else. */
function storeRoutes(base: string, open: (call: Call, permission: string) => Store): readonly Route[] {
  return [
    { method: 'GET', template: `${base}/secrets/public-key`, scopes: SCOPES, handle: (call) => (open(call, 'secrets'), publicKey()) },
    { method: 'GET', template: `${base}/secrets/{secret_name}`, scopes: SCOPES, handle: (call) => getSecret(call, open(call, 'secrets')) },
    { method: 'PUT', template: `${base}/secrets/{secret_name}`, signedIn: true, scopes: SCOPES, handle: (call) => putSecret(call, open(call, 'secrets')) },
    { method: 'GET', template: `${base}/variables/{name}`, scopes: SCOPES, handle: (call) => getVariable(call, open(call, 'actions_variables')) },
    { method: 'POST', template: `${base}/variables`, signedIn: true, scopes: SCOPES, handle: (call) => postVariable(call, open(call, 'actions_variables')) },
  ];
}

function toEnvironment(call: Call, repository: Repository, environment: Environment): Answer {
  return ok({
    id: environment.id, node_id: toNodeId('Environment', environment.id), name: environment.name,
    url: `${toRepositoryUrl(call, repository)}/environments/${environment.name}`, html_url: `${toRepositoryPage(call, repository)}/deployments/activity_log?environments_filter=${environment.name}`,
    created_at: toTime(repository.createdAt), updated_at: toTime(repository.createdAt),
    protection_rules: environment.waitTimer > 0 ? [{ id: environment.id, node_id: toNodeId('Environment', environment.id), type: 'wait_timer', wait_timer: environment.waitTimer }] : [],
    deployment_branch_policy: environment.policy ? { ...environment.policy } : null,
  });
}

/** Also permissions of workflows, and what their tokens say of themselves. */
export const secretRoutes: readonly Route[] = [
  ...storeRoutes(REPOSITORY, ofRepository),
  ...storeRoutes(ENVIRONMENT, (call) => ofEnvironment(call)),
  {
    method: 'PUT',
    template: ENVIRONMENT,
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const repository = writable(call, 'admin', 'administration');
      const name = call.params['environment_name'] ?? '';
      const body = isObject(call.body) ? call.body : {};
      const policy = body['deployment_branch_policy'];
      if (isObject(policy) && policy['protected_branches'] === policy['custom_branch_policies']) {
        throw fail(422, 'Invalid request.\n\nprotected_branches and custom_branch_policies cannot have the same value.');
      }
      const before = repository.extras.environments.get(name);
      const environment: Environment = {
        id: before?.id ?? call.state.nextId(), name, waitTimer: numberOf(body, 'wait_timer') ?? 0,
        policy: isObject(policy) ? { protected_branches: flagOf(policy, 'protected_branches') ?? false, custom_branch_policies: flagOf(policy, 'custom_branch_policies') ?? false } : null,
        policies: before?.policies ?? [], secrets: before?.secrets ?? new Map<string, string>(), variables: before?.variables ?? new Map<string, string>(),
      };
      repository.extras.environments.set(name, environment);
      return toEnvironment(call, repository, environment);
    },
  },
  { method: 'GET', template: ENVIRONMENT, scopes: SCOPES, handle: (call) => { const repository = writable(call, 'push', 'actions'); return toEnvironment(call, repository, environmentOf(call, repository)); } },
  {
    method: 'POST',
    template: `${ENVIRONMENT}/deployment-branch-policies`,
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const environment = environmentOf(call, writable(call, 'admin', 'administration'));
      const policy = { id: call.state.nextId(), name: need(call, 'DeploymentBranchPolicy', 'name'), type: textOf(bodyOf(call), 'type') === 'tag' ? ('tag' as const) : ('branch' as const) };
      environment.policies.push(policy);
      return ok({ ...policy, node_id: toNodeId('Environment', policy.id) });
    },
  },
  {
    method: 'GET',
    template: `${ENVIRONMENT}/deployment-branch-policies`,
    scopes: SCOPES,
    handle: (call) => {
      const { policies } = environmentOf(call, writable(call, 'push', 'actions'));
      return ok({ total_count: policies.length, branch_policies: policies.map((policy) => ({ ...policy, node_id: toNodeId('Environment', policy.id) })) });
    },
  },
  {
    method: 'GET',
    template: `${REPOSITORY}/oidc/customization/sub`,
    scopes: SCOPES,
    handle: (call) => {
      const { oidc } = writable(call, 'push', 'actions').extras;
      return ok({ use_default: oidc.useDefault, ...(oidc.keys.length > 0 ? { include_claim_keys: [...oidc.keys] } : {}) });
    },
  },
  {
    method: 'PUT',
    template: `${REPOSITORY}/oidc/customization/sub`,
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      const { extras } = writable(call, 'admin', 'actions');
      const useDefault = flagOf(bodyOf(call), 'use_default');
      if (useDefault === undefined) {
        throw invalid('Validation Failed', [{ resource: 'Oidc', field: 'use_default', code: 'missing_field' }]);
      }
      extras.oidc = { useDefault, keys: textsOf(bodyOf(call), 'include_claim_keys') ?? [] };
      return { status: 201, body: {} };
    },
  },
  { method: 'GET', template: `${REPOSITORY}/permissions/access`, scopes: SCOPES, handle: (call) => ok({ access_level: writable(call, 'admin', 'administration').extras.access }) },
  {
    method: 'PUT',
    template: `${REPOSITORY}/permissions/access`,
    signedIn: true,
    scopes: SCOPES,
    handle: (call) => {
      writable(call, 'admin', 'administration').extras.access = textOf(bodyOf(call), 'access_level') ?? 'none';
      return { status: 204 };
    },
  },
];
