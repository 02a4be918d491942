import { describe, expect, it } from 'vitest';
import { GitHubState } from '../state/gitHubState.ts';
import { clientOf, refusalOf, start } from '../testSupport.ts';
import type { LocalGitHub } from '../startLocalGitHub.ts';

/** An organization with an open and a hidden repository, a person in it and one outside. */
async function prepare(sso = false): Promise<LocalGitHub> {
  const state = new GitHubState();
  state.addUser({ login: 'owner', name: 'Olivia Owner' });
  state.addUser({ login: 'member' });
  state.addUser({ login: 'stranger' });
  state.addOrganization({ login: 'acme', sso, basePermission: 'read' });
  state.addMember('acme', 'owner', 'admin');
  state.addMember('acme', 'member');
  state.addTeam('acme', { slug: 'payments', members: ['member'], repositories: { open: 'push' } });
  state.addTeam('acme', { slug: 'cards', parent: 'payments', members: ['owner'] });
  state.addTeam('acme', { slug: 'board', privacy: 'secret' });
  state.addRepository({ owner: 'acme', name: 'open', files: { 'README.md': '# Open\n' } });
  state.addRepository({ owner: 'acme', name: 'hidden', visibility: 'private', files: { 'README.md': '# Hidden\n' } });
  state.addRepository({ owner: 'acme', name: 'empty' });
  return start({ state });
}

const hidden = { owner: 'acme', repo: 'hidden' };
const open = { owner: 'acme', repo: 'open' };

describe('what a token may not see does not exist', () => {
  it.each([
    ['no token', undefined, 404, ['empty', 'open']],
    ['a classic token without scopes', { account: 'owner', scopes: [] }, 404, ['empty', 'open']],
    ['public_repo', { account: 'owner', scopes: ['public_repo'] }, 404, ['empty', 'open']],
    ['repo, of a stranger', { account: 'stranger', scopes: ['repo'] }, 404, ['empty', 'open']],
    ['repo, of a member', { account: 'member', scopes: ['repo'] }, 200, ['empty', 'hidden', 'open']],
    ['fine-grained for all', { account: 'owner', fineGrained: { owner: 'acme', repositories: 'all', permissions: {} } }, 200, ['empty', 'hidden', 'open']],
    ['fine-grained for another', { account: 'owner', fineGrained: { owner: 'acme', repositories: ['open'], permissions: {} } }, 404, ['empty', 'open']],
  ] as const)('%s', async (_name, token, status, names) => {
    const github = await prepare();
    const octokit = clientOf(github, token);
    expect(await octokit.repos.get(hidden).then(() => 200, (error: unknown) => (error as { status: number }).status)).toBe(status);
    expect((await octokit.repos.listForOrg({ org: 'acme' })).data.map(({ name }) => name).sort()).toEqual(names);
    expect(github.violations).toEqual([]);
  });

  it('is refused with 401 where the token is not known, expired or revoked', async () => {
    const github = await prepare();
    const past = clientOf(github, { account: 'owner', scopes: ['repo'], expiresAt: Date.now() - 1 });
    expect(await refusalOf(past.repos.get(open))).toMatchObject({ status: 401, data: { message: 'Bad credentials' } });
    const revoked = clientOf(github, { account: 'owner', value: 'soon-gone' });
    github.state.revokeToken('soon-gone');
    expect((await refusalOf(revoked.users.getAuthenticated())).status).toBe(401);
    expect((await refusalOf(clientOf(github).users.getAuthenticated())).message).toContain('Requires authentication');
  });
});

