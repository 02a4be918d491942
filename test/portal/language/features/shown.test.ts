import { describe, expect, it } from 'vitest';
import { CATALOG_URI, createTestService, withCursor } from '../testCatalog';
import { catalogOf, entityText, serviceOver, textIn } from './testFiles';

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 1_000, character: 0 } };
const TEAM = 'file:///teams/catalog-info.yaml';

describe('links', () => {
  const links = (text: string): [string, string, number?][] =>
    serviceOver({ [TEAM]: entityText('Group', 'team-a', '  type: team\n  children: []\n') })
      .service.links({ uri: CATALOG_URI, version: 1, text })
      .map(({ range, target, position }) => [textIn(text, range), target, ...(position ? [position.line] : [])] as [string, string, number?]);

  it('lead from refs to where the entity is written down', () => {
    expect(links(entityText('Component', 'x', '  owner: "group:team-a"\n  system: unknown\n'))).toEqual([['group:team-a', TEAM, 3]]);
  });

  it('lead from addresses, paths, folders of docs and slugs', () => {
    const annotations = '  annotations:\n    backstage.io/techdocs-ref: dir:./docs\n    github.com/project-slug: acme/shop\n    github.com/team-slug: acme/payments\n    github.com/user-login: jane\n    backstage.io/source-location: url:https://github.com/acme/shop/tree/main/\n    acme.com/note: ./not-a-path\n';
    expect(links(entityText('API', 'x', '  definition:\n    $text: ./my api.yaml\n', annotations))).toEqual([
      ['./docs', 'file:///shop/docs/mkdocs.yml'],
      ['acme/shop', 'https://github.com/acme/shop'],
      ['acme/payments', 'https://github.com/orgs/acme/teams/payments'],
      ['jane', 'https://github.com/jane'],
      ['https://github.com/acme/shop/tree/main/', 'https://github.com/acme/shop/tree/main/'],
      ['./my api.yaml', 'file:///shop/my%20api.yaml'],
    ]);
  });

  it('lead from the targets of Locations, patterns aside', () => {
    expect(links(entityText('Location', 'x', '  targets:\n    - ./a/catalog-info.yaml\n    - ./*/catalog-info.yaml\n    - https://example.com/c.yaml\n'))).toEqual([
      ['./a/catalog-info.yaml', 'file:///shop/a/catalog-info.yaml'],
      ['https://example.com/c.yaml', 'https://example.com/c.yaml'],
    ]);
    expect(links(entityText('Component', 'x', '  targets:\n    - ./a/catalog-info.yaml\n'))).toEqual([]);
  });

  it('are none of template expressions', () => {
    expect(links(entityText('Location', 'x', '  target: ./${{ values.name }}.yaml\n'))).toEqual([]);
  });
});

describe('lenses', () => {
  const FILES = {
    [CATALOG_URI]: entityText('Component', 'shop', '  type: service\n  lifecycle: production\n  owner: team-a\n  providesApis: [shop-api]\n', '  annotations:\n    backstage.io/techdocs-ref: dir:.\n'),
    'file:///b/catalog-info.yaml': entityText('Component', 'b', '  type: service\n  lifecycle: production\n  owner: team-a\n  dependsOn: [component:shop]\n  consumesApis: [shop-api]\n'),
    'file:///c/catalog-info.yaml': entityText('Component', 'c', '  type: service\n  lifecycle: production\n  owner: nobody\n  consumesApis: [shop-api]\n'),
    [TEAM]: entityText('Group', 'team-a', '  type: team\n  children: []\n', '  title: Team A\n'),
  };
  const { service } = serviceOver(FILES);
  const lenses = (uri: keyof typeof FILES, text = FILES[uri] ?? '') => service.lenses({ uri, version: 1, text }).map(({ type, title, ref, range }) => [type, title, ref, range.start.line]);

  it('count who depends on an entity, by its APIs too, and name owner and docs', () => {
    expect(lenses(CATALOG_URI)).toEqual([
      ['dependents', '2 dependents', 'component:default/shop', 0],
      ['owner', 'Owner: Team A', 'group:default/team-a', 0],
      ['docs', 'Open docs', 'component:default/shop', 0],
    ]);
  });

  it('count what a group owns; leave an owner out that nobody knows', () => {
    expect(lenses(TEAM)).toEqual([['relations', 'owns 2 entities', 'group:default/team-a', 0]]);
    expect(lenses('file:///c/catalog-info.yaml')).toEqual([['dependents', 'no dependents', 'component:default/c', 0]]);
  });

  it('stand above each document that the catalog has', () => {
    expect(lenses(CATALOG_URI, `# two\n---\n${FILES[TEAM]}---\n${entityText('Component', 'unheard-of', '  owner: x\n')}`).map(([, , , line]) => line)).toEqual([2]);
  });
});

