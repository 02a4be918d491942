import { describe, expect, it } from 'vitest';
import type { FileSymbol } from '../../../../src/portal/language/features/documentSymbols';
import { CATALOG_URI, createTestService, withCursor } from '../testCatalog';
import { textIn } from './testFiles';

const TEXT = `# Of the shop:
# all of it
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
  description: |
    Sells
    things.

  links:
    - url: https://example.com
      title: Dashboard
spec:
  dependsOn: [
    component:cart,
    resource:db ]
  owner: team-a
---
kind: System
metadata:
`;
const source = { uri: CATALOG_URI, version: 1, text: TEXT };
const service = createTestService();

describe('symbols', () => {
  const flat = (symbols: readonly FileSymbol[], depth = 0): string[] => symbols.flatMap(({ name, detail, type, children }) => [`${'  '.repeat(depth)}${name}${detail && ` (${detail})`} ${type}`, ...flat(children, depth + 1)]);

  it('show each entity with its fields', () => {
    expect(flat(service.symbols(source))).toEqual([
      'shop (Component) entity',
      '  metadata mapping',
      '    name (shop) value',
      '    description value',
      '    links (1) list',
      '      Dashboard mapping',
      '  spec mapping',
      '    dependsOn (2) list',
      '      component:cart value',
      '      resource:db value',
      '    owner (team-a) value',
      'New System (System) entity',
      '  metadata value',
    ]);
  });

  it('lie within each other', () => {
    const check = (symbol: FileSymbol): void => {
      expect(textIn(TEXT, symbol.range)).toContain(textIn(TEXT, symbol.selection));
      symbol.children.forEach((child) => expect(textIn(TEXT, symbol.range)).toContain(textIn(TEXT, child.range)));
      symbol.children.forEach(check);
    };
    service.symbols(source).forEach(check);
    const [entity] = service.symbols(source);
    expect(entity && textIn(TEXT, entity.range)).toMatch(/^apiVersion[^]*owner: team-a$/);
  });

  it('are none of other files', () => {
    expect(service.symbols({ uri: 'file:///k8s/deployment.yaml', version: 1, text: 'apiVersion: v1\nkind: Service\n' })).toEqual([]);
  });
});

describe('folding', () => {
  it('folds documents, mappings, lists, texts and comments, each without the blank lines behind', () => {
    expect(service.foldings(source).map(({ start, end, isComment }) => [start, end, ...(isComment ? ['comment'] : [])])).toEqual([
      [0, 1, 'comment'],
      [2, 18],
      [5, 13],
      [7, 9],
      [11, 13],
      [12, 13],
      [14, 18],
      [15, 17],
      [19, 21],
    ]);
  });
});

describe('selection', () => {
  const grow = (marked: string): string[] => {
    const { text, position } = withCursor(marked);
    return service.selections({ uri: CATALOG_URI, version: 1, text }, position).map((range) => textIn(text, range));
  };

  it('grows from the word to the document', () => {
    expect(grow('---\nkind: System\nspec:\n  owner: "team|-a"\n  domain: x\n---\nkind: X\n')).toEqual(['team-a', '"team-a"', 'owner: "team-a"', 'owner: "team-a"\n  domain: x', 'spec:\n  owner: "team-a"\n  domain: x', 'kind: System\nspec:\n  owner: "team-a"\n  domain: x', '---\nkind: System\nspec:\n  owner: "team-a"\n  domain: x\n']);
  });

  it('knows keys, items and texts', () => {
    expect(grow('spec:\n  ow|ner: x\n').slice(0, 2)).toEqual(['owner', 'owner: x']);
    expect(grow('spec:\n  dependsOn:\n    - a\n    - b|c\n').slice(0, 3)).toEqual(['bc', '- bc', '- a\n    - bc']);
    expect(grow('spec:\n  text: |\n    one\n    tw‸o\n  owner: x\n').slice(0, 2)).toEqual(['|\n    one\n    two', 'text: |\n    one\n    two']);
  });

  it('is the document where there is nothing', () => {
    expect(grow('|')).toEqual(['']);
    expect(grow('kind: System\n\n|\n')).toEqual(['kind: System\n\n\n']);
  });
});
