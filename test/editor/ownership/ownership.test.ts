import { describe, expect, test } from 'vitest';
import { toOwnershipGroups, toOwnershipText, withoutIcons } from '../../../src/editor/ownership/ownershipItems';
import { createOwnershipResolver, type OwnershipResolver } from '../../../src/editor/ownership/ownershipResolver';
import { Emitter } from '../../../src/portal/base/event';
import { PortalError } from '../../../src/portal/base/errors';
import type { CatalogQuery } from '../../../src/portal/catalog/query';
import { graphOf, onGitHub, type Written } from '../../portal/catalog/entityPage/catalog';
import { ManualClock } from '../support/manualClock';

const ROOT = 'file:///home/ada/shop/';
const CONFIG = '[remote "origin"]\n\turl = git@github.com:acme/shop.git\n';

function component(name: string, path: string, owner = 'team'): Written {
  return { kind: 'Component', name, spec: { type: 'service', lifecycle: 'production', owner }, origin: onGitHub('shop', path, { uri: `${ROOT}${path}`, source: 'workspace' }) };
}

const PEOPLE: readonly Written[] = [
  { kind: 'Group', name: 'team', metadata: { links: [{ url: 'https://chat.example.com/team', title: '#team', icon: 'chat' }, { url: 'command:quit', title: 'no' }] }, spec: { type: 'team', children: [], profile: { displayName: 'The Team', email: 'team@example.com' } } },
  { kind: 'User', name: 'ada', spec: { profile: { displayName: 'Ada', email: 'ada@example.com' }, memberOf: ['team'] } },
];

function desk(graph: CatalogQuery, texts: Record<string, string>): { resolver: OwnershipResolver; reads: string[]; changed: Emitter<readonly string[]>; catalog: { graph: CatalogQuery }; warnings: string[]; texts: Record<string, string | PortalError> } {
  const changed = new Emitter<readonly string[]>();
  const reads: string[] = [];
  const warnings: string[] = [];
  const catalog = { graph };
  const all: Record<string, string | PortalError> = { ...texts };
  const files = {
    read: (uri: string) => {
      reads.push(uri);
      const found = all[uri];
      return found instanceof PortalError ? Promise.reject(found) : Promise.resolve(found === undefined ? undefined : new TextEncoder().encode(found));
    },
    list: () => Promise.resolve([]),
    onDidChange: changed.event,
  };
  const resolver = createOwnershipResolver({ catalog, files, clock: new ManualClock(), log: { warn: (message) => warnings.push(message) }, folderOf: () => ROOT.slice(0, -1) });
  return { resolver, reads, changed, catalog, warnings, texts: all };
}

const GIT = { [`${ROOT}.git/HEAD`]: 'ref: refs/heads/topic\n', [`${ROOT}.git/config`]: CONFIG };

describe('who owns a file', () => {
  test('is found in a checkout, whatever branch is out, and CODEOWNERS is read once', async () => {
    const { resolver, reads } = desk(graphOf(component('shop', 'catalog-info.yaml'), component('pay', 'pay/catalog-info.yaml'), ...PEOPLE), { ...GIT, [`${ROOT}CODEOWNERS`]: '/pay/ @acme/team\n* @acme/all\n' });
    expect((await resolver.resolve(`${ROOT}pay/x.ts`)).entity?.ref).toBe('component:default/pay');
    expect(await resolver.resolve(`${ROOT}a%20b.ts`)).toMatchObject({ entity: { ref: 'component:default/shop' }, owner: 'group:default/team', codeOwners: { uri: `${ROOT}CODEOWNERS`, differs: true, owners: [{ handle: '@acme/all' }] } });
    expect(reads.filter((uri) => uri.endsWith('CODEOWNERS'))).toEqual([`${ROOT}.github/CODEOWNERS`, `${ROOT}CODEOWNERS`]);
  });

  test('follows the catalog and CODEOWNERS when they change', async () => {
    const { resolver, catalog, changed, texts } = desk(graphOf(component('shop', 'catalog-info.yaml')), GIT);
    expect(await resolver.resolve(`${ROOT}x.ts`)).toMatchObject({ entity: { ref: 'component:default/shop' }, codeOwners: undefined });
    catalog.graph = graphOf(component('other', 'catalog-info.yaml'));
    texts[`${ROOT}.github/CODEOWNERS`] = '* @ada\n';
    changed.fire([`${ROOT}.github/CODEOWNERS`]);
    expect(await resolver.resolve(`${ROOT}x.ts`)).toMatchObject({ entity: { ref: 'component:default/other' }, codeOwners: { owners: [{ handle: '@ada' }] } });
  });

  test('is told by the catalog where CODEOWNERS cannot be read, which is tried again', async () => {
    const { resolver, warnings, texts } = desk(graphOf(component('shop', 'catalog-info.yaml')), GIT);
    texts[`${ROOT}.github/CODEOWNERS`] = new PortalError('forbidden', 'no');
    expect((await resolver.resolve(`${ROOT}x.ts`)).entity?.ref).toBe('component:default/shop');
    expect(warnings).toEqual([`CODEOWNERS of ${ROOT} cannot be read: no`]);
    texts[`${ROOT}.github/CODEOWNERS`] = '* @ada\n';
    expect((await resolver.resolve(`${ROOT}x.ts`)).codeOwners?.owners).toHaveLength(1);
  });

  test('is asked by many at once and answered to each', async () => {
    const { resolver } = desk(graphOf(component('shop', 'catalog-info.yaml'), component('pay', 'pay/catalog-info.yaml')), GIT);
    const found = await Promise.all([resolver.resolve(`${ROOT}a.ts`), resolver.resolve(`${ROOT}pay/b.ts`), resolver.resolve('file:///elsewhere/c.ts')]);
    expect(found.map(({ entity }) => entity?.ref)).toEqual(['component:default/shop', 'component:default/pay', undefined]);
  });
});

