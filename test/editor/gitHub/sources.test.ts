import { afterEach, describe, expect, test } from 'vitest';
import { createAppConfigs } from '../../../src/editor/gitHub/appConfigs';
import { createCatalogConfiguration } from '../../../src/editor/gitHub/catalogConfiguration';
import type { OrganizationData, SourceSettings } from '../../../src/editor/gitHub/sourceSettings';
import type { SettingProblem } from '../../../src/portal/catalog/catalogService';
import type { JsonValue } from '../../../src/portal/catalog/entity';
import { createGitHubFileSource } from '../../../src/portal/github/gitHubFileSource';
import type { GitHubClient } from '../../../src/portal/github/gitHubClient';
import type { LocalGitHub } from '../../github/startLocalGitHub.ts';
import { openStage, quickClock, type Stage } from '../../portal/github/onLocalGitHub';
import { Desk } from '../../portal/catalog/desk';
import { component, location, MemorySnapshotStore } from '../../portal/catalog/memory';

// The settings, through to what the catalog holds, over local GitHubs.

const stages: Stage[] = [];
const desks: Desk[] = [];

afterEach(async () => {
  desks.splice(0).forEach((desk) => desk.catalog.dispose());
  for (const stage of stages.splice(0)) {
    expect(stage.strangers).toEqual([]);
    expect(stage.github.violations).toEqual([]);
    await stage.github.stop();
  }
});

/** GitHub counts pushes by the second, so what is pushed in a test must not fall into the second of its making. */
const EARLIER = Date.now() - 60_000;
const RIGHTS = ['repo', 'read:org', 'read:user', 'user:email'];
const FOLDER = 'file:///work/portal';

async function open(fill: (github: LocalGitHub) => void, account: string | undefined = 'jo'): Promise<Stage> {
  const stage = await openStage((github) => {
    github.state.addOrganization({ login: 'acme' });
    github.state.addUser({ login: 'jo', name: 'Jo', email: 'jo@acme.example' });
    github.state.addMember('acme', 'jo', 'admin');
    fill(github);
  });
  stages.push(stage);
  if (account !== undefined) {
    stage.signIn(account, RIGHTS);
  }
  return stage;
}

function add(github: LocalGitHub, name: string, files: Readonly<Record<string, string>>, more: object = {}): void {
  github.state.addRepository({ owner: 'acme', name, pushedAt: EARLIER, visibility: 'public', files, ...more });
}

interface Values {
  organizations?: readonly JsonValue[];
  locations?: readonly string[];
  appConfig?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  organizationData?: OrganizationData;
}

function sit(values: Values, snapshots = new MemorySnapshotStore(), wrongSettings: () => readonly SettingProblem[] = () => []): Desk {
  const desk = new Desk(snapshots);
  desks.push(desk);
  const clientOf = (web: string): GitHubClient => {
    const stage = stages.find(({ github }) => github.web === web);
    if (!stage) {
      throw new Error(`${web} is no local GitHub of this test.`);
    }
    return stage.client;
  };
  const settings: SourceSettings = {
    organizations: () => values.organizations ?? [],
    locations: () => values.locations ?? [],
    appConfig: () => values.appConfig ?? [],
    environment: (name) => values.environment?.[name],
    organizationData: () => values.organizationData ?? 'never',
  };
  const gitHubFiles = createGitHubFileSource({ clientFor: clientOf, clock: quickClock });
  const files = { read: (uri: string, signal?: AbortSignal) => (uri.startsWith('stagedoor-github:') ? gitHubFiles.read(uri, signal) : desk.files.read(uri)) };
  const folders = (): readonly string[] => [FOLDER];
  desk.folders = [{ uri: FOLDER }];
  const appConfigs = createAppConfigs({ files, snapshots, folders, log: desk.log });
  desk.configure = createCatalogConfiguration({ settings, clientOf, appConfigs, wrongSettings, folders, clock: quickClock, log: desk.log });
  return desk;
}

const names = (desk: Desk): string[] => desk.refs.map((ref) => ref.replace(':default/', ':'));
const errors = (desk: Desk): string[] => desk.catalog.status.sources.flatMap(({ error }) => (error ? [error.message] : []));
const problems = (desk: Desk): string[] => desk.catalog.problems.flatMap((file) => file.problems.map(({ code, message }) => `${code} ${message}`));

