import { describe, expect, it } from 'vitest';
import { addGeneratedOrganization } from '../organizations/generatedOrganization.ts';
import { GitHubState } from '../state/gitHubState.ts';
import { ALL_SCOPES, clientOf, refusalOf, start } from '../testSupport.ts';
import type { LocalGitHub } from '../startLocalGitHub.ts';
import type { Octokit } from '@octokit/rest';
import { Faults, isFault } from './faults.ts';

async function prepare(): Promise<{ readonly github: LocalGitHub; readonly octokit: Octokit }> {
  const state = new GitHubState();
  const { admin } = addGeneratedOrganization(state, 5, 'acme');
  const github = await start({ state });
  return { github, octokit: clientOf(github, { account: admin, scopes: ALL_SCOPES }) };
}

const at = { owner: 'acme', repo: 'service-0001' };
const QUERY = 'query($size: Int!) { organization(login: "acme") { repositories(first: $size) { nodes { name object(expression: "HEAD:catalog-info.yaml") { ... on Blob { text } } } } } }';

describe('faults strike', () => {
  it('by method, path and number, and let the rest pass', async () => {
    const { github, octokit } = await prepare();
    github.faults.order({ method: 'GET', path: '^/repos/acme/service-0001$', after: 1, times: 2, effect: { kind: 'status', status: 502 } });
    const status = async (): Promise<number> => octokit.repos.get(at).then((answer) => answer.status, (error: unknown) => (error as { status: number }).status);
    expect([await status(), (await octokit.repos.get({ ...at, repo: 'service-0002' })).status, await status(), await status(), await status()]).toEqual([200, 200, 502, 502, 200]);
    expect(github.faults.pending).toEqual([]);
  });

  it('as a delay', async () => {
    const { github, octokit } = await prepare();
    github.faults.order({ effect: { kind: 'delay', milliseconds: 120 } });
    const before = performance.now();
    await octokit.repos.get(at);
    expect(performance.now() - before).toBeGreaterThanOrEqual(110);
  });

  it('as a connection cut before and within the answer', async () => {
    const { github } = await prepare();
    const url = `${github.web}/repos/acme/service-0001`;
    github.faults.order({ effect: { kind: 'cut', when: 'before' } });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    github.faults.order({ effect: { kind: 'cut', when: 'body' } });
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(github.requests.map(({ status }) => status)).toEqual([0, 200]);
    expect((await fetch(url)).ok).toBe(true);
  });

  it('as wrong JSON', async () => {
    const { github } = await prepare();
    github.faults.order({ effect: { kind: 'wrongJson' } });
    await expect((await fetch(`${github.web}/repos/acme/service-0001`)).json()).rejects.toThrow('JSON');
  });

  it('as a secondary limit', async () => {
    const { github, octokit } = await prepare();
    github.faults.order({ effect: { kind: 'secondaryLimit', status: 429, retryAfterSeconds: 7 } });
    const refused = await refusalOf(octokit.repos.get(at));
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '7']);
    expect(refused.message).toContain('secondary rate limit');
    github.faults.order({ effect: { kind: 'secondaryLimit' } });
    const bare = await refusalOf(octokit.repos.get(at));
    expect([bare.status, bare.headers['retry-after']]).toEqual([403, undefined]);
  });

  it('as a rate limit reached in the middle, for that request and those after it', async () => {
    const { github, octokit } = await prepare();
    github.faults.order({ after: 2, effect: { kind: 'rateLimit', resetSeconds: 30 } });
    await octokit.repos.get(at);
    await octokit.repos.get(at);
    expect((await refusalOf(octokit.repos.get(at))).headers['x-ratelimit-remaining']).toBe('0');
    expect((await refusalOf(octokit.repos.get(at))).status).toBe(403);
    github.rates.reset();
    expect((await octokit.repos.get(at)).status).toBe(200);
  });

  it('as a repository that vanishes', async () => {
    const { github, octokit } = await prepare();
    github.faults.order({ path: '^/repos/acme/service-0001/git/trees', effect: { kind: 'vanish', repository: 'acme/service-0001' } });
    expect((await octokit.repos.get(at)).status).toBe(200);
    expect((await refusalOf(octokit.git.getTree({ ...at, tree_sha: 'main' }))).status).toBe(404);
    expect((await refusalOf(octokit.repos.get(at))).status).toBe(404);
  });
});

