import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGitHubClient, type GitHubClient } from '../../../src/portal/github/gitHubClient';
import { createGitHubSkeletons } from '../../../src/portal/scaffolder/template/gitHubSkeletons';
import type { SkeletonReader } from '../../../src/portal/scaffolder/template/skeletons';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub';
import { GitHubState } from '../../github/state/gitHubState';
import { portsOf, textsOf } from './taskSupport';

describe('skeletons on GitHub', () => {
  let gitHub: LocalGitHub;
  let client: GitHubClient;
  let skeletons: SkeletonReader;
  let at = '';

  beforeAll(async () => {
    const state = new GitHubState();
    state.addUser({ login: 'ann' });
    state.addOrganization({ login: 'acme' });
    state.addMember('acme', 'ann', 'admin');
    const repository = state.addRepository({ owner: 'acme', name: 'templates', visibility: 'private', files: { 'a/x.txt': 'x', 'a/deep/y.txt': 'y', 'b.txt': 'b' } });
    repository.git.refs.set('refs/heads/feature/one', repository.git.refs.get('refs/heads/main') ?? '');
    gitHub = await startLocalGitHub({ state });
    const token = state.addToken({ account: 'ann', scopes: ['repo'] }).value;
    client = createGitHubClient({
      host: { web: gitHub.web, api: `${gitHub.web}/api/v3` },
      tokens: { get: () => Promise.resolve({ value: token, account: 'ann' }), onDidChange: () => ({ dispose: () => undefined }) },
      fetch: (url, init) => fetch(url, init),
      clock: portsOf().clock,
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const { host } = new URL(gitHub.web);
    skeletons = createGitHubSkeletons((asked) => (asked === host ? client : undefined));
    at = `${gitHub.web}/acme/templates`;
  });
  afterAll(async () => {
    client.dispose();
    await gitHub.stop();
  });

  it('are read from a folder, the whole repository, the default branch and a branch with a slash', async () => {
    const inA = { 'deep': '/', 'deep/y.txt': 'y', 'x.txt': 'x' };
    expect(textsOf(await skeletons.readTree(`${at}/tree/main/a`))).toEqual(inA);
    expect(textsOf(await skeletons.readTree(`${at}/tree/feature/one/a/`))).toEqual(inA);
    expect(Object.keys(textsOf(await skeletons.readTree(at)))).toEqual(expect.arrayContaining(['a/x.txt', 'b.txt']));
    expect(new TextDecoder().decode(await skeletons.readFile(`${at}/blob/main/b.txt`))).toBe('b');
  });

  it('say what is not there, and ask no other host', async () => {
    await expect(skeletons.readTree(`${at}/tree/main/none`)).rejects.toMatchObject({ reason: 'not-found' });
    await expect(skeletons.readFile(`${at}/blob/main/a`)).rejects.toMatchObject({ reason: 'not-found' });
    await expect(skeletons.readTree('https://evil.example.com/acme/templates')).rejects.toMatchObject({ reason: 'forbidden' });
    await expect(skeletons.readTree('file:///etc')).rejects.toMatchObject({ reason: 'forbidden' });
  });
});
