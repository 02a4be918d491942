import { afterEach, describe, expect, test } from 'vitest';
import type { DirectoryRequest, DirectoryResult } from '../../../src/portal/catalog/sources/organizationDirectory';
import { createOrganizationDirectoryReader } from '../../../src/portal/github/organizationDirectory';
import { createViewerReader } from '../../../src/portal/github/viewer';
import { openStage, quickClock, type Stage } from './onLocalGitHub';

let stage: Stage | undefined;

afterEach(async () => {
  expect(stage?.strangers ?? []).toEqual([]);
  expect(stage?.github.violations ?? []).toEqual([]);
  await stage?.github.stop();
  stage = undefined;
});

const RIGHTS = ['repo', 'read:org', 'read:user', 'user:email'];

async function acme(people = 3): Promise<Stage> {
  stage = await openStage(({ state }) => {
    state.addOrganization({ login: 'acme', verifiedDomains: ['acme.example'] });
    for (let number = 0; number < people; number++) {
      state.addUser({ login: `p${number}`, name: `Person ${number}`, email: number % 2 === 0 ? `p${number}@acme.example` : `p${number}@home.example`, bio: number === 0 ? 'Builds things' : null });
      state.addMember('acme', `p${number}`, number === 0 ? 'admin' : 'member');
    }
    state.addTeam('acme', { slug: 'all', name: 'Everybody', description: 'All of us', members: Array.from({ length: people }, (_unused, number) => `p${number}`) });
    state.addTeam('acme', { slug: 'platform', name: 'Platform', parent: 'all', members: ['p1'], maintainers: ['p0'] });
    state.addTeam('acme', { slug: 'secret', name: 'Secret', privacy: 'secret' });
  });
  stage.signIn('p0', RIGHTS);
  return stage;
}

function read(of: Stage, more: Partial<DirectoryRequest> = {}, login = 'acme'): Promise<DirectoryResult> {
  return createOrganizationDirectoryReader({ client: of.client, login, clock: quickClock }).read({ signal: new AbortController().signal, ...more });
}

