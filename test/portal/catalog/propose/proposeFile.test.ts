import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { checkText } from '../../../../src/portal/catalog/checking/checkText';
import { pathsToRead, proposeFile } from '../../../../src/portal/catalog/propose/proposeFile';
import type { Proposal, RepositoryFacts } from '../../../../src/portal/catalog/propose/repositoryFacts';

const facts = (files: Readonly<Record<string, string>>, more: Partial<RepositoryFacts> = {}): RepositoryFacts => ({ host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', topics: [], paths: Object.keys(files), ...more });

function propose(files: Readonly<Record<string, string>>, more: Partial<RepositoryFacts> = {}, known: readonly string[] = []): Proposal & { readonly documents: readonly Record<string, unknown>[] } {
  const given = facts(files, more);
  const texts = new Map(pathsToRead(given.paths).map((path) => [path, files[path] ?? '']));
  const proposal = proposeFile(given, texts, (ref) => known.includes(ref));
  return { ...proposal, documents: parseAllDocuments(proposal.text).map((document) => document.toJS() as Record<string, unknown>) };
}

/** What Backstage would refuse of it; placeholders are not read. */
function refused({ text }: Proposal): string[] {
  return checkText(text, { location: 'https://github.com/acme/shop/blob/main/catalog-info.yaml' }).documents.filter(({ valid }) => valid === false).flatMap(({ problems }) => problems.map(({ message }) => message));
}

describe('a proposed catalog file', () => {
  test('says what the repository says of itself', () => {
    const proposal = propose(
      { 'package.json': JSON.stringify({ name: '@acme/shop', dependencies: { express: '1' } }), Dockerfile: '', 'mkdocs.yml': '', '.github/CODEOWNERS': '* @acme/team-payments\n' },
      { description: 'Sells: things # and more', topics: ['Java', 'true', 'c++', 'two words'], homepage: 'https://shop.example.com/?a=b' },
      ['group:default/team-payments'],
    );
    expect(proposal.documents).toEqual([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'shop',
          description: 'Sells: things # and more',
          annotations: { 'github.com/project-slug': 'acme/shop', 'backstage.io/techdocs-ref': 'dir:.' },
          tags: ['java', 'true', 'c++', 'two-words'],
          links: [{ url: 'https://shop.example.com/?a=b', title: 'Homepage' }],
        },
        spec: { type: 'service', lifecycle: 'production', owner: 'team-payments' },
      },
    ]);
    expect(proposal.notes).toEqual([]);
    expect(refused(proposal)).toEqual([]);
  });

  test.each([
    ['a server', { 'package.json': '{"dependencies":{"fastify":"1"}}' }, 'service'],
    ['a page', { 'package.json': '{"dependencies":{"react":"1"}}', Dockerfile: '' }, 'website'],
    ['a package', { 'package.json': '{"name":"x"}' }, 'library'],
    ['a broken package.json', { 'package.json': '{' }, 'library'],
    ['Go with a command', { 'go.mod': 'module x', 'cmd/x/main.go': '' }, 'service'],
    ['Go without', { 'go.mod': 'module x', 'x.go': '' }, 'library'],
    ['Spring', { 'pom.xml': '<artifactId>spring-boot-starter</artifactId>' }, 'service'],
    ['Java', { 'pom.xml': '<project/>' }, 'library'],
    ['Python', { 'pyproject.toml': 'dependencies = ["fastapi"]' }, 'service'],
    ['only a Dockerfile', { Dockerfile: '' }, 'service'],
    ['pages', { 'README.md': '', 'docs/index.md': '' }, 'documentation'],
    ['scripts', { 'deploy.sh': '' }, 'other'],
  ] as const)('of %s is a %s', (_, files, type) => {
    const proposal = propose(files);
    expect(proposal.documents).toMatchObject([{ kind: 'Component', spec: { type } }]);
    expect(refused(proposal)).toEqual([]);
  });

  test('asks for an owner where nothing names one, and says who is not in the catalog', () => {
    expect(propose({ 'go.mod': '' })).toMatchObject({ documents: [{ spec: { owner: 'unknown' } }], notes: ['No CODEOWNERS file names an owner: write the team that owns it.'] });
    expect(propose({ 'go.mod': '', CODEOWNERS: '*.js @acme/web\n* @ada\n' })).toMatchObject({ documents: [{ spec: { owner: 'user:ada' } }], notes: ['user:ada owns it by CODEOWNERS, and is not in the catalog.'] });
    expect(propose({ 'go.mod': '', CODEOWNERS: '* @acme/one @acme/two\n' }, {}, ['group:default/two'])).toMatchObject({ documents: [{ spec: { owner: 'two' } }], notes: [] });
  });

  test('describes the APIs that documents describe', () => {
    const proposal = propose({ Dockerfile: '', 'openapi.yaml': 'openapi: 3.0.0\ninfo:\n  title: Shop API\n', 'events/asyncapi.json': '{"asyncapi": "3.0.0", "info": {"title": "Events"}}', 'api/notes.yaml': 'just: yaml\n', 'proto/stock.proto': 'service Stock {}\n' });
    expect(proposal.documents).toMatchObject([
      { kind: 'Component', spec: { providesApis: ['shop-api', 'shop-asyncapi', 'stock'] } },
      { kind: 'API', metadata: { name: 'shop-api', title: 'Shop API' }, spec: { type: 'openapi', definition: { $text: './openapi.yaml' } } },
      { kind: 'API', metadata: { name: 'shop-asyncapi', title: 'Events' }, spec: { type: 'asyncapi' } },
      { kind: 'API', metadata: { name: 'stock' }, spec: { type: 'grpc' } },
    ]);
    expect(refused(proposal)).toEqual([]);
  });

  test('makes of a monorepo a system with a component for each package', () => {
    const proposal = propose({ 'package.json': '{"workspaces":["packages/*"]}', 'packages/web/package.json': '{"name":"@acme/web","dependencies":{"vue":"3"}}', 'packages/api/package.json': '{"name":"@acme/api","dependencies":{"koa":"1"}}', 'packages/api/openapi.yaml': 'openapi: 3.0.0\n', 'packages/api/test/fixtures/package.json': '{}', 'node_modules/x/package.json': '{}' });
    expect(proposal.documents).toMatchObject([
      { kind: 'System', metadata: { name: 'shop' } },
      { kind: 'Component', metadata: { name: 'api', annotations: { 'backstage.io/source-location': 'url:https://github.com/acme/shop/tree/main/packages/api/' } }, spec: { type: 'service', system: 'shop', providesApis: ['shop-api'] } },
      { kind: 'Component', metadata: { name: 'web' }, spec: { type: 'website' } },
      { kind: 'API' },
    ]);
    expect(proposal.notes.at(-1)).toMatch(/^2 packages were found/);
    expect(refused(proposal)).toEqual([]);
  });

  test('points to catalog files that lie elsewhere in the repository', () => {
    const proposal = propose({ 'services/pay/catalog-info.yaml': '', 'docs/catalog-info.yml': '', 'templates/x/skeleton/catalog-info.yaml': '' });
    expect(proposal.existing).toEqual(['services/pay/catalog-info.yaml', 'docs/catalog-info.yml']);
    expect(proposal.documents).toEqual([{ apiVersion: 'backstage.io/v1alpha1', kind: 'Location', metadata: { name: 'shop' }, spec: { targets: ['./services/pay/catalog-info.yaml', './docs/catalog-info.yml'] } }]);
    expect(refused(proposal)).toEqual([]);
  });

  test('takes whatever names there are', () => {
    for (const name of ['.github', '__x__', 'Ünïcode', 'a'.repeat(100), '---', '2048', 'true', 'my_app.js']) {
      expect([name, refused(propose({ 'go.mod': '' }, { name }))]).toEqual([name, []]);
    }
    const hostile = propose({ 'package.json': JSON.stringify({ name: 'x', description: '"\n---\nkind: Evil' }), 'go.mod': '' });
    expect(hostile.documents).toHaveLength(1);
    expect(hostile.documents[0]).toMatchObject({ metadata: { description: '" --- kind: Evil' } });
  });
});