describe('faults of GraphQL', () => {
  it('answer pages that are too large as if time had run out', async () => {
    const { github, octokit } = await prepare();
    github.faults.order({ times: 'always', effect: { kind: 'pageTooLarge', maxFirst: 25, status: 504 } });
    expect((await refusalOf(octokit.graphql(QUERY, { size: 50 }))).status).toBe(504);
    expect((await refusalOf(octokit.graphql(QUERY, { size: 26 }))).status).toBe(504);
    await octokit.graphql(QUERY, { size: 25 });
    github.faults.clear();
    await octokit.graphql(QUERY, { size: 100 });
    expect(github.requests.map(({ status }) => status)).toEqual([504, 504, 200, 200]);
  });

  it('empty a part of the answer and say so', async () => {
    const { github, octokit } = await prepare();
    const path = ['organization', 'repositories', 'nodes', 2, 'object'];
    github.faults.order({ graphql: 'catalog-info', effect: { kind: 'graphqlError', type: 'SERVICE_UNAVAILABLE', message: 'Timed out while reading.', path } });
    const error: unknown = await octokit.graphql(QUERY, { size: 5 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ errors: [{ type: 'SERVICE_UNAVAILABLE', path, message: 'Timed out while reading.' }], data: { organization: { repositories: { nodes: [{ object: { text: expect.any(String) as unknown } }, {}, { name: 'service-0002', object: null }, {}, {}] } } } });
    await octokit.graphql(QUERY, { size: 5 });
  });

  it('leave REST alone', async () => {
    const { github, octokit } = await prepare();
    github.faults.order({ effect: { kind: 'graphqlError', message: 'x' } });
    await octokit.repos.get(at);
    expect(github.faults.pending).toHaveLength(1);
  });
});

describe('orders from outside', () => {
  it.each([
    [{ effect: { kind: 'delay', milliseconds: 1 } }, true],
    [{ effect: { kind: 'wrongJson' } }, true],
    [{ effect: { kind: 'secondaryLimit' } }, true],
    [{ effect: { kind: 'vanish' } }, false],
    [{ effect: { kind: 'status' } }, false],
    [{ effect: { kind: 'cut', when: 'later' } }, false],
    [{ effect: { kind: 'meteor' } }, false],
    [{ path: '(', effect: { kind: 'wrongJson' } }, false],
    [{ graphql: 7, effect: { kind: 'wrongJson' } }, false],
    [{}, false],
    [null, false],
  ])('%j is a fault: %s', (value, expected) => {
    expect(isFault(value)).toBe(expected);
  });

  it('can be taken back', () => {
    const faults = new Faults();
    faults.order({ times: 'always', effect: { kind: 'wrongJson' } });
    expect(faults.take({ method: 'GET', path: '/' })).toHaveLength(1);
    faults.clear();
    expect(faults.take({ method: 'GET', path: '/' })).toEqual([]);
  });
});