describe('an organization’s directory', () => {
  test('holds people and teams with parents and own members', async () => {
    const result = await read(await acme());
    expect(result.error).toBeUndefined();
    expect(result.users).toMatchObject([
      { login: 'p0', name: 'Person 0', email: 'p0@acme.example', verifiedEmails: ['p0@acme.example'], bio: 'Builds things', avatarUrl: expect.stringContaining('/avatars/') as string, id: expect.stringMatching(/^U_/) as string },
      { login: 'p1', email: 'p1@home.example', verifiedEmails: [] },
      { login: 'p2' },
    ]);
    expect(result.teams).toMatchObject([
      { slug: 'all', combinedSlug: 'acme/all', name: 'Everybody', description: 'All of us', members: ['p0', 'p1', 'p2'], editUrl: expect.stringContaining('/orgs/acme/teams/all/edit') as string },
      { slug: 'platform', parent: 'all', members: ['p1', 'p0'] },
      { slug: 'secret', members: [] },
    ]);
    expect(result.teams?.[0]).not.toHaveProperty('parent');
    expect(stage?.takeRequests()).toHaveLength(2);
  });

  test('is read in pages of the sizes asked for, and a large team to its end', async () => {
    const result = await read(await acme(130));
    expect(result.users).toHaveLength(130);
    expect(result.teams?.[0]?.members).toHaveLength(130);
    // 3 pages of people, 1 of teams, 3 of the large team's members.
    expect(stage?.takeRequests()).toHaveLength(7);
    expect((await read(stage ?? (await acme()), { pageSizes: { organizationMembers: 100, teamMembers: 100, teams: 1 } })).users).toHaveLength(130);
    expect(stage?.takeRequests()).toHaveLength(2 + 3 + 2);
  });

  test('leaves out who is suspended on an Enterprise Server, where asked to', async () => {
    const at = await acme();
    const user = at.github.state.user('p1');
    if (user) {
      user.suspendedAt = Date.now();
    }
    expect((await read(at, { excludeSuspendedUsers: true })).users?.map(({ login }) => login)).toEqual(['p0', 'p2']);
    expect((await read(at)).users).toHaveLength(3);
  });

  test('goes without addresses where the sign-in may not read them', async () => {
    const at = await acme();
    at.signIn('p0', ['repo', 'read:org']);
    const { users, teams, error } = await read(at);
    expect(error).toBeUndefined();
    expect(users?.map(({ login, email }) => [login, email])).toEqual([['p0', undefined], ['p1', undefined], ['p2', undefined]]);
    expect(teams).toHaveLength(3);
  });

  test('names the right that is missing, and says nothing of what it may not see', async () => {
    const at = await acme();
    at.signIn('p0', ['repo', 'user:email']);
    const { users, teams, error } = await read(at);
    expect([users, teams]).toEqual([undefined, undefined]);
    expect(error).toMatchObject({ reason: 'forbidden', details: { scopes: ['read:org'] } });
  });

  test('names the page for single sign-on', async () => {
    const at = await acme();
    const organization = at.github.state.organization('acme');
    if (organization) {
      organization.sso = true;
    }
    expect((await read(at)).error).toMatchObject({ reason: 'sso', details: { helpUrl: `${at.github.web}/orgs/acme/sso` } });
    // The second question would have met the same.
    expect(at.takeRequests()).toHaveLength(1);
  });

  test('halves its pages under load, and keeps no half of a list', async () => {
    const at = await acme(60);
    at.github.faults.order({ times: 'always', effect: { kind: 'pageTooLarge', maxFirst: 25 } });
    expect((await read(at)).users).toHaveLength(60);
    at.github.faults.clear();
    at.github.faults.order({ graphql: 'membersWithRole', after: 1, times: 'always', effect: { kind: 'status', status: 500 } });
    const result = await read(at);
    expect(result.users).toBeUndefined();
    expect(result.teams).toHaveLength(3);
    expect(result.error?.reason).toBe('server');
  });

  test('of nobody is not found, and a reading can be cancelled', async () => {
    const at = await acme();
    expect((await read(at, {}, 'nobody')).error?.reason).toBe('not-found');
    at.github.faults.order({ effect: { kind: 'slow', pieces: 100, milliseconds: 50 } });
    const stop = new AbortController();
    const reading = read(at, { signal: stop.signal });
    await expect.poll(() => at.github.requests.length).toBeGreaterThan(1);
    stop.abort();
    await expect(reading).rejects.toMatchObject({ reason: 'cancelled' });
  });
});

describe('the signed-in user', () => {
  test('is known with their teams everywhere, for nothing where nothing changed', async () => {
    const at = await acme();
    at.github.state.addOrganization({ login: 'beta' });
    at.github.state.addMember('beta', 'p0');
    at.github.state.addTeam('beta', { slug: 'guests', members: ['p0'] });
    const reader = createViewerReader(at.client);
    const expected = { login: 'p0', teams: [{ organization: 'acme', slug: 'all' }, { organization: 'acme', slug: 'platform' }, { organization: 'beta', slug: 'guests' }] };
    expect(await reader.read()).toEqual(expected);
    expect(await reader.read()).toEqual(expected);
    expect(at.github.requests.map(({ path, status }) => [path, status])).toEqual([['/user', 200], ['/user/teams?per_page=100', 200], ['/user', 304], ['/user/teams?per_page=100', 304]]);
    at.signIn('p1', RIGHTS);
    expect(await reader.read()).toEqual({ login: 'p1', teams: [{ organization: 'acme', slug: 'all' }, { organization: 'acme', slug: 'platform' }] });
  });

  test('has no teams without the right, and is nobody when signed out', async () => {
    const at = await acme();
    at.signIn('p0', ['gist']);
    const reader = createViewerReader(at.client);
    expect(await reader.read()).toEqual({ login: 'p0', teams: [] });
    at.signOut();
    at.takeRequests();
    expect(await reader.read()).toBeUndefined();
    expect(at.takeRequests()).toEqual([]);
  });

  test('with more than a hundred teams is read to the end', async () => {
    const at = await acme();
    Array.from({ length: 130 }, (_unused, index) => at.github.state.addTeam('acme', { slug: `t${index}`, members: ['p2'] }));
    at.signIn('p2', RIGHTS);
    expect((await createViewerReader(at.client).read())?.teams).toHaveLength(131);
  });
});
