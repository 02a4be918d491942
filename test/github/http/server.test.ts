import { describe, expect, it } from 'vitest';
import { addGeneratedOrganization } from '../organizations/generatedOrganization.ts';
import { GitHubState } from '../state/gitHubState.ts';
import { ALL_SCOPES, clientOf, refusalOf, start } from '../testSupport.ts';
import type { LocalGitHub } from '../startLocalGitHub.ts';

async function startGenerated(count = 25): Promise<{ readonly github: LocalGitHub; readonly account: string }> {
  const state = new GitHubState();
  const { admin } = addGeneratedOrganization(state, count, 'acme');
  return { github: await start({ state }), account: admin };
}

const at = { owner: 'acme', repo: 'service-0001' };

describe('pages', () => {
  it('are linked from the first to the last, in both shapes of the address', async () => {
    const { github, account } = await startGenerated();
    for (const shape of ['enterprise', 'dotcom'] as const) {
      const octokit = clientOf(github, { account, scopes: ALL_SCOPES }, shape);
      const { headers } = await octokit.repos.listForOrg({ org: 'acme', per_page: 10, page: 2, sort: 'pushed', type: 'all' });
      const base = shape === 'enterprise' ? `${github.web}/api/v3` : github.web;
      expect(headers.link?.split(', ').map((link) => /rel="(\w+)"/.exec(link)?.[1])).toEqual(['prev', 'next', 'last', 'first']);
      expect(headers.link).toContain(`<${base}/orgs/acme/repos?`);
      expect(await octokit.paginate(octokit.repos.listForOrg, { org: 'acme', per_page: 10 })).toHaveLength(25);
    }
    expect(github.violations).toEqual([]);
  });

  it('hold at most 100, and none beyond the last', async () => {
    const { github, account } = await startGenerated(120);
    const octokit = clientOf(github, { account, scopes: ALL_SCOPES });
    expect((await octokit.repos.listForOrg({ org: 'acme', per_page: 500 })).data).toHaveLength(100);
    expect((await octokit.repos.listForOrg({ org: 'acme', per_page: 100, page: 9 })).data).toEqual([]);
  });
});

describe('etags', () => {
  it('answer 304 for free until something was pushed', async () => {
    const { github, account } = await startGenerated();
    const octokit = clientOf(github, { account, scopes: ALL_SCOPES });
    const list = { org: 'acme', sort: 'pushed', type: 'all', per_page: 100 } as const;
    const first = await octokit.repos.listForOrg(list);
    const remaining = Number(first.headers['x-ratelimit-remaining']);
    const headers = { 'if-none-match': first.headers.etag ?? '' };
    const same = await refusalOf(octokit.repos.listForOrg({ ...list, headers }));
    expect([same.status, Number(same.headers['x-ratelimit-remaining'])]).toEqual([304, remaining]);
    expect(github.requests.map(({ status, cost, etagHit }) => [status, cost, etagHit])).toEqual([[200, 1, false], [304, 0, true]]);
    github.state.push('acme/service-0007', { 'catalog-info.yaml': 'kind: Component\n' });
    const changed = await octokit.repos.listForOrg({ ...list, headers });
    expect(changed.data[0]?.name).toBe('service-0007');
  });

  it('differ between accounts', async () => {
    const { github, account } = await startGenerated(2);
    const mine = await clientOf(github, { account, scopes: ALL_SCOPES }).repos.get(at);
    const theirs = await clientOf(github).repos.get(at);
    expect(mine.headers.etag).not.toBe(theirs.headers.etag);
  });
});