describe('the options of an organization', () => {
  async function acme(): Promise<Stage> {
    return open((github) => {
      add(github, 'shop-api', { 'catalog-info.yaml': component('shop-api'), 'docs/a.yaml': component('a'), 'docs/deep/b.yaml': component('b') }, { topics: ['keep'] });
      add(github, 'shop-web', { 'catalog-info.yaml': component('shop-web') }, { topics: ['keep', 'drop'], visibility: 'private' });
      add(github, 'old', { 'catalog-info.yaml': component('old') }, { archived: true });
      add(github, 'forked', { 'catalog-info.yaml': component('forked') }, { parent: 'acme/shop-api' });
      add(github, 'inner', { 'catalog-info.yaml': component('inner') }, { visibility: 'internal' });
    });
  }

  test.each<[string, object, readonly string[]]>([
    ['none', {}, ['forked', 'inner', 'shop-api', 'shop-web']],
    ['a name, from end to end', { filters: { repository: 'shop' } }, []],
    ['a name with a pattern', { filters: { repository: 'shop-.*' } }, ['shop-api', 'shop-web']],
    ['topics, exclusion first', { filters: { topic: { include: ['keep'], exclude: ['drop'] } } }, ['shop-api']],
    ['no forks', { filters: { allowForks: false } }, ['inner', 'shop-api', 'shop-web']],
    ['archived ones', { filters: { allowArchived: true } }, ['forked', 'inner', 'old', 'shop-api', 'shop-web']],
    ['a visibility', { filters: { visibility: ['private', 'internal'] } }, ['inner', 'shop-web']],
    ['a branch that is not there', { filters: { branch: 'develop' } }, []],
    ['another path', { catalogPath: '/docs/a.yaml' }, ['a']],
    ['a path with wildcards', { catalogPath: '/docs/**/*.yaml' }, ['a', 'b']],
    ['validateLocationsExist', { validateLocationsExist: true }, ['forked', 'inner', 'shop-api', 'shop-web']],
  ])('%s', async (_name, options, expected) => {
    const { github } = await acme();
    const desk = sit({ organizations: [{ organization: 'acme', host: github.web, ...options }] });
    await desk.catalog.refresh('start');
    expect(errors(desk)).toEqual([]);
    expect(names(desk)).toEqual(expected.map((name) => `component:${name}`));
  });

  test('a path with wildcards costs one tree a repository that changed, and none where nothing did', async () => {
    const stage = await acme();
    const { github } = stage;
    const desk = sit({ organizations: [{ organization: 'acme', host: github.web, catalogPath: '**/docs/*.yaml' }] });
    await desk.catalog.refresh('start');
    expect(stage.takeRequests().filter((path) => path.includes('/git/trees/'))).toHaveLength(4);
    await desk.catalog.refresh('manual');
    expect(stage.takeRequests().filter((path) => path.includes('/git/trees/'))).toHaveLength(0);
    github.state.push('acme/shop-api', { 'docs/a.yaml': component('a2'), 'x/docs/c.yaml': component('c') });
    await desk.catalog.refresh('manual');
    expect(stage.takeRequests().filter((path) => path.includes('/git/trees/'))).toHaveLength(1);
    expect(names(desk)).toEqual(['component:a2', 'component:c']);
  });

  test('a branch other than the default is read, followed and watched, and is what addresses name', async () => {
    const stage = await acme();
    const { github } = stage;
    github.state.push('acme/shop-api', { 'catalog-info.yaml': `${component('released')}---\n${location('./parts/part.yaml')}`, 'parts/part.yaml': component('part') }, { branch: 'release', at: EARLIER });
    const desk = sit({ organizations: [{ organization: 'acme', host: github.web, filters: { branch: 'release' } }] });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:part', 'component:released', 'location:all']);
    const part = desk.catalog.graph.get('component:default/part');
    expect(part?.origin.location).toBe(`url:${github.web}/acme/shop-api/blob/release/parts/part.yaml`);
    expect(errors(desk)).toEqual([]);
    stage.takeRequests();
    await desk.catalog.refresh('schedule');
    expect(stage.takeRequests().filter((path) => path === '/graphql')).toEqual([]);
    github.state.push('acme/shop-api', { 'parts/part.yaml': component('newer') }, { branch: 'release', at: Date.now() + 2000 });
    // The default branch says something else, which is nobody's concern here.
    github.state.push('acme/shop-web', { 'catalog-info.yaml': component('unreleased') }, { at: Date.now() + 4000 });
    await desk.catalog.refresh('schedule');
    expect(names(desk)).toEqual(['component:newer', 'component:released', 'location:all']);
    github.state.push('acme/shop-web', { 'catalog-info.yaml': component('branched') }, { branch: 'release', at: Date.now() + 6000 });
    await desk.catalog.refresh('schedule');
    expect(names(desk)).toEqual(['component:branched', 'component:newer', 'component:released', 'location:all']);
  });

  test('a tree that GitHub cuts short is read folder by folder, for a catalogPath and for what a Location matches', async () => {
    const stage = await acme();
    const { github } = stage;
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`parts/p${index}/catalog.yaml`, component(`p${index}`)]));
    add(github, 'mono', { ...many, 'catalog-info.yaml': location('./parts/**/catalog.yaml') });
    github.state.treeLimit = 20;
    const all = Object.keys(many).map((_, index) => `component:p${index}`).sort();
    const byPath = sit({ organizations: [{ organization: 'acme', host: github.web, catalogPath: 'parts/**/catalog.yaml', filters: { repository: 'mono' } }] });
    await byPath.catalog.refresh('start');
    expect(names(byPath)).toEqual(all);
    expect(errors(byPath)).toEqual([]);
    // The tree of all, of the root alone, of parts, of parts alone, and of each folder in it.
    expect(stage.takeRequests().filter((path) => path.includes('/git/trees/'))).toHaveLength(34);
    await byPath.catalog.refresh('manual');
    expect(stage.takeRequests().filter((path) => path.includes('/git/trees/'))).toEqual([]);
    const byLocation = sit({ organizations: [{ organization: 'acme', host: github.web, filters: { repository: 'mono' } }] });
    await byLocation.catalog.refresh('start');
    expect(names(byLocation)).toEqual([...all, 'location:all']);
    expect(problems(byLocation)).toEqual([]);
  });

  test('of a tree that is cut short and then fails nothing is taken away', async () => {
    const { github } = await acme();
    const desk = sit({ organizations: [{ organization: 'acme', host: github.web, catalogPath: 'docs/**/*.yaml', filters: { repository: 'shop-api' } }] });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:a', 'component:b']);
    github.state.treeLimit = 1;
    github.state.push('acme/shop-api', { 'docs/c.yaml': component('c') });
    github.faults.order({ path: '/git/trees/', after: 1, times: 'always', effect: { kind: 'status', status: 500 } });
    await desk.catalog.refresh('manual');
    expect(names(desk)).toEqual(['component:a', 'component:b']);
    expect(errors(desk)).toHaveLength(1);
    github.faults.clear();
    await desk.catalog.refresh('schedule');
    expect(names(desk)).toEqual(['component:a', 'component:b', 'component:c']);
    expect(errors(desk)).toEqual([]);
  });

  test('two ways of reading one organization stand side by side, and going back takes one away', async () => {
    const { github } = await acme();
    const values: Values = { organizations: [`${github.web}/acme`, { organization: 'acme', host: github.web, catalogPath: 'docs/a.yaml' }] };
    const desk = sit(values);
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:a', 'component:forked', 'component:inner', 'component:shop-api', 'component:shop-web']);
    expect(new Set(desk.catalog.status.sources.map(({ id }) => id)).size).toBe(3);
    values.organizations = [`${github.web}/acme`];
    await desk.catalog.refresh('configuration');
    expect(names(desk)).not.toContain('component:a');
    expect(names(desk)).toHaveLength(4);
  });

  test('what is no option is told, and a provider that makes no sense is left out', async () => {
    const { github } = await acme();
    const desk = sit({ organizations: [{ organization: 'acme', host: github.web, filters: { repository: '(a)\\1' } }, 'not an organization!', { organization: 'acme', host: github.web, path: 'x', filters: { repository: 'inner' } }] });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:inner']);
    expect(desk.log.lines.join('\n')).toMatch(/refers back to a group[^]*organizations\[1\]\.path is no option|organizations\[1\]\.path is no option[^]*refers back/);
    expect(desk.log.lines.join('\n')).toContain('"not an organization!" in stagedoor.organizations names no organization');
  });
});

