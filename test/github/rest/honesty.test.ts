import type { Octokit } from '@octokit/rest';
import { describe, expect, it } from 'vitest';
import type { Repository } from '../state/model.ts';
import { ALL_SCOPES, ORGANIZATIONS, clientOf, refusalOf, startWith } from '../testSupport.ts';
import type { Loaded } from '../testSupport.ts';

/** Every REST operation there is, on whatever the organization holds: every answer must fit GitHub's own description. */
describe.each(ORGANIZATIONS)('every answer fits the description, on %s', (_name, load) => {
  async function prepare(): Promise<Loaded & { readonly octokit: Octokit; readonly token: string; readonly filled: Repository; readonly owner: string; readonly repo: string }> {
    const loaded = await startWith(load);
    const { github, organization } = loaded;
    const filled = github.state.repositories(organization.login).find(({ git, archived }) => git.refs.size > 0 && !archived);
    if (!filled) {
      throw new Error('The organization has no repository with files.');
    }
    const octokit = clientOf(github, { account: organization.admin, scopes: ALL_SCOPES, value: 'all-scopes' });
    return { ...loaded, filled, owner: filled.owner, repo: filled.name, octokit, token: 'all-scopes' };
  }

  it('accounts, organizations and teams', async () => {
    const { github, organization, octokit } = await prepare();
    const org = organization.login;
    await octokit.request('GET /');
    await octokit.request('GET /meta');
    expect((await octokit.users.getAuthenticated()).data.login).toBe(organization.admin);
    await octokit.users.getByUsername({ username: organization.admin });
    await octokit.users.getByUsername({ username: org });
    await octokit.orgs.get({ org });
    await octokit.orgs.listForAuthenticatedUser();
    await octokit.orgs.listMembershipsForAuthenticatedUser();
    expect((await octokit.orgs.listMembers({ org })).data.length).toBe(github.state.organization(org)?.members.size);
    await octokit.orgs.getMembershipForUser({ org, username: organization.admin });
    const teams = (await octokit.teams.list({ org, per_page: 100 })).data;
    expect(teams.length).toBe(github.state.organization(org)?.teams.length);
    for (const { slug } of teams) {
      const members = await octokit.paginate(octokit.teams.listMembersInOrg, { org, team_slug: slug, per_page: 2 });
      expect((await octokit.teams.getByName({ org, team_slug: slug })).data.members_count).toBeLessThanOrEqual(members.length);
      await octokit.teams.listChildInOrg({ org, team_slug: slug });
      await octokit.teams.listReposInOrg({ org, team_slug: slug });
    }
    await octokit.teams.listForAuthenticatedUser();
    await octokit.rateLimit.get();
    expect(github.violations).toEqual([]);
  });

  it('repositories, contents and git data of every repository', async () => {
    const { github, organization, octokit, token } = await prepare();
    const all = await octokit.paginate(octokit.repos.listForOrg, { org: organization.login, type: 'all', sort: 'pushed', per_page: 10 });
    expect(all.map(({ name }) => name).sort()).toEqual(github.state.repositories(organization.login).map(({ name }) => name).sort());
    const dates = all.map(({ pushed_at: at }) => Date.parse(at ?? ''));
    expect(dates).toEqual([...dates].sort((left, right) => right - left));
    // Twenty repositories are read in full; a large organization would only repeat them.
    for (const { name, owner } of all.slice(0, 20)) {
      const at = { owner: owner.login, repo: name };
      await octokit.repos.get(at);
      await octokit.repos.getAllTopics(at);
      const known = github.state.mustRepository(`${at.owner}/${at.repo}`);
      if (known.git.refs.size === 0) {
        expect((await refusalOf(octokit.git.getTree({ ...at, tree_sha: 'main' }))).status).toBe(409);
        continue;
      }
      const tree = (await octokit.git.getTree({ ...at, tree_sha: known.defaultBranch, recursive: '1' })).data;
      expect(tree.truncated).toBe(false);
      const blob = tree.tree.find(({ type }) => type === 'blob');
      const folder = tree.tree.find(({ type }) => type === 'tree');
      const data = (await octokit.git.getBlob({ ...at, file_sha: blob?.sha ?? '' })).data;
      const file = (await octokit.repos.getContent({ ...at, path: blob?.path ?? '' })).data;
      expect(file).toMatchObject({ type: 'file', sha: blob?.sha, content: data.content });
      await octokit.repos.getContent({ ...at, path: '' });
      await octokit.repos.getContent({ ...at, path: folder?.path ?? '', mediaType: { format: 'object' } });
      await octokit.repos.getContent({ ...at, path: blob?.path ?? '', mediaType: { format: 'object' } });
      const raw = await fetch(blob?.url ?? '', { headers: { accept: 'application/vnd.github.raw', authorization: `token ${token}` } });
      expect(Buffer.from(await raw.arrayBuffer())).toEqual(known.git.blob(blob?.sha ?? ''));
      const commits = (await octokit.repos.listCommits(at)).data;
      await octokit.repos.getCommit({ ...at, ref: commits[0]?.sha ?? '' });
      await octokit.git.getCommit({ ...at, commit_sha: commits[0]?.sha ?? '' });
      await octokit.git.getRef({ ...at, ref: `heads/${known.defaultBranch}` });
      await octokit.repos.listBranches(at);
      await octokit.repos.getBranch({ ...at, branch: known.defaultBranch });
      await octokit.repos.listTeams(at);
      await octokit.actions.listWorkflowRunsForRepo(at);
      await octokit.issues.listForRepo(at);
      await octokit.issues.listLabelsForRepo(at);
      await octokit.pulls.list(at);
    }
    await octokit.repos.listForAuthenticatedUser({ per_page: 5 });
    await octokit.repos.listForUser({ username: organization.login });
    await octokit.search.code({ q: `org:${organization.login} filename:catalog-info.yaml` });
    expect(github.violations).toEqual([]);
  });

  it('what is created and changed', async () => {
    const { github, organization, octokit, owner, repo, filled } = await prepare();
    const at = { owner, repo };
    const head = filled.git.refs.get(`refs/heads/${filled.defaultBranch}`) ?? '';
    const blob = (await octokit.git.createBlob({ ...at, content: 'AAEC', encoding: 'base64' })).data;
    const tree = (await octokit.git.createTree({ ...at, base_tree: head, tree: [{ path: 'new/inline.txt', mode: '100644', type: 'blob', content: 'inline\n' }, { path: 'new/bytes.bin', mode: '100644', type: 'blob', sha: blob.sha }] })).data;
    const commit = (await octokit.git.createCommit({ ...at, message: 'Add files', tree: tree.sha, parents: [head] })).data;
    await octokit.git.createRef({ ...at, ref: 'refs/heads/topic/one', sha: commit.sha });
    const pull = (await octokit.pulls.create({ ...at, title: 'Add files', head: 'topic/one', base: filled.defaultBranch, body: 'Two files' })).data;
    expect(pull).toMatchObject({ commits: 1, changed_files: 2, additions: 1, deletions: 0 });
    await octokit.pulls.get({ ...at, pull_number: pull.number });
    await octokit.git.updateRef({ ...at, ref: `heads/${filled.defaultBranch}`, sha: commit.sha });
    const issue = (await octokit.issues.create({ ...at, title: 'Something is off', labels: ['bug', 'new-label'] })).data;
    expect(issue.labels).toHaveLength(2);
    await octokit.issues.get({ ...at, issue_number: issue.number });
    await octokit.issues.addLabels({ ...at, issue_number: issue.number, labels: ['question'] });
    await octokit.issues.createLabel({ ...at, name: 'made-here', color: 'ff0000' });
    await octokit.repos.replaceAllTopics({ ...at, names: ['one', 'two'] });
    const protection = { ...at, branch: filled.defaultBranch, required_status_checks: { strict: true, contexts: ['ci'] }, enforce_admins: true, required_pull_request_reviews: { required_approving_review_count: 1 }, restrictions: null };
    await octokit.repos.updateBranchProtection(protection);
    await octokit.repos.getBranchProtection({ ...at, branch: filled.defaultBranch });
    expect((await octokit.repos.getBranch({ ...at, branch: filled.defaultBranch })).data.protected).toBe(true);
    github.state.addUser({ login: 'outside-person' });
    await octokit.repos.addCollaborator({ ...at, username: 'outside-person', permission: 'push' });
    const [team] = github.state.organization(organization.login)?.teams ?? [];
    await octokit.teams.addOrUpdateRepoPermissionsInOrg({ org: organization.login, team_slug: team?.slug ?? '', ...at, permission: 'admin' });
    await octokit.repos.listTeams(at);
    github.state.addRun(filled, { name: 'CI', path: '.github/workflows/ci.yml', conclusion: 'cancelled' });
    expect((await octokit.actions.listWorkflowRunsForRepo({ ...at, status: 'cancelled' })).data.total_count).toBe(1);
    const made = (await octokit.repos.createInOrg({ org: organization.login, name: 'made-here', private: true, auto_init: true })).data;
    expect(made).toMatchObject({ private: true, default_branch: 'main' });
    await octokit.repos.createForAuthenticatedUser({ name: 'mine' });
    await octokit.repos.delete({ owner: organization.login, repo: 'made-here' });
    expect((await refusalOf(octokit.repos.get({ owner: organization.login, repo: 'made-here' }))).status).toBe(404);
    expect(github.violations).toEqual([]);
  });
});