describe('scopes', () => {
  it('are named in every answer to a classic token, and never to a fine-grained one', async () => {
    const github = await prepare();
    const classic = await clientOf(github, { account: 'owner', scopes: ['repo', 'read:org'] }).teams.list({ org: 'acme' });
    expect(classic.headers['x-oauth-scopes']).toBe('repo, read:org');
    expect(classic.headers['x-accepted-oauth-scopes']).toBe('admin:org, read:org, repo, user, write:org');
    const fine = await clientOf(github, { account: 'owner', fineGrained: { owner: 'acme', repositories: 'all', permissions: { members: 'read' } } }).teams.list({ org: 'acme' });
    expect(fine.headers['x-oauth-scopes']).toBeUndefined();
  });

  it('read:org is asked for by teams with 403, and a person outside finds none', async () => {
    const github = await prepare();
    const refused = await refusalOf(clientOf(github, { account: 'owner', scopes: ['repo'] }).teams.list({ org: 'acme' }));
    expect([refused.status, refused.headers['x-oauth-scopes']]).toEqual([403, 'repo']);
    expect(refused.headers['x-accepted-oauth-scopes']).toContain('read:org');
    expect((await refusalOf(clientOf(github, { account: 'stranger', scopes: ['read:org'] }).teams.list({ org: 'acme' }))).status).toBe(404);
    const fine = await refusalOf(clientOf(github, { account: 'owner', fineGrained: { owner: 'acme', repositories: 'all', permissions: {} } }).teams.list({ org: 'acme' }));
    expect([fine.status, fine.headers['x-accepted-github-permissions']]).toEqual([403, 'members=read']);
  });

  it('teams: nested ones name their parent, secret ones are for their people, children count as members', async () => {
    const github = await prepare();
    const octokit = clientOf(github, { account: 'member', scopes: ['read:org'] });
    const teams = (await octokit.teams.list({ org: 'acme' })).data;
    expect(teams.map(({ slug, parent }) => [slug, parent?.slug])).toEqual([['payments', undefined], ['cards', 'payments']]);
    expect((await octokit.teams.listMembersInOrg({ org: 'acme', team_slug: 'payments' })).data.map(({ login }) => login).sort()).toEqual(['member', 'owner']);
    expect((await octokit.teams.listChildInOrg({ org: 'acme', team_slug: 'payments' })).data.map(({ slug }) => slug)).toEqual(['cards']);
  });

  it('workflow is needed to write a workflow, by the contents and by a tree', async () => {
    const github = await prepare();
    const content = Buffer.from('on: push\n').toString('base64');
    const file = { ...open, path: '.github/workflows/ci.yml', message: 'Add CI', content };
    const tree = { ...open, tree: [{ path: '.github/workflows/ci.yml', mode: '100644', type: 'blob', content: 'on: push\n' } as const] };
    const without = clientOf(github, { account: 'owner', scopes: ['repo'] });
    expect((await refusalOf(without.repos.createOrUpdateFileContents(file))).status).toBe(404);
    expect((await refusalOf(without.git.createTree(tree))).status).toBe(404);
    expect((await without.repos.createOrUpdateFileContents({ ...file, path: '.github/dependabot.yml' })).status).toBe(201);
    const fine = clientOf(github, { account: 'owner', fineGrained: { owner: 'acme', repositories: 'all', permissions: { contents: 'write' } } });
    expect(await refusalOf(fine.repos.createOrUpdateFileContents(file))).toMatchObject({ status: 403, headers: { 'x-accepted-github-permissions': 'workflows=write' } });
    const allowed = clientOf(github, { account: 'owner', scopes: ['repo', 'workflow'] });
    expect((await allowed.git.createTree(tree)).status).toBe(201);
    expect((await allowed.repos.createOrUpdateFileContents(file)).status).toBe(201);
    expect(github.violations).toEqual([]);
  });

  it('writing takes the right of the token and of the account', async () => {
    const github = await prepare();
    const file = { ...open, path: 'a.txt', message: 'Add', content: 'YQ==' };
    expect((await refusalOf(clientOf(github, { account: 'stranger', scopes: ['repo'] }).repos.createOrUpdateFileContents(file))).status).toBe(404);
    expect((await refusalOf(clientOf(github, { account: 'member', scopes: [] }).repos.createOrUpdateFileContents(file))).status).toBe(404);
    const reader = clientOf(github, { account: 'owner', fineGrained: { owner: 'acme', repositories: 'all', permissions: { contents: 'read' } } });
    expect((await refusalOf(reader.repos.createOrUpdateFileContents(file))).status).toBe(403);
    expect((await clientOf(github, { account: 'member', scopes: ['public_repo'] }).repos.createOrUpdateFileContents(file)).status).toBe(201);
    github.state.mustRepository('acme/open').archived = true;
    expect(await refusalOf(clientOf(github, { account: 'owner', scopes: ['repo'] }).repos.createOrUpdateFileContents({ ...file, path: 'b' }))).toMatchObject({ status: 403, data: { message: 'Repository was archived so is read-only.' } });
  });

  it('creating a repository takes a scope and a right of the organization', async () => {
    const github = await prepare();
    const make = { org: 'acme', name: 'fresh' };
    const none = await refusalOf(clientOf(github, { account: 'owner', scopes: ['read:org'] }).repos.createInOrg(make));
    expect([none.status, none.headers['x-accepted-oauth-scopes']]).toEqual([404, 'public_repo, repo']);
    expect((await refusalOf(clientOf(github, { account: 'owner', scopes: ['public_repo'] }).repos.createInOrg({ ...make, private: true }))).status).toBe(404);
    expect((await refusalOf(clientOf(github, { account: 'stranger', scopes: ['repo'] }).repos.createInOrg(make))).status).toBe(403);
    const octokit = clientOf(github, { account: 'member', scopes: ['repo'] });
    expect((await octokit.repos.createInOrg({ ...make, name: 'fresh and new' })).data.name).toBe('fresh-and-new');
    expect((await refusalOf(octokit.repos.createInOrg({ ...make, name: 'Open' }))).data).toMatchObject({ message: 'Repository creation failed.', errors: [{ resource: 'Repository', field: 'name', code: 'custom', message: 'name already exists on this account' }] });
    expect(github.violations).toEqual([]);
  });
});