describe('Locations', () => {
  test('lead into other repositories of the organization and to other hosts, and what vanishes there goes', async () => {
    const other = await open((github) => add(github, 'far', { 'catalog.yaml': component('far'), 'more/x.yaml': component('x') }));
    const stage = await open((here) => {
      add(here, 'near', { 'parts/one.yaml': component('one') });
      add(here, 'main', { 'catalog-info.yaml': '' });
    });
    const { github } = stage;
    github.state.push('acme/main', { 'catalog-info.yaml': location(`${github.web}/acme/near/blob/main/parts/one.yaml`, `${other.github.web}/acme/far/blob/main/catalog.yaml`, `${other.github.web}/acme/far/blob/main/more/*.yaml`) }, {});
    const desk = sit({ organizations: [`${github.web}/acme`, { organization: 'acme', host: other.github.web, filters: { repository: 'nothing' } }] });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:far', 'component:one', 'component:x', 'location:all']);
    expect(problems(desk)).toEqual([]);
    stage.takeRequests();
    other.github.state.push('acme/far', { 'more/x.yaml': null, 'more/y.yaml': component('y') });
    await desk.catalog.refresh('manual');
    expect(names(desk)).toEqual(['component:far', 'component:one', 'component:y', 'location:all']);
  });

  test('ask no host that is not configured, and fail as a whole', async () => {
    const { github } = await open((here) => add(here, 'main', { 'catalog-info.yaml': location('./one.yaml', 'https://elsewhere.example/acme/far/blob/main/catalog.yaml'), 'one.yaml': component('one') }));
    const desk = sit({ organizations: [`${github.web}/acme`] });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['location:all']);
    expect(problems(desk)).toEqual([expect.stringMatching(/^location\/unread Unable to read url, https:\/\/elsewhere\.example.* is not among the configured hosts/)]);
  });

  test('with a target that breaks later keep what they brought', async () => {
    const { github } = await open((here) => add(here, 'main', { 'catalog-info.yaml': location('./one.yaml', './two.yaml'), 'one.yaml': component('one'), 'two.yaml': component('two') }));
    const desk = sit({ organizations: [`${github.web}/acme`] });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:one', 'component:two', 'location:all']);
    github.state.push('acme/main', { 'two.yaml': 'kind: [\n' });
    await desk.catalog.refresh('manual');
    expect(names(desk)).toEqual(['component:one', 'component:two', 'location:all']);
    expect(problems(desk).join('\n')).toMatch(/location\/broken-target .*in two\.yaml, line \d+.*fails with all of its targets/);
    github.state.push('acme/main', { 'two.yaml': null });
    await desk.catalog.refresh('manual');
    expect(problems(desk).join('\n')).toMatch(/location\/not-found .*two\.yaml is not there/);
    github.state.push('acme/main', { 'catalog-info.yaml': location('./one.yaml') });
    await desk.catalog.refresh('manual');
    expect(names(desk)).toEqual(['component:one', 'location:all']);
    expect(problems(desk)).toEqual([]);
  });
});

