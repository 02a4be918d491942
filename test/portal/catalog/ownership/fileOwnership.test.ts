import { describe, expect, test } from 'vitest';
import { finish } from '../../../../src/portal/base/steps';
import { parseCodeOwners } from '../../../../src/portal/catalog/ownership/codeOwners';
import { resolveOwnership, type FileOwnership } from '../../../../src/portal/catalog/ownership/fileOwnership';
import { OwnershipIndex, type FilePlace } from '../../../../src/portal/catalog/ownership/ownershipIndex';
import type { CatalogQuery } from '../../../../src/portal/catalog/query';
import { graphOf, onGitHub, type Written } from '../entityPage/catalog';

const SPEC = { type: 'service', lifecycle: 'production', owner: 'team' };
const FOLDER = 'file:///home/ada/mono/';

function inMono(kind: string, name: string, path: string, more: Partial<Written> = {}): Written {
  return { kind, name, spec: SPEC, origin: onGitHub('mono', path, { uri: `${FOLDER}${path}`, source: 'workspace' }), ...more };
}

function fileOf(path: string): FilePlace {
  return { uri: `${FOLDER}${path}`, root: FOLDER, repository: { host: 'https://github.com', owner: 'acme', name: 'mono', branch: 'feature/x', private: true }, path };
}

function ownership(graph: CatalogQuery, place: FilePlace, codeOwners?: string): FileOwnership {
  const file = codeOwners === undefined ? undefined : { uri: `${FOLDER}CODEOWNERS`, rules: parseCodeOwners(codeOwners) };
  return finish(resolveOwnership(place, graph, finish(OwnershipIndex.build(graph)), file));
}

const covering = (graph: CatalogQuery, path: string): string | undefined => ownership(graph, fileOf(path)).entity?.ref;

describe('a monorepo', () => {
  const graph = graphOf(
    inMono('Component', 'mono', 'catalog-info.yaml'),
    inMono('Component', 'pay', 'services/pay/catalog-info.yaml'),
    inMono('Component', 'pay-worker', 'services/pay/worker/catalog-info.yaml'),
    inMono('Location', 'all', 'services/catalog-info.yaml'),
    inMono('Group', 'people', 'teams/catalog-info.yaml'),
    inMono('Template', 'starter', 'templates/starter/template.yaml'),
  );

  test.each([
    ['README.md', 'component:default/mono'],
    ['services/pay/src/deep/x.ts', 'component:default/pay'],
    ['services/pay/worker/x.ts', 'component:default/pay-worker'],
    ['services/payment-other/x.ts', 'component:default/mono'],
    ['services/README.md', 'component:default/mono'],
    ['teams/people.yaml', 'component:default/mono'],
    ['templates/starter/skeleton/x', 'template:default/starter'],
  ])('%s belongs to %s: the deepest folder wins', (path, ref) => {
    expect(covering(graph, path)).toBe(ref);
  });

  test('says how it is known and who owns it', () => {
    expect(ownership(graph, fileOf('services/pay/x.ts'))).toMatchObject({ cover: 'definition', owner: 'group:default/team', others: [], codeOwners: undefined });
  });

  test('is left at its root, and a file outside of it belongs to nothing', () => {
    expect(ownership(graph, { uri: 'file:///home/ada/other/x.ts', root: 'file:///home/ada/other/' }).entity).toBeUndefined();
    expect(ownership(graph, { uri: 'file:///home/ada/x.ts', root: 'file:///home/ada/' }).entity).toBeUndefined();
    expect(ownership(graphOf(inMono('Component', 'mono', 'catalog-info.yaml')), { uri: `${FOLDER}inner/repo/x.ts`, root: `${FOLDER}inner/repo/` }).entity).toBeUndefined();
  });

  test('is the same when read on GitHub, at any branch', () => {
    const { uri: _, ...rest } = fileOf('services/pay/x.ts');
    expect(ownership(graph, { ...rest, uri: 'stagedoor-github:/https%2Bgithub.com/acme/mono/0123abc/services/pay/x.ts', root: 'stagedoor-github:/https%2Bgithub.com/acme/mono/0123abc/' }).entity?.ref).toBe('component:default/pay');
  });

  test('without git is told by its folders alone', () => {
    const local = graphOf({ kind: 'Component', name: 'a', spec: SPEC, origin: { uri: 'file:///w/a/catalog-info.yaml', source: 'workspace' } });
    expect(ownership(local, { uri: 'file:///w/a/b/c.ts', root: 'file:///w/' }).entity?.ref).toBe('component:default/a');
    expect(ownership(local, { uri: 'file:///w/b/c.ts', root: 'file:///w/' }).entity).toBeUndefined();
  });
});

