import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run';
import { addSampleOrganization } from '../github/organizations/sampleOrganization';
import { startLocalGitHub, type LocalGitHub } from '../github/startLocalGitHub';
import { GitHubState } from '../github/state/gitHubState';

const component = (name: string, owner = 'team-a', more = '') => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\nspec:\n  type: service\n  lifecycle: production\n  owner: ${owner}\n${more}`;
const group = (name: string) => `apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ${name}\nspec:\n  type: team\n  children: []\n`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-change-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function git(...args: string[]): void {
  execFileSync('git', ['-C', join(folder, 'shop'), '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { stdio: 'pipe' });
}

async function stagedoor(args: readonly string[], environment: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(args, { cwd: join(folder, 'shop'), colour: false, environment, write: (text) => void (out += text), writeError: (text) => void (err += text) });
  return { code, out, err };
}

interface Change {
  readonly entities: Record<'added' | 'changed' | 'orphaned', readonly { readonly ref: string; readonly file: string; readonly line: number }[]>;
  readonly relations: Record<'gained' | 'lost', readonly { readonly source: string; readonly type: string; readonly target: string }[]>;
  readonly conflicts: readonly { readonly ref: string; readonly with: string }[];
  readonly files: readonly { readonly file: string; readonly documents: readonly { readonly valid: boolean; readonly problems: readonly { readonly code: string }[] }[] }[];
}

describe('stagedoor validate --catalog', () => {
  test('looks refs up in the folders that are named, and says nothing of them without', async () => {
    put('shop/catalog-info.yaml', component('shop', 'team-b'));
    put('catalog/teams.yaml', group('team-a'));
    expect((await stagedoor(['validate', '.'])).out).not.toContain('team-b');
    const { code, out } = await stagedoor(['validate', '.', '--catalog', '../catalog']);
    expect(code).toBe(0);
    expect(out).toContain('8:10    warning     The catalog has no group:default/team-b. Did you mean team-a?  reference/dangling');
    expect((await stagedoor(['validate', '.', '--catalog', '../catalog', '--fail-on', 'dangling'])).code).toBe(1);
    expect((await stagedoor(['validate', '.', '--catalog', '../catalog', '--fail-on', 'refused'])).code).toBe(0);
    expect((await stagedoor(['validate', '.', '--fail-on', 'all'])).code).toBe(2);
  });

  test('tells of what another folder defines already', async () => {
    put('shop/catalog-info.yaml', component('shop'));
    put('catalog/others.yaml', `${group('team-a')}---\n${component('shop')}`);
    const { out } = await stagedoor(['validate', '.', '--catalog', '../catalog', '--format', 'json']);
    expect(out).toContain('catalog/duplicate');
  });
});

describe('stagedoor validate --org', () => {
  let gitHub: LocalGitHub;
  let token = '';
  beforeEach(async () => {
    const state = new GitHubState();
    const { admin } = addSampleOrganization(state);
    token = state.addToken({ account: admin, scopes: ['repo', 'read:org'] }).value;
    gitHub = await startLocalGitHub({ state });
  });
  afterEach(() => gitHub.stop());

  test('looks refs up in an organization on GitHub, which needs a token', async () => {
    put('shop/catalog-info.yaml', `${component('one', 'team-payments')}---\n${component('two', 'team-paymets')}`);
    const args = ['validate', '.', '--org', 'northwind-shop', '--api-url', `${gitHub.web}/api/v3`];
    const { code, out, err } = await stagedoor(args, { GH_ENTERPRISE_TOKEN: token });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('The catalog has no group:default/team-paymets. Did you mean team-payments?');
    expect(out.match(/reference\/dangling/g)).toHaveLength(1);
    expect(await stagedoor(args)).toMatchObject({ code: 2, err: expect.stringContaining('needs a token') as string });
  });
});

describe('stagedoor validate --base', () => {
  beforeEach(() => {
    put('shop/catalog-info.yaml', `${component('shop')}---\n${component('cart', 'nobody')}`);
    put('shop/old.yaml', component('old'));
    put('shop/bad.yaml', component('Bad Name'));
    mkdirSync(join(folder, 'shop'), { recursive: true });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'First');
    git('checkout', '-q', '-b', 'change');
  });

  test('tells what a branch changes, and only problems that are new', async () => {
    put('shop/catalog-info.yaml', `# A comment moves everything down.\n${component('shop', 'team-a', '  system: webshop\n')}---\n${component('cart', 'nobody')}---\n${component('wish-list', 'nobody')}`);
    rmSync(join(folder, 'shop/old.yaml'));
    const { code, out } = await stagedoor(['validate', '--base', 'main', '--format', 'json', '--catalog', '.']);
    const change = JSON.parse(out) as Change;
    expect(change.entities.added).toEqual([{ ref: 'component:default/wish-list', file: 'catalog-info.yaml', line: 24 }]);
    expect(change.entities.changed.map(({ ref }) => ref)).toEqual(['component:default/shop']);
    expect(change.entities.orphaned).toEqual([{ ref: 'component:default/old', file: 'old.yaml', line: 4 }]);
    expect(change.relations.gained).toEqual([
      { source: 'component:default/shop', type: 'partOf', target: 'system:default/webshop' },
      { source: 'component:default/wish-list', type: 'ownedBy', target: 'group:default/nobody' },
    ]);
    expect(change.relations.lost).toEqual([{ source: 'component:default/old', type: 'ownedBy', target: 'group:default/team-a' }]);
    expect(change.conflicts).toEqual([]);
    // What dangled before, and the name that was bad before, are no news.
    expect(change.files.flatMap(({ documents }) => documents.flatMap(({ problems }) => problems.map((problem) => problem.code)))).toEqual(['reference/dangling', 'reference/dangling']);
    expect(code).toBe(0);
  });

  test('fails for what is newly refused, and names conflicts', async () => {
    put('shop/new.yaml', component('Worse Name'));
    put('shop/again.yaml', component('billing'));
    put('catalog/billing.yaml', component('billing'));
    const { code, out } = await stagedoor(['validate', '--base', 'main', '--catalog', '../catalog']);
    expect(code).toBe(1);
    expect(out).toContain('Against main: entities 1 added, 0 changed, 0 orphaned; relations 1 gained, 0 lost; 1 conflict');
    expect(out).toMatch(/! component:default\/billing {2}again\.yaml:4 {2}is defined in file:.*catalog\/billing\.yaml as well/);
    expect(out).toContain('Worse Name');
    expect(out).not.toContain('Bad Name');
  });

  test('refuses a commit that git does not know, a folder outside of git, and several folders', async () => {
    expect(await stagedoor(['validate', '--base', 'nowhere'])).toMatchObject({ code: 2, err: expect.stringContaining('git knows no commit nowhere') as string });
    expect(await stagedoor(['validate', '--base', '--output=x'])).toMatchObject({ code: 2 });
    expect(await stagedoor(['validate', 'a', 'b', '--base', 'main'])).toMatchObject({ code: 2 });
    mkdirSync(join(folder, 'elsewhere'));
    expect(await stagedoor(['validate', '../elsewhere', '--base', 'main'])).toMatchObject({ code: 2, err: expect.stringContaining('lies in no git checkout') as string });
  });
});

