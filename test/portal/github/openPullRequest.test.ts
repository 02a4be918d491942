import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PortalError } from '../../../src/portal/base/errors';
import type { GitHubClient } from '../../../src/portal/github/gitHubClient';
import { openPullRequest, type PullRequestPlan } from '../../../src/portal/github/openPullRequest';
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
  test('it is made from a fork, once that is there', async () => {
    const asked: string[] = [];
    let forkReady = 0;
    const answers: Readonly<Record<string, (parameters: Record<string, unknown>) => unknown>> = {
      'GET /repos/{owner}/{repo}': () => ({ archived: false, permissions: { push: false } }),
      'GET /repos/{owner}/{repo}/pulls': () => [],
      'GET /repos/{owner}/{repo}/contents/{path}': () => {
        throw new PortalError('not-found', 'none');
      },
      'GET /repos/{owner}/{repo}/git/ref/{ref}': ({ owner }) => {
        if (owner === 'ada' && forkReady++ < 2) {
          throw new PortalError('not-found', 'not yet');
        }
        return { object: { sha: 'base' } };
      },
      'POST /repos/{owner}/{repo}/forks': () => ({ owner: { login: 'ada' }, name: 'shop-1' }),
      'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': () => ({ tree: { sha: 'tree' } }),
      'POST /repos/{owner}/{repo}/git/trees': () => ({ sha: 'new-tree' }),
      'POST /repos/{owner}/{repo}/git/commits': () => ({ sha: 'commit' }),
      'POST /repos/{owner}/{repo}/git/refs': () => ({}),
      'POST /repos/{owner}/{repo}/pulls': ({ head }) => ({ number: 7, html_url: `https://github.com/acme/shop/pull/7?${String(head)}` }),
    };
    const request = (route: string, parameters: Record<string, unknown>): Promise<unknown> => {
      asked.push(`${route.split(' ')[0] ?? ''} ${String(parameters['owner'])}/${String(parameters['repo'])}`);
      return Promise.resolve().then(() => ({ data: answers[route]?.(parameters) }));
    };
    const client = { request, host: { web: 'https://github.com', api: '' } } as unknown as Pick<GitHubClient, 'request' | 'host'>;
    expect(await openPullRequest(client, plan, { clock: quickClock })).toEqual({ number: 7, url: 'https://github.com/acme/shop/pull/7?ada:stagedoor/add-catalog-info', isOld: false, fork: 'ada/shop-1' });
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual(['POST acme/shop', 'POST ada/shop-1', 'POST ada/shop-1', 'POST ada/shop-1', 'POST acme/shop']);
  });
});
