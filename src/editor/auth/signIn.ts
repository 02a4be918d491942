import * as vscode from 'vscode';
import { isPortalError, messageOf } from '../../portal/base/errors';
import type { Fetch } from '../../portal/ports/fetch';
import type { Token } from '../../portal/ports/tokenSource';
import { checkToken } from './checkToken';
import { pasteToken } from './pasteToken';
import type { PastedTokens } from './pastedTokens';
import { isEnterpriseHostSet, setEnterpriseHost, type SessionTokens } from './sessionTokens';

const PASTE = 'Paste a Token…';
const AGAIN = 'Try Again';

export interface SignInOptions {
  readonly sessions: SessionTokens;
  readonly pasted: PastedTokens;
  readonly fetch: Fetch;
}

/** The two ways to a token, each with its dialogs. */
export function createSignInWays({ sessions, pasted, fetch }: SignInOptions) {
  /** The editor keeps a session that was revoked on GitHub, and would hand out the same again and again. */
  const isRefused = async (host: string, scopes: readonly string[]): Promise<boolean> => {
    const found = await sessions.find(host, scopes);
    try {
      await (found && checkToken(fetch, host, found.value));
      return false;
    } catch (error) {
      return isPortalError(error, 'unauthorized');
    }
  };
  const viaEditor = async (host: string, scopes: readonly string[]): Promise<Token | undefined> => {
    try {
      const token = await sessions.create(host, scopes, await isRefused(host, scopes));
      // What was pasted before would go first, and this is the newer wish.
      await pasted.forget(host);
      return token;
    } catch (error) {
      const choice = await vscode.window.showWarningMessage(
        `Signing in to ${nameOf(host)} did not come to an end: ${messageOf(error)}`,
        AGAIN,
        PASTE,
      );
      return choice === AGAIN ? viaEditor(host, scopes) : choice === PASTE ? paste(host, scopes) : undefined;
    }
  };
  const paste = (host: string, scopes: readonly string[]): Promise<Token | undefined> => pasteToken(host, scopes, pasted, fetch);
  return { viaEditor, paste };
}

/** Asks the user for a session of `host`: the editor's own sign-in first, a pasted token where it cannot help. */
export function createSignIn(options: SignInOptions) {
  const { sessions, pasted } = options;
  const { viaEditor, paste } = createSignInWays(options);
  return async (host: string, scopes: readonly string[]): Promise<Token | undefined> => {
    const viaSession = sessions.providerOf(host) !== undefined;
    if (await pasted.find(host, scopes)) {
      const sign = viaSession ? ['Sign In with GitHub'] : [];
      const choice = await vscode.window.showInformationMessage(
        `A pasted token is kept for ${nameOf(host)}. Replace it? What is needed: ${scopes.join(', ')}.`,
        ...sign,
        PASTE,
      );
      return choice === PASTE ? paste(host, scopes) : choice ? viaEditor(host, scopes) : undefined;
    }
    if (viaSession) {
      return viaEditor(host, scopes);
    }
    if (!isEnterpriseHostSet()) {
      const use = 'Sign In with GitHub Enterprise';
      const choice = await vscode.window.showInformationMessage(
        `How do you want to sign in to ${nameOf(host)}? The editor's GitHub Enterprise sign-in will be set to this server (github-enterprise.uri).`,
        use,
        PASTE,
      );
      if (choice === use) {
        await setEnterpriseHost(host);
        return viaEditor(host, scopes);
      }
      return choice === PASTE ? paste(host, scopes) : undefined;
    }
    // The editor signs in to one Enterprise server, and it is another one.
    return paste(host, scopes);
  };
}

/** How a host is called in messages: `github.com`. */
export function nameOf(host: string): string {
  return host.replace(/^https?:\/\//, '');
}
