import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PortalError } from '../../../../src/portal/base/errors';
import { Emitter } from '../../../../src/portal/base/event';
import type { CatalogStatus, FileProblems } from '../../../../src/portal/catalog/catalogService';
import type { CatalogRecord } from '../../../../src/portal/catalog/catalogRecord';
import { CatalogGraph } from '../../../../src/portal/catalog/catalogGraph';
import type { DocumentProblem } from '../../../../src/portal/catalog/problem';
import type { CatalogChange } from '../../../../src/portal/catalog/query';
import { CatalogProblems } from '../../../../src/portal/catalog/problems/catalogProblems';
import { filterProblems, groupProblems } from '../../../../src/portal/catalog/problems/groupProblems';
import { toCsv, toMarkdown } from '../../../../src/portal/catalog/problems/problemReport';
import { quickClock } from '../../github/onLocalGitHub';
import { component, location } from '../memory';
import { Desk } from '../desk';
import { record } from '../search/entities';

/** A catalog whose graph and problems are set by hand. */
class Stand {
  graph = CatalogGraph.empty;
  problems: readonly FileProblems[] = [];
  status: CatalogStatus = { loading: false, refreshing: false, sources: [{ id: 'workspace', label: 'Workspace', readAt: 1 }] };
  readonly changes = new Emitter<CatalogChange>();
  readonly problemChanges = new Emitter<void>();
  readonly statuses = new Emitter<CatalogStatus>();
  readonly onDidChange = this.changes.event;
  readonly onDidChangeProblems = this.problemChanges.event;
  readonly onDidChangeStatus = this.statuses.event;

  put(...records: readonly CatalogRecord[]): void {
    this.apply(new Map(records.map((entry) => [entry.ref, entry])));
  }

  apply(changes: ReadonlyMap<string, CatalogRecord | undefined>): void {
    const { graph, change } = this.graph.with(changes);
    this.graph = graph;
    this.changes.fire(change);
  }
}

const problem = (code: string, more: Partial<DocumentProblem> = {}): DocumentProblem => ({ code, severity: 'error', message: `about ${code}`, range: { start: { line: 3, character: 2 }, end: { line: 3, character: 5 } }, ...more });

let stand: Stand;
let problems: CatalogProblems;
const errors: unknown[] = [];

beforeEach(() => {
  stand = new Stand();
  problems = new CatalogProblems({ catalog: stand, clock: quickClock, onError: (error) => errors.push(error) });
});

afterEach(() => {
  problems.dispose();
  expect(errors.splice(0)).toEqual([]);
});

const told = (): string[] => problems.all.map(({ class: of, ref, message }) => `${of} ${ref ?? '-'}: ${message}`);

describe('dangling references', () => {
  test('are a class of their own, with what is named', async () => {
    stand.put(record('shop', { owner: 'nobody', dependsOn: ['resource:db'] }), record('db', { kind: 'Resource' }));
    await problems.settled();
    expect(problems.all).toMatchObject([{ class: 'dangling', ref: 'component:default/shop', target: 'group:default/nobody', owner: 'group:default/nobody', uri: 'file:///shop/shop.yaml' }]);
    expect(problems.problemsOf('component:default/shop')).toHaveLength(1);
    expect(problems.problemsOf('resource:default/db')).toEqual([]);
  });

  test('go when what they name comes, and come when it goes, without a look at the others', async () => {
    const group = record('team', { kind: 'Group' });
    stand.put(record('a', { owner: 'team' }), record('b', { owner: 'team' }));
    await problems.settled();
    expect(problems.all).toHaveLength(2);
    const changes: string[][] = [];
    problems.onDidChange(({ refs }) => changes.push([...refs].sort()));
    stand.put(group);
    await problems.settled();
    expect(problems.all).toEqual([]);
    stand.apply(new Map([[group.ref, undefined]]));
    await problems.settled();
    expect(problems.all).toHaveLength(2);
    stand.apply(new Map([['component:default/a', undefined]]));
    await problems.settled();
    expect(told()).toEqual(['dangling component:default/b: component:default/b names group:default/team in spec.owner, which is not in the catalog.']);
    expect(changes).toEqual([['component:default/a', 'component:default/b'], ['component:default/a', 'component:default/b'], ['component:default/a']]);
  });

  test('are not told of before every source was read once', async () => {
    stand.status = { loading: false, refreshing: true, sources: [{ id: 'github:https://github.com/acme', label: 'acme' }] };
    stand.put(record('shop', { owner: 'nobody' }));
    await problems.settled();
    expect(problems.all).toEqual([]);
    stand.status = { ...stand.status, refreshing: false, sources: [{ id: 'github:https://github.com/acme', label: 'acme', readAt: 1 }] };
    stand.statuses.fire(stand.status);
    await problems.settled();
    expect(problems.all).toHaveLength(1);
  });
});