describe('single locations', () => {
  test('are read from GitHub, by patterns too, and from the workspace', async () => {
    const stage = await open((here) => add(here, 'org', { 'groups/a.yaml': component('a'), 'groups/b.yaml': component('b'), 'c.yaml': component('c') }));
    const { github } = stage;
    const desk = sit({ organizations: [{ organization: 'acme', host: github.web, filters: { repository: 'none' } }], locations: [`${github.web}/acme/org/blob/main/groups/*.yaml`, `${github.web}/acme/org/blob/main/c.yaml`, 'catalog/all.yaml'] });
    desk.files.files.set(`${FOLDER}/catalog/all.yaml`, component('local'));
    desk.files.files.set(`${FOLDER}/catalog/other.yaml`, component('other'));
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:a', 'component:b', 'component:c', 'component:local']);
    stage.takeRequests();
    github.state.push('acme/org', { 'c.yaml': component('d'), 'groups/b.yaml': null });
    await desk.catalog.refresh('focus');
    expect(names(desk)).toEqual(['component:a', 'component:d', 'component:local']);
    github.state.push('acme/org', { 'c.yaml': null });
    await desk.catalog.refresh('focus');
    expect(names(desk)).toEqual(['component:a', 'component:local']);
    expect(errors(desk)).toEqual([expect.stringContaining('/acme/org/blob/main/c.yaml is not there')]);
  });

  test('on hosts that are not configured are told and not asked for', async () => {
    const desk = sit({ locations: ['https://elsewhere.example/a/b/blob/main/c.yaml', 'https://github.com/acme', '../x.yaml'] });
    await desk.catalog.refresh('start');
    expect(desk.log.lines.join('\n')).toMatch(/elsewhere\.example is no GitHub of[^]*/);
    expect(desk.log.lines.join('\n')).toContain('https://github.com/acme is no address of a file');
    expect(desk.log.lines.join('\n')).toContain('"../x.yaml" in stagedoor.locations is neither');
  });
});

