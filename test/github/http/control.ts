import type { IncomingMessage } from 'node:http';
import { flagOf, isObject, numberOf, textOf, textsOf } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { OAuth } from '../login/oauth.ts';
import type { GitHubState } from '../state/gitHubState.ts';
import type { Answer } from './answer.ts';
import { isFault } from './faults.ts';
import type { Faults } from './faults.ts';
import type { RateLimits } from './rateLimits.ts';
import type { RequestEntry } from './requestLog.ts';

export interface ControlParts {
  readonly state: GitHubState;
  readonly faults: Faults;
  readonly rates: RateLimits;
  readonly requests: RequestEntry[];
  readonly oauth: OAuth;
  readonly accountOf: () => string;
  readonly violations: readonly string[];
}

const LOOPBACK = /^(127(\.\d+){3}|localhost|\[::1\])(:\d+)?$/;

/** A page of another site must not steer it: only loopback names, in `Host` and in `Origin` where there is one. */
function isOurs(request: IncomingMessage): boolean {
  const { origin, host = '' } = request.headers;
  const address = request.socket.remoteAddress ?? '';
  const isLocal = /^(::ffff:)?127\.|^::1$/.test(address);
  return isLocal && LOOPBACK.test(host) && (origin === undefined || (URL.canParse(origin) && LOOPBACK.test(new URL(origin).host)));
}

function toFiles(value: unknown): Readonly<Record<string, string | null>> {
  const pairs = Object.entries(isObject(value) ? value : {}).map(([path, content]): [string, string | null] => [path, typeof content === 'string' ? content : null]);
  return Object.fromEntries(pairs);
}

/**
 * The control face at `POST /_control`, for tests outside the process. The body names one order in `do`:
 * `fault` {fault}, `clearFaults`, `push` {repository, files: {path: text|null}, branch?, message?},
 * `createRepository` {owner, name, files?, description?, visibility?, topics?}, `deleteRepository` {repository},
 * `moveRepository` {repository, owner?, name?}, `archiveRepository` {repository, archived?}, `setTopics` {repository, topics},
 * `setOrganization` {organization, sso?, refusesAddress?}, `suspendUser` {account}, `limitTrees` {entries},
 * `requests` (answers {requests}), `resetRequests`, `addToken` {account, scopes: [..], value?} (answers {token}),
 * `revokeToken` {token}, `leaveRate` {account, resource?, remaining, resetSeconds?}, `resetRates`,
 * `authorizeDevices` {userCode?, account?} (answers {authorized}), `violations` (answers {violations}).
 */
export function createControl(parts: ControlParts): (request: IncomingMessage, path: string, body: string) => Answer | undefined {
  const { state, faults, rates, requests, oauth } = parts;

  function carryOut(order: Readonly<Record<string, unknown>>): JsonObject {
    const repository = textOf(order, 'repository') ?? '';
    const branch = textOf(order, 'branch');
    const message = textOf(order, 'message');
    switch (order['do']) {
      case 'fault':
        if (!isFault(order['fault'])) {
          throw new Error('The order holds no fault that is known.');
        }
        faults.order(order['fault']);
        return {};
      case 'clearFaults':
        faults.clear();
        return {};
      case 'push':
        return { sha: state.push(repository, toFiles(order['files']), { ...(branch ? { branch } : {}), ...(message ? { message } : {}) }) };
      case 'createRepository': {
        const visibility = textOf(order, 'visibility');
        const description = textOf(order, 'description');
        const topics = order['topics'];
        state.addRepository({
          owner: textOf(order, 'owner') ?? '',
          name: textOf(order, 'name') ?? '',
          files: Object.fromEntries(Object.entries(toFiles(order['files'])).filter((pair): pair is [string, string] => pair[1] !== null)),
          ...(visibility === 'private' || visibility === 'internal' ? { visibility } : {}),
          ...(description === undefined ? {} : { description }),
          ...(Array.isArray(topics) ? { topics: topics.filter((topic): topic is string => typeof topic === 'string') } : {}),
        });
        return {};
      }
      case 'deleteRepository':
        state.deleteRepository(repository);
        return {};
      case 'moveRepository': {
        const [owner, name] = [textOf(order, 'owner'), textOf(order, 'name')];
        state.moveRepository(repository, { ...(owner ? { owner } : {}), ...(name ? { name } : {}) });
        return {};
      }
      case 'archiveRepository':
        state.mustRepository(repository).archived = flagOf(order, 'archived') ?? true;
        return {};
      case 'setTopics':
        state.mustRepository(repository).topics = [...(textsOf(order, 'topics') ?? [])];
        return {};
      case 'setOrganization': {
        const organization = state.organization(textOf(order, 'organization') ?? '');
        if (!organization) {
          throw new Error(`There is no organization ${textOf(order, 'organization') ?? ''}.`);
        }
        organization.sso = flagOf(order, 'sso') ?? organization.sso;
        organization.refusesAddress = flagOf(order, 'refusesAddress') ?? organization.refusesAddress;
        return {};
      }
      case 'suspendUser': {
        const user = state.user(textOf(order, 'account') ?? '');
        if (!user) {
          throw new Error(`There is no user ${textOf(order, 'account') ?? ''}.`);
        }
        user.suspendedAt = state.now();
        return {};
      }
      case 'limitTrees':
        state.treeLimit = numberOf(order, 'entries') ?? 100_000;
        return {};
      case 'requests':
        return { requests: JSON.parse(JSON.stringify(requests)) as Json };
      case 'resetRequests':
        requests.length = 0;
        return {};
      case 'addToken': {
        const scopes = Array.isArray(order['scopes']) ? order['scopes'].filter((scope): scope is string => typeof scope === 'string') : [];
        const value = textOf(order, 'value');
        return { token: state.addToken({ account: textOf(order, 'account') ?? parts.accountOf(), scopes, ...(value ? { value } : {}) }).value };
      }
      case 'revokeToken':
        return { revoked: state.revokeToken(textOf(order, 'token') ?? '') };
      case 'leaveRate': {
        const user = state.user(textOf(order, 'account') ?? parts.accountOf());
        const resource = textOf(order, 'resource');
        rates.leave(user ? { user } : {}, resource === 'graphql' || resource === 'search' || resource === 'code_search' ? resource : 'core', numberOf(order, 'remaining') ?? 0, numberOf(order, 'resetSeconds') ?? 3600);
        return {};
      }
      case 'resetRates':
        rates.reset();
        return {};
      case 'authorizeDevices':
        return { authorized: oauth.authorizeDevices(textOf(order, 'account') ?? parts.accountOf(), textOf(order, 'userCode')) };
      case 'violations':
        return { violations: [...parts.violations] };
      default:
        throw new Error(`The control face knows no order ${String(order['do'])}.`);
    }
  }

  return (request, path, body) => {
    if (path !== '/_control') {
      return undefined;
    }
    if (!isOurs(request)) {
      return { status: 403, body: { message: 'The control face answers on loopback only, and to no page of another site.' } };
    }
    const origin = request.headers.origin;
    const headers: Record<string, string> = origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Headers': 'Content-Type', 'Access-Control-Allow-Methods': 'POST', Vary: 'Origin' };
    if (request.method === 'OPTIONS') {
      return { status: 204, headers };
    }
    if (request.method !== 'POST') {
      return { status: 405, headers, body: { message: 'Send an order by POST.' } };
    }
    try {
      const order: unknown = JSON.parse(body);
      return { status: 200, headers, body: carryOut(isObject(order) ? order : {}) };
    } catch (error) {
      return { status: 400, headers, body: { message: error instanceof Error ? error.message : String(error) } };
    }
  };
}