describe('problems of files', () => {
  test.each([
    ['kind/required', 'error', 'refused'],
    ['policy/name', 'error', 'refused'],
    ['relations/ref', 'error', 'refused'],
    ['yaml/syntax', 'error', 'file'],
    ['file/unreadable', 'error', 'file'],
    ['preprocess/not-found', 'error', 'placeholder'],
    ['preprocess/unread', 'information', 'hint'],
    ['location/not-found', 'warning', 'location'],
    ['catalog/orphan', 'warning', 'orphan'],
    ['catalog/duplicate', 'error', 'conflict'],
    ['envelope/annotation', 'warning', 'hint'],
  ] as const)('%s is of the class %s', async (code, severity, of) => {
    stand.problems = [{ uri: 'file:///shop/a.yaml', problems: [problem(code, { severity })] }];
    await problems.settled();
    expect(problems.all).toMatchObject([{ class: of, code, uri: 'file:///shop/a.yaml', source: 'workspace' }]);
    expect(problems.all[0]?.advice).toMatch(/\.$/);
  });

  test('belong to the entity they name, and to the owner of the file where they name none', async () => {
    stand.put(record('a', { uri: 'file:///shop/all.yaml', owner: 'user:jo' }), record('b', { uri: 'file:///shop/all.yaml', line: 20, owner: 'user:jo' }), record('jo', { kind: 'User' }));
    stand.problems = [{ uri: 'file:///shop/all.yaml', problems: [problem('kind/type', { ref: 'component:default/b' }), problem('yaml/syntax')] }];
    await problems.settled();
    expect(problems.problemsOf('component:default/b')).toMatchObject([{ code: 'kind/type', owner: 'user:default/jo' }]);
    expect(problems.all[1]).toMatchObject({ code: 'yaml/syntax', owner: 'user:default/jo' });
    expect(problems.all[1]?.ref).toBeUndefined();
  });

  test('show a conflict at both places', async () => {
    stand.put(record('a', { uri: 'file:///one.yaml' }));
    stand.problems = [{ uri: 'file:///two.yaml', problems: [problem('catalog/duplicate', { ref: 'component:default/a' })] }];
    await problems.settled();
    expect(problems.all).toMatchObject([
      { uri: 'file:///two.yaml', severity: 'error', related: [{ uri: 'file:///one.yaml' }] },
      { uri: 'file:///one.yaml', severity: 'warning', related: [{ uri: 'file:///two.yaml' }] },
    ]);
  });

  test('keep what did not change, and tell of what did', async () => {
    const same: FileProblems = { uri: 'file:///a.yaml', problems: [problem('kind/type')] };
    stand.problems = [same, { uri: 'file:///b.yaml', problems: [problem('kind/type')] }];
    await problems.settled();
    const [first] = problems.all;
    let changes = 0;
    problems.onDidChange(() => changes++);
    stand.problems = [same];
    stand.problemChanges.fire();
    await problems.settled();
    expect(problems.all).toEqual([first]);
    expect(problems.all[0]).toBe(first);
    stand.problemChanges.fire();
    await problems.settled();
    expect(changes).toBe(1);
  });
});