describe('an app-config', () => {
  const config = (web: string, more = ''): string => {
    const { host } = new URL(web);
    return `integrations:\n  github:\n    - host: ${host}\n      apiBaseUrl: ${web}/api/v3\n      token: \${GITHUB_TOKEN}\ncatalog:\n  providers:\n    github:\n      main:\n        organization: \${ORG}\n        host: ${host}\n  locations:\n    - type: url\n      target: ${web}/acme/org/blob/main/people.yaml\n      rules: [{allow: [Group]}]\n${more}`;
  };
  const group = 'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: team-a}\nspec: {type: team, children: []}\n';
  const fill = (here: LocalGitHub): void => {
    add(here, 'shop', { 'catalog-info.yaml': component('shop') });
    add(here, 'sys', { 'catalog-info.yaml': `${component('part')}---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: sys}\nspec: {owner: team-a}\n` });
    add(here, 'org', { 'people.yaml': group });
  };

  test('that is saved counts at once, and so does a file that it includes', async () => {
    const { github } = await open(fill);
    const desk = sit({ appConfig: ['app-config.yaml'], environment: { ORG: 'acme' } });
    desk.files.files.set(`${FOLDER}/app-config.yaml`, config(github.web, '  rules: {$include: rules.yaml}\n'));
    desk.files.files.set(`${FOLDER}/rules.yaml`, '[{allow: [Component]}]\n');
    desk.files.files.set(`${FOLDER}/catalog-info.yaml`, group.replace('team-a', 'here'));
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:shop', 'group:team-a']);
    desk.files.write(`${FOLDER}/rules.yaml`, '[{allow: [Component, Group]}]\n');
    await expect.poll(() => names(desk)).toEqual(['component:shop', 'group:here', 'group:team-a']);
    desk.files.write(`${FOLDER}/app-config.yaml`, config(github.web, '  rules: [{allow: [Component, System]}]\n'));
    await expect.poll(() => names(desk)).toEqual(['component:part', 'component:shop', 'group:team-a', 'system:sys']);
    // A start finds the names of the files before it has read them.
    const other = sit({ appConfig: ['app-config.yaml'], environment: { ORG: 'acme' } }, desk.snapshots);
    await other.catalog.load();
    other.files.write(`${FOLDER}/app-config.yaml`, config(github.web, '  rules: [{allow: [Component]}]\n'));
    await expect.poll(() => names(other)).toEqual(['component:shop', 'group:team-a']);
  });

  test('that is typed into and not saved has nothing read again', async () => {
    const stage = await open(fill);
    const desk = sit({ appConfig: ['app-config.yaml'], environment: { ORG: 'acme' } });
    desk.files.files.set(`${FOLDER}/app-config.yaml`, config(stage.github.web));
    await desk.catalog.refresh('start');
    stage.takeRequests();
    desk.catalog.overlay(`${FOLDER}/app-config.yaml`, 'catalog: {}');
    desk.catalog.overlay(`${FOLDER}/catalog-info.yaml`, component('typed'));
    await expect.poll(() => names(desk)).toContain('component:typed');
    expect(stage.takeRequests()).toEqual([]);
  });

  test('of the workspace brings its providers, locations and rules', async () => {
    const { github } = await open(fill);
    const values: Values = { appConfig: ['app-config.yaml'], environment: { ORG: 'acme' } };
    const desk = sit(values);
    desk.files.files.set(`${FOLDER}/app-config.yaml`, config(github.web));
    desk.files.files.set(`${FOLDER}/catalog-info.yaml`, group.replace('team-a', 'refused'));
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:shop', 'group:team-a']);
    expect(problems(desk)).toEqual([
      expect.stringMatching(/^rules\/not-allowed Entity group:default\/refused at .*is not of an allowed kind for that location/),
      expect.stringMatching(/^rules\/not-allowed Entity system:default\/sys at url:.*sys\/blob\/main\/catalog-info\.yaml, originated at .*Nothing of this file comes into the catalog, its 1 other entity neither\./),
    ]);
    desk.files.files.set(`${FOLDER}/app-config.yaml`, config(github.web, '  rules: [{allow: [Component, System, Location]}]\n'));
    await desk.catalog.refresh('configuration');
    expect(names(desk)).toEqual(['component:part', 'component:shop', 'group:team-a', 'system:sys']);
    values.appConfig = [];
    await desk.catalog.refresh('configuration');
    expect(names(desk)).toEqual(['group:refused']);
  });

  test('on GitHub is kept for a start without the network', async () => {
    const stage = await open((here) => {
      fill(here);
      add(here, 'portal', { 'app-config.yaml': 'placeholder: true\n', 'catalog/more.yaml': component('more') }, { visibility: 'private' });
    });
    const { github } = stage;
    github.state.push('acme/portal', { 'app-config.yaml': config(github.web, '    - {type: file, target: ../../catalog/more.yaml}\n') });
    const values: Values = { appConfig: [`${github.web}/acme/portal/blob/main/app-config.yaml`], environment: { ORG: 'acme' } };
    const desk = sit(values);
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:more', 'component:shop', 'group:team-a']);
    await desk.written();
    desk.catalog.dispose();
    stage.takeRequests();
    const again = sit(values, desk.snapshots);
    await again.catalog.load();
    expect(stage.takeRequests()).toEqual([]);
    expect(names(again)).toContain('component:shop');
    expect(desk.snapshots.text).not.toMatch(/GITHUB_TOKEN|token:/);
  });

  test('with a variable that has no value says so at its line', async () => {
    const { github } = await open(fill);
    const desk = sit({ appConfig: ['app-config.yaml'] });
    desk.files.files.set(`${FOLDER}/app-config.yaml`, config(github.web));
    await desk.catalog.refresh('start');
    expect(desk.catalog.problems.find(({ uri }) => uri.endsWith('app-config.yaml'))?.problems[0]).toMatchObject({ code: 'app-config/unset-variable', range: { start: { line: 9 } }, message: expect.stringContaining('ORG is not set') as string });
    expect(names(desk)).toEqual(['group:team-a']);
  });

  test('that keeps orphans leaves what a location no longer brings, marked, until it is told otherwise', async () => {
    const { github } = await open((here) => {
      fill(here);
      add(here, 'list', { 'catalog-info.yaml': location('./a.yaml', './b.yaml'), 'a.yaml': component('a'), 'b.yaml': component('b') });
    });
    const desk = sit({ appConfig: ['app-config.yaml'], environment: { ORG: 'acme' } });
    desk.files.files.set(`${FOLDER}/app-config.yaml`, config(github.web, '  orphanStrategy: keep\n'));
    await desk.catalog.refresh('start');
    github.state.push('acme/list', { 'catalog-info.yaml': location('./a.yaml') });
    await desk.catalog.refresh('manual');
    expect(names(desk)).toContain('component:b');
    expect(desk.catalog.graph.get('component:default/b')?.entity.metadata.annotations).toEqual({ 'backstage.io/orphan': 'true' });
    expect(desk.catalog.graph.get('component:default/a')?.entity.metadata.annotations).toBeUndefined();
    desk.files.files.set(`${FOLDER}/app-config.yaml`, config(github.web));
    await desk.catalog.refresh('manual');
    expect(names(desk)).not.toContain('component:b');
    expect(names(desk)).toContain('component:a');
  });
});

