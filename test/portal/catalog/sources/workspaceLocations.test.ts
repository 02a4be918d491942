import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOrganizationSource } from '../../../../src/portal/catalog/organizationSource';
import { toRecord } from '../../../../src/portal/catalog/catalogRecord';
import type { WorkspaceLead } from '../../../../src/portal/catalog/sources/workspaceLeads';
import { WorkspaceLocations } from '../../../../src/portal/catalog/sources/workspaceLocations';
import { createHostReader } from '../../../../src/portal/github/hostReader';
import { createOrganizationReader } from '../../../../src/portal/github/organizationReader';
import { openStage, quickClock, type Stage } from '../../github/onLocalGitHub';
import { Desk } from '../desk';
import { component, location, MemorySnapshotStore } from '../memory';

// Locations of the workspace that lead out of it, and Locations on GitHub that lead into a folder of it.

const FOLDER = 'file:///work/portal';
const EARLIER = Date.now() - 60_000;
let stage: Stage;
const desks: Desk[] = [];

beforeEach(async () => {
  stage = await openStage(({ state }) => {
    state.addOrganization({ login: 'acme' });
    state.addUser({ login: 'jo' });
    state.addMember('acme', 'jo', 'admin');
    state.addRepository({ owner: 'acme', name: 'shop', visibility: 'public', pushedAt: EARLIER, files: { 'apis/a.yaml': component('a'), 'apis/b.yaml': component('b'), 'deep.yaml': location('./apis/a.yaml').replace('name: all', 'name: deep') } });
  });
  stage.signIn('jo');
});

afterEach(async () => {
  desks.splice(0).forEach((desk) => desk.catalog.dispose());
  expect(stage.strangers).toEqual([]);
  expect(stage.github.violations).toEqual([]);
  await stage.github.stop();
});

function sit(files: Readonly<Record<string, string>>, snapshots = new MemorySnapshotStore()): Desk {
  const desk = new Desk(snapshots);
  desks.push(desk);
  desk.folders = [{ uri: FOLDER }];
  Object.entries(files).forEach(([path, text]) => desk.files.files.set(`${FOLDER}/${path}`, text));
  desk.configuration = { hosts: [createHostReader(stage.client, quickClock)] };
  return desk;
}

const at = (path: string): string => `${stage.github.web}/acme/shop/blob/main/${path}`;
const components = (desk: Desk): string[] => desk.refs.flatMap((ref) => /^component:default\/(.*)$/.exec(ref)?.[1] ?? []);
const sourceOf = (desk: Desk) => desk.catalog.status.sources.find(({ id }) => id.startsWith('leads:'));