describe('hints', () => {
  const hints = (text: string, range = WHOLE) => createTestService().hints({ uri: CATALOG_URI, version: 1, text }, range).map(({ label, full, position }) => [`${position.line}:${position.character}`, label, full]);

  it('show what a short ref leaves out', () => {
    expect(hints(entityText('Component', 'x', '  owner: team-a\n  dependsOn:\n    - component:cart\n    - "resource:other/db"\n  system: "s"\n', '  namespace: shop\n'))).toEqual([
      ['6:9', 'group:shop/', 'group:shop/team-a'],
      ['8:16', 'shop/', 'component:shop/cart'],
      ['10:11', 'system:shop/', 'system:shop/s'],
    ]);
  });

  it('are made for the lines on show alone', () => {
    const text = `${entityText('Component', 'x', '  owner: team-a\n')}---\n${entityText('Component', 'y', '  owner: team-b\n')}`;
    expect(hints(text, { start: { line: 9, character: 0 }, end: { line: 20, character: 0 } }).map(([, , full]) => full)).toEqual(['group:default/team-b']);
  });

  it('are none where a ref cannot be read, or has its kind to be written', () => {
    expect(hints(entityText('Component', 'x', '  owner: a:b:c\n  dependsOn: [cart]\n  system: ${{ x }}\n'))).toEqual([]);
  });
});

describe('hover', () => {
  const hover = (marked: string, service = createTestService()) => {
    const { text, position } = withCursor(marked);
    return service.hover({ uri: CATALOG_URI, version: 1, text }, position);
  };

  it('shows relations in both directions and links', () => {
    const graph = catalogOf({
      [CATALOG_URI]: entityText('Component', 'shop', '  type: service\n  lifecycle: production\n  owner: team-a\n  dependsOn: [component:b, resource:gone]\n', '  links:\n    - url: https://example.com/d\n      title: Dash*board\n    - url: javascript:alert(1)\n      title: Evil\n    - url: "https://example.com/a>b"\n'),
      'file:///b.yaml': entityText('Component', 'b', '  type: service\n  lifecycle: production\n  owner: team-a\n  dependsOn: [component:shop]\n', '  title: The B\n'),
    });
    const markdown = hover(entityText('Component', 'sh|op', '  owner: x\n'), createTestService({ graph }))?.markdown;
    expect(markdown).toContain('owner: team\\-a · lifecycle: production');
    expect(markdown).toContain('- Depends on: The B, resource\\:default/gone');
    expect(markdown).toContain('- Needed by: The B');
    expect(markdown).toContain('[Dash\\*board](<https://example.com/d>)');
    expect(markdown).toContain('(<https://example.com/a%3Eb>)');
    expect(markdown).not.toContain('javascript');
  });

  it('tells what a key is for, in every document', () => {
    expect(hover(`a: [\n---\n${entityText('Component', 'x', '  lifec|ycle: x\n')}`)?.markdown).toMatch(/^\*\*lifecycle\*\*\n\nHow mature[^]*Required\.$/);
    expect(hover(entityText('Component', 'x', '  dep|endsOn: []\n'))?.markdown).toContain('Names an entity of any kind, with its kind');
    expect(hover(entityText('Component', 'x', '  own|er: x\n'))?.markdown).toContain('Names a Group or User; without a kind, a Group.');
    expect(hover('kind: Location\nspec:\n  pres|ence: x\n')?.markdown).toContain('One of `required`, `optional`. `required` where it is left out.');
    expect(hover('kind: Component\nmetadata:\n  links:\n    - ic|on: x\n')?.markdown).toContain('The icon shown');
  });

  it('tells what an annotation is for', () => {
    const { markdown } = hover(entityText('Component', 'x', '  owner: x\n', '  annotations:\n    backstage.io/techdocs-r|ef: dir:.\n')) ?? {};
    expect(markdown).toMatch(/^`backstage\.io\/techdocs-ref`[^]*Value: `dir:`/);
  });

  it('is silent over unknown keys and in other files', () => {
    expect(hover(entityText('Component', 'x', '  unhe|ard: x\n'))).toBeUndefined();
    expect(createTestService().hover({ uri: 'file:///k8s.yaml', version: 1, text: 'kind: Service\nspec:\n  type: x\n' }, { line: 0, character: 1 })).toBeUndefined();
  });
});
