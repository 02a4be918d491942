import type { Octokit } from '@octokit/rest';
import { describe, expect, it } from 'vitest';
import { addGeneratedOrganization } from '../organizations/generatedOrganization.ts';
import { GitHubState } from '../state/gitHubState.ts';
import { ALL_SCOPES, ORGANIZATIONS, clientOf, refusalOf, start, startWith } from '../testSupport.ts';
import type { LocalGitHub } from '../startLocalGitHub.ts';
import type { TokenInput } from '../state/gitHubState.ts';

interface Failure {
  readonly errors: readonly { readonly type?: string; readonly message: string; readonly path?: readonly (string | number)[] }[];
  readonly data?: unknown;
}

async function failureOf(octokit: Octokit, query: string, variables: Record<string, unknown> = {}): Promise<Failure> {
  const error: unknown = await octokit.graphql(query, variables).catch((thrown: unknown) => thrown);
  if (error instanceof Error && 'errors' in error) {
    return error as Error & Failure;
  }
  throw new Error(`The query should have been answered with errors and was answered ${JSON.stringify(error)}.`);
}

async function prepare(token: Partial<TokenInput> = { scopes: ALL_SCOPES }): Promise<{ readonly github: LocalGitHub; readonly octokit: Octokit }> {
  const state = new GitHubState();
  const { admin } = addGeneratedOrganization(state, 12, 'acme');
  const github = await start({ state });
  return { github, octokit: clientOf(github, { account: admin, ...token }) };
}

interface Page {
  readonly organization: { readonly repositories: { readonly totalCount: number; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }; readonly nodes: readonly { readonly name: string; readonly pushedAt: string | null; readonly object: { readonly oid: string; readonly text: string | null } | null; readonly defaultBranchRef: { readonly target: { readonly oid: string } } | null }[] } };
  readonly rateLimit: { readonly cost: number; readonly remaining: number };
}

const SCAN = `query($login: String!, $size: Int!, $after: String) {
  organization(login: $login) { repositories(first: $size, after: $after, orderBy: {field: PUSHED_AT, direction: DESC}) { totalCount pageInfo { hasNextPage endCursor }
    nodes { name pushedAt visibility isArchived isFork defaultBranchRef { name target { oid } } repositoryTopics(first: 20) { totalCount nodes { topic { name } } }
      object(expression: "HEAD:catalog-info.yaml") { __typename ... on Blob { oid byteSize isBinary isTruncated text } } } } }
  rateLimit { cost remaining resetAt nodeCount } }`;

describe.each(ORGANIZATIONS)('a scan of %s', (_name, load) => {
  it('reads every repository with its catalog file, page by page, as REST tells them', async () => {
    const { github, organization } = await startWith(load);
    const octokit = clientOf(github, { account: organization.admin, scopes: ALL_SCOPES });
    const nodes: Page['organization']['repositories']['nodes'][number][] = [];
    let after: string | null = null;
    do {
      const page: Page = await octokit.graphql<Page>(SCAN, { login: organization.login, size: 7, after });
      nodes.push(...page.organization.repositories.nodes);
      expect(page.rateLimit.cost).toBe(1);
      after = page.organization.repositories.pageInfo.hasNextPage ? page.organization.repositories.pageInfo.endCursor : null;
    } while (after !== null);
    const known = github.state.repositories(organization.login);
    expect(nodes.map(({ name }) => name).sort()).toEqual(known.map(({ name }) => name).sort());
    for (const node of nodes) {
      const { git, defaultBranch } = github.state.mustRepository(`${organization.login}/${node.name}`);
      const sha = git.refs.get(`refs/heads/${defaultBranch}`);
      const entry = sha && git.find(git.commit(sha)?.tree ?? '', 'catalog-info.yaml');
      expect(node.defaultBranchRef?.target.oid).toBe(sha);
      expect(node.object?.oid).toBe(entry ? entry.sha : undefined);
      expect(node.object?.text).toBe(entry ? git.blob(entry.sha)?.toString('utf8') : undefined);
    }
  });
});

