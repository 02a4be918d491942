import { PortalError } from '../../portal/base/errors';
import { toGitHubHost } from '../../portal/github/gitHubHost';
import type { Fetch } from '../../portal/ports/fetch';
import type { FoundToken } from './tokenProvider';

/** Whether it can stand in a header. Another value would be refused with an error that holds it. */
export function isToken(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}

/** Asks GitHub whose token this is. Throws `PortalError` where it is refused or cannot be checked. */
export async function checkToken(fetch: Fetch, host: string, value: string): Promise<FoundToken & { readonly login: string }> {
  const response = await ask(fetch, host, value);
  if (response.status === 401) {
    throw new PortalError('unauthorized', `${host} refuses this token. It may have expired, or belong to another server.`);
  }
  if (!response.ok) {
    throw new PortalError(
      response.status >= 500 ? 'server' : 'forbidden',
      `${host} answered ${response.status} when asked whose token this is. Check the token and the address.`,
      { status: response.status },
    );
  }
  const user: unknown = await response.json().catch(() => undefined);
  if (typeof user !== 'object' || user === null || !('login' in user) || typeof user.login !== 'string') {
    throw new PortalError('invalid', `${host} did not answer as GitHub does. Check the address.`);
  }
  const scopes = response.headers.get('x-oauth-scopes');
  const id = 'id' in user && typeof user.id === 'number' ? String(user.id) : user.login;
  return {
    value,
    login: user.login,
    account: `pasted:${id}`,
    // Fine-grained tokens have permissions instead of scopes, which nobody can ask for.
    ...(scopes !== null && !value.startsWith('github_pat_') && { scopes: scopes.split(',').map((scope) => scope.trim()).filter(Boolean) }),
  };
}

async function ask(fetch: Fetch, host: string, value: string): Promise<Response> {
  try {
    return await fetch(`${toGitHubHost(host).api}/user`, {
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${value}` },
      // A token goes to its own host only, wherever that may point.
      redirect: 'error',
    });
  } catch (error) {
    throw new PortalError('offline', `${host} cannot be reached, so the token could not be checked. Try again when you are online.`, {
      cause: error,
    });
  }
}
