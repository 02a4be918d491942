import { afterEach, describe, expect, test } from 'vitest';
import { addGeneratedOrganization } from '../../github/organizations/generatedOrganization.ts';
import { openStage, type Stage } from './onLocalGitHub';
import { Scanner } from './scanner';

// What a second and every later look at a whole organization costs, and what it notices.

let stage: Stage | undefined;

afterEach(async () => {
  expect(stage?.strangers ?? []).toEqual([]);
  expect(stage?.github.violations ?? []).toEqual([]);
  await stage?.github.stop();
  stage = undefined;
});

/** An organization that was read once, with all requests so far forgotten. */
async function known(count: number): Promise<Scanner> {
  stage = await openStage(({ state }) => {
    addGeneratedOrganization(state, count);
    state.addOrganization({ login: 'other' });
    state.addMember('other', 'generated-admin', 'admin');
  });
  stage.signIn('generated-admin');
  const scanner = new Scanner(stage, 'generated');
  expect((await scanner.scan()).error).toBeUndefined();
  expect(scanner.known.size).toBe(count);
  stage.takeRequests();
  return scanner;
}

const graphql = (of: Stage): string[] => of.github.requests.filter(({ path }) => path === '/graphql').map(({ body }) => String((body as { query: string }).query));

describe('reconciliation', () => {
  test('of 1,000 repositories where nothing changed costs 10 pages without a text, and a listing', async () => {
    const scanner = await known(1000);
    expect(await scanner.scan()).toMatchObject({ gone: [] });
    const asked = scanner.stage.github.requests;
    expect(asked.map(({ path }) => path).filter((path) => path !== '/graphql')).toEqual(['/orgs/generated/repos?type=all&sort=pushed&per_page=100']);
    expect(graphql(scanner.stage)).toHaveLength(10);
    expect(graphql(scanner.stage).filter((query) => /\btext\b/.test(query))).toEqual([]);
    expect(asked.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(11);
    expect(scanner.read.size).toBe(0);
    expect(scanner.stage.takeRequests()).toHaveLength(11);
    expect(await scanner.scan(false)).toMatchObject({ gone: [] });
    expect(scanner.stage.github.requests.map(({ status }) => status)).toEqual([304]);
  }, 60_000);

  test('reads the files of what was pushed, all of them in one request', async () => {
    const scanner = await known(250);
    for (const number of [3, 70, 120, 249]) {
      scanner.stage.github.state.push(`generated/service-${String(number).padStart(4, '0')}`, { 'catalog-info.yaml': `kind: Changed${number}\n` });
    }
    await scanner.scan();
    expect(graphql(scanner.stage)).toHaveLength(4);
    expect([...scanner.read].map(([name, { file }]) => [name, file?.text])).toEqual([['service-0003', 'kind: Changed3\n'], ['service-0070', 'kind: Changed70\n'], ['service-0120', 'kind: Changed120\n'], ['service-0249', 'kind: Changed249\n']]);
  });

  test('notices what was renamed, deleted, archived and given away, by the node id', async () => {
    const scanner = await known(8);
    const { state } = scanner.stage.github;
    const ids = new Map([...scanner.known.values()].map(({ id, info }) => [info.name, id]));
    state.moveRepository('generated/service-0001', { name: 'renamed' });
    state.deleteRepository('generated/service-0002');
    state.mustRepository('generated/service-0003').archived = true;
    state.moveRepository('generated/service-0004', { owner: 'other' });
    state.mustRepository('generated/service-0005').visibility = 'private';
    state.mustRepository('generated/service-0006').topics = ['new-topic'];
    const result = await scanner.scan();
    expect([...result.gone].sort()).toEqual(['service-0002', 'service-0003', 'service-0004'].map((name) => ids.get(name)).sort());
    expect(scanner.names).toEqual(['renamed', 'service-0000', 'service-0005', 'service-0006', 'service-0007']);
    expect(scanner.read.get('renamed')).toMatchObject({ repository: { id: ids.get('service-0001') }, file: { text: expect.stringContaining('service-0001') as string } });
    // Their files are those they had.
    expect(scanner.read.get('service-0005')).toMatchObject({ unchanged: true, repository: { info: { private: true }, visibility: 'private' } });
    expect(scanner.read.get('service-0006')).toMatchObject({ unchanged: true, repository: { topics: ['new-topic'] } });
    expect([...scanner.read.keys()].sort()).toEqual(['renamed', 'service-0005', 'service-0006']);
    const there = new Scanner(scanner.stage, 'other');
    await there.scan();
    expect([...there.known.keys()]).toEqual([ids.get('service-0004')]);
  });

  test('takes nobody else’s repository for its own where a quick check follows one that was given away', async () => {
    const scanner = await known(5);
    const { state } = scanner.stage.github;
    state.push('generated/service-0001', { 'catalog-info.yaml': 'kind: Changed\n' });
    const id = [...scanner.known.values()].find(({ info }) => info.name === 'service-0001')?.id;
    scanner.stage.github.faults.order({ graphql: 'r0: repository', effect: { kind: 'delay', milliseconds: 80 } });
    const running = scanner.scan(false);
    await expect.poll(() => scanner.stage.github.requests.length).toBe(1);
    state.moveRepository('generated/service-0001', { owner: 'other' });
    expect(await running).toMatchObject({ gone: [id] });
    expect(scanner.read.size).toBe(0);
  });

  test('notices a file that appears and one that goes', async () => {
    const scanner = await known(4);
    scanner.stage.github.state.push('generated/service-0001', { 'catalog-info.yaml': null });
    scanner.stage.github.state.addRepository({ owner: 'generated', name: 'fresh', files: { 'catalog-info.yaml': 'kind: Fresh\n' }, pushedAt: Date.now() });
    await scanner.scan();
    expect(scanner.read.get('service-0001')).toMatchObject({ file: null });
    expect(scanner.read.get('fresh')?.file?.text).toBe('kind: Fresh\n');
    expect(scanner.read.size).toBe(2);
  });

  test('that stops at a limit in the middle goes on where it stopped once the limit is over, and loses nothing', async () => {
    const scanner = await known(350);
    const { github } = scanner.stage;
    const changed = [10, 150, 340].map((number) => `service-${String(number).padStart(4, '0')}`);
    changed.forEach((name) => github.state.push(`generated/${name}`, { 'catalog-info.yaml': `kind: Changed\n` }));
    github.faults.order({ graphql: 'repositoryOwner', after: 2, effect: { kind: 'rateLimit', resetSeconds: 120 } });
    const stopped = await scanner.scan();
    expect(stopped.error).toMatchObject({ reason: 'rate-limited' });
    expect(stopped.gone).toEqual([]);
    expect(scanner.known.size).toBe(350);
    // What was seen to have changed and could not be read is due.
    expect([...scanner.known.values()].filter(({ incomplete }) => incomplete).map(({ info }) => info.name)).toEqual(changed.slice(0, 2));
    github.rates.reset();
    scanner.stage.signIn('generated-admin');
    scanner.stage.takeRequests();
    expect((await scanner.scan(false)).error).toBeUndefined();
    // Two pages that were missing, the file of the third, and those that were pushed before, by name.
    expect(graphql(scanner.stage)).toHaveLength(4);
    expect([...scanner.read.keys()].sort()).toEqual(changed);
    expect([...scanner.read.values()].every(({ file }) => file?.text === 'kind: Changed\n')).toBe(true);
    expect([...scanner.known.values()].filter(({ incomplete }) => incomplete)).toEqual([]);
  });

  test('halves its own pages and remembers them apart from those with texts', async () => {
    const scanner = await known(200);
    scanner.stage.github.faults.order({ times: 'always', effect: { kind: 'pageTooLarge', maxFirst: 25, status: 504 } });
    expect((await scanner.scan()).error).toBeUndefined();
    expect(scanner.state).toMatchObject({ pageSize: 100, plainPageSize: 25 });
  });
});