describe('members and teams', () => {
  const fill = (here: LocalGitHub): void => {
    add(here, 'shop', { 'catalog-info.yaml': component('shop', { owner: 'platform' }) });
    here.state.addTeam('acme', { slug: 'all', name: 'Everybody' });
    here.state.addTeam('acme', { slug: 'platform', name: 'Platform', parent: 'all', members: ['jo'] });
  };

  test('stand in where owners have no entity, and say whose things are mine', async () => {
    const stage = await open(fill);
    const { github } = stage;
    const desk = sit({ organizations: [`${github.web}/acme`], organizationData: 'whenMissing' });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:shop', 'group:all', 'group:platform', 'user:jo']);
    expect(desk.catalog.graph.relations('group:default/platform')).toEqual([
      { type: 'childOf', targetRef: 'group:default/all' },
      { type: 'hasMember', targetRef: 'user:default/jo' },
      { type: 'ownerOf', targetRef: 'component:default/shop' },
    ]);
    expect(desk.catalog.mine).toEqual(['user:default/jo', 'group:default/platform']);
    stage.signOut();
    await desk.catalog.refresh('signed-in');
    expect(names(desk)).toEqual(['component:shop']);
    expect(desk.catalog.mine).toEqual([]);
    // Said once, by the organization; nobody asked for its members by name.
    expect(errors(desk)).toEqual([expect.stringContaining('You are not signed in')]);
    stage.signIn('jo', RIGHTS);
    await desk.catalog.refresh('signed-in');
    expect(names(desk)).toContain('group:platform');
  });

  test('are not asked for where every owner has one, nor for a user', async () => {
    const stage = await open((here) => {
      fill(here);
      add(here, 'groups', { 'catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: platform}\nspec: {type: team, children: [], members: [someone]}\n' });
    });
    const { github } = stage;
    const desk = sit({ organizations: [`${github.web}/acme`], organizationData: 'whenMissing' });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:shop', 'group:platform']);
    expect(stage.takeRequests().filter((path) => path === '/graphql')).toHaveLength(1);
    // No file knows the signed-in user, so GitHub's own word counts.
    expect(desk.catalog.mine).toEqual(['user:default/jo', 'group:default/platform']);
  });

  test('say whose things are mine at the next start too, before any request, until the sign-out', async () => {
    const stage = await open(fill);
    const { github } = stage;
    const values: Values = { organizations: [`${github.web}/acme`], organizationData: 'always' };
    const first = sit(values);
    await first.catalog.refresh('start');
    expect(first.catalog.mine).toEqual(['user:default/jo', 'group:default/platform']);
    first.catalog.dispose();
    stage.takeRequests();
    const second = sit(values, first.snapshots);
    await second.catalog.load();
    expect(second.catalog.mine).toEqual(['user:default/jo', 'group:default/platform']);
    expect(stage.takeRequests()).toEqual([]);
    // Also while GitHub cannot be reached.
    github.faults.order({ times: 'always', effect: { kind: 'cut', when: 'before' } });
    await second.catalog.refresh('manual');
    expect(second.catalog.mine).toEqual(['user:default/jo', 'group:default/platform']);
    github.faults.clear();
    stage.signOut();
    await second.catalog.refresh('signed-in');
    expect(second.catalog.mine).toEqual([]);
    expect([...first.snapshots.blobs.keys()].filter((name) => name.startsWith('viewer-'))).toEqual([]);
  });

  test('say nothing at a start of another account, nor after a sign-out where nothing is read of that host', async () => {
    const stage = await open((here) => {
      fill(here);
      here.state.addUser({ login: 'kim' });
      here.state.addMember('acme', 'kim');
    });
    const values: Values = { organizations: [`${stage.github.web}/acme`], organizationData: 'never' };
    const first = sit(values);
    await first.catalog.refresh('start');
    first.catalog.dispose();
    stage.signIn('kim', RIGHTS);
    const second = sit(values, first.snapshots);
    await second.catalog.load();
    expect(second.catalog.mine).toEqual([]);
    expect(first.snapshots.text).not.toContain('"account":"jo"');
    await second.catalog.refresh('start');
    expect(first.snapshots.text).toContain('"login":"kim"');
    const third = sit({}, first.snapshots);
    await third.catalog.refresh('signed-in');
    expect(first.snapshots.text).not.toContain('"login":"kim"');
  });

  test('make one user of who is in two organizations, in the groups of both', async () => {
    const stage = await open((here) => {
      fill(here);
      here.state.addOrganization({ login: 'forge' });
      here.state.addMember('forge', 'jo', 'admin');
      here.state.addTeam('forge', { slug: 'smiths', members: ['jo'] });
    });
    const { github } = stage;
    const { host } = new URL(github.web);
    const appConfig = `integrations: {github: [{host: '${host}', apiBaseUrl: ${github.web}/api/v3}]}\ncatalog:\n  rules: [{allow: [User, Group, Component]}]\n  providers:\n    githubOrg: {id: all, githubUrl: '${github.web}', orgs: [acme, forge]}\n`;
    const values: Values = { appConfig: ['app-config.yaml'], organizationData: 'never' };
    const desk = sit(values);
    desk.files.files.set(`${FOLDER}/app-config.yaml`, appConfig);
    await desk.catalog.refresh('start');
    const groupsOf = (at: Desk): unknown => at.catalog.graph.get('user:default/jo')?.entity.spec?.['memberOf'];
    expect(errors(desk)).toEqual([]);
    expect(groupsOf(desk)).toEqual(['acme/platform', 'forge/smiths']);
    desk.changes.length = 0;
    await desk.catalog.refresh('manual');
    expect(desk.changes).toEqual([]);
    await desk.written();
    // Where one of them cannot be read after a start, the groups there stay.
    const second = sit(values, desk.snapshots);
    second.files.files.set(`${FOLDER}/app-config.yaml`, appConfig);
    await second.catalog.load();
    github.faults.order({ path: '/graphql', after: 2, times: 'always', effect: { kind: 'status', status: 500 } });
    await second.catalog.refresh('manual');
    expect(errors(second)).toHaveLength(1);
    expect(groupsOf(second)).toEqual(expect.arrayContaining(['acme/platform', 'forge/smiths']));
    github.faults.clear();
    github.state.organizations().find(({ login }) => login === 'forge')?.members.delete('jo');
    await second.catalog.refresh('manual');
    expect(names(second)).toContain('user:jo');
  });

  test('yield to what files say, without a word', async () => {
    const { github } = await open((here) => {
      fill(here);
      add(here, 'groups', { 'catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: platform, title: By file}\nspec: {type: team, children: []}\n' });
    });
    const desk = sit({ organizations: [`${github.web}/acme`], organizationData: 'always' });
    await desk.catalog.refresh('start');
    expect(names(desk)).toEqual(['component:shop', 'group:all', 'group:platform', 'user:jo']);
    expect(desk.catalog.graph.get('group:default/platform')?.facets.title).toBe('By file');
    expect(problems(desk)).toEqual([]);
  });
});