describe('what goes wrong with organizations and repositories', () => {
  it('an IP allow list refuses in both APIs, in GitHub’s words', async () => {
    const { github, octokit } = await prepare();
    github.state.organization('acme')!.refusesAddress = true;
    expect(await refusalOf(octokit.request('GET /orgs/{org}/repos', { org: 'acme' }))).toMatchObject({ status: 403, message: expect.stringContaining('`acme` organization has an IP allow list enabled') as string });
    expect((await refusalOf(octokit.repos.get(at))).status).toBe(403);
    await expect(octokit.graphql(QUERY, { size: 1 })).rejects.toMatchObject({ errors: [{ type: 'FORBIDDEN', message: expect.stringContaining('IP allow list') as string }] });
  });

  it('a former name leads to where a repository is now, by a redirect and in GraphQL', async () => {
    const { github, octokit } = await prepare();
    github.state.moveRepository('acme/service-0001', { name: 'renamed' });
    const answer = await fetch(`${github.web}/repos/acme/service-0001`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([301, `${github.web}/repositories/${github.state.mustRepository('acme/renamed').id}`]);
    expect((await octokit.repos.get(at)).data.name).toBe('renamed');
    const ask = (follow: string): Promise<unknown> => octokit.graphql(`{ repository(owner: "acme", name: "service-0001"${follow}) { name } }`);
    expect(await ask('')).toEqual({ repository: { name: 'renamed' } });
    await expect(ask(', followRenames: false')).rejects.toMatchObject({ errors: [{ type: 'NOT_FOUND' }] });
    github.state.addRepository({ owner: 'acme', name: 'service-0001' });
    expect((await octokit.repos.get(at)).data.name).toBe('service-0001');
    expect(github.violations).toEqual([]);
  });

  it('lists across organizations leave out those that want single sign-on, and name them', async () => {
    const { github, octokit } = await prepare();
    github.state.addTeam('acme', { slug: 'platform', members: ['acme-admin'] });
    expect((await octokit.request('GET /user/teams')).data).toHaveLength(21);
    const organization = github.state.organization('acme')!;
    organization.sso = true;
    for (const route of ['GET /user/teams', 'GET /user/repos', 'GET /user/orgs'] as const) {
      const { data, headers } = await octokit.request(route);
      expect([data, headers['x-github-sso']]).toEqual([[], `partial-results; organizations=${organization.id}`]);
    }
    const { data } = await octokit.request('GET /organizations', { since: organization.id - 1, per_page: 1 });
    expect(data).toMatchObject([{ login: 'acme' }]);
    expect(github.violations).toEqual([]);
  });

  it('a slow line delivers piece by piece', async () => {
    const { github } = await prepare();
    github.faults.order({ effect: { kind: 'slow', pieces: 8, milliseconds: 20 } });
    const before = performance.now();
    expect(await (await fetch(`${github.web}/repos/acme/service-0001`)).json()).toMatchObject({ name: 'service-0001' });
    expect(performance.now() - before).toBeGreaterThan(120);
  });

  it('a tree is cut short at the limit', async () => {
    const { github, octokit } = await prepare();
    github.state.treeLimit = 1;
    const tree = async (recursive?: string): Promise<unknown> => (await octokit.git.getTree({ owner: 'acme', repo: 'service-0001', tree_sha: 'main', ...(recursive && { recursive }) })).data;
    expect(await tree('1')).toMatchObject({ truncated: true, tree: [{ path: 'README.md' }] });
    expect(await tree()).toMatchObject({ truncated: false, tree: [{ path: 'README.md' }, { path: 'catalog-info.yaml' }] });
  });

  it('a symbolic link reads as its text in GraphQL and as what it leads to in the contents API', async () => {
    const { github, octokit } = await prepare();
    github.state.push('acme/service-0001', { 'link.yaml': { content: 'catalog-info.yaml', mode: '120000' }, 'out.yaml': { content: '../other', mode: '120000' } });
    const read = async (path: string): Promise<unknown> => (await octokit.repos.getContent({ ...at, path })).data;
    expect(await read('link.yaml')).toMatchObject({ type: 'file', path: 'link.yaml', content: expect.stringMatching(/^YXBp/) as string });
    expect(await read('out.yaml')).toMatchObject({ type: 'symlink', target: '../other' });
    expect(github.violations).toEqual([]);
    expect(await octokit.graphql('{ repository(owner: "acme", name: "service-0001") { object(expression: "HEAD:link.yaml") { ... on Blob { text } } } }')).toEqual({ repository: { object: { text: 'catalog-info.yaml' } } });
  });

  it('people are suspended on an Enterprise Server alone', async () => {
    const { github, octokit } = await prepare();
    github.state.user('acme-admin')!.suspendedAt = 0;
    github.state.organization('acme')!.verifiedDomains = ['example.com'];
    const people = '{ organization(login: "acme") { membersWithRole(first: 1) { nodes { organizationVerifiedDomainEmails(login: "acme") suspendedAt } } } }';
    expect(await octokit.graphql(people)).toEqual({ organization: { membersWithRole: { nodes: [{ organizationVerifiedDomainEmails: ['acme-admin@example.com'], suspendedAt: '1970-01-01T00:00:00Z' }] } } });
    await expect(clientOf(github, { account: 'acme-admin', scopes: ALL_SCOPES }, 'dotcom').graphql(people)).rejects.toThrow('suspendedAt');
  });
});
