import { describe, expect, test } from 'vitest';
import { isPortalError, type ErrorReason, type PortalError } from '../../../src/portal/base/errors';
import { createBench, json, TOKEN, type Bench } from './fakeGitHub';

const REPO = { owner: 'acme', repo: 'shop' };

async function failureOf(promise: Promise<unknown>): Promise<PortalError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isPortalError(error)) {
    throw new Error(`expected a PortalError, got ${String(error)}`);
  }
  return error;
}

function getRepo(bench: Bench): Promise<unknown> {
  return bench.client.request('GET /repos/{owner}/{repo}', REPO);
}

describe('requests', () => {
  test('carry the token to the API and ask for reading’s rights', async () => {
    const bench = createBench(() => json({ id: 1, full_name: 'acme/shop' }, 200, { etag: 'W/"1"' }));
    const answer = await bench.client.request('GET /repos/{owner}/{repo}', REPO);
    expect(answer).toMatchObject({ status: 200, data: { full_name: 'acme/shop' }, etag: 'W/"1"', next: undefined });
    expect(bench.fake.seen[0]?.url).toBe('https://api.github.com/repos/acme/shop');
    expect(bench.fake.seen[0]?.headers['authorization']).toBe(`Bearer ${TOKEN}`);
    expect(bench.tokens.asked[0]).toEqual({ host: 'https://github.com', scopes: ['repo', 'read:org'], interactive: false });
  });

  test('go out without a token when nobody is signed in', async () => {
    const bench = createBench(() => json({}));
    bench.tokens.token = undefined;
    await getRepo(bench);
    expect(bench.fake.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  test('take a new token for every request', async () => {
    const bench = createBench(() => json({}));
    await getRepo(bench);
    bench.tokens.token = { value: 'other', account: 'b' };
    await getRepo(bench);
    expect(bench.fake.seen.map((request) => request.headers['authorization'])).toEqual([`Bearer ${TOKEN}`, 'Bearer other']);
  });

  test('follow a redirect within the API with the token, and to another host without it', async () => {
    const bench = createBench((request) => {
      switch (request.url) {
        case 'https://api.github.com/repos/acme/shop':
          return json({}, 301, { location: 'https://api.github.com/repositories/7' });
        case 'https://api.github.com/repositories/7':
          return json({}, 302, { location: 'https://elsewhere.example/7' });
        default:
          return json({ id: 7 });
      }
    });
    await getRepo(bench);
    expect(bench.fake.seen.map(({ url, headers }) => [url, headers['authorization']])).toEqual([
      ['https://api.github.com/repos/acme/shop', `Bearer ${TOKEN}`],
      ['https://api.github.com/repositories/7', `Bearer ${TOKEN}`],
      ['https://elsewhere.example/7', undefined],
    ]);
  });

  test('give up on a circle of redirects', async () => {
    const bench = createBench((request) => json({}, 302, { location: request.url }));
    expect((await failureOf(getRepo(bench))).reason).toBe('server');
  });

  test('do not carry the token to a next page on another host', async () => {
    const bench = createBench((request) =>
      request.url.startsWith('https://api.github.com') ? json([{ id: 1 }], 200, { link: '<https://evil.example/2>; rel="next"' }) : json([]),
    );
    const pages = [];
    for await (const page of bench.client.pages('GET /orgs/{org}/repos', { org: 'acme' })) {
      pages.push(page);
    }
    expect(pages).toHaveLength(2);
    expect(bench.fake.seen[1]?.headers).not.toHaveProperty('authorization');
  });

  test('walk through the pages by the Link header', async () => {
    const bench = createBench((request) => {
      const page = Number(new URL(request.url).searchParams.get('page') ?? 1);
      const link: Record<string, string> = page < 3 ? { link: `<https://api.github.com/orgs/acme/repos?page=${page + 1}>; rel="next"` } : {};
      return json([{ id: page }], 200, link);
    });
    const ids: number[] = [];
    for await (const page of bench.client.pages('GET /orgs/{org}/repos', { org: 'acme' })) {
      ids.push(...page.map((repository) => Number(repository.id)));
    }
    expect(ids).toEqual([1, 2, 3]);
  });

  test('with an ETag tell when nothing changed', async () => {
    const bench = createBench((request) => (request.headers['if-none-match'] === '"a"' ? json(null, 304, { etag: '"a"' }) : json([], 200, { etag: '"a"' })));
    const first = await bench.client.conditional('GET /orgs/{org}/repos', { org: 'acme' }, undefined);
    expect(first).toMatchObject({ notModified: false, etag: '"a"' });
    expect(await bench.client.conditional('GET /orgs/{org}/repos', { org: 'acme' }, '"a"')).toEqual({ notModified: true, etag: '"a"' });
    expect(bench.fake.seen).toHaveLength(2);
  });

  test('count what is left of the limits, and keep a tenth in reserve', async () => {
    const bench = createBench((_request, index) =>
      json({}, 200, { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': index === 0 ? '4000' : '499', 'x-ratelimit-reset': '1767229200', 'x-ratelimit-resource': 'core' }),
    );
    const told: (number | undefined)[] = [];
    bench.client.rate.onDidChange(() => told.push(bench.client.rate.get('core')?.remaining));
    await getRepo(bench);
    expect(bench.client.rate.get('core')).toEqual({ resource: 'core', limit: 5000, remaining: 4000, resetAt: 1767229200000 });
    expect(bench.client.rate.waitUntil('core', bench.clock.now())).toBeUndefined();
    await getRepo(bench);
    expect(bench.client.rate.waitUntil('core', bench.clock.now())).toBe(1767229200000);
    expect(bench.client.rate.waitUntil('core', 1767229200001)).toBeUndefined();
    expect(told).toEqual([4000, 499]);
    expect(bench.client.rate.usage).toEqual({ requests: 2, restPoints: 2, graphQlPoints: 0 });
    bench.tokens.change('https://github.com', undefined);
    expect(bench.client.rate.all).toEqual([]);
  });

  test('that read are sent again after a 500, those that write are not', async () => {
    const reads = createBench((_request, index) => (index === 0 ? json({ message: 'Oops' }, 500) : json({ id: 1 })));
    await getRepo(reads);
    expect(reads.fake.seen).toHaveLength(2);
    const writes = createBench(() => json({ message: 'Oops' }, 500));
    const error = await failureOf(writes.client.request('POST /orgs/{org}/repos', { org: 'acme', name: 'new' }));
    expect(error).toMatchObject({ reason: 'server', details: { status: 500 } });
    expect(writes.fake.seen).toHaveLength(1);
  });

  test('are sent again after a cut connection, but not where the host is unknown', async () => {
    const cut = createBench((_request, index) => {
      if (index === 0) {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
      }
      return json({ id: 1 });
    });
    await getRepo(cut);
    expect(cut.fake.seen).toHaveLength(2);
    const offline = createBench(() => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('dns'), { code: 'ENOTFOUND' }) });
    });
    const error = await failureOf(getRepo(offline));
    expect(error.reason).toBe('offline');
    expect(error.message).toContain('https://github.com');
    expect(error.message).toContain('ENOTFOUND');
    expect(offline.fake.seen).toHaveLength(1);
  });
});

describe('failures become reasons', () => {
  const cases: [string, Response | (() => Response), ErrorReason, Partial<PortalError['details']>][] = [
    ['401', json({ message: 'Bad credentials' }, 401), 'unauthorized', { status: 401 }],
    ['404', json({ message: 'Not Found' }, 404), 'not-found', { status: 404 }],
    ['409', json({ message: 'Git Repository is empty.' }, 409), 'conflict', { status: 409 }],
    ['403 for want of a scope', json({ message: 'Must have admin rights' }, 403, { 'x-accepted-oauth-scopes': 'admin:org, read:org', 'x-oauth-scopes': 'repo' }), 'forbidden', { scopes: ['admin:org', 'read:org'] }],
    ['403 by SSO', json({ message: 'Resource protected by organization SAML enforcement.' }, 403, { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=A' }), 'sso', { helpUrl: 'https://github.com/orgs/acme/sso?authorization_request=A' }],
    ['403 by the primary limit', json({ message: 'API rate limit exceeded' }, 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '60', 'x-ratelimit-reset': '1767229200' }), 'rate-limited', { retryAt: 1767229200000 }],
    ['403 by a limit that is over by our clock', json({ message: 'API rate limit exceeded' }, 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '60', 'x-ratelimit-reset': '1767225000' }), 'rate-limited', { retryAt: Date.parse('2026-01-01T00:01:00Z') }],
    ['403 by a secondary limit', json({ message: 'You have exceeded a secondary rate limit.' }, 403, { 'retry-after': '30' }), 'rate-limited', { retryAt: Date.parse('2026-01-01T00:00:30Z') }],
    ['429', json({ message: 'Too many' }, 429), 'rate-limited', { retryAt: Date.parse('2026-01-01T00:01:00Z') }],
    ['403 for workflows', json({ message: 'refusing to allow an OAuth App to create or update workflow `.github/workflows/ci.yml` without `workflow` scope' }, 403), 'forbidden', { scopes: ['workflow'] }],
    ['502', () => new Response('<html>Bad gateway</html>', { status: 502, headers: { 'content-type': 'text/html' } }), 'server', { status: 502 }],
    ['half a JSON', () => new Response('{"id": 1, "na', { headers: { 'content-type': 'application/json' } }), 'invalid', {}],
    ['a hotel’s page', () => new Response('<html>Pay first</html>', { headers: { 'content-type': 'text/html' } }), 'invalid', {}],
  ];
  test.each(cases)('%s', async (_name, response, reason, details) => {
    const bench = createBench(() => (typeof response === 'function' ? response() : response.clone()));
    const error = await failureOf(getRepo(bench));
    expect(error.reason).toBe(reason);
    expect(error.details).toMatchObject(details);
    expect(error.message).not.toContain(TOKEN);
    expect(bench.fake.seen).toHaveLength(reason === 'server' ? 3 : 1);
  });

  test('a 422 says what GitHub says in errors[]', async () => {
    const bench = createBench(() => json({ message: 'Repository creation failed.', errors: [{ resource: 'Repository', code: 'custom', field: 'name', message: 'name already exists on this account' }, { resource: 'Repository', code: 'missing_field', field: 'visibility' }] }, 422));
    const error = await failureOf(bench.client.request('POST /orgs/{org}/repos', { org: 'acme', name: 'shop' }));
    expect(error.reason).toBe('conflict');
    expect(error.message).toContain('name already exists on this account; Repository visibility missing_field');
    expect(error.message).toContain('organization acme');
  });

  test('a fine-grained token has no scopes to miss', async () => {
    const bench = createBench(() => json({ message: 'Resource not accessible by personal access token' }, 403, { 'x-accepted-oauth-scopes': 'repo', 'x-accepted-github-permissions': 'contents=write' }));
    const error = await failureOf(getRepo(bench));
    expect(error.details.scopes).toBeUndefined();
    expect(error.message).toContain('contents=write');
  });

  test('a wider scope holds the narrower ones', async () => {
    const bench = createBench(() => json({ message: 'Must be an owner' }, 403, { 'x-accepted-oauth-scopes': 'read:org', 'x-oauth-scopes': 'admin:org' }));
    expect((await failureOf(getRepo(bench))).details.scopes).toBeUndefined();
  });

  test('a 404 names the right that could be the reason', async () => {
    const bench = createBench(() => json({ message: 'Not Found' }, 404, { 'x-accepted-oauth-scopes': 'repo', 'x-oauth-scopes': 'read:org' }));
    const error = await failureOf(getRepo(bench));
    expect(error).toMatchObject({ reason: 'not-found', details: { scopes: ['repo'] } });
    expect(error.message).toContain('`repo`');
  });

  test('cancelling ends a request under way', async () => {
    const bench = createBench(() => new Promise<Response>(() => undefined));
    const stop = new AbortController();
    const failure = failureOf(bench.client.request('GET /repos/{owner}/{repo}', REPO, { signal: stop.signal }));
    stop.abort();
    expect((await failure).reason).toBe('cancelled');
  });

  test('silence becomes a timeout', async () => {
    let asked: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (asked = resolve));
    const bench = createBench(() => {
      asked();
      return new Promise<Response>(() => undefined);
    });
    const failure = failureOf(getRepo(bench));
    await reached;
    bench.clock.advance(30_000);
    expect(await failure).toMatchObject({ reason: 'timeout' });
    expect(bench.fake.seen).toHaveLength(1);
    expect(bench.clock.pending).toBe(0);
  });
});

describe('GraphQL', () => {
  const QUERY = 'query ($login: String!) { repositoryOwner(login: $login) { login } viewer { login } }';
  const run = (bench: Bench): Promise<unknown> => bench.client.graphql(QUERY, { login: 'acme' }, { about: 'organization acme' });

  test('asks the host’s own address', async () => {
    const answer = (): Response => json({ data: { viewer: { login: 'octocat' } } });
    const cloud = createBench(answer);
    expect(await run(cloud)).toEqual({ data: { viewer: { login: 'octocat' } }, errors: [] });
    expect(cloud.fake.seen[0]).toMatchObject({ method: 'POST', url: 'https://api.github.com/graphql' });
    const server = createBench(answer, { web: 'https://ghe.example.com', api: 'https://ghe.example.com/api/v3' });
    await run(server);
    expect(server.fake.seen[0]?.url).toBe('https://ghe.example.com/api/graphql');
  });

  test('does not go out without a token', async () => {
    const bench = createBench(() => json({ data: {} }));
    bench.tokens.token = undefined;
    expect((await failureOf(run(bench))).reason).toBe('unauthorized');
    expect(bench.fake.seen).toHaveLength(0);
  });

  test('keeps what came beside errors', async () => {
    const bench = createBench(() => json({ data: { repositoryOwner: null, viewer: { login: 'octocat' } }, errors: [{ type: 'NOT_FOUND', path: ['repositoryOwner'], message: 'Could not resolve' }] }));
    const result = await bench.client.graphql<{ viewer: { login: string } }>(QUERY, {}, { about: 'organization acme' });
    expect(result.data.viewer.login).toBe('octocat');
    expect(result.errors).toMatchObject([{ reason: 'not-found' }]);
  });

  test.each<[string, object, ErrorReason]>([
    ['nothing found', { data: { repositoryOwner: null }, errors: [{ type: 'NOT_FOUND', message: 'Could not resolve to a RepositoryOwner' }] }, 'not-found'],
    ['the limit reached', { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] }, 'rate-limited'],
    ['scopes missing', { errors: [{ type: 'INSUFFICIENT_SCOPES', message: "The 'login' field requires one of the following scopes: ['read:org', 'read:discussion'], but your token has only been granted the: ['repo'] scopes." }] }, 'forbidden'],
    ['single sign-on', { data: { repositoryOwner: null }, errors: [{ type: 'FORBIDDEN', message: 'Resource protected', extensions: { saml_failure: true } }] }, 'sso'],
    ['something else altogether', { hello: 1 }, 'invalid'],
  ])('%s', async (_name, body, reason) => {
    const bench = createBench(() => json(body));
    const error = await failureOf(run(bench));
    expect(error.reason).toBe(reason);
    if (reason === 'forbidden') {
      expect(error.details.scopes).toEqual(['read:org', 'read:discussion']);
    }
  });

  test('a mutation is not sent twice', async () => {
    const bench = createBench(() => json({ message: 'x' }, 500));
    await failureOf(bench.client.graphql('mutation { x }', {}));
    expect(bench.fake.seen).toHaveLength(1);
  });
});

test('no token in log, errors or thrown causes', async () => {
  const bench = createBench(() => json({ message: 'no' }, 403));
  const error = await failureOf(getRepo(bench));
  const cause = error.details.cause;
  expect(bench.log.lines.length).toBeGreaterThan(0);
  expect(JSON.stringify([bench.log.lines, error, cause, cause instanceof Error ? Object.entries(cause) : [], error.stack])).not.toContain(TOKEN);
});