test('a checkout stands for its repository, also where a Location of another one leads into it, and is named', async () => {
  const { github } = await open((here) => {
    add(here, 'shop', { 'catalog-info.yaml': component('shop'), 'more.yaml': component('more') });
    add(here, 'list', { 'catalog-info.yaml': '' });
  });
  github.state.push('acme/list', { 'catalog-info.yaml': location(`${github.web}/acme/shop/blob/main/catalog-info.yaml`) });
  const desk = sit({ organizations: [`${github.web}/acme`] });
  const key = `${new URL(github.web).host}/acme/shop`;
  desk.folders = [{ uri: FOLDER, repository: { host: github.web, owner: 'acme', name: 'shop', branch: 'main', private: false } }];
  desk.files.files.set(`${FOLDER}/catalog-info.yaml`, component('shop', { lifecycle: 'experimental' }));
  await desk.catalog.refresh('start');
  expect([...desk.catalog.checkouts]).toEqual([[key, FOLDER]]);
  expect(desk.catalog.graph.get('component:default/shop')?.origin.source).toBe('workspace');
  expect(problems(desk)).toEqual([]);
  desk.files.files.delete(`${FOLDER}/catalog-info.yaml`);
  await desk.catalog.refresh('manual');
  expect(desk.catalog.checkouts.size).toBe(0);
  expect(desk.catalog.graph.get('component:default/shop')?.origin.source).toBe(`github:${github.web}/acme`);
});

