import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { checkText } from '../../../../src/portal/catalog/checking/checkText';
import { accept, CATALOG_URI, complete, createTestService, labels, withCursor } from '../testCatalog';

const HEAD = 'apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: x\n';
/** Fills a snippet's stops in with what they suggest, or a word. */
const fill = (snippet: string): string => snippet.replace(/\$\{\d+(?::((?:\\.|[^}\\])*))?\}/g, (_, sample: string | undefined) => sample ?? 'x').replace(/\$\d+/g, '').replace(/\\([\\$}])/g, '$1');

describe('whole documents', () => {
  const snippets = (marked: string, uri?: string): string[] => labels(marked, undefined, uri).filter((label) => label.startsWith('New '));

  it('are offered in an empty file and behind a marker', () => {
    expect(snippets('|')).toEqual(expect.arrayContaining(['New Component', 'New API', 'New Group', 'New Template', 'New Location']));
    expect(snippets(`${HEAD}---\n|`)).toContain('New System');
    expect(snippets(`${HEAD}---\ncomp|`)).toContain('New Component');
    expect(snippets(`${HEAD}---\n|`, 'file:///shop/entities.yaml')).toContain('New System');
  });

  it('are not offered elsewhere', () => {
    expect(snippets(`${HEAD}|`)).toEqual([]);
    expect(snippets(`${HEAD}spec:\n  |`)).toEqual([]);
    expect(snippets('a: b\n---\n|', 'file:///k8s/service.yaml')).toEqual([]);
  });

  it('are named after the repository, and each is one that Backstage takes once it is filled in', () => {
    for (const label of snippets('|')) {
      const text = fill(accept('|', label));
      const [document] = checkText(text).documents;
      expect({ label, problems: document?.problems.filter(({ code }) => code !== 'preprocess/unread') }).toEqual({ label, problems: [] });
      expect(parseAllDocuments(text)).toHaveLength(1);
    }
    expect(accept('|', 'New Component')).toContain('name: ${1:shop}');
  });
});

describe('placeholders', () => {
  it('are offered as the keys of a definition', () => {
    expect(labels(`${HEAD}spec:\n  definition:\n    |`)).toEqual(['$text', '$json', '$yaml']);
    expect(accept(`${HEAD}spec:\n  definition:\n    $te|`, '$text')).toBe(`${HEAD}spec:\n  definition:\n    $text: `);
    expect(labels(`${HEAD}spec:\n  definition:\n    $text: x\n    |`)).toEqual([]);
  });

  it('come with the key of a definition', () => {
    expect(accept(`${HEAD}spec:\n  |`, 'definition')).toBe(`${HEAD}spec:\n  definition:\n    \\$text: \${1:./openapi.yaml}`);
  });
});

describe('paths', () => {
  const FOLDERS: Readonly<Record<string, readonly string[]>> = {
    'file:///repo/shop/': ['catalog-info.yaml', 'openapi.yaml', 'schema.json', 'apis/', 'my docs/', '.git/', 'node_modules/'],
    'file:///repo/shop/apis/': ['orders.yaml', 'README.md'],
    'file:///repo/shop/my%20docs/': ['mkdocs.yml'],
    'file:///repo/': ['shop/', 'other.yaml'],
    'file:///': ['etc/'],
  };
  const service = createTestService({
    locationOf: () => 'https://github.com/acme/repo/blob/main/shop/catalog-info.yaml',
    rootOf: () => 'file:///repo',
    listFolder: (uri) => Promise.resolve((FOLDERS[uri] ?? []).map((name) => ({ name: name.replace(/\/$/, ''), isFolder: name.endsWith('/') }))),
  });
  const paths = async (marked: string): Promise<string[] | undefined> => {
    const { text, position } = withCursor(marked);
    const found = await service.completePaths({ uri: 'file:///repo/shop/catalog-info.yaml', version: 1, text }, position, new AbortController().signal);
    return found?.items.map(({ insertText }) => insertText);
  };

  it('are offered for placeholders, of the files that fit', async () => {
    expect(await paths(`${HEAD}spec:\n  definition:\n    $text: |`)).toEqual(['./catalog-info.yaml', './openapi.yaml', './schema.json', './apis/', './my docs/']);
    expect(await paths(`${HEAD}spec:\n  definition:\n    $json:|`)).toEqual([' ./schema.json', ' ./apis/', ' ./my docs/']);
    expect(await paths(`${HEAD}spec:\n  definition:\n    $text: ./apis/or|`)).toEqual(['./apis/README.md', './apis/orders.yaml']);
    expect(await paths(`${HEAD}spec:\n  definition: {$text: "|"}`)).toContain('./openapi.yaml');
    expect(await paths(`${HEAD}spec:\n  definition: {$text: |}`)).toContain('./openapi.yaml');
  });

  it('are offered for targets of Locations, with a dash where the list has none yet', async () => {
    expect(await paths('kind: Location\nspec:\n  target: |')).toEqual(['./catalog-info.yaml', './openapi.yaml', './apis/', './my docs/']);
    expect(await paths('kind: Location\nspec:\n  targets:\n    - ../|')).toEqual(['../other.yaml', '../shop/']);
    expect((await paths('kind: Location\nspec:\n  targets:\n    |'))?.[0]).toBe('- ./catalog-info.yaml');
    expect((await paths('kind: Location\nspec:\n  targets: [|]'))?.[0]).toBe('./catalog-info.yaml');
  });

  it('are folders with an mkdocs.yml for docs', async () => {
    const annotation = 'kind: Component\nmetadata:\n  annotations:\n    backstage.io/techdocs-ref: ';
    expect(await paths(`${annotation}|`)).toEqual(['dir:.', 'dir:./my docs', 'url:https://github.com/acme/repo/tree/main/shop/']);
    expect(await paths(`${annotation}dir:./|`)).toEqual(['dir:./apis/', 'dir:./my docs/']);
  });

  it('lead nowhere outside of the repository', async () => {
    expect(await paths('kind: Location\nspec:\n  target: ../../|')).toEqual([]);
    expect(await paths('kind: Location\nspec:\n  target: /|')).toEqual([]);
  });

  it('are left to other completions elsewhere', async () => {
    expect(await paths(`${HEAD}spec:\n  owner: |`)).toBeUndefined();
    expect(await paths('kind: Component\nspec:\n  target: |')).toBeUndefined();
    expect(complete(`${HEAD}spec:\n  owner: |`, service, CATALOG_URI).items.length).toBeGreaterThan(0);
  });
});
