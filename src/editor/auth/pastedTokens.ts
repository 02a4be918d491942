import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { Emitter } from '../../portal/base/event';
import type { FoundToken, TokenProvider } from './tokenProvider';


export interface PastedTokens extends TokenProvider, Disposable {
  keep(host: string, token: FoundToken): Promise<void>;
  forget(host: string): Promise<void>;
  /** Hosts a token was pasted for. */
  hosts(): readonly string[];
}

/**
 * Tokens the user pasted, one a host, in the editor's secret storage.
 * @param name what they are kept under: those of a GitHub where left out
 */
export function createPastedTokens(secrets: vscode.SecretStorage, memory: vscode.Memento, name = 'stagedoor.token'): PastedTokens {
  const prefix = `${name}:`;
  const hostsKey = `${name}Hosts`;
  const store = new DisposableStore();
  const changed = store.add(new Emitter<string>());
  const hosts = (): readonly string[] => memory.get<readonly string[]>(hostsKey, []);
  store.add(
    secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) {
        changed.fire(key.slice(prefix.length));
      }
    }),
  );
  return {
    name: 'pasted',
    onDidChange: changed.event,
    hosts,
    async find(host) {
      return parseSecret(await secrets.get(prefix + host));
    },
    async keep(host, { value, account, scopes }) {
      await secrets.store(prefix + host, JSON.stringify({ value, account, scopes }));
      await memory.update(hostsKey, [...new Set([...hosts(), host])].sort());
    },
    async forget(host) {
      await secrets.delete(prefix + host);
      await memory.update(hostsKey, hosts().filter((other) => other !== host));
    },
    dispose: () => store.dispose(),
  };
}

/** Reads what `keep` wrote; anything else counts as no token. */
export function parseSecret(text: string | undefined): FoundToken | undefined {
  if (!text) {
    return undefined;
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined; // Not ours: as if nothing had been pasted.
  }
  if (typeof data !== 'object' || data === null || !('value' in data) || !('account' in data)) {
    return undefined;
  }
  const { value, account } = data;
  const scopes = 'scopes' in data && Array.isArray(data.scopes) ? data.scopes.filter((scope) => typeof scope === 'string') : undefined;
  return typeof value === 'string' && typeof account === 'string'
    ? { value, account, ...(scopes && { scopes }) }
    : undefined;
}