describe('single sign-on', () => {
  it('refuses a token that was not authorized, with the address to do so', async () => {
    const github = await prepare(true);
    const octokit = clientOf(github, { account: 'owner', scopes: ['repo', 'read:org'] });
    const refused = await refusalOf(octokit.repos.listForOrg({ org: 'acme' }));
    expect(refused.status).toBe(403);
    expect(refused.headers['x-github-sso']).toMatch(/^required; url=http:\/\/127\.0\.0\.1:\d+\/orgs\/acme\/sso\?/);
    const lists = await octokit.orgs.listForAuthenticatedUser();
    expect([lists.data, lists.headers['x-github-sso']]).toEqual([[], expect.stringMatching(/^partial-results; organizations=\d+$/)]);
    const authorized = clientOf(github, { account: 'owner', scopes: ['repo', 'read:org'], ssoAuthorized: ['acme'] });
    expect((await authorized.repos.listForOrg({ org: 'acme' })).data).toHaveLength(3);
    expect(github.violations).toEqual([]);
  });
});

describe('an empty repository', () => {
  it('answers 409 to git data until the contents have made a first commit, which a forced ref replaces', async () => {
    const github = await prepare();
    const octokit = clientOf(github, { account: 'owner', scopes: ['repo'] });
    const at = { owner: 'acme', repo: 'empty' };
    const tree = { ...at, tree: [{ path: 'README.md', mode: '100644', type: 'blob', content: '# Real\n' } as const] };
    expect(await refusalOf(octokit.git.createTree(tree))).toMatchObject({ status: 409, data: { message: 'Git Repository is empty.' } });
    expect((await refusalOf(octokit.git.createBlob({ ...at, content: 'x' }))).status).toBe(409);
    expect((await refusalOf(octokit.repos.listCommits(at))).status).toBe(409);
    expect((await refusalOf(octokit.repos.getContent({ ...at, path: 'README.md' }))).status).toBe(404);
    const first = await octokit.repos.createOrUpdateFileContents({ ...at, path: '.bootstrap', message: 'Begin', content: '' });
    const made = (await octokit.git.createTree(tree)).data;
    const commit = (await octokit.git.createCommit({ ...at, message: 'Initial commit', tree: made.sha })).data;
    const move = { ...at, ref: 'heads/main', sha: commit.sha };
    expect(await refusalOf(octokit.git.updateRef(move))).toMatchObject({ status: 422, data: { message: 'Update is not a fast forward' } });
    await octokit.git.updateRef({ ...move, force: true });
    const commits = (await octokit.repos.listCommits(at)).data;
    expect(commits.map(({ sha, parents }) => [sha, parents])).toEqual([[commit.sha, []]]);
    expect(first.data.commit.sha).not.toBe(commit.sha);
    expect((await octokit.repos.getContent({ ...at, path: '' })).data).toMatchObject([{ name: 'README.md' }]);
    expect(github.violations).toEqual([]);
  });
});