describe('a Location of the workspace', () => {
  test('brings what lies in other repositories, in one request a level, after the workspace itself', async () => {
    const desk = sit({ 'catalog-info.yaml': location('./own.yaml', at('deep.yaml'), at('apis/b.yaml')), 'own.yaml': component('own') });
    await desk.catalog.refresh('start');
    expect(components(desk)).toEqual(['a', 'b', 'own']);
    const shownAt = (name: string): number => desk.changes.findIndex(({ added }) => added.includes(`component:default/${name}`));
    expect(shownAt('own')).toBeLessThan(shownAt('b'));
    expect(desk.told).toEqual([]);
    expect(stage.takeRequests()).toEqual(['/graphql', '/graphql']);
    expect(sourceOf(desk)).toMatchObject({ label: expect.stringContaining('Locations of the workspace on') as string });
  });

  test('brings what matches a pattern', async () => {
    const desk = sit({ 'catalog-info.yaml': location(at('apis/*.yaml')) });
    await desk.catalog.refresh('start');
    expect(components(desk)).toEqual(['a', 'b']);
  });

  test('fails as a whole where a target is not there, and keeps what it brought before', async () => {
    const desk = sit({ 'catalog-info.yaml': location(at('apis/b.yaml'), at('apis/late.yaml')) });
    await desk.catalog.refresh('start');
    expect(components(desk)).toEqual([]);
    expect(desk.told).toEqual([expect.stringMatching(/catalog-info\.yaml: The target .*late\.yaml is not there/)]);
    stage.github.state.push('acme/shop', { 'apis/late.yaml': component('late') });
    await desk.catalog.refresh('schedule');
    expect(components(desk)).toEqual(['b', 'late']);
    expect(desk.told).toEqual([]);
    stage.github.state.push('acme/shop', { 'apis/late.yaml': 'kind: [\n' });
    await desk.catalog.refresh('schedule');
    expect(components(desk)).toEqual(['b', 'late']);
    expect(desk.told.join('\n')).toMatch(/this Location fails with all of its targets/);
  });

  test('says so of hosts that nobody configured, and asks them nothing', async () => {
    const desk = sit({ 'catalog-info.yaml': location('https://ghe.example.com/acme/shop/blob/main/x.yaml', './own.yaml'), 'own.yaml': component('own') });
    await desk.catalog.refresh('start');
    expect(components(desk)).toEqual(['own']);
    expect(desk.told).toEqual([expect.stringContaining('https://ghe.example.com is not among the configured hosts')]);
    expect(stage.takeRequests()).toEqual([]);
  });

  test('keeps what was known while its host cannot be reached, and says so', async () => {
    const files = { 'catalog-info.yaml': location(at('apis/b.yaml')), 'x/catalog-info.yaml': location(at('apis/none.yaml')).replace('name: all', 'name: none') };
    const snapshots = new MemorySnapshotStore();
    const first = sit(files, snapshots);
    await first.catalog.refresh('start');
    await first.written();
    first.catalog.dispose();
    stage.github.faults.order({ times: 'always', effect: { kind: 'cut', when: 'before' } });
    const second = sit(files, snapshots);
    await second.catalog.load();
    expect(components(second)).toEqual(['b']);
    expect(second.told).toEqual([expect.stringContaining('none.yaml is not there')]);
    // Another window has just read it, so that a look by itself would not ask.
    await second.catalog.refresh('manual');
    expect(components(second)).toEqual(['b']);
    expect(sourceOf(second)?.error?.reason).toBe('offline');
    expect(second.told).toEqual([expect.stringContaining('none.yaml is not there')]);
  });

  test('that goes takes with it what it brought, from disk too', async () => {
    const desk = sit({ 'catalog-info.yaml': location(at('apis/a.yaml')), 'b/catalog-info.yaml': location(at('apis/b.yaml')).replace('name: all', 'name: other') });
    await desk.catalog.refresh('start');
    expect(components(desk)).toEqual(['a', 'b']);
    desk.files.files.delete(`${FOLDER}/catalog-info.yaml`);
    await desk.catalog.refresh('schedule');
    expect(components(desk)).toEqual(['b']);
    desk.files.files.clear();
    await desk.catalog.refresh('schedule');
    expect(desk.refs).toEqual([]);
    expect(sourceOf(desk)).toBeUndefined();
    expect(desk.snapshots.text).not.toContain('component:default/b');
  });

  test('that is saved with another target is followed without a refresh', async () => {
    const desk = sit({ 'catalog-info.yaml': location(at('apis/a.yaml')) });
    await desk.catalog.refresh('start');
    desk.files.write(`${FOLDER}/catalog-info.yaml`, location(at('apis/b.yaml')));
    await expect.poll(() => components(desk)).toEqual(['b']);
  });

  test('is not followed while it is typed', async () => {
    const desk = sit({ 'catalog-info.yaml': location(at('apis/a.yaml')) });
    await desk.catalog.refresh('start');
    stage.takeRequests();
    desk.catalog.overlay(`${FOLDER}/catalog-info.yaml`, `${location(at('apis/b.yaml'))}---\n${component('typed')}`);
    await expect.poll(() => components(desk)).toEqual(['a', 'typed']);
    expect(stage.takeRequests()).toEqual([]);
  });
});

