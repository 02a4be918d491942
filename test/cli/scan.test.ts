import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run';
import { toHostOfApi, tokenFromEnvironment } from '../../src/cli/scanHost';
import { addGeneratedOrganization } from '../github/organizations/generatedOrganization.ts';
import { startLocalGitHub, type LocalGitHub } from '../github/startLocalGitHub.ts';

let github: LocalGitHub;
let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-scan-'));
  github = await startLocalGitHub({ validate: true });
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  expect(github.violations).toEqual([]);
  await github.stop();
});

interface Printed {
  readonly entities: readonly { readonly ref: string; readonly relations: readonly { readonly type: string; readonly targetRef: string }[]; readonly location: { readonly file: string; readonly line: number } }[];
  readonly problems: readonly { readonly file: string; readonly line: number; readonly code: string; readonly ref?: string }[];
  readonly cost: { readonly requests: number; readonly restPoints: number; readonly graphQlPoints: number };
  readonly errors?: readonly { readonly source: string; readonly reason: string }[];
}

async function scan(args: readonly string[], more: { readonly account?: string; readonly scopes?: readonly string[]; readonly interrupted?: AbortSignal; readonly onError?: () => void } = {}): Promise<{ code: number; out: string; err: string }> {
  const { value } = github.state.addToken({ account: more.account ?? 'jo', scopes: more.scopes ?? ['repo', 'read:org'] });
  let out = '';
  let err = '';
  const code = await run(['scan', '--api-url', `${github.web}/api/v3`, ...args], {
    cwd: folder,
    colour: false,
    environment: { GITHUB_TOKEN: value },
    ...(more.interrupted && { interrupted: more.interrupted }),
    write: (text) => void (out += text),
    writeError: (text) => {
      err += text;
      more.onError?.();
    },
  });
  expect(out + err).not.toContain(value);
  return { code, out, err };
}

function addAcme(): void {
  const { state } = github;
  state.addOrganization({ login: 'acme' });
  state.addUser({ login: 'jo' });
  state.addMember('acme', 'jo', 'admin');
  state.addTeam('acme', { slug: 'team-a', members: ['jo'] });
  const entity = (kind: string, name: string, spec: string): string => `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec: ${spec}\n`;
  const files = (text: string) => ({ 'catalog-info.yaml': text });
  state.addRepository({ owner: 'acme', name: 'shop', topics: ['live'], files: files(entity('Component', 'shop', '{type: service, lifecycle: production, owner: team-a, system: store, dependsOn: [component:billing]}')) });
  state.addRepository({ owner: 'acme', name: 'billing', visibility: 'private', files: files(entity('Component', 'billing', '{type: service, lifecycle: production, owner: team-a}')) });
  state.addRepository({ owner: 'acme', name: 'store', files: { ...files(entity('Location', 'all', '{targets: [./systems/*.yaml]}')), 'systems/store.yaml': entity('System', 'store', '{owner: team-a}') } });
  state.addRepository({ owner: 'acme', name: 'broken', files: files(entity('Component', 'broken', '{type: service}')) });
  state.addRepository({ owner: 'acme', name: 'none', files: { 'README.md': '# Nothing' } });
}

