import { afterEach, describe, expect, test } from 'vitest';
import { RateTracker } from '../../../src/portal/github/rateBudget';
import { readWithheld } from '../../../src/portal/github/withheldOrganizations';
import { addGeneratedOrganization } from '../../github/organizations/generatedOrganization.ts';
import { openStage, type Stage } from './onLocalGitHub';
import { Scanner } from './scanner';

let stage: Stage | undefined;

afterEach(async () => {
  expect(stage?.github.violations ?? []).toEqual([]);
  await stage?.github.stop();
  stage = undefined;
});

const headers = (remaining: number, reset: number, resource = 'core'): Headers =>
  new Headers({ 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': String(reset), 'x-ratelimit-resource': resource });

const by = (account: string, now = 500_000) => ({ account, status: 200, now });

describe('the budget', () => {
  test('keeps each kind of request and each account apart', () => {
    const rate = new RateTracker();
    rate.observe(headers(4000, 1000), by('jo'));
    rate.observe(headers(10, 1000, 'graphql'), by('jo'));
    expect(rate.waitUntil('core', 0)).toBeUndefined();
    expect(rate.waitUntil('graphql', 0)).toBe(1_000_000);
    rate.clear();
    expect([rate.all, rate.waitUntil('graphql', 0)]).toEqual([[], undefined]);
    rate.observe(headers(4999, 1000), by('mo'));
    expect(rate.get('core')?.remaining).toBe(4999);
    rate.observe(headers(3999, 1000), by('jo'));
    expect([rate.get('core')?.remaining, rate.get('graphql')?.remaining]).toEqual([3999, 10]);
  });

  test('believes the least of a window, since answers overtake one another, and begins anew with the next', () => {
    const rate = new RateTracker();
    rate.observe(headers(100, 1000), by('jo'));
    rate.observe(headers(101, 1001), by('jo'));
    expect(rate.get('core')?.remaining).toBe(100);
    rate.observe(headers(99, 999), by('jo'));
    expect(rate.get('core')?.remaining).toBe(99);
    rate.observe(headers(5000, 4600), by('jo'));
    rate.observe(headers(98, 1000), by('jo', 1_000_500));
    expect(rate.get('core')).toEqual({ resource: 'core', limit: 5000, remaining: 5000, resetAt: 4_600_000 });
  });

  test('keeps the reserve that was asked for, and waits while GitHub asks for a pause', () => {
    let reserve = 0.5;
    const rate = new RateTracker(() => reserve);
    rate.observe(headers(2000, 1000), by('jo'));
    expect(rate.waitUntil('core', 0)).toBe(1_000_000);
    reserve = 0;
    expect(rate.waitUntil('core', 0)).toBeUndefined();
    rate.block(60_000);
    expect([rate.waitUntil('core', 0), rate.waitUntil('search', 59_999), rate.waitUntil('core', 60_000), rate.isBlocked(1)]).toEqual([60_000, 60_000, undefined, true]);
    // The end of a limit of one kind stops no other kind.
    rate.observe(headers(0, 2000, 'graphql'), by('jo'));
    rate.block(2_000_000);
    expect(rate.waitUntil('core', 100_000)).toBeUndefined();
  });
});

describe('with GitHub', () => {
  async function generated(count: number, reserve?: () => number): Promise<Scanner> {
    stage = await openStage(({ state }) => addGeneratedOrganization(state, count), undefined, reserve);
    stage.signIn('generated-admin');
    return new Scanner(stage, 'generated');
  }

  test('a scan counts what it asks and what it costs', async () => {
    const scanner = await generated(250);
    await scanner.scan();
    const asked = scanner.stage.github.requests;
    const costOf = (resource: string): number => asked.filter((entry) => entry.resource === resource).reduce((sum, { cost }) => sum + cost, 0);
    expect(scanner.stage.client.rate.usage).toEqual({ requests: asked.length, restPoints: costOf('core'), graphQlPoints: costOf('graphql') });
    expect(scanner.stage.client.rate.usage).toEqual({ requests: 4, restPoints: 1, graphQlPoints: 3 });
    await scanner.scan(false);
    expect(scanner.stage.client.rate.usage).toEqual({ requests: 5, restPoints: 1, graphQlPoints: 3 });
  });

  test('a scan stops at the reserve, says so without asking anything, and goes on after the reset', async () => {
    const scanner = await generated(450, () => 0.2);
    const { github, client } = scanner.stage;
    const viewer = { user: github.state.user('generated-admin')! };
    github.rates.leave(viewer, 'graphql', 1001, 90);
    const stopped = await scanner.scan();
    expect(stopped.error).toMatchObject({ reason: 'rate-limited', details: { reserved: true } });
    expect(stopped.error?.message).toMatch(/^Reading pauses for 2 min, so that your other tools can still use http/);
    expect(client.rate.waitUntil('graphql', Date.now())).toBe(stopped.error?.details.retryAt);
    // 1,001 left when the first page was asked for, 1,000 at the second, 999 then.
    expect(scanner.known.size).toBe(200);
    expect(client.rate.get('graphql')?.remaining).toBe(999);
    // What the user asks for is not stopped.
    expect((await client.graphql('{ viewer { login } }', {})).errors).toEqual([]);
    scanner.stage.takeRequests();
    expect((await scanner.scan(false)).error).toMatchObject({ details: { reserved: true } });
    expect(scanner.stage.takeRequests()).toEqual([]);
    github.rates.leave(viewer, 'graphql', 5000, 3600);
    await client.refreshRate();
    expect((await scanner.scan(false)).error).toBeUndefined();
    expect(scanner.known.size).toBe(450);
    expect(scanner.stage.takeRequests()).toEqual(['/rate_limit', '/graphql', expect.stringContaining('/orgs/generated/repos'), '/graphql', '/graphql']);
  });

  test.each([403, 429] as const)('a secondary limit (%i) pauses all work in the background for as long as GitHub says', async (status) => {
    const scanner = await generated(3);
    const { client, github } = scanner.stage;
    await scanner.scan();
    github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'secondaryLimit', status, retryAfterSeconds: 30 } });
    const { error } = await scanner.scan();
    expect(error).toMatchObject({ reason: 'rate-limited' });
    expect(client.rate.isBlocked(Date.now())).toBe(true);
    expect(Math.round(((client.rate.waitUntil('core', Date.now()) ?? 0) - Date.now()) / 1000)).toBe(30);
    scanner.stage.takeRequests();
    expect((await scanner.scan(false)).error?.message).toMatch(/asks for a pause/);
    expect(scanner.stage.takeRequests()).toEqual([]);
  });

  test('GitHub’s limits can be asked for, for nothing', async () => {
    const { stage: at } = await generated(1);
    await at.client.refreshRate();
    expect(at.client.rate.all.map(({ resource, limit, remaining }) => [resource, limit, remaining])).toEqual([['core', 5000, 5000], ['graphql', 5000, 5000], ['search', 30, 30], ['code_search', 10, 10]]);
    expect(at.github.requests.map(({ cost }) => cost)).toEqual([0]);
  });
});