describe('stagedoor validate --format sarif', () => {
  interface Sarif {
    readonly version: string;
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string; readonly defaultConfiguration: { readonly level: string } }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number> } }[];
        readonly partialFingerprints: Record<string, string>;
      }[];
    }[];
  }

  const sarif = async (...args: string[]): Promise<Sarif> => JSON.parse((await stagedoor(['validate', '--format', 'sarif', ...args])).out) as Sarif;

  test('names rules, places from the root of the repository, and fingerprints that stay when lines move', async () => {
    put('shop/services/a b/catalog-info.yaml', component('Bad Name'));
    git('init', '-q', '-b', 'main');
    const log = await sarif('services');
    expect(log.version).toBe('2.1.0');
    const [run0] = log.runs;
    const [result] = run0?.results ?? [];
    expect(run0?.results).toHaveLength(1);
    expect(result).toMatchObject({ level: 'error', locations: [{ physicalLocation: { artifactLocation: { uri: 'services/a%20b/catalog-info.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 4, startColumn: 9, endLine: 4, endColumn: 17 } } }] });
    const rule = run0?.tool.driver.rules[result?.ruleIndex ?? -1];
    expect(rule?.id).toBe(result?.ruleId);
    expect(rule?.helpUri).toMatch(/^https:.*docs\/problems\/entities\.md#/);
    put('shop/services/a b/catalog-info.yaml', `# moved\n\n${component('Bad Name')}`);
    const moved = (await sarif('services')).runs[0]?.results[0];
    expect(moved?.locations[0]?.physicalLocation.region.startLine).toBe(6);
    expect(moved?.partialFingerprints).toEqual(result?.partialFingerprints);
  });

  test('holds no result where nothing is wrong, and two of the same in one file are told apart', async () => {
    put('shop/catalog-info.yaml', component('good'));
    expect((await sarif()).runs[0]?.results).toEqual([]);
    put('shop/catalog-info.yaml', `${component('Bad Name')}---\n${component('Bad Name')}`);
    const prints = (await sarif()).runs[0]?.results.filter(({ ruleId }) => ruleId.startsWith('policy') || ruleId.includes('name')).map(({ partialFingerprints }) => JSON.stringify(partialFingerprints)) ?? [];
    expect(prints.length).toBeGreaterThan(1);
    expect(new Set(prints).size).toBe(prints.length);
  });
});