describe('rate limits', () => {
  it('count down by account and refuse at the end', async () => {
    const { github, account } = await startGenerated(2);
    const octokit = clientOf(github, { account, scopes: ALL_SCOPES });
    github.rates.leave({ user: github.state.user(account)! }, 'core', 2, 60);
    const used = [await octokit.repos.get(at), await octokit.repos.get(at)].map(({ headers }) => headers['x-ratelimit-remaining']);
    expect(used).toEqual(['1', '0']);
    const refused = await refusalOf(octokit.repos.get(at));
    expect([refused.status, refused.headers['x-ratelimit-remaining']]).toEqual([403, '0']);
    expect(refused.message).toContain('API rate limit exceeded for user ID');
    expect(Number(refused.headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now() / 1000);
    const overview = await octokit.rateLimit.get();
    expect(overview.data.resources.core.remaining).toBe(0);
    expect((await clientOf(github).repos.get(at)).headers['x-ratelimit-limit']).toBe('60');
    expect(github.violations).toEqual([]);
  });

  it('begin anew when the window ends', async () => {
    let now = Date.UTC(2026, 5, 1);
    const state = new GitHubState(() => now);
    const { admin } = addGeneratedOrganization(state, 2, 'acme');
    const github = await start({ state });
    const octokit = clientOf(github, { account: admin, scopes: ALL_SCOPES });
    github.rates.leave({ user: state.user(admin)! }, 'core', 0, 60);
    expect((await refusalOf(octokit.repos.get(at))).status).toBe(403);
    now += 61_000;
    expect((await octokit.repos.get(at)).headers['x-ratelimit-remaining']).toBe('4999');
  });
});

describe('requests from pages of other origins', () => {
  const preflight = { method: 'OPTIONS', headers: { origin: 'https://web.example', 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization,if-none-match' } };

  it('are let in after a preflight, with the headers a client needs exposed', async () => {
    const { github } = await startGenerated(2);
    for (const path of ['/api/v3/user', '/user', '/graphql', '/api/graphql', '/repos/acme/service-0001/git/refs/heads/main']) {
      const allowed = await fetch(`${github.web}${path}`, preflight);
      expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
      expect(allowed.headers.get('access-control-allow-headers')).toMatch(/Authorization.*If-None-Match.*X-GitHub-Api-Version/);
      expect(allowed.headers.get('access-control-allow-methods')).toContain('PATCH');
    }
    const answer = await fetch(`${github.web}/repos/acme/service-0001`, { headers: { origin: 'https://web.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const exposed = answer.headers.get('access-control-expose-headers') ?? '';
    expect(['ETag', 'Link', 'X-RateLimit-Remaining', 'X-OAuth-Scopes', 'X-Accepted-OAuth-Scopes', 'X-GitHub-SSO', 'Retry-After', 'X-GitHub-Request-Id'].filter((name) => !exposed.split(', ').includes(name))).toEqual([]);
    const refused = await fetch(`${github.web}/user`, { headers: { origin: 'https://web.example' } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  });
});

describe('the control face', () => {
  const order = (github: LocalGitHub, body: object, headers: Record<string, string> = {}): Promise<Response> => fetch(`${github.web}/_control`, { method: 'POST', headers, body: JSON.stringify(body) });

  it('pushes, orders faults, and reads and empties the log', async () => {
    const { github } = await startGenerated(2);
    await order(github, { do: 'push', repository: 'acme/service-0001', files: { 'new.txt': 'new\n', 'README.md': null } });
    await order(github, { do: 'fault', fault: { path: '^/repos/', effect: { kind: 'status', status: 500 } } });
    const read = (): Promise<Response> => fetch(`${github.web}/repos/acme/service-0001/contents/`);
    expect((await read()).status).toBe(500);
    const entries: unknown = await (await read()).json();
    expect((entries as { name: string }[]).map(({ name }) => name)).toEqual(['catalog-info.yaml', 'new.txt']);
    const log: unknown = await (await order(github, { do: 'requests' })).json();
    expect(log).toMatchObject({ requests: [{ path: '/repos/acme/service-0001/contents/', status: 500, faults: ['status'] }, { status: 200 }] });
    await order(github, { do: 'resetRequests' });
    expect(github.requests).toEqual([]);
    const { token } = (await (await order(github, { do: 'addToken', account: 'acme-admin', scopes: ['repo'] })).json()) as { token: string };
    expect((await fetch(`${github.web}/user`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    await order(github, { do: 'revokeToken', token });
    expect((await fetch(`${github.web}/user`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  it('refuses other origins, other methods and orders it does not know', async () => {
    const { github } = await startGenerated(2);
    expect((await order(github, { do: 'requests' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await order(github, { do: 'requests' }, { origin: 'http://localhost:9000' })).status).toBe(200);
    expect((await fetch(`${github.web}/_control`)).status).toBe(405);
    expect((await order(github, { do: 'dance' })).status).toBe(400);
    expect((await order(github, { do: 'fault', fault: { effect: { kind: 'delay' } } })).status).toBe(400);
    expect((await order(github, { do: 'push', repository: 'acme/none', files: {} })).status).toBe(400);
    expect((await fetch(`${github.web}/_control`, { method: 'POST', body: '{' })).status).toBe(400);
  });
});