describe('single sign-on', () => {
  test('names an organization that wants it, and where, also when the answer does not', async () => {
    stage = await openStage(({ state }) => addGeneratedOrganization(state, 3));
    stage.signIn('generated-admin');
    const organization = stage.github.state.organization('generated')!;
    organization.sso = true;
    const scanner = new Scanner(stage, 'generated');
    expect((await scanner.scan()).error).toMatchObject({ reason: 'sso', details: { helpUrl: `${stage.github.web}/orgs/generated/sso` } });
    organization.sso = false;
    expect((await scanner.scan()).error).toBeUndefined();
    organization.sso = true;
    stage.github.state.push('generated/service-0001', { 'README.md': 'new' });
    expect(await scanner.scan(false)).toMatchObject({ gone: [], error: { reason: 'sso', details: { helpUrl: expect.stringContaining('/orgs/generated/sso') as string } } });
    expect(await scanner.scan()).toMatchObject({ gone: [], error: { reason: 'sso' } });
    expect(scanner.known.size).toBe(3);
  });

  test('tells of which organizations a list left something out', async () => {
    stage = await openStage(({ state }) => {
      addGeneratedOrganization(state, 1);
      state.addOrganization({ login: 'between' });
      state.addOrganization({ login: 'locked', sso: true });
      state.addMember('locked', 'generated-admin');
    });
    stage.signIn('generated-admin');
    const { client, github } = stage;
    expect(await readWithheld(client)).toEqual([]);
    await client.request('GET /user/teams', {});
    await client.request('GET /user/teams', {});
    expect(client.withheld.ids).toEqual([github.state.organization('locked')!.id]);
    expect(await readWithheld(client)).toEqual([{ login: 'locked', url: `${github.web}/orgs/locked/sso` }]);
    stage.signOut();
    expect(client.withheld.ids).toEqual([]);
  });
});

describe('rights', () => {
  test('an IP allow list is told as such', async () => {
    const at = (stage = await openStage(({ state }) => addGeneratedOrganization(state, 3)));
    at.signIn('generated-admin');
    const scanner = new Scanner(at, 'generated');
    await scanner.scan();
    const organization = at.github.state.organization('generated')!;
    organization.refusesAddress = true;
    for (const full of [true, false]) {
      const { error, gone } = await scanner.scan(full);
      expect(error).toMatchObject({ reason: 'forbidden', details: { addressRefused: true } });
      expect(error?.message).toMatch(/IP allow list .* does not have your address/);
      expect(gone).toEqual([]);
    }
    expect(scanner.known.size).toBe(3);
  });

  test('a token without the right to private repositories reads the public ones', async () => {
    const at = (stage = await openStage(({ state }) => {
      addGeneratedOrganization(state, 2);
      state.addRepository({ owner: 'generated', name: 'secret', visibility: 'private', files: { 'catalog-info.yaml': 'kind: Secret\n' } });
    }));
    at.signIn('generated-admin', ['read:org']);
    const scanner = new Scanner(at, 'generated');
    expect((await scanner.scan()).error).toBeUndefined();
    expect(scanner.names).toEqual(['service-0000', 'service-0001']);
  });
});

describe('a slow line', () => {
  test('is waited for, and left at once where the user has enough', async () => {
    const at = (stage = await openStage(({ state }) => addGeneratedOrganization(state, 120)));
    at.signIn('generated-admin');
    const scanner = new Scanner(at, 'generated');
    at.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'slow', pieces: 5, milliseconds: 20 } });
    expect((await scanner.scan()).error).toBeUndefined();
    expect(scanner.known.size).toBe(120);
    scanner.forget();
    at.takeRequests();
    at.github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'slow', pieces: 1000, milliseconds: 50 } });
    const stop = new AbortController();
    const running = scanner.scan(true, stop.signal);
    await expect.poll(() => at.github.requests.length).toBe(1);
    const before = performance.now();
    stop.abort();
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
    expect(performance.now() - before).toBeLessThan(1000);
    expect(scanner.known.size).toBe(0);
  });
});