describe('stagedoor scan', () => {
  test('prints the entities of an organization with their relations, what is wrong, and what it cost', async () => {
    addAcme();
    const { code, out, err } = await scan(['--org', 'acme']);
    const printed = JSON.parse(out) as Printed;
    const own = printed.entities.filter(({ ref }) => !ref.startsWith('location:'));
    expect(own.map(({ ref }) => ref)).toEqual(['component:default/billing', 'component:default/shop', 'system:default/store']);
    const shop = own.find(({ ref }) => ref === 'component:default/shop');
    expect(shop?.relations).toEqual([
      { type: 'dependsOn', targetRef: 'component:default/billing' },
      { type: 'ownedBy', targetRef: 'group:default/team-a' },
      { type: 'partOf', targetRef: 'system:default/store' },
    ]);
    expect(shop?.location).toEqual({ file: `${github.web}/acme/shop/blob/main/catalog-info.yaml`, line: 4 });
    expect(own.find(({ ref }) => ref === 'system:default/store')?.location.file).toBe(`${github.web}/acme/store/blob/main/systems/store.yaml`);
    expect(printed.problems.map(({ file, code: found }) => [file, found])).toContainEqual([`${github.web}/acme/broken/blob/main/catalog-info.yaml`, 'kind/required']);
    expect(printed.cost.requests).toBe(github.requests.length);
    expect(printed.cost.restPoints + printed.cost.graphQlPoints).toBe(github.requests.reduce((sum, { cost }) => sum + cost, 0));
    expect(printed.errors).toBeUndefined();
    expect(err).toContain('acme: 5 of 5\n');
    expect(code).toBe(0);
  });

  test('knows the newer model and a model file where it is told of them', async () => {
    addAcme();
    const entity = (kind: string, name: string, spec: string): string => `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec: ${spec}\n`;
    github.state.addRepository({ owner: 'acme', name: 'ai', files: { 'catalog-info.yaml': entity('AiResource', 'review', '{type: skill, lifecycle: production, owner: team-a}') } });
    github.state.addRepository({ owner: 'acme', name: 'squads', files: { 'catalog-info.yaml': entity('Squad', 'one', '{lead: jo}') } });
    writeFileSync(join(folder, 'model.yml'), 'customProcessors: [Squad]\n');
    const newer = async (...args: string[]): Promise<string[]> =>
      (JSON.parse((await scan(['--org', 'acme', ...args])).out) as Printed).entities.map(({ ref }) => ref).filter((ref) => /^(airesource|squad):/.test(ref));
    expect(await newer()).toEqual([]);
    expect(await newer('--model')).toEqual(['airesource:default/review']);
    expect(await newer('--model', '--model-file', 'model.yml')).toEqual(['airesource:default/review', 'squad:default/one']);
    writeFileSync(join(folder, 'bad.yml'), 'newest: true\n');
    const requests = github.requests.length;
    expect(await scan(['--org', 'acme', '--model-file', 'bad.yml'])).toMatchObject({ code: 2, err: expect.stringContaining('newest is not known here') as string });
    expect(github.requests.length).toBe(requests);
  });

  test('prints text for people', async () => {
    addAcme();
    const { code, out } = await scan(['--org', 'acme', '--format', 'text']);
    expect(out).toContain('component:default/shop');
    expect(out).toContain('  dependsOn component:default/billing');
    expect(out).toMatch(/\d+ requests, \d+ REST and \d+ GraphQL points\n$/);
    expect(code).toBe(0);
  });

  test('reads what an app-config says, people and teams with it', async () => {
    addAcme();
    const host = new URL(github.web).host;
    writeFileSync(
      join(folder, 'app-config.yaml'),
      `integrations:
  github:
    - host: ${host}
      apiBaseUrl: ${github.web}/api/v3
catalog:
  rules:
    - allow: [Component, Group, User]
  providers:
    github:
      acme:
        organization: acme
        host: ${host}
        filters: {topic: {include: [live]}}
    githubOrg:
      id: people
      githubUrl: ${github.web}
      orgs: [acme]
`,
    );
    const { code, out, err } = await scan(['--org', 'acme', '--app-config', 'app-config.yaml']);
    expect([err.replace(/^.* of \d+\n|^.*: \d+\n/gm, ''), code]).toEqual(['', 0]);
    expect((JSON.parse(out) as Printed).entities.map(({ ref }) => ref).filter((ref) => !ref.startsWith('location:'))).toEqual(['component:default/shop', 'group:default/team-a', 'user:default/jo']);
  });

  test('prints what it could read, says what not, and ends with 1', async () => {
    github.state.addUser({ login: 'jo' });
    addGeneratedOrganization(github.state, 250, 'big');
    github.faults.order({ graphql: 'repositoryOwner', after: 1, effect: { kind: 'rateLimit', resetSeconds: 300 } });
    const { code, out, err } = await scan(['--org', 'big'], { account: 'big-admin' });
    const printed = JSON.parse(out) as Printed;
    expect(code).toBe(1);
    expect(printed.entities.filter(({ ref }) => ref.startsWith('component:'))).toHaveLength(100);
    expect(printed.errors).toMatchObject([{ source: 'big', reason: 'rate-limited' }]);
    expect(err).toMatch(/stagedoor scan: big: .*limit/);
  });

  test('says whom the token may not see, and how single sign-on is mended', async () => {
    addAcme();
    expect(await scan(['--org', 'nobody'])).toMatchObject({ code: 1, err: expect.stringContaining('no organization or user nobody') as string });
    const organization = github.state.organization('acme');
    if (organization) {
      organization.sso = true;
    }
    expect(await scan(['--org', 'acme'])).toMatchObject({ code: 1, err: expect.stringContaining(`${github.web}/orgs/acme/sso`) as string });
  });

  test('stops when interrupted', async () => {
    addAcme();
    github.faults.order({ graphql: 'repositoryOwner', effect: { kind: 'slow', pieces: 1000, milliseconds: 50 } });
    const stop = new AbortController();
    const running = scan(['--org', 'acme'], { interrupted: stop.signal });
    await expect.poll(() => github.requests.length).toBeGreaterThan(0);
    stop.abort();
    expect(await running).toEqual({ code: 130, out: '', err: 'stagedoor scan: stopped.\n' });
  });

  test.each([[['--org']], [[]], [['--org', 'a/b']], [['--org', 'https://github.com/acme']], [['--org', 'acme', '--format', 'xml']], [['--org', 'acme', '--app-config', 'none.yaml']], [['acme']], [['--org', 'acme', '--api-url', 'ghe.example.com']]])('answers wrong usage with exit code 2: %j', async (args) => {
    github.state.addUser({ login: 'jo' });
    const { code, out, err } = await scan(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Try: stagedoor scan --help');
    expect(github.requests).toEqual([]);
  });

  test('needs a token', async () => {
    let err = '';
    expect(await run(['scan', '--org', 'acme'], { cwd: folder, colour: false, write: () => undefined, writeError: (text) => void (err += text) })).toBe(2);
    expect(err).toContain('set GH_TOKEN or GITHUB_TOKEN');
  });
});

describe('the host', () => {
  test.each([
    ['https://api.github.com', 'https://github.com', 'https://api.github.com'],
    ['https://ghe.example.com/api/v3/', 'https://ghe.example.com', 'https://ghe.example.com/api/v3'],
    ['https://api.acme.ghe.com', 'https://acme.ghe.com', 'https://api.acme.ghe.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('of %s is %s', (url, web, api) => {
    expect(toHostOfApi(url)).toEqual({ web, api });
  });

  test('alone gets the token, its own variable first', async () => {
    const environment = { GH_TOKEN: 'for-dotcom', GH_ENTERPRISE_TOKEN: ' for-ghe ' };
    const ghe = tokenFromEnvironment(toHostOfApi('https://ghe.example.com/api/v3'), environment);
    const ask = (host: string) => ({ host, scopes: [], interactive: false });
    expect((await ghe.get(ask('https://ghe.example.com')))?.value).toBe('for-ghe');
    expect(await ghe.get(ask('https://github.com'))).toBeUndefined();
    expect((await tokenFromEnvironment(toHostOfApi('https://api.github.com'), environment).get(ask('https://github.com')))?.value).toBe('for-dotcom');
  });
});