describe('the rules of connections', () => {
  it('refuse a connection without first or last, and answer the rest', async () => {
    const { octokit } = await prepare();
    const failure = await failureOf(octokit, '{ viewer { login } organization(login: "acme") { repositories { totalCount } } }');
    expect(failure.errors).toMatchObject([{ type: 'MISSING_PAGINATION_BOUNDARIES', path: ['organization', 'repositories'], message: 'You must provide a `first` or `last` value to properly paginate the `repositories` connection.' }]);
    expect(failure.data).toEqual({ viewer: { login: 'acme-admin' }, organization: null });
  });

  it('refuse more than 100 and fewer than none', async () => {
    const { octokit } = await prepare();
    const ask = (size: number): string => `{ organization(login: "acme") { repositories(first: ${size}) { totalCount } } }`;
    expect((await failureOf(octokit, ask(101))).errors[0]).toMatchObject({ type: 'EXCESSIVE_PAGINATION' });
    expect((await failureOf(octokit, ask(-1))).errors[0]).toMatchObject({ type: 'ARGUMENT_LIMIT' });
  });

  it('refuse more than 500,000 nodes before anything is read', async () => {
    const { octokit } = await prepare();
    const failure = await failureOf(octokit, '{ organization(login: "acme") { repositories(first: 100) { nodes { issues(first: 100) { nodes { repository { refs(refPrefix: "refs/", first: 100) { totalCount } } } } } } } }');
    expect(failure.errors[0]).toMatchObject({ type: 'MAX_NODE_LIMIT_EXCEEDED' });
    expect(failure.errors[0]?.message).toContain('1,010,100');
    expect(failure.data).toBeUndefined();
  });

  it('page forwards and backwards, also when the item of the cursor is gone', async () => {
    const { github, octokit } = await prepare();
    interface Names { readonly organization: { readonly repositories: { readonly nodes: readonly { readonly name: string }[]; readonly pageInfo: { readonly endCursor: string; readonly startCursor: string; readonly hasPreviousPage: boolean } } } }
    const ask = async (args: string): Promise<Names['organization']['repositories']> => (await octokit.graphql<Names>(`{ organization(login: "acme") { repositories(${args}) { nodes { name } pageInfo { startCursor endCursor hasPreviousPage } } } }`)).organization.repositories;
    const first = await ask('first: 3');
    github.state.deleteRepository(`acme/${first.nodes[2]?.name ?? ''}`);
    expect((await ask(`first: 2, after: "${first.pageInfo.endCursor}"`)).nodes.map(({ name }) => name)).toEqual(['service-0003', 'service-0004']);
    const last = await ask('last: 2');
    expect([last.nodes.map(({ name }) => name), last.pageInfo.hasPreviousPage]).toEqual([['service-0010', 'service-0011'], true]);
    expect((await ask(`last: 1, before: "${last.pageInfo.startCursor}"`)).nodes.map(({ name }) => name)).toEqual(['service-0009']);
  });

  it('cost a point for every hundred requests they stand for', async () => {
    const { github, octokit } = await prepare();
    const { rateLimit } = await octokit.graphql<{ rateLimit: { cost: number; nodeCount: number; remaining: number } }>('{ organization(login: "acme") { repositories(first: 100) { nodes { issues(first: 5) { nodes { number } } pullRequests(first: 5) { nodes { number } } refs(refPrefix: "refs/heads/", first: 1) { nodes { name } } } } } rateLimit { cost nodeCount remaining } }');
    expect(rateLimit).toEqual({ cost: 3, nodeCount: 100 + 500 + 500 + 100, remaining: 4997 });
    expect(github.requests[0]).toMatchObject({ path: '/graphql', resource: 'graphql', cost: 3 });
  });
});

describe('errors', () => {
  it('name what could not be resolved, beside what could', async () => {
    const { octokit } = await prepare();
    const failure = await failureOf(octokit, '{ none: organization(login: "nobody") { login } there: repository(owner: "acme", name: "service-0001") { name } gone: repository(owner: "acme", name: "gone") { name } user(login: "acme") { login } }');
    expect(failure.errors.map(({ type, path, message }) => [type, path, message])).toEqual([
      ['NOT_FOUND', ['none'], "Could not resolve to an Organization with the login of 'nobody'."],
      ['NOT_FOUND', ['gone'], "Could not resolve to a Repository with the name 'acme/gone'."],
      ['NOT_FOUND', ['user'], "Could not resolve to a User with the login of 'acme'."],
    ]);
    expect(failure.data).toEqual({ none: null, there: { name: 'service-0001' }, gone: null, user: null });
  });

  it('refuse what the schema does not know, and text that is no query', async () => {
    const { github, octokit } = await prepare();
    expect((await failureOf(octokit, '{ viewer { nickname } }')).errors[0]?.message).toContain('nickname');
    expect((await failureOf(octokit, '{ viewer {')).errors[0]?.message).toContain('Syntax Error');
    expect((await refusalOf(octokit.request('POST /graphql', { baseUrl: `${github.web}/api` }))).status).toBe(400);
  });

  it('say plainly what this server has not learned', async () => {
    const { octokit } = await prepare();
    expect((await failureOf(octokit, '{ viewer { gists(first: 1) { totalCount } } }')).errors[0]?.message).toBe('The local GitHub does not know User.gists.');
  });

  it('401 without a token', async () => {
    const { github } = await prepare();
    expect((await refusalOf(clientOf(github).graphql('{ viewer { login } }'))).status).toBe(401);
  });

  it('a spent rate limit is answered 200 with an error', async () => {
    const { github, octokit } = await prepare();
    github.rates.leave({ user: github.state.user('acme-admin')! }, 'graphql', 1, 60);
    await octokit.graphql('{ viewer { login } }');
    expect((await failureOf(octokit, '{ viewer { login } }')).errors[0]).toMatchObject({ type: 'RATE_LIMITED' });
  });
});