describe('what is offered', () => {
  const graph = graphOf(component('shop', 'catalog-info.yaml'), ...PEOPLE);

  test('is the entity, its owner, whom to ask, and the second voice', async () => {
    const { resolver } = desk(graph, { ...GIT, [`${ROOT}CODEOWNERS`]: '* @ada @acme/others\n' });
    const groups = toOwnershipGroups(await resolver.resolve(`${ROOT}x.ts`), graph);
    expect(groups.map(({ heading, items }) => [heading, items.map(({ label }) => label)])).toEqual([
      ['Component', ['shop', 'Definition']],
      ['Owner', ['The Team', 'team@example.com', '#team', 'Copy the owner’s reference']],
      ['Who to ask', ['Ada']],
      ['CODEOWNERS says otherwise', ['@ada', '@acme/others', '*']],
    ]);
    expect(groups[1]?.items.map(({ action }) => action.type)).toEqual(['command', 'mail', 'link', 'command']);
    expect(groups[3]?.items.map(({ action }) => action)).toEqual([
      { type: 'command', command: 'stagedoor.openEntityPage', argument: 'user:default/ada' },
      { type: 'line', uri: `${ROOT}CODEOWNERS`, line: 0 },
      { type: 'line', uri: `${ROOT}CODEOWNERS`, line: 0 },
    ]);
  });

  test('is said in the status bar in a few words', async () => {
    const voices = { [`${ROOT}CODEOWNERS`]: '*.md @acme/team\n*.ts @acme/others\n' };
    const { resolver } = desk(graph, { ...GIT, ...voices });
    expect(toOwnershipText(await resolver.resolve(`${ROOT}x.md`), graph)).toEqual({ text: '$(server-process) shop · The Team', label: 'This file belongs to shop, owned by The Team' });
    expect(toOwnershipText(await resolver.resolve(`${ROOT}x.ts`), graph)).toEqual({ text: '$(server-process) shop · The Team $(warning)', label: 'This file belongs to shop, owned by The Team, but CODEOWNERS names @acme/others' });
    const alone = desk(graphOf(), { ...GIT, ...voices }).resolver;
    expect(toOwnershipText(await alone.resolve(`${ROOT}x.ts`), graph)?.text).toBe('$(organization) @acme/others');
    expect(toOwnershipText(await alone.resolve(`${ROOT}x.py`), graph)).toBeUndefined();
  });

  test('names an owner that is not in the catalog, and an entity that names none', async () => {
    const lost = graphOf(component('shop', 'catalog-info.yaml', 'ghosts'));
    const found = await desk(lost, GIT).resolver.resolve(`${ROOT}x.ts`);
    expect(toOwnershipText(found, lost)?.label).toBe('This file belongs to shop, owned by ghosts');
    expect(toOwnershipGroups(found, lost)[1]?.items).toMatchObject([{ label: 'ghosts', description: 'not in the catalog' }]);
    const none = graphOf({ kind: 'Component', name: 'shop', origin: onGitHub('shop', 'catalog-info.yaml', { uri: `${ROOT}catalog-info.yaml` }) });
    expect(toOwnershipText(await desk(none, GIT).resolver.resolve(`${ROOT}x.ts`), none)?.label).toBe('This file belongs to shop, which names no owner');
  });

  test('draws no icons that a name asks for, and is not as long as a book', () => {
    expect(withoutIcons('$(bug) x')).not.toContain('$(');
    expect(withoutIcons('x'.repeat(5_000)).length).toBe(100);
  });
});
