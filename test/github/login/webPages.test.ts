import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addSampleOrganization } from '../organizations/sampleOrganization.ts';
import { GitHubState } from '../state/gitHubState.ts';
import { start } from '../testSupport.ts';
import type { LocalGitHub } from '../startLocalGitHub.ts';

async function prepare(now?: () => number): Promise<{ readonly github: LocalGitHub; readonly admin: string }> {
  const state = new GitHubState(now);
  const { admin } = addSampleOrganization(state);
  return { github: await start({ state, signedInAs: admin }), admin };
}

const JSON_ACCEPT = { accept: 'application/json' };

/** The fields of the one form of a page. */
function fieldsOf(html: string): URLSearchParams {
  const inputs = [...html.matchAll(/<input [^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map((match): [string, string] => [match[1] ?? '', (match[2] ?? '').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))]);
  return new URLSearchParams(inputs);
}

async function signIn(github: LocalGitHub, token: unknown): Promise<{ readonly status: number; readonly scopes: string | null; readonly login: unknown }> {
  const answer = await fetch(`${github.web}/api/v3/user`, { headers: { authorization: `token ${String(token)}` } });
  return { status: answer.status, scopes: answer.headers.get('x-oauth-scopes'), login: ((await answer.json()) as { login?: unknown }).login };
}

describe('the web flow', () => {
  it('asks, comes back with a code and its state, and exchanges it for a token of those scopes', async () => {
    const { github, admin } = await prepare();
    const verifier = 'v'.repeat(64);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const asked = new URLSearchParams({ client_id: 'abc', redirect_uri: 'http://127.0.0.1:9999/callback', scope: 'repo read:org', state: 'http://127.0.0.1:9999/callback?nonce=a%2Bb', code_challenge: challenge, code_challenge_method: 'S256', prompt: 'select_account' });
    const page = await fetch(`${github.web}/login/oauth/authorize?${asked.toString()}`);
    const html = await page.text();
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(html).toContain('<button type="submit">Authorize</button>');
    expect(html).toContain('<code>read:org</code>');
    const back = await fetch(`${github.web}/login/oauth/authorize`, { method: 'POST', body: fieldsOf(html), redirect: 'manual' });
    const location = new URL(back.headers.get('location') ?? '');
    expect([back.status, location.origin + location.pathname, location.searchParams.get('state')]).toEqual([302, 'http://127.0.0.1:9999/callback', asked.get('state')]);
    const exchange = async (extra: Record<string, string> = {}): Promise<Record<string, unknown>> => {
      const body = new URLSearchParams({ code: location.searchParams.get('code') ?? '', client_id: 'abc', redirect_uri: 'http://127.0.0.1:9999/callback', code_verifier: verifier, ...extra });
      return (await (await fetch(`${github.web}/login/oauth/access_token`, { method: 'POST', headers: JSON_ACCEPT, body })).json()) as Record<string, unknown>;
    };
    const granted = await exchange();
    expect(granted).toMatchObject({ token_type: 'bearer', scope: 'repo,read:org' });
    expect(await signIn(github, granted['access_token'])).toEqual({ status: 200, scopes: 'repo, read:org', login: admin });
    expect(await exchange()).toMatchObject({ error: 'bad_verification_code' });
  });

  it('refuses a verifier that does not fit, another redirect and an address that is none', async () => {
    const { github } = await prepare();
    const code = async (): Promise<string> => {
      const back = await fetch(`${github.web}/login/oauth/authorize`, { method: 'POST', body: new URLSearchParams({ redirect_uri: 'http://127.0.0.1:1/', code_challenge: 'x', scope: '' }), redirect: 'manual' });
      return new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    };
    const exchange = async (fields: Record<string, string>): Promise<unknown> => (await fetch(`${github.web}/login/oauth/access_token`, { method: 'POST', headers: JSON_ACCEPT, body: new URLSearchParams(fields) })).json();
    expect(await exchange({ code: await code(), code_verifier: 'wrong' })).toMatchObject({ error: 'bad_verification_code' });
    expect(await exchange({ code: await code(), redirect_uri: 'http://127.0.0.1:2/' })).toMatchObject({ error: 'redirect_uri_mismatch' });
    expect((await fetch(`${github.web}/login/oauth/authorize?redirect_uri=nowhere`)).status).toBe(400);
    const form = await (await fetch(`${github.web}/login/oauth/access_token`, { method: 'POST', body: new URLSearchParams({ code: 'none' }) })).text();
    expect(new URLSearchParams(form).get('error')).toBe('bad_verification_code');
  });

  it('writes nothing of the request into its page unescaped', async () => {
    const { github } = await prepare();
    const html = await (await fetch(`${github.web}/login/oauth/authorize?redirect_uri=http://127.0.0.1/&scope=${encodeURIComponent('<script>alert(1)</script>')}&state=${encodeURIComponent('"><img>')}`)).text();
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('"><img>');
  });
});

describe('the device flow', () => {
  it('waits until the code was typed, as the provider of VS Code asks', async () => {
    let now = Date.UTC(2026, 5, 1);
    const { github, admin } = await prepare(() => now);
    const begun = (await (await fetch(`${github.web}/login/device/code?client_id=abc&scope=repo read:org`, { method: 'POST', headers: JSON_ACCEPT })).json()) as Record<string, unknown>;
    expect(begun).toMatchObject({ verification_uri: `${github.web}/login/device`, interval: 1, expires_in: 900 });
    const poll = async (): Promise<Record<string, unknown>> => (await (await fetch(`${github.web}/login/oauth/access_token?client_id=abc&device_code=${String(begun['device_code'])}&grant_type=urn:ietf:params:oauth:grant-type:device_code`, { method: 'POST', headers: JSON_ACCEPT })).json()) as Record<string, unknown>;
    expect(await poll()).toMatchObject({ error: 'authorization_pending' });
    expect(await poll()).toMatchObject({ error: 'slow_down' });
    const wrong = await fetch(`${github.web}/login/device`, { method: 'POST', body: new URLSearchParams({ user_code: 'XXXX-XXXX' }) });
    expect([wrong.status, (await wrong.text()).includes('no such code')]).toEqual([422, true]);
    const right = await fetch(`${github.web}/login/device`, { method: 'POST', body: new URLSearchParams({ user_code: String(begun['user_code']).toLowerCase() }) });
    expect(await right.text()).toContain('Congratulations');
    now += 1000;
    const granted = await poll();
    expect(await signIn(github, granted['access_token'])).toEqual({ status: 200, scopes: 'repo, read:org', login: admin });
    expect(await poll()).toMatchObject({ error: 'incorrect_device_code' });
  });

  it('expires', async () => {
    let now = Date.UTC(2026, 5, 1);
    const { github } = await prepare(() => now);
    const begun = (await (await fetch(`${github.web}/login/device/code`, { method: 'POST', headers: JSON_ACCEPT, body: new URLSearchParams({ scope: 'repo' }) })).json()) as Record<string, unknown>;
    now += 901_000;
    const answer: unknown = await (await fetch(`${github.web}/login/oauth/access_token`, { method: 'POST', headers: { ...JSON_ACCEPT, 'content-type': 'application/json' }, body: JSON.stringify({ device_code: begun['device_code'] }) })).json();
    expect(answer).toMatchObject({ error: 'expired_token' });
  });

  it('can be let in from outside', async () => {
    const { github } = await prepare();
    await fetch(`${github.web}/login/device/code?scope=repo`, { method: 'POST', headers: JSON_ACCEPT });
    const answer: unknown = await (await fetch(`${github.web}/_control`, { method: 'POST', body: JSON.stringify({ do: 'authorizeDevices' }) })).json();
    expect(answer).toEqual({ authorized: 1 });
  });
});

describe('tokens made by hand', () => {
  it('carry the scopes the page was opened with, which the root of the API tells', async () => {
    const { github } = await prepare();
    const page = await (await fetch(`${github.web}/settings/tokens/new?description=VS Code (repo)&scopes=repo,read:org`)).text();
    const made = await (await fetch(`${github.web}/settings/tokens/new`, { method: 'POST', body: fieldsOf(page) })).text();
    const token = /<code id="token">([^<]+)</.exec(made)?.[1] ?? '';
    const root = await fetch(`${github.web}/api/v3`, { headers: { authorization: `token ${token}` } });
    expect([root.status, root.headers.get('x-oauth-scopes')]).toEqual([200, 'repo, read:org']);
    expect(github.violations).toEqual([]);
  });

  it('are taken back by the app they were given to', async () => {
    const { github, admin } = await prepare();
    const { value } = github.state.addToken({ account: admin, scopes: ['repo'] });
    const revoke = (): Promise<Response> => fetch(`${github.web}/api/v3/applications/abc/token`, { method: 'DELETE', headers: { authorization: `Basic ${btoa('abc:secret')}` }, body: JSON.stringify({ access_token: value }) });
    expect([(await revoke()).status, (await signIn(github, value)).status, (await revoke()).status]).toEqual([204, 401, 404]);
  });
});

describe('what else lies under the web address', () => {
  it('pictures, the version of the server, and raw files for those who may see them', async () => {
    const { github, admin } = await prepare();
    expect((await fetch(`${github.web}/avatars/u/7`)).headers.get('content-type')).toBe('image/svg+xml');
    expect(await (await fetch(`${github.web}/api/v3/meta`)).json()).toMatchObject({ installed_version: expect.stringMatching(/^3\./) as unknown });
    const hidden = github.state.repositories('northwind-shop').find(({ visibility, git }) => visibility === 'private' && git.refs.size > 0);
    const url = `${github.web}/raw/northwind-shop/${hidden?.name ?? ''}/HEAD/README.md`;
    const { value } = github.state.addToken({ account: admin, scopes: ['repo'] });
    expect([(await fetch(url)).status, (await fetch(url, { headers: { authorization: `token ${value}` } })).status]).toEqual([404, 200]);
  });
});