describe('rights', () => {
  const TEAMS = '{ organization(login: "acme") { teams(first: 10) { nodes { slug members(first: 5) { nodes { login } } parentTeam { slug } } } } }';

  it('teams take read:org', async () => {
    const { octokit } = await prepare({ scopes: ['repo'] });
    const failure = await failureOf(octokit, TEAMS);
    expect(failure.errors[0]).toMatchObject({ type: 'INSUFFICIENT_SCOPES' });
    expect(failure.errors[0]?.message).toContain("requires one of the following scopes: ['read:org'], but your token has only been granted the: ['repo'] scopes");
    const allowed = await prepare();
    expect(await allowed.octokit.graphql(TEAMS)).toMatchObject({ organization: { teams: { nodes: expect.arrayContaining([{ slug: 'team-0', members: { nodes: [{ login: 'acme-admin' }] }, parentTeam: null }]) as unknown } } });
  });

  it('an address takes user:email', async () => {
    const { octokit } = await prepare();
    expect((await failureOf(octokit, '{ viewer { email } }')).errors[0]).toMatchObject({ type: 'INSUFFICIENT_SCOPES', path: ['viewer', 'email'] });
  });

  it('private repositories are left out for a token without repo', async () => {
    const { github } = await prepare();
    github.state.addRepository({ owner: 'acme', name: 'hidden', visibility: 'private' });
    const count = async (scopes: readonly string[], filter = ''): Promise<number> => (await clientOf(github, { account: 'acme-admin', scopes }).graphql<{ repositoryOwner: { repositories: { totalCount: number } } }>(`{ repositoryOwner(login: "acme") { repositories(first: 1${filter}) { totalCount } } }`)).repositoryOwner.repositories.totalCount;
    expect([await count(['repo']), await count(['read:org']), await count(['repo'], ', privacy: PRIVATE'), await count(['repo'], ', isArchived: true')]).toEqual([13, 12, 1, 0]);
  });

  it('single sign-on is an error of type FORBIDDEN', async () => {
    const { github, octokit } = await prepare();
    github.state.organization('acme')!.sso = true;
    expect((await failureOf(octokit, '{ organization(login: "acme") { repositories(first: 1) { totalCount } } }')).errors[0]).toMatchObject({ type: 'FORBIDDEN', extensions: { saml_failure: true } });
  });
});

describe('objects', () => {
  it('are found by revision and path, with binary and large ones marked', async () => {
    const { github, octokit } = await prepare();
    github.state.push('acme/service-0000', { 'bytes.bin': Buffer.from([0, 1]), 'large.txt': 'x'.repeat(600_000), 'docs/a.md': 'a' });
    const answer = await octokit.graphql(`{ repository(owner: "acme", name: "service-0000") {
      binary: object(expression: "main:bytes.bin") { ... on Blob { isBinary text byteSize } } large: object(expression: "HEAD:large.txt") { ... on Blob { isTruncated byteSize } }
      folder: object(expression: "HEAD:docs") { ... on Tree { entries { name type path } } } root: object(expression: "HEAD:") { __typename } commit: object(expression: "HEAD") { ... on Commit { history(first: 5) { totalCount } } }
      none: object(expression: "HEAD:nothing") { __typename } branch: object(expression: "other:bytes.bin") { __typename } slash: object(expression: "HEAD:/bytes.bin") { __typename } } }`);
    expect(answer).toEqual({ repository: { binary: { isBinary: true, text: null, byteSize: 2 }, large: { isTruncated: true, byteSize: 600_000 }, folder: { entries: [{ name: 'a.md', type: 'blob', path: 'docs/a.md' }] }, root: { __typename: 'Tree' }, commit: { history: { totalCount: 2 } }, none: null, branch: null, slash: null } });
  });

  it('are found again by their id', async () => {
    const { octokit } = await prepare();
    const { repository, organization, viewer } = await octokit.graphql<Record<'repository' | 'organization' | 'viewer', { id: string }>>('{ repository(owner: "acme", name: "service-0003") { id } organization(login: "acme") { id } viewer { id } }');
    expect(await octokit.graphql('query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Repository { name } ... on RepositoryOwner { login } } }', { ids: [repository.id, organization.id, viewer.id] })).toEqual({ nodes: [{ __typename: 'Repository', name: 'service-0003' }, { __typename: 'Organization', login: 'acme' }, { __typename: 'User', login: 'acme-admin' }] });
    expect((await failureOf(octokit, '{ node(id: "R_nothing") { id } }')).errors[0]).toMatchObject({ type: 'NOT_FOUND' });
  });
});
