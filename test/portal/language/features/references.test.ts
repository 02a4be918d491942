import { describe, expect, it } from 'vitest';
import { CATALOG_URI, createTestService, withCursor } from '../testCatalog';
import { catalogOf, entityText, serviceOver, textIn, type TestFiles } from './testFiles';

const SHOP = CATALOG_URI;
const OTHER = 'file:///other/catalog-info.yaml';
const REMOTE = 'stagedoor-github:/https+github.com/acme/remote/main/catalog-info.yaml';
const GROUP = 'file:///teams/catalog-info.yaml';

const FILES: TestFiles = {
  [SHOP]: entityText('Component', 'shop', '  type: service\n  lifecycle: production\n  owner: team-a\n  dependsOn: ["component:Cart", resource:db] # both\n'),
  [OTHER]: `${entityText('Component', 'cart', '  type: service\n  lifecycle: production\n  owner: group:default/team-a\n', '  annotations:\n    backstage.io/techdocs-entity: component:default/shop\n')}---\n${entityText('Resource', 'db', '  type: database\n  owner: user:jane\n')}`,
  [REMOTE]: entityText('Component', 'remote', "  type: service\n  lifecycle: production\n  owner: 'default/team-a'\n  dependsOn:\n    - component:shop\n    - component:shop\n"),
  [GROUP]: entityText('Group', 'team-a', '  type: team\n  children: []\n'),
};

const signal = new AbortController().signal;

async function uses(uri: string, marked: string) {
  const { service, ...rest } = serviceOver(FILES);
  const { text, position } = withCursor(marked);
  const found = await service.references({ uri, version: 1, text }, position, signal);
  return { found: found?.map(({ uri: at, range }) => [at, textIn(at === uri ? text : (FILES[at] ?? ''), range)]), ...rest };
}

describe('references to an entity', () => {
  it('are found from a ref, in every form, in files of the workspace and on GitHub, with the declaration', async () => {
    const { found } = await uses(SHOP, FILES[SHOP]?.replace('team-a', 'team|-a') ?? '');
    expect(found).toEqual([
      [SHOP, 'team-a'],
      [GROUP, 'team-a'],
      [OTHER, 'group:default/team-a'],
      [REMOTE, 'default/team-a'],
    ]);
  });

  it('are found from the declaration, each place of several, and in annotations that tools read', async () => {
    const { found } = await uses(SHOP, FILES[SHOP]?.replace('name: shop', 'name: sh|op') ?? '');
    expect(found).toEqual([
      [SHOP, 'shop'],
      [OTHER, 'component:default/shop'],
      [REMOTE, 'component:shop'],
      [REMOTE, 'component:shop'],
    ]);
  });

  it('count upper and lower case as the same', async () => {
    const { found } = await uses(OTHER, FILES[OTHER]?.replace('name: cart', 'name: |cart') ?? '');
    expect(found).toContainEqual([SHOP, 'component:Cart']);
  });

  it('are found of what the file has and the catalog has not yet', async () => {
    const { found } = await uses(SHOP, `${FILES[SHOP]}  system: new-one\n---\n${entityText('System', 'new|-one', '  owner: team-a\n')}`);
    expect(found).toEqual([
      [SHOP, 'new-one'],
      [SHOP, 'new-one'],
    ]);
  });

  it('are not asked for where nothing is named', async () => {
    expect((await uses(SHOP, FILES[SHOP]?.replace('production', 'produ|ction') ?? '')).found).toBeUndefined();
    expect((await uses(SHOP, FILES[SHOP]?.replace('# both', '# bo|th') ?? '')).found).toBeUndefined();
  });

  it('fall back on the entity where its file cannot be read, and tell of it', async () => {
    const graph = catalogOf(FILES);
    const warnings: string[] = [];
    const service = createTestService({ graph, readText: (uri) => (uri === REMOTE ? Promise.reject(new Error('no network')) : Promise.resolve(FILES[uri])), warn: (message) => warnings.push(message) });
    const found = await service.references({ uri: GROUP, version: 1, text: FILES[GROUP] ?? '' }, { line: 3, character: 9 }, signal);
    expect(found?.find(({ uri }) => uri === REMOTE)).toMatchObject({ range: { start: { line: 3 } }, mention: undefined, repository: 'acme/remote' });
    expect(warnings).toEqual([`${REMOTE}, which refers to group:default/team-a, cannot be read`]);
  });

  it('read few files on GitHub: of the others the entity is given', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`stagedoor-github:/https+github.com/acme/r${index}/main/catalog-info.yaml`, entityText('Component', `c${index}`, '  type: service\n  lifecycle: production\n  owner: team-a\n')]));
    const { service, read } = serviceOver({ [GROUP]: FILES[GROUP] ?? '', ...many });
    const found = await service.references({ uri: GROUP, version: 1, text: FILES[GROUP] ?? '' }, { line: 3, character: 9 }, signal);
    expect(found).toHaveLength(61);
    expect(read).toHaveLength(40);
    expect(found?.filter(({ mention }) => mention === undefined)).toHaveLength(20);
  });

  it('stop when asked to', async () => {
    const { service } = serviceOver(FILES);
    const stop = new AbortController();
    stop.abort();
    await expect(service.references({ uri: GROUP, version: 1, text: FILES[GROUP] ?? '' }, { line: 3, character: 9 }, stop.signal)).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