describe('a target that is missing in the workspace', () => {
  test('mends its Location when it comes, and other files that change have nothing read again', async () => {
    const desk = sit({ 'catalog-info.yaml': location('./late.yaml', './more/*.yaml'), 'b/catalog-info.yaml': component('b') });
    await desk.catalog.refresh('start');
    expect(components(desk)).toEqual(['b']);
    desk.files.asked.length = 0;
    desk.files.write(`${FOLDER}/b/catalog-info.yaml`, component('c'));
    await expect.poll(() => components(desk)).toEqual(['c']);
    desk.files.write(`${FOLDER}/notes.yaml`, 'a: 1');
    desk.files.write(`${FOLDER}/b/catalog-info.yaml`, component('d'));
    await expect.poll(() => components(desk)).toEqual(['d']);
    expect(new Set(desk.files.asked)).toEqual(new Set([`${FOLDER}/b/catalog-info.yaml`]));
    desk.files.write(`${FOLDER}/late.yaml`, component('late'));
    desk.files.write(`${FOLDER}/more/one.yaml`, component('one'));
    await expect.poll(() => components(desk)).toEqual(['d', 'late', 'one']);
    expect(desk.told).toEqual([]);
  });
});

describe('a repository that is checked out', () => {
  const folderOf = (web: string, name: string) => ({ uri: `file:///work/${name}`, repository: { host: web, owner: 'acme', name, branch: 'main', private: false } });

  test('gives what a Location of another folder points to, without the network', async () => {
    const desk = sit({ 'catalog-info.yaml': location(at('apis/b.yaml')) });
    desk.folders = [...desk.folders, folderOf(stage.github.web, 'shop')];
    desk.files.files.set('file:///work/shop/apis/b.yaml', component('local'));
    await desk.catalog.refresh('start');
    expect(components(desk)).toEqual(['local']);
    expect(stage.takeRequests()).toEqual([]);
  });

  test('gives the file that a Location on GitHub points to, in the place of the hidden one', async () => {
    stage.github.state.addRepository({ owner: 'acme', name: 'index', visibility: 'public', pushedAt: EARLIER, files: { 'catalog-info.yaml': location(at('apis/b.yaml')) } });
    const desk = sit({});
    const source = createOrganizationSource(createOrganizationReader({ client: stage.client, login: 'acme', clock: quickClock }));
    desk.configuration = { sources: [source], hosts: [createHostReader(stage.client, quickClock)] };
    await desk.catalog.refresh('start');
    expect(components(desk)).toEqual(['b']);
    desk.folders = [folderOf(stage.github.web, 'shop')];
    desk.files.files.set('file:///work/shop/catalog-info.yaml', component('shop'));
    desk.files.files.set('file:///work/shop/apis/b.yaml', component('b-here'));
    await desk.catalog.refresh('configuration');
    expect(components(desk)).toEqual(['b-here', 'shop']);
    desk.changes.length = 0;
    await desk.catalog.refresh('schedule');
    expect(desk.changes).toEqual([]);
    // It counts as it is edited, and GitHub's copy is back when the folder goes.
    desk.files.write('file:///work/shop/apis/b.yaml', component('b-edited'));
    await expect.poll(() => components(desk)).toEqual(['b-edited', 'shop']);
    desk.folders = [];
    await desk.catalog.refresh('configuration');
    expect(components(desk)).toEqual(['b']);
  });
});

test('Locations are followed anew when they lead elsewhere than they did, and not before they were followed at all', () => {
  const uri = `${FOLDER}/catalog-info.yaml`;
  const record = toRecord({ apiVersion: 'backstage.io/v1alpha1', kind: 'Location', metadata: { name: 'all' } }, { uri, document: 0, position: { line: 0, character: 0 }, source: 'workspace', location: `file:${uri}` });
  let leads: readonly WorkspaceLead[] = [{ uri, record, origin: { type: 'file', target: uri }, optional: false, targets: ['https://github.com/acme/shop/blob/main/a.yaml'] }];
  const locations = new WorkspaceLocations({ leads: () => leads, workspace: () => 'one' });
  expect(locations.areOthers(() => false)).toBe(false);
  locations.configure([]);
  expect(locations.areOthers(() => false)).toBe(false);
  leads = [];
  expect(locations.areOthers(() => false)).toBe(true);
});