describe('the contents of a file', () => {
  it('are written over only by who knows what stands there', async () => {
    const github = await prepare();
    const octokit = clientOf(github, { account: 'owner', scopes: ['repo'] });
    const file = { ...open, path: 'README.md', message: 'Change', content: Buffer.from('# Changed\n').toString('base64') };
    expect((await refusalOf(octokit.repos.createOrUpdateFileContents(file))).status).toBe(422);
    expect((await refusalOf(octokit.repos.createOrUpdateFileContents({ ...file, sha: '0'.repeat(40) }))).status).toBe(409);
    const { data } = await octokit.repos.getContent({ ...open, path: 'README.md' });
    const sha = 'sha' in data ? data.sha : '';
    const pushedAt = github.state.mustRepository('acme/open').pushedAt;
    expect((await octokit.repos.createOrUpdateFileContents({ ...file, sha })).status).toBe(200);
    expect(github.state.mustRepository('acme/open').pushedAt).toBeGreaterThanOrEqual(pushedAt);
    expect((await octokit.repos.deleteFile({ ...open, path: 'README.md', message: 'Remove', sha: (await octokit.repos.createOrUpdateFileContents({ ...open, path: 'b.txt', message: 'b', content: 'Yg==' })).data.content?.sha ?? '' }).catch((error: unknown) => error))).toMatchObject({ status: 409 });
    expect((await refusalOf(octokit.repos.createOrUpdateFileContents({ ...file, path: 'c', branch: 'none' }))).status).toBe(404);
    expect((await refusalOf(octokit.repos.createOrUpdateFileContents({ ...file, path: 'c', content: '%%%' }))).status).toBe(422);
    expect((await refusalOf(octokit.repos.createOrUpdateFileContents({ ...file, path: 'a/.git/c' }))).status).toBe(422);
    expect(github.violations).toEqual([]);
  });

  it('come without content beyond 1 MB, and raw in whole', async () => {
    const github = await prepare();
    const large = Buffer.alloc(1024 * 1024 + 1, 'x');
    github.state.push('acme/open', { 'large.txt': large });
    const octokit = clientOf(github, { account: 'owner', scopes: ['repo'] });
    expect((await octokit.repos.getContent({ ...open, path: 'large.txt' })).data).toMatchObject({ size: large.length, content: '', encoding: 'none' });
    const raw = (await octokit.repos.getContent({ ...open, path: 'large.txt', mediaType: { format: 'raw' } })).data as unknown;
    expect(raw).toBe(large.toString());
    expect(github.violations).toEqual([]);
  });
});

describe('code search', () => {
  it('finds by file name, path, extension and words, in what the caller may see', async () => {
    const github = await prepare();
    github.state.push('acme/open', { 'catalog-info.yaml': 'kind: Component\n', 'docs/guide.md': 'How to deploy\n' });
    github.state.push('acme/hidden', { 'catalog-info.yaml': 'kind: Component\n' });
    const find = async (account: string, q: string): Promise<string[]> => (await clientOf(github, { account, scopes: ['repo'] }).search.code({ q })).data.items.map(({ repository, path }) => `${repository.name}/${path}`).sort();
    expect(await find('member', 'org:acme filename:catalog-info.yaml')).toEqual(['hidden/catalog-info.yaml', 'open/catalog-info.yaml']);
    expect(await find('stranger', 'org:acme filename:catalog-info.yaml')).toEqual(['open/catalog-info.yaml']);
    expect(await find('member', 'deploy repo:acme/open path:docs')).toEqual(['open/docs/guide.md']);
    expect(await find('member', '"how to deploy" extension:md')).toEqual(['open/docs/guide.md']);
    expect(await find('member', 'deploy path:/ org:acme')).toEqual([]);
    expect(github.violations).toEqual([]);
  });
});
