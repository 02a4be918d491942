import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPullRequest, type PullRequestPlan } from '../../../src/portal/github/openPullRequest';
import type { Clock } from '../../../src/portal/ports/clock';
import { openStage, quickClock, type Stage } from './onLocalGitHub';

const plan: PullRequestPlan = { owner: 'acme', repository: 'shop', base: 'main', branch: 'stagedoor/add-catalog-info', title: 'Add catalog-info.yaml', body: 'Because.', files: [{ path: 'catalog-info.yaml', text: 'kind: Component\n' }] };

describe('a pull request on the local GitHub', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage(({ state }) => {
      state.addUser({ login: 'ada' });
      state.addOrganization({ login: 'acme' });
      state.addMember('acme', 'ada', 'admin');
      state.addRepository({ owner: 'acme', name: 'shop', files: { 'README.md': 'Shop\n' } });
      state.addRepository({ owner: 'acme', name: 'empty' });
    });
    stage.signIn('ada');
  });

  afterEach(() => stage.github.stop());

  const shop = () => {
    const repository = stage.github.state.repository('acme', 'shop');
    if (!repository) {
      throw new Error('The repository is gone.');
    }
    return repository;
  };

  test('is one branch with one commit that adds the file and leaves the rest', async () => {
    const steps: string[] = [];
    const opened = await openPullRequest(stage.client, plan, { clock: quickClock, onProgress: (step) => steps.push(step) });
    expect(opened).toEqual({ number: 1, url: `${stage.github.web}/acme/shop/pull/1`, isOld: false });
    const { git, pulls } = shop();
    expect(pulls).toMatchObject([{ title: 'Add catalog-info.yaml', body: 'Because.', head: 'stagedoor/add-catalog-info', base: 'main', author: 'ada' }]);
    const head = git.refs.get('refs/heads/stagedoor/add-catalog-info') ?? '';
    const tree = git.commit(head)?.tree ?? '';
    expect([...git.walk(tree)].map(({ path }) => path)).toEqual(['README.md', 'catalog-info.yaml']);
    expect(git.commit(head)?.parents).toEqual([git.refs.get('refs/heads/main')]);
    expect(steps).toEqual(['Looking at the repository', 'Making the commit', 'Making the branch', 'Opening the pull request']);
  });

  test('that is open already is given back, and nothing is created', async () => {
    await openPullRequest(stage.client, plan, { clock: quickClock });
    stage.github.requests.length = 0;
    expect(await openPullRequest(stage.client, { ...plan, branch: 'another' }, { clock: quickClock })).toMatchObject({ number: 1, isOld: true });
    expect(stage.github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(shop().pulls).toHaveLength(1);
  });

  test('goes on with the branch of an earlier try, and leaves a branch of others alone', async () => {
    await openPullRequest(stage.client, plan, { clock: quickClock });
    shop().pulls.length = 0;
    expect(await openPullRequest(stage.client, plan, { clock: quickClock })).toMatchObject({ isOld: false });
    expect([...shop().git.refs.keys()].sort()).toEqual(['refs/heads/main', 'refs/heads/stagedoor/add-catalog-info']);
    shop().pulls.length = 0;
    await openPullRequest(stage.client, { ...plan, files: [{ path: 'catalog-info.yaml', text: 'kind: API\n' }] }, { clock: quickClock });
    expect(shop().pulls).toMatchObject([{ head: 'stagedoor/add-catalog-info-2' }]);
  });

  test('is refused where the file came meanwhile, or there is no commit yet', async () => {
    await expect(openPullRequest(stage.client, { ...plan, files: [{ path: 'README.md', text: '' }] }, { clock: quickClock })).rejects.toMatchObject({ reason: 'conflict', message: expect.stringContaining('has a README.md on main by now') as string });
    await expect(openPullRequest(stage.client, { ...plan, repository: 'empty' }, { clock: quickClock })).rejects.toMatchObject({ reason: 'invalid' });
    await expect(openPullRequest(stage.client, { ...plan, repository: 'nowhere' }, { clock: quickClock })).rejects.toMatchObject({ reason: 'not-found' });
    expect(shop().pulls).toEqual([]);
    expect(shop().git.refs.size).toBe(1);
  });

  test('can be cancelled before anything is created', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(openPullRequest(stage.client, plan, { clock: quickClock, signal: stop.signal })).rejects.toMatchObject({ reason: 'cancelled' });
    expect(shop().git.refs.size).toBe(1);
  });
});

describe('without the right to push', () => {
  test('it is made from a fork, which a second try finds again', async () => {
    const stage = await openStage(({ state }) => {
      state.addUser({ login: 'grace' });
      state.addOrganization({ login: 'acme' });
      state.addRepository({ owner: 'acme', name: 'shop', files: { 'README.md': 'Shop\n' } });
      // The name is taken by something else.
      state.addRepository({ owner: 'grace', name: 'shop', files: { 'README.md': 'Mine\n' } });
    });
    try {
      stage.signIn('grace');
      const steps: string[] = [];
      const opened = await openPullRequest(stage.client, plan, { clock: quickClock, onProgress: (step) => steps.push(step) });
      expect(opened).toEqual({ number: 1, url: `${stage.github.web}/acme/shop/pull/1`, isOld: false, fork: 'grace/shop-1' });
      expect(steps).toContain('Making a fork, as you may not push here');
      const [shop, fork] = [stage.github.state.repository('acme', 'shop'), stage.github.state.repository('grace', 'shop-1')];
      expect(shop?.pulls).toMatchObject([{ head: 'stagedoor/add-catalog-info', base: 'main', fork: 'grace/shop-1', author: 'grace' }]);
      expect([...(shop?.git.refs.keys() ?? [])]).toEqual(['refs/heads/main']);
      const commit = fork?.git.commit(fork.git.refs.get('refs/heads/stagedoor/add-catalog-info') ?? '');
      expect(commit && [...(fork?.git.walk(commit.tree) ?? [])].map(({ path }) => path)).toEqual(['README.md', 'catalog-info.yaml']);

      stage.github.requests.length = 0;
      expect(await openPullRequest(stage.client, plan, { clock: quickClock })).toMatchObject({ number: 1, isOld: true });
      expect(stage.github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    } finally {
      await stage.github.stop();
    }
  });

  test('a fork that GitHub has not filled yet is waited for', async () => {
    const stage = await openStage(({ state }) => {
      state.addUser({ login: 'grace' });
      state.addOrganization({ login: 'acme' });
      state.addRepository({ owner: 'acme', name: 'shop', files: { 'README.md': 'Shop\n' } });
    });
    try {
      stage.signIn('grace');
      // As long as GitHub copies, the fork is there and has no branch.
      let branch: string | undefined;
      const clock: Clock = {
        ...quickClock,
        after: (milliseconds, run) => {
          const fork = stage.github.state.repository('grace', 'shop');
          if (fork && branch !== undefined) {
            fork.git.refs.set('refs/heads/main', branch);
          }
          return quickClock.after(milliseconds, run);
        },
      };
      const request: typeof stage.client.request = async (route, ...rest) => {
        const answer = await stage.client.request(route, ...rest);
        if (route === 'POST /repos/{owner}/{repo}/forks') {
          const refs = stage.github.state.repository('grace', 'shop')?.git.refs;
          branch = refs?.get('refs/heads/main');
          refs?.delete('refs/heads/main');
        }
        return answer;
      };
      const opened = await openPullRequest({ host: stage.client.host, request }, plan, { clock });
      expect(branch).toBeDefined();
      expect(opened).toMatchObject({ isOld: false, fork: 'grace/shop' });
    } finally {
      await stage.github.stop();
    }
  });
});