describe('several entities in one folder', () => {
  const all = ['Domain', 'System', 'Resource', 'API', 'Component', 'Group'].map((kind) => inMono(kind, `a-${kind.toLowerCase()}`, 'catalog-info.yaml'));

  test('the component speaks for the folder, the others are told of', () => {
    const found = ownership(graphOf(...all), fileOf('x.ts'));
    expect(found.entity?.ref).toBe('component:default/a-component');
    expect(found.others.map(({ ref }) => ref)).toEqual(['api:default/a-api', 'resource:default/a-resource', 'system:default/a-system', 'domain:default/a-domain']);
  });

  test('the first component of a file that is not deprecated speaks for it', () => {
    const at = (name: string, document: number, lifecycle = 'production'): Written => inMono('Component', name, 'catalog-info.yaml', { spec: { ...SPEC, lifecycle }, origin: onGitHub('mono', 'catalog-info.yaml', { document }) });
    const found = ownership(graphOf(at('a', 2), at('b', 1), at('c', 0, 'deprecated')), fileOf('x.ts'));
    expect([found.entity, ...found.others].map((entity) => entity?.entity.metadata.name)).toEqual(['b', 'a', 'c']);
  });

  test('a file in .github or .backstage speaks of the folder around it', () => {
    expect(covering(graphOf(inMono('Component', 'a', '.backstage/catalog-info.yaml')), 'src/x.ts')).toBe('component:default/a');
    expect(covering(graphOf(inMono('Component', 'a', 'pkg/.github/catalog-info.yaml')), 'pkg/x.ts')).toBe('component:default/a');
  });
});

describe('annotations that say where the source lies', () => {
  const source = (name: string, address: string, path = 'catalog-info.yaml'): Written => inMono('Component', name, path, { metadata: { annotations: { 'backstage.io/source-location': address } } });

  test('go before the folder of the definition', () => {
    const graph = graphOf(source('pay', 'url:https://github.com/acme/mono/tree/main/services/pay/'), source('mail', 'url:https://github.com/acme/mono/tree/main/services/mail'), inMono('Component', 'mono', 'catalog-info.yaml'));
    expect(ownership(graph, fileOf('services/pay/src/x.ts'))).toMatchObject({ cover: 'source-location', entity: { ref: 'component:default/pay' } });
    expect(covering(graph, 'services/mail/x.ts')).toBe('component:default/mail');
    expect(covering(graph, 'README.md')).toBe('component:default/mono');
    expect(covering(graphOf(source('pay', 'url:https://github.com/acme/mono/tree/main/services/pay/')), 'README.md')).toBe('component:default/pay');
  });

  test('tell of a repository that holds no catalog file, from a catalog kept in one place', () => {
    const central = (name: string, annotations: Record<string, string>): Written => ({ kind: 'Component', name, spec: SPEC, metadata: { annotations }, origin: onGitHub('catalog', `components/${name}.yaml`) });
    const graph = graphOf(
      central('whole', { 'github.com/project-slug': 'Acme/Mono' }),
      central('part', { 'backstage.io/source-location': 'url:https://github.com/acme/mono/tree/main/part/' }),
      central('branch', { 'backstage.io/source-location': 'url:https://ghe.example.com/acme/mono/tree/main/part/' }),
      central('broken', { 'backstage.io/source-location': 'url:https://github.com/acme/mono/tree/main/%E0%A4%A/' }),
      central('odd', { 'backstage.io/source-location': 'dir:./x' }),
    );
    expect(covering(graph, 'part/x.ts')).toBe('component:default/part');
    expect(ownership(graph, fileOf('x.ts'))).toMatchObject({ cover: 'project-slug', entity: { ref: 'component:default/whole' } });
  });
});

describe('CODEOWNERS is a second voice', () => {
  const graph = graphOf(
    inMono('Component', 'mono', 'catalog-info.yaml'),
    { kind: 'Group', name: 'team', spec: { type: 'team', children: [] } },
    { kind: 'Group', name: 'squad', metadata: { annotations: { 'github.com/team-slug': 'acme/pay-squad' } }, spec: { type: 'team', children: [] } },
    { kind: 'User', name: 'ada', metadata: { annotations: { 'github.com/user-login': 'Ada-L' } }, spec: { memberOf: [] } },
  );

  test('that agrees', () => {
    expect(ownership(graph, fileOf('x.ts'), '* @acme/Team\n').codeOwners).toMatchObject({ differs: false, owners: [{ handle: '@acme/Team', ref: 'group:default/team' }] });
  });

  test('or says something else, and of whom the catalog knows nothing', () => {
    expect(ownership(graph, fileOf('x.ts'), '*.md @x\n*.ts @acme/pay-squad @ada-l @nobody a@example.com\n').codeOwners).toMatchObject({
      differs: true,
      rule: { pattern: '*.ts', line: 1 },
      owners: [{ ref: 'group:default/squad' }, { ref: 'user:default/ada' }, { handle: '@nobody', ref: undefined }, { handle: 'a@example.com', ref: undefined }],
    });
  });

  test('counts alone where the catalog has nothing, and says nothing where no line matches', () => {
    expect(ownership(graphOf(), fileOf('x.ts'), '* @acme/team\n')).toMatchObject({ entity: undefined, codeOwners: { differs: false, owners: [{ ref: undefined }] } });
    expect(ownership(graph, fileOf('x.ts'), '*.md @x\n').codeOwners).toBeUndefined();
    expect(ownership(graph, fileOf('x.ts'), '* @x\n*.ts\n').codeOwners).toBeUndefined();
  });
});

test('many entities are gone through in short steps', () => {
  const many = Array.from({ length: 20_001 }, (_, index) => inMono('Component', `c-${index}`, `s/${index}/catalog-info.yaml`));
  const steps = OwnershipIndex.build(graphOf(...many));
  let turns = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    turns += 1;
  }
  expect(turns).toBe(40);
  expect(finish(step.value.find(fileOf('s/777/src/x.ts')))[0]?.entity.ref).toBe('component:default/c-777');
});
