import { toDisposable } from '../../portal/base/disposable';
import { toGitHubHost } from '../../portal/github/gitHubHost';
import { isToken } from './checkToken';
import type { TokenProvider } from './tokenProvider';

/** A token out of the environment of the extension host; only the Node host has one. */
export interface EnvironmentToken {
  readonly value: string;
  /** The web address it is for: nothing else ever sees it. */
  readonly host: string;
}

/** @returns a provider for exactly the host the environment names; one that finds nothing where it names none */
export function createEnvironmentTokens(token: EnvironmentToken | undefined): TokenProvider {
  const value = token?.value.trim() ?? '';
  const host = token && URL.canParse(token.host) && isToken(value) ? toGitHubHost(token.host).web : undefined;
  return {
    name: 'environment',
    onDidChange: () => toDisposable(() => undefined),
    async find(wanted) {
      return wanted === host ? { value, account: `environment:${await fingerprint(value)}` } : undefined;
    },
  };
}

/** Tells two tokens apart and says nothing of either. */
async function fingerprint(value: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(value));
  return [...new Uint8Array(digest).slice(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