test('two GitHubs are read at once, each with its own account', async () => {
  const one = await open((github) => add(github, 'one', { 'catalog-info.yaml': component('one') }, { visibility: 'private' }));
  const two = await open((github) => add(github, 'two', { 'catalog-info.yaml': component('two') }, { visibility: 'private' }));
  const desk = sit({ organizations: [`${one.github.web}/acme`, `${two.github.web}/acme`] });
  await desk.catalog.refresh('start');
  expect(names(desk)).toEqual(['component:one', 'component:two']);
  two.signOut();
  await desk.catalog.refresh('signed-in');
  expect(names(desk)).toEqual(['component:one']);
});

test('a setting of the wrong type is named in the status and once in the log', async () => {
  const wrong = [{ setting: 'stagedoor.rateLimit.reserve', message: 'stagedoor.rateLimit.reserve must be a number, and is a text. Its default counts instead: 10.' }];
  const desk = sit({}, undefined, () => wrong);
  await desk.catalog.refresh('manual');
  await desk.catalog.refresh('manual');
  expect(desk.catalog.status.settings).toEqual(wrong);
  expect(desk.log.lines.filter((line) => line.includes('rateLimit.reserve'))).toHaveLength(1);
});

test('the status names the settings that cannot be used, for as long as they cannot', async () => {
  const values: Values = { organizations: ['not an organization!', {}], locations: ['../outside.yaml'], appConfig: ['../app-config.yaml'] };
  const desk = sit(values);
  await desk.catalog.refresh('manual');
  expect([...new Set(desk.catalog.status.settings?.map(({ setting }) => setting))]).toEqual(['stagedoor.organizations', 'stagedoor.appConfig', 'stagedoor.locations']);
  expect(desk.catalog.status.settings?.map(({ message }) => message).join(' ')).toContain('"../outside.yaml" in stagedoor.locations');
  Object.assign(values, { organizations: [], locations: [], appConfig: [] });
  await desk.catalog.refresh('manual');
  expect(desk.catalog.status.settings).toBeUndefined();
});
