import { describe, expect, it } from 'vitest';
import { CATALOG_URI, withCursor } from '../testCatalog';
import { applyEdits, entityText, serviceOver, textIn, type TestFiles } from './testFiles';

const SHOP = CATALOG_URI;
const OTHER = 'file:///other/catalog-info.yaml';
const REMOTE = 'stagedoor-github:/https+github.com/acme/remote/main/catalog-info.yaml';

const FILES: TestFiles = {
  [SHOP]: `# The shop\n${entityText('Component', '"shop"  # its name', '  type: service\n  lifecycle: production\n  owner:   team-a\n  dependsOn: ["component:cart", resource:db] # both\n')}`,
  [OTHER]: `${entityText('Component', 'cart', '  type: service\n  lifecycle: production\n  owner: group:default/team-a\n  subcomponentOf: Shop\n', "  annotations:\n    backstage.io/techdocs-entity: 'component:default/shop'\n")}---\n${entityText('Component', 'third', '  type: service\n  lifecycle: production\n  owner: x\n  dependsOn: [component:shop]\n')}`,
  [REMOTE]: entityText('Component', 'remote', '  type: service\n  lifecycle: production\n  owner: team-a\n  dependsOn:\n    - component:shop\n'),
};
const signal = new AbortController().signal;

async function rename(marked: string, newName: string, uri = SHOP) {
  const { text, position } = withCursor(marked);
  const { service } = serviceOver(FILES);
  const done = await service.rename({ uri, version: 1, text }, position, newName, signal);
  const textOf = (file: string): string => (file === uri ? text : (FILES[file] ?? ''));
  const files = Object.fromEntries([...new Set(done?.edits.map((edit) => edit.uri))].map((file) => [file, applyEdits(textOf(file), done?.edits.filter((edit) => edit.uri === file) ?? [])]));
  return { ...done, files };
}

describe('renaming an entity', () => {
  it('changes its declaration and every ref of the workspace, each in its own form, and nothing else', async () => {
    const { files } = await rename(FILES[SHOP]?.replace('"shop"', '"sh|op"') ?? '', 'store');
    expect(files).toEqual({
      [SHOP]: FILES[SHOP]?.replace('"shop"', '"store"'),
      [OTHER]: FILES[OTHER]?.replace('Of: Shop', 'Of: store').replace('default/shop', 'default/store').replace('component:shop]', 'component:store]'),
    });
  });

  it('tells which repositories outside go on naming it, and what somebody should look at', async () => {
    const { outside, edits, full } = await rename(FILES[SHOP]?.replace('"shop"', '"sh|op"') ?? '', 'store');
    expect(full).toBe('component:default/shop');
    expect(outside).toEqual(['acme/remote']);
    expect(edits?.filter(({ doubt }) => doubt !== undefined).map(({ uri }) => uri)).toEqual([OTHER]);
  });

  it('begins at a ref as well', async () => {
    const { files } = await rename(FILES[OTHER]?.replace('[component:shop]', '[component:sh|op]') ?? '', 'store', OTHER);
    expect(files[SHOP]).toContain('name: "store"  # its name');
  });

  it('quotes a name that YAML would take for something else', async () => {
    const { files } = await rename(FILES[OTHER]?.replace('name: cart', 'name: ca|rt') ?? '', '42', OTHER);
    expect(files[OTHER]).toContain('name: "42"\n');
    expect(files[SHOP]).toContain('"component:42"');
  });

  it('names the part that changes', () => {
    const { service } = serviceOver(FILES);
    const { text, position } = withCursor(FILES[OTHER]?.replace('[component:shop]', '[comp|onent:shop]') ?? '');
    const target = service.prepareRename({ uri: OTHER, version: 1, text }, position);
    expect(target?.name).toBe('shop');
    expect(target && textIn(text, target.range)).toBe('shop');
  });

  it('refuses what is defined elsewhere, what is nowhere, a bad name and one that is taken', async () => {
    const { service } = serviceOver(FILES);
    const prepare = (marked: string) => {
      const { text, position } = withCursor(marked);
      return () => service.prepareRename({ uri: SHOP, version: 1, text }, position);
    };
    expect(prepare(entityText('Component', 'x', '  dependsOn: [component:rem|ote]\n'))).toThrow('component:default/remote is defined in acme/remote on github.com');
    expect(prepare(entityText('Component', 'x', '  owner: no|body\n'))).toThrow('The catalog has no group:default/nobody');
    expect(prepare(entityText('Component', 'x', '  type: ser|vice\n'))()).toBeUndefined();
    const marked = FILES[SHOP]?.replace('"shop"', '"sh|op"') ?? '';
    await expect(rename(marked, 'the shop')).rejects.toThrow('is no name of an entity');
    await expect(rename(marked, 'Cart')).rejects.toThrow('component:default/cart exists already');
    expect((await rename(marked, 'Shop')).files[SHOP]).toContain('name: "Shop"');
  });
});
