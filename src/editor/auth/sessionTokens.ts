import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { messageOf } from '../../portal/base/errors';
import { Emitter } from '../../portal/base/event';
import type { Clock } from '../../portal/ports/clock';
import type { Log } from '../../portal/ports/log';
import { scopeSetsFor } from './scopes';
import type { FoundToken, TokenProvider } from './tokenProvider';

export const GITHUB_WEB = 'https://github.com';
const ENTERPRISE_SETTING = 'github-enterprise.uri';
/** A provider that is not there is waited for by the editor some seconds each time: not asked again for a while. */
const MISSING_MS = 10 * 60_000;

export interface SessionTokens extends TokenProvider, Disposable {
  /** The authentication provider of a host, where the editor has one. */
  providerOf(host: string): string | undefined;
  /**
   * Signs in through the editor; the user sees its dialogs. Throws where the provider fails or is missing.
   * @param anew also where there is a session: because GitHub refuses it
   */
  create(host: string, scopes: readonly string[], anew: boolean): Promise<FoundToken>;
}

/** Sessions of the editor's own GitHub sign-in: `github`, and `github-enterprise` for the server it is set to. */
export function createSessionTokens(log: Log, clock: Clock): SessionTokens {
  const store = new DisposableStore();
  const changed = store.add(new Emitter<string>());
  const missingUntil = new Map<string, number>();

  const providerOf = (host: string): string | undefined =>
    host === GITHUB_WEB ? 'github' : host === enterpriseHost() ? 'github-enterprise' : undefined;

  const toToken = (provider: string, session: vscode.AuthenticationSession): FoundToken => ({
    value: session.accessToken,
    account: `${provider}:${session.account.id}`,
    scopes: session.scopes,
  });

  store.add(
    vscode.authentication.onDidChangeSessions(({ provider: { id } }) => {
      missingUntil.delete(id);
      const host = id === 'github' ? GITHUB_WEB : id === 'github-enterprise' ? enterpriseHost() : undefined;
      if (host) {
        changed.fire(host);
      }
    }),
  );
  let enterprise = enterpriseHost();
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(ENTERPRISE_SETTING)) {
        const hosts = [enterprise, (enterprise = enterpriseHost())];
        missingUntil.clear();
        hosts.filter((host) => host !== undefined).forEach((host) => changed.fire(host));
      }
    }),
  );

  return {
    name: 'session',
    onDidChange: changed.event,
    providerOf,
    async find(host, scopes) {
      const provider = providerOf(host);
      if (!provider || clock.now() < (missingUntil.get(provider) ?? 0)) {
        return undefined;
      }
      try {
        for (const set of scopeSetsFor(scopes)) {
          const session = await vscode.authentication.getSession(provider, set, { silent: true });
          if (session) {
            return toToken(provider, session);
          }
        }
      } catch (error) {
        missingUntil.set(provider, clock.now() + MISSING_MS);
        log.warn(`The editor's sign-in "${provider}" does not answer: ${messageOf(error)}`);
      }
      return undefined;
    },
    async create(host, scopes, anew) {
      const provider = providerOf(host);
      if (!provider) {
        throw new Error(`The editor has no sign-in for ${host}.`);
      }
      const { authentication } = vscode;
      const session = anew ? authentication.getSession(provider, scopes, { forceNewSession: true }) : authentication.getSession(provider, scopes, { createIfNone: true });
      return toToken(provider, await session);
    },
    dispose: () => store.dispose(),
  };
}

/** The web address the editor's Enterprise sign-in is set to, in the form of our hosts. */
export function enterpriseHost(): string | undefined {
  const value = vscode.workspace.getConfiguration().get<string>(ENTERPRISE_SETTING)?.trim();
  return value && URL.canParse(value) ? new URL(value).origin : undefined;
}

export async function setEnterpriseHost(host: string): Promise<void> {
  await vscode.workspace.getConfiguration().update(ENTERPRISE_SETTING, host, vscode.ConfigurationTarget.Global);
}

export function isEnterpriseHostSet(): boolean {
  return enterpriseHost() !== undefined;
}