describe('sources', () => {
  test('that failed say why and what to do; those that were stopped say nothing', async () => {
    stand.status = {
      loading: false,
      refreshing: false,
      sources: [
        { id: 'github:https://github.com/acme', label: 'acme', error: new PortalError('sso', 'Single sign-on is wanted.') },
        { id: 'github:https://github.com/other', label: 'other', error: new PortalError('cancelled', 'Cancelled') },
      ],
    };
    stand.statuses.fire(stand.status);
    await problems.settled();
    expect(problems.all).toMatchObject([{ class: 'source', code: 'source/sso', source: 'github:https://github.com/acme', message: 'acme: Single sign-on is wanted.', reason: 'sso' }]);
  });
});

describe('lists of them', () => {
  beforeEach(async () => {
    stand.put(record('a', { owner: 'one' }), record('b', { owner: 'two', source: 'github:https://github.com/acme' }), record('c', { owner: 'two', dependsOn: ['resource:x'] }));
    stand.problems = [{ uri: 'file:///alone.yaml', problems: [problem('yaml/syntax', { message: '=cmd|"x"\nnext' })] }];
    await problems.settled();
  });

  test('are grouped by class, owner and source', () => {
    const groups = (by: Parameters<typeof groupProblems>[1]): string[] => groupProblems(problems.all, by, (id) => id.toUpperCase()).map(({ label, problems: of }) => `${label} ${of.length}`);
    expect(groups('class')).toEqual(['Files left out 1', 'Missing relations 4']);
    expect(groups('owner')).toEqual(['two 3', 'one 1', 'No owner known 1']);
    expect(groups('source')).toEqual(['WORKSPACE 4', 'GITHUB:HTTPS://GITHUB.COM/ACME 1']);
  });

  test('are narrowed to what is mine', () => {
    expect(filterProblems(problems.all, { owners: ['group:default/one'] }).map(({ ref }) => ref)).toEqual(['component:default/a']);
    expect(filterProblems(problems.all, {})).toHaveLength(5);
  });

  test('become Markdown and CSV that nothing in a file can break', () => {
    const context = { labelOf: (id: string) => id, placeOf: (uri: string) => uri };
    const csv = toCsv(problems.all, context);
    expect(csv.split('\r\n')[0]).toBe('class,code,severity,entity,owner,source,file,line,message,advice');
    expect(csv).toContain(`,file:///alone.yaml,4,"'=cmd|""x""\nnext",`);
    expect(csv.match(/\r\n/g)).toHaveLength(6);
    const markdown = toMarkdown(problems.all, context);
    expect(markdown).toContain('## Missing relations (4)');
    expect(markdown).toContain('- =cmd\\|"x" next Until it is mended');
    expect(toMarkdown([], context)).toContain('None.');
  });
});

describe('on a real catalog', () => {
  test('a broken file, a Location that leads nowhere and a duplicate are there at once, and go when they are mended', async () => {
    const desk = new Desk();
    desk.folders = [{ uri: 'file:///w' }];
    desk.files.files.set('file:///w/catalog-info.yaml', component('a'));
    desk.files.files.set('file:///w/two/catalog-info.yaml', component('a'));
    desk.files.files.set('file:///w/three/catalog-info.yaml', location('./nothing.yaml'));
    desk.files.files.set('file:///w/four/catalog-info.yaml', `${component('b')}---\nkind: [\n`);
    const live = new CatalogProblems({ catalog: desk.catalog, clock: quickClock, onError: (error) => errors.push(error) });
    await desk.catalog.load();
    await desk.catalog.refresh('start');
    await live.settled();
    const classes = (): string[] => [...new Set(live.all.map(({ class: of }) => of))].sort();
    expect(classes()).toEqual(['conflict', 'dangling', 'file', 'location']);
    const changed = new Promise<void>((resolve) => {
      const listening = live.onDidChange(() => {
        if (!classes().includes('file')) {
          listening.dispose();
          resolve();
        }
      });
    });
    desk.files.write('file:///w/four/catalog-info.yaml', component('b'));
    await changed;
    expect(classes()).toEqual(['conflict', 'dangling', 'location']);
    live.dispose();
    desk.catalog.dispose();
  });
});
