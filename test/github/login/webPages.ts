import type { IncomingMessage } from 'node:http';
import type { Answer } from '../http/answer.ts';
import { isObject, textOf } from '../json.ts';
import { canSee } from '../state/access.ts';
import type { GitHubState } from '../state/gitHubState.ts';
import { escapeHtml, toHiddenInputs, toPage } from './html.ts';
import { readScopes } from './oauth.ts';
import type { OAuth } from './oauth.ts';

/** Everything of the web address that is no API: sign-in, the pages of tokens, pictures and raw files. */
export interface WebPages {
  /** `undefined` where the path is none of these. */
  answer(request: IncomingMessage, path: string, query: URLSearchParams, body: string, web: string): Answer | undefined;
}

/** A form's fields, however they were sent. */
function readInput(request: IncomingMessage, query: URLSearchParams, body: string): URLSearchParams {
  const input = new URLSearchParams(query);
  if (request.headers['content-type']?.includes('json')) {
    const value: unknown = body === '' ? undefined : JSON.parse(body);
    Object.entries(isObject(value) ? value : {}).forEach(([name, member]) => typeof member === 'string' && input.set(name, member));
  } else {
    new URLSearchParams(body).forEach((value, name) => input.set(name, value));
  }
  return input;
}

/** JSON where the caller asks for it, a form otherwise: GitHub's default for sign-in. */
function toTokenAnswer(request: IncomingMessage, value: unknown): Answer {
  const members = isObject(value) ? value : {};
  const pairs = Object.entries(members).map(([name, member]): [string, string] => [name, String(member)]);
  return request.headers.accept?.includes('json')
    ? { status: 200, body: Object.fromEntries(Object.entries(members).map(([name, member]) => [name, typeof member === 'number' ? member : String(member)])) }
    : { status: 200, body: new URLSearchParams(pairs).toString(), contentType: 'text/x-www-form-urlencoded; charset=utf-8' };
}

export function createWebPages(state: GitHubState, oauth: OAuth, accountOf: () => string): WebPages {
  function authorize(request: IncomingMessage, input: URLSearchParams): Answer {
    const redirect = input.get('redirect_uri') ?? '';
    const scopes = readScopes(input.get('scope'));
    const account = state.user(input.get('login') ?? '')?.login ?? accountOf();
    if (!URL.canParse(redirect)) {
      return toPage('Cannot authorize', '<p>The application sent no valid <code>redirect_uri</code>.</p>', 400);
    }
    if (request.method !== 'POST') {
      const scopeList = scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
      return toPage('Authorize application', `<p>Signed in as <strong>${escapeHtml(account)}</strong>. The application asks for:</p><ul>${scopeList}</ul><form method="post">${toHiddenInputs(Object.fromEntries(input))}<button type="submit">Authorize</button></form>`);
    }
    const target = new URL(redirect);
    target.searchParams.set('code', oauth.grant(account, redirect, scopes, input.get('code_challenge') ?? undefined));
    const given = input.get('state');
    if (given !== null) {
      target.searchParams.set('state', given);
    }
    return { status: 302, headers: { Location: target.href } };
  }

  function devicePage(request: IncomingMessage, input: URLSearchParams): Answer {
    const code = input.get('user_code') ?? '';
    const account = accountOf();
    if (request.method === 'POST' && oauth.authorizeDevices(account, code) > 0) {
      return toPage('Congratulations, you’re all set!', '<p>Your device is now connected.</p>');
    }
    const problem = request.method === 'POST' ? '<p role="alert">There is no such code. Check it and try again.</p>' : '';
    return toPage('Device activation', `<p>Signed in as <strong>${escapeHtml(account)}</strong>. Enter the code displayed on your device.</p>${problem}<form method="post"><input name="user_code" aria-label="Code" autofocus value="${escapeHtml(code)}"> <button type="submit">Authorize</button></form>`, problem ? 422 : 200);
  }

  function tokenPage(request: IncomingMessage, input: URLSearchParams): Answer {
    const scopes = readScopes(input.get('scopes'));
    if (request.method === 'POST') {
      const token = state.addToken({ account: accountOf(), scopes });
      return toPage('Personal access token', `<p>Copy it now: it is not shown again.</p><p><code id="token">${token.value}</code></p>`, 201);
    }
    return toPage('New personal access token', `<p>${escapeHtml(input.get('description') ?? '')}</p><p>Scopes: <code>${escapeHtml(scopes.join(' '))}</code></p><form method="post">${toHiddenInputs({ scopes: scopes.join(' ') })}<button type="submit">Generate token</button></form>`);
  }

  function avatar(path: string): Answer {
    const id = Number(/\/(\d+)$/.exec(path)?.[1] ?? 0);
    const hue = (id * 47) % 360;
    return { status: 200, contentType: 'image/svg+xml', body: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 45% 45%)"/><circle cx="40" cy="31" r="14" fill="#fff"/><path d="M14 72a26 24 0 0 1 52 0z" fill="#fff"/></svg>`) };
  }

  /** `/raw/<owner>/<repository>/<ref>/<path>`, what `download_url` names. */
  function raw(request: IncomingMessage, path: string): Answer {
    const [owner = '', name = '', ref = '', ...rest] = path.split('/').slice(2).map(decodeURIComponent);
    const repository = state.repository(owner, name);
    const token = state.token(request.headers.authorization?.replace(/^(bearer|token) +/i, '') ?? '');
    const user = token && state.user(token.account);
    const sha = repository && canSee(state, token && user ? { token, user } : {}, repository) ? repository.git.resolve(ref === 'HEAD' ? repository.defaultBranch : ref) : undefined;
    const tree = sha && repository?.git.commit(sha)?.tree;
    const entry = tree ? repository?.git.find(tree, rest.join('/')) : undefined;
    const data = entry?.type === 'blob' ? repository?.git.blob(entry.sha) : undefined;
    return data ? { status: 200, body: data, contentType: 'text/plain; charset=utf-8' } : { status: 404, body: '404: Not Found', contentType: 'text/plain; charset=utf-8' };
  }

  /** An app takes its own token back. */
  function revoke(body: string): Answer {
    const value: unknown = body === '' ? undefined : JSON.parse(body);
    return state.revokeToken(textOf(value, 'access_token') ?? '') ? { status: 204 } : { status: 404, body: { message: 'Not Found' } };
  }

  return {
    answer(request, path, query, body, web) {
      const isPost = request.method === 'POST';
      switch (path) {
        case '/login/oauth/authorize':
          return authorize(request, readInput(request, query, body));
        case '/login/oauth/access_token':
          return isPost ? toTokenAnswer(request, oauth.exchange(readInput(request, query, body))) : undefined;
        case '/login/device/code':
          return isPost ? toTokenAnswer(request, oauth.startDevice(readScopes(readInput(request, query, body).get('scope')), web)) : undefined;
        case '/login/device':
          return devicePage(request, readInput(request, query, body));
        case '/settings/tokens/new':
          return tokenPage(request, readInput(request, query, body));
        default:
          if (path.startsWith('/avatars/')) {
            return avatar(path);
          }
          if (path.startsWith('/raw/')) {
            return raw(request, path);
          }
          return request.method === 'DELETE' && /^(\/api\/v3)?\/applications\/[^/]+\/token$/.test(path) ? revoke(body) : undefined;
      }
    },
  };
}
