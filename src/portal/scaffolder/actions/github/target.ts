import { isPortalError, PortalError, type ErrorReason } from '../../../base/errors';
import type { JsonObject, JsonValue } from '../../../catalog/entity';
import { parseRepoUrl } from '../../expressions/repoUrl';
import type { ActionContext } from '../action';
import { text } from '../input';
import type { GitHubPort, RouteOptions } from '../ports/gitHubPort';

/** The repository a step works on, and how it is reached. */
export interface Target {
  readonly gitHub: GitHubPort;
  readonly owner: string;
  readonly repo: string;
  readonly at: { readonly owner: string; readonly repo: string };
  /** How its calls are sent: the rights of somebody who may write, asked for where they are missing. */
  readonly send: RouteOptions;
}

const SCOPES: readonly string[] = ['repo', 'read:org'];

/** `github.com?owner=acme&repo=shop` of an input. @throws PortalError `invalid` */
export function readRepoUrl(input: JsonObject, hosts: ActionContext['ports']['hosts']): { readonly host: string; readonly owner: string; readonly repo: string } {
  const url = text(input, 'repoUrl') ?? '';
  try {
    const { host, owner, repo } = parseRepoUrl(url, hosts);
    if (!owner || !repo) {
      throw new Error('Invalid repository owner provided in repoUrl');
    }
    return { host, owner, repo };
  } catch (error) {
    throw new PortalError('invalid', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** @throws PortalError `invalid` where the address is none, or of a host that is not signed in to */
export function openTarget({ input, ports, signal, hide }: ActionContext, scopes: readonly string[] = SCOPES): Target {
  const { host, owner, repo } = readRepoUrl(input, ports.hosts);
  const token = text(input, 'token');
  if (token) {
    hide(token);
  }
  const gitHub = ports.gitHub?.(host, token);
  if (!gitHub) {
    throw new PortalError('invalid', `There is no GitHub ${host} to work on: sign in to it first.`);
  }
  return { gitHub, owner, repo, at: { owner, repo }, send: { signal, scopes, interactive: true, about: `repository ${owner}/${repo}` } };
}

/** What a request answers, or `undefined` where it is refused for one of these reasons. */
export async function orUndefined<T>(call: Promise<{ readonly data: T }>, reasons: readonly ErrorReason[] = ['not-found']): Promise<T | undefined> {
  try {
    return (await call).data;
  } catch (error) {
    if (isPortalError(error) && reasons.includes(error.reason)) {
      return undefined;
    }
    throw error;
  }
}

/** Whether a request is answered at all. */
export async function isThere(call: Promise<{ readonly data: unknown }>): Promise<boolean> {
  return (await orUndefined(call.then(({ status }: { readonly data: unknown; readonly status?: number }) => ({ data: status ?? true })))) !== undefined;
}

/** Makes a change that answers nothing one needs. @param isMade asked where an earlier run did not see its answer */
export async function change({ once }: ActionContext, key: string, make: () => Promise<unknown>, isMade: () => Promise<boolean>): Promise<void> {
  await once(key, { run: () => make().then(() => true), find: async () => (await isMade()) || undefined }, (value): value is boolean => typeof value === 'boolean');
}

/** A change that Backstage goes on without: refused, it is told of. What is not known to be refused fails, so that it is gone on with. */
export async function attempt({ log }: ActionContext, what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isPortalError(error) || ['cancelled', 'offline', 'timeout', 'server', 'rate-limited'].includes(error.reason)) {
      throw error;
    }
    log(`Skipping ${what}, ${error.message}`, 'warn');
  }
}

export function isText(value: JsonValue): value is string {
  return typeof value === 'string';
}

export function isRecord(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `group:default/platform` as GitHub knows it: `platform`. Source: `entityRefToName`. */
export function refToName(ref: string): string {
  return ref.replace(/^.*[:/]/g, '');
}

/** Members that are not `undefined`. */
export function given<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
