import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isPortalError } from '../../../src/portal/base/errors';
import { createBench, json, type Bench } from './fakeGitHub';

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly response: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers with what api.github.com once answered to the same requests in the same order (`@octokit/fixtures`). */
function replay(scenario: string): Bench & { readonly recorded: readonly Recorded[] } {
  const file = new URL(`../../../node_modules/@octokit/fixtures/scenarios/api.github.com/${scenario}/normalized-fixture.json`, import.meta.url);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as readonly Recorded[];
  const bench = createBench((request, index) => {
    const expected = recorded[index];
    const { pathname, search } = new URL(request.url);
    // Octokit leaves a slash at the end out.
    expect(`${request.method.toLowerCase()} ${pathname.replace(/\/$/, '')}${search}`).toBe(`${expected?.method} ${expected?.path.replace(/\/$/, '')}`);
    if (expected?.body !== '') {
      expect(JSON.parse(request.body ?? 'null')).toEqual(expected?.body);
    }
    const { 'content-length': _length, 'content-encoding': _encoding, 'transfer-encoding': _transfer, ...headers } = expected?.headers ?? {};
    return typeof expected?.response === 'string' ? new Response(expected.response, { status: expected.status, headers }) : json(expected?.response, expected?.status, headers);
  });
  return { ...bench, recorded };
}

describe('answers recorded from GitHub', () => {
  test('an organization', async () => {
    const { client } = replay('get-organization');
    const { data } = await client.request('GET /orgs/{org}', { org: 'octokit-fixture-org' });
    expect(data.login).toBe('octokit-fixture-org');
    expect(client.rate.all).toHaveLength(1);
  });

  test('a repository', async () => {
    const { client, fake } = replay('get-repository');
    const { data } = await client.request('GET /repos/{owner}/{repo}', { owner: 'octokit-fixture-org', repo: 'hello-world' });
    expect(data.full_name).toBe('octokit-fixture-org/hello-world');
    expect(fake.seen).toHaveLength(1);
  });

  test('the root', async () => {
    const { client, recorded } = replay('get-root');
    expect((await client.request('GET /', {})).data).toEqual(recorded[0]?.response);
  });

  test('contents of a folder and of a raw file', async () => {
    const { client } = replay('get-content');
    const folder = await client.request('GET /repos/{owner}/{repo}/contents/{path}', { owner: 'octokit-fixture-org', repo: 'hello-world', path: '' });
    expect(Array.isArray(folder.data) && folder.data.map((entry) => entry.name)).toEqual(['README.md']);
    const file = await client.request('GET /repos/{owner}/{repo}/contents/{path}', { owner: 'octokit-fixture-org', repo: 'hello-world', path: 'README.md', mediaType: { format: 'raw' } });
    expect(file.data).toContain('hello-world');
  });

  test('pages of issues by Link', async () => {
    const { client, recorded } = replay('paginate-issues');
    let count = 0;
    for await (const page of client.pages('GET /repos/{owner}/{repo}/issues', toParameters(recorded[0]?.path ?? ''))) {
      count += page.length;
    }
    expect(count).toBe(recorded.reduce((sum, { response }) => sum + (Array.isArray(response) ? response.length : 0), 0));
  });

  test('an error with what is wrong field by field', async () => {
    const { client } = replay('errors');
    const error: unknown = await client.request('POST /repos/{owner}/{repo}/labels', { owner: 'octokit-fixture-org', repo: 'errors', name: 'foo', color: 'invalid' }).catch((thrown: unknown) => thrown);
    expect(isPortalError(error, 'conflict') && error.message).toContain('Label');
  });
});

function toParameters(path: string): { owner: string; repo: string; per_page: number } {
  const url = new URL(path, 'https://api.github.com');
  const [, , owner = '', repo = ''] = url.pathname.split('/');
  return { owner, repo, per_page: Number(url.searchParams.get('per_page')) };
}