describe('refusals', () => {
  it('fit the description too', async () => {
    const { github, organization } = await startWith(ORGANIZATIONS[1]?.[1] ?? ORGANIZATIONS[0]![1]);
    const octokit = clientOf(github, { account: organization.admin, scopes: ALL_SCOPES });
    const repository = github.state.repositories().find(({ git, archived }) => git.refs.size > 0 && !archived);
    const at = { owner: organization.login, repo: repository?.name ?? '' };
    const head = repository?.git.refs.get(`refs/heads/${repository.defaultBranch}`) ?? '';
    const statuses = [
      (await refusalOf(octokit.request('GET /no/such/address'))).status,
      (await refusalOf(octokit.repos.get({ ...at, repo: 'nothing' }))).status,
      (await refusalOf(octokit.repos.createInOrg({ org: organization.login, name: at.repo }))).status,
      (await refusalOf(octokit.repos.createInOrg({ org: organization.login, name: '' }))).status,
      (await refusalOf(octokit.git.createRef({ ...at, ref: 'refs/heads/x', sha: '0'.repeat(40) }))).status,
      (await refusalOf(octokit.git.createTree({ ...at, tree: [{ path: '../x', mode: '100644', content: '' }] }))).status,
      (await refusalOf(octokit.git.createCommit({ ...at, message: 'x', tree: '0'.repeat(40) }))).status,
      (await refusalOf(octokit.pulls.create({ ...at, title: 'x', head: 'none', base: repository?.defaultBranch ?? '' }))).status,
      (await refusalOf(octokit.repos.createOrUpdateFileContents({ ...at, path: 'a', message: 'm', content: 'YQ==', sha: head }))).status,
      (await refusalOf(octokit.repos.replaceAllTopics({ ...at, names: ['Bad Topic'] }))).status,
      (await refusalOf(octokit.search.code({ q: '' }))).status,
      (await refusalOf(clientOf(github).users.getAuthenticated())).status,
    ];
    expect(statuses).toEqual([404, 404, 422, 422, 422, 422, 422, 422, 409, 422, 422, 401]);
    expect(github.violations).toEqual([]);
  });
});
