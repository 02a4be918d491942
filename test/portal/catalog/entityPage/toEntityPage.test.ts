import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/portal/catalog/entity';
import type { CatalogQuery } from '../../../../src/portal/catalog/query';
import { entitiesOfCard, SHOWN_AT_FIRST } from '../../../../src/portal/catalog/entityPage/relationCards';
import { toEntityPage, type EntityPageInput } from '../../../../src/portal/catalog/entityPage/toEntityPage';
import type { EntityPage } from '../../../../src/portal/catalog/entityPage/entityPage';
import { graphOf, need, onGitHub, type Written } from './catalog';

const looks = { iconOf: ({ entity }: { entity: { kind: string } }) => `of-${entity.kind}`, iconOfKind: (kind: string) => `kind-${kind}` };

function pageOf(graph: CatalogQuery, ref: string, more: Partial<EntityPageInput> = {}): EntityPage {
  return toEntityPage(need(graph, ref), { graph, problems: [], sources: [], looks, pathOf: (uri) => uri, actions: { docs: false, repository: true, starred: undefined }, ...more });
}

const factsOf = (page: EntityPage): Record<string, string[]> =>
  Object.fromEntries(page.facts.map(({ label, values }) => [label, values.map((value) => (value.type === 'entity' ? `→ ${value.entity.ref}` : value.text))]));
const cardsOf = (page: EntityPage): Record<string, string[]> => Object.fromEntries(page.cards.map(({ title, shown }) => [title, shown.map(({ ref }) => ref)]));

const SHOP: readonly Written[] = [
  { kind: 'Domain', name: 'commerce', spec: { owner: 'shop-team', subdomainOf: 'business' } },
  { kind: 'System', name: 'checkout', spec: { owner: 'shop-team', domain: 'commerce' } },
  {
    kind: 'Component',
    name: 'Cart',
    metadata: { title: 'The Cart', description: 'Holds *what* is bought', tags: ['java'], labels: { tier: 'gold' } },
    spec: { type: 'service', lifecycle: 'production', owner: 'shop-team', system: 'checkout', dependsOn: ['resource:db', 'component:ledger', 'component:gone'], providesApis: ['cart-api'], consumesApis: ['mail-api'] },
  },
  { kind: 'Component', name: 'cart-ui', spec: { type: 'website', lifecycle: 'experimental', owner: 'user:ada', subcomponentOf: 'cart' } },
  { kind: 'Component', name: 'ledger', spec: { type: 'service', lifecycle: 'deprecated', owner: 'shop-team' } },
  { kind: 'Resource', name: 'db', spec: { type: 'database', owner: 'shop-team', system: 'checkout' } },
  { kind: 'API', name: 'cart-api', spec: { type: 'openapi', lifecycle: 'production', owner: 'shop-team', definition: 'openapi: 3.1.0\n' } },
  { kind: 'Group', name: 'shop-team', spec: { type: 'team', parent: 'everybody', children: ['pages-team'], profile: { displayName: 'Shop people', email: 'shop@example.com' } } },
  { kind: 'User', name: 'ada', spec: { memberOf: ['shop-team'], profile: { displayName: 'Ada L.' } } },
];
const shop = graphOf(...SHOP);

describe('the page of an entity', () => {
  test('says what it is, and what it is part of', () => {
    const page = pageOf(shop, 'component:default/cart');
    expect(page).toMatchObject({ ref: 'component:default/cart', title: 'The Cart', kind: 'Component', icon: 'of-Component', description: 'Holds *what* is bought', tags: ['java'], labels: [{ name: 'tier', value: 'gold' }], orphan: false });
    expect(factsOf(page)).toEqual({ Owner: ['→ group:default/shop-team'], System: ['→ system:default/checkout'], Kind: ['Component'], Type: ['service'], Lifecycle: ['production'] });
    expect(factsOf(pageOf(shop, 'component:default/cart-ui'))).toMatchObject({ Owner: ['→ user:default/ada'], 'Parent component': ['→ component:default/cart'] });
    expect(factsOf(pageOf(shop, 'system:default/checkout'))).toMatchObject({ Domain: ['→ domain:default/commerce'] });
    expect(factsOf(pageOf(shop, 'domain:default/commerce'))).toMatchObject({ 'Parent domain': ['→ domain:default/business'] });
    expect(factsOf(pageOf(shop, 'group:default/shop-team'))).toMatchObject({ 'Parent group': ['→ group:default/everybody'], Email: ['shop@example.com'] });
  });

  test('shows an owner that makes no relation as it is written', () => {
    const graph = graphOf({ kind: 'Component', name: 'a', spec: { type: 'service', lifecycle: 'production', owner: 'group:' } });
    expect(factsOf(pageOf(graph, 'component:default/a'))['Owner']).toEqual(['group:']);
  });

  test('has a card for each kind of relation, in both directions', () => {
    expect(cardsOf(pageOf(shop, 'component:default/cart'))).toEqual({
      'Has subcomponents': ['component:default/cart-ui'],
      'Provides APIs': ['api:default/cart-api'],
      'Consumes APIs': ['api:default/mail-api'],
      'Depends on components': ['component:default/gone', 'component:default/ledger'],
      'Depends on resources': ['resource:default/db'],
    });
    expect(Object.keys(cardsOf(pageOf(shop, 'system:default/checkout')))).toEqual(['Has components', 'Has resources']);
    expect(Object.keys(cardsOf(pageOf(shop, 'domain:default/commerce')))).toEqual(['Has systems']);
    expect(cardsOf(pageOf(shop, 'resource:default/db'))).toEqual({ 'Dependency of components': ['component:default/cart'] });
    expect(cardsOf(pageOf(shop, 'api:default/cart-api'))).toEqual({ 'Provided by': ['component:default/cart'] });
    expect(cardsOf(pageOf(shop, 'user:default/ada'))).toEqual({ 'Member of': ['group:default/shop-team'], Owns: ['component:default/cart-ui'] });
    const group = pageOf(shop, 'group:default/shop-team');
    expect(Object.keys(cardsOf(group))).toEqual(['Members', 'Child groups', 'Owns']);
    expect(group.cards.at(-1)).toMatchObject({ total: 6, summary: '1 × API, 2 × Component, 1 × Domain, 1 × Resource, 1 × System' });
  });

  test('shows in lists what an entity is called, and marks what is deprecated or missing', () => {
    const [gone, ledger] = pageOf(shop, 'component:default/cart').cards.find(({ title }) => title === 'Depends on components')?.shown ?? [];
    expect(gone).toEqual({ ref: 'component:default/gone', label: 'gone', kind: 'component', icon: 'kind-component', detail: '', description: undefined, missing: true, deprecated: false });
    expect(ledger).toMatchObject({ label: 'ledger', detail: 'service · deprecated', missing: false, deprecated: true });
    expect(pageOf(shop, 'group:default/shop-team').cards[0]?.shown[0]?.label).toBe('Ada L.');
  });

  test('lists relations that lead nowhere', () => {
    expect(pageOf(shop, 'component:default/cart').missing).toEqual({ total: 2, shown: [{ title: 'Consumes APIs', ref: 'api:default/mail-api' }, { title: 'Depends on components', ref: 'component:default/gone' }] });
    expect(pageOf(shop, 'domain:default/commerce').missing.shown).toEqual([{ title: 'Part of', ref: 'domain:default/business' }]);
    expect(pageOf(shop, 'resource:default/db').missing).toEqual({ total: 0, shown: [] });
  });

  test('of a group that owns thousands shows the first and says how many; all of them come when asked for', () => {
    const many = Array.from({ length: 5_000 }, (_, index): Written => ({ kind: 'Component', name: `c-${index}`, spec: { type: 'service', lifecycle: 'production', owner: 'team' } }));
    const graph = graphOf({ kind: 'Group', name: 'team', spec: { type: 'team', children: [] } }, ...many);
    const owns = pageOf(graph, 'group:default/team').cards.find(({ title }) => title === 'Owns');
    expect(owns?.total).toBe(5_000);
    expect(owns?.shown).toHaveLength(SHOWN_AT_FIRST);
    expect(entitiesOfCard('group:default/team', owns?.id ?? '', graph, looks)).toHaveLength(5_000);
    expect(entitiesOfCard('group:default/team', 'no/such', graph, looks)).toEqual([]);
  });

  test('is not led astray by types of relations that every object has as properties', () => {
    const graph: CatalogQuery = { ...wrap(shop), relations: () => [{ type: '__proto__', targetRef: 'component:default/ledger' }, { type: 'constructor', targetRef: 'component:default/ledger' }, { type: 'approvedBy', targetRef: 'constructor:default/x' }] };
    expect(cardsOf(pageOf(graph, 'component:default/cart'))).toEqual({ approvedBy: ['constructor:default/x'], constructor: ['component:default/ledger'], ['__proto__']: ['component:default/ledger'] });
  });
});

function wrap(graph: CatalogQuery): CatalogQuery {
  return { size: graph.size, get: (ref) => graph.get(ref), kinds: () => graph.kinds(), byKind: (kind) => graph.byKind(kind), all: () => graph.all(), relations: (ref) => graph.relations(ref) };
}

describe('links', () => {
  test('have an icon for every key Backstage knows, a globe for others, and are opened only where they lead to the web', () => {
    const links: JsonValue[] = [
      { url: 'https://grafana.example.com/d/1', title: 'Dashboard', icon: 'dashboard', type: 'metrics' },
      { url: 'https://chat.example.com', icon: 'chat' },
      { url: 'https://x.example.com', title: 'X', icon: 'unheard-of' },
      { url: 'https://y.example.com', icon: '__proto__' },
      { url: 'javascript:alert(1)', title: 'Click me' },
      { url: 'command:workbench.action.quit', icon: 'kind:API' },
      { url: 'vscode://x/y' },
      { title: 'nothing' },
      'text',
    ];
    const page = pageOf(graphOf({ kind: 'Component', name: 'a', metadata: { links } }), 'component:default/a');
    expect(page.links.map(({ title, icon, web, host }) => [title, icon, web, host])).toEqual([
      ['Dashboard', 'dashboard', true, 'grafana.example.com'],
      ['https://chat.example.com', 'comment-discussion', true, 'chat.example.com'],
      ['X', 'globe', true, 'x.example.com'],
      ['https://y.example.com', 'globe', true, 'y.example.com'],
      ['Click me', 'globe', false, ''],
      ['command:workbench.action.quit', 'plug', false, ''],
      ['vscode://x/y', 'globe', false, ''],
    ]);
  });
});

describe('what is deprecated', () => {
  const end = (metadata: Written['metadata'], lifecycle = 'deprecated') =>
    pageOf(graphOf(...SHOP, { kind: 'Component', name: 'old', ...(metadata && { metadata }), spec: { type: 'service', lifecycle, owner: 'x' } }), 'component:default/old').deprecation;

  test('names its end of life and its replacement where annotations or labels do', () => {
    expect(end({ annotations: { 'acme.com/end-of-life': '2027-06-30', 'acme.com/replaced-by': 'component:cart' } })).toMatchObject({ endOfLife: '2027-06-30', replacement: { type: 'entity', entity: { ref: 'component:default/cart', label: 'The Cart' } } });
    expect(end({ labels: { eol: '2027', successor: 'cart-ui' } })).toMatchObject({ endOfLife: '2027', replacement: { type: 'entity', entity: { ref: 'component:default/cart-ui' } } });
    expect(end({ annotations: { replacement: 'https://example.com/new' } })?.replacement).toEqual({ type: 'link', url: 'https://example.com/new', text: 'https://example.com/new' });
    expect(end({ annotations: { replacement: 'Ask the shop team' } })?.replacement).toEqual({ type: 'text', text: 'Ask the shop team' });
    expect(end({ annotations: { replacement: 'javascript:alert(1)' } })?.replacement).toEqual({ type: 'text', text: 'javascript:alert(1)' });
  });

  test('is said without them, too; others say nothing unless they have an end', () => {
    expect(end({})).toEqual({ endOfLife: undefined, replacement: undefined });
    expect(end({}, 'production')).toBeUndefined();
    expect(end({ annotations: { 'acme.com/replaced-by': 'cart' } }, 'production')).toBeUndefined();
    expect(end({ annotations: { 'acme.com/sunset': '2028-01-01' } }, 'production')?.endOfLife).toBe('2028-01-01');
  });
});

describe('where it is defined', () => {
  const workspace = onGitHub('cart', 'services/cart/catalog-info.yaml', { uri: 'file:///home/ada/cart/services/cart/catalog-info.yaml', source: 'workspace' });
  const sources = [
    { id: 'workspace', label: 'Workspace' },
    { id: 'github:https://github.com/Acme', label: 'acme' },
  ];

  test('is a file, its repository and its source', () => {
    expect(pageOf(shop, 'component:default/cart', { sources: [{ id: 'github:https://github.com/acme', label: 'acme' }] }).place).toEqual({ path: 'catalog-info.yaml', line: 3, repository: 'acme/Cart', branch: 'main', source: 'acme', insteadOfGitHub: undefined });
  });

  test('names the folder that is shown in the place of GitHub', () => {
    const graph = graphOf({ kind: 'Component', name: 'cart', origin: workspace });
    expect(pageOf(graph, 'component:default/cart', { sources, checkout: 'cart' }).place).toEqual({ path: 'services/cart/catalog-info.yaml', line: 3, repository: 'acme/cart', branch: 'main', source: 'Workspace', insteadOfGitHub: 'cart' });
    expect(pageOf(graph, 'component:default/cart', { sources }).place.insteadOfGitHub).toBeUndefined();
  });

  test('comes with what is wrong with it, or with its file as a whole', () => {
    const graph = graphOf({ kind: 'Component', name: 'cart', origin: workspace });
    const range = { start: { line: 9, character: 4 }, end: { line: 9, character: 8 } };
    const problems = [
      { uri: 'file:///other.yaml', problems: [{ code: 'x/y', severity: 'error' as const, message: 'not mine', range }] },
      { uri: workspace.uri ?? '', problems: [{ code: 'relations/kind', severity: 'error' as const, message: 'Entity reference "db" had missing or empty kind', range }, { code: 'a/b', severity: 'error' as const, message: 'of a neighbour', range, ref: 'component:default/other' }, { code: 'a/c', severity: 'warning' as const, message: 'its own', range, ref: 'component:default/cart' }] },
    ];
    expect(pageOf(graph, 'component:default/cart', { problems }).problems).toEqual([
      { severity: 'error', message: 'Entity reference "db" had missing or empty kind', code: 'relations/kind', line: 9, character: 4 },
      { severity: 'warning', message: 'its own', code: 'a/c', line: 9, character: 4 },
    ]);
  });

  test('is told by Locations, the outermost first; a circle of them ends', () => {
    const at = (path: string): Written['origin'] => onGitHub('mono', path);
    const graph = graphOf(
      { kind: 'Location', name: 'root', spec: { targets: ['./services/*/catalog-info.yaml', './teams/all.yaml'] }, origin: at('catalog-info.yaml') },
      { kind: 'Location', name: 'pay', spec: { target: './parts/pay.yaml' }, origin: at('services/pay/catalog-info.yaml') },
      { kind: 'Component', name: 'pay', origin: at('services/pay/parts/pay.yaml') },
      { kind: 'Component', name: 'alone', origin: at('else/where.yaml') },
      { kind: 'Location', name: 'other', spec: { target: './services/pay/parts/pay.yaml' }, origin: onGitHub('elsewhere', 'catalog-info.yaml') },
      { kind: 'Location', name: 'a', spec: { target: './b.yaml' }, origin: at('circle/a.yaml') },
      { kind: 'Location', name: 'b', spec: { target: 'https://github.com/acme/mono/blob/main/circle/a.yaml' }, origin: at('circle/b.yaml') },
    );
    expect(pageOf(graph, 'component:default/pay').ancestry.map(({ ref }) => ref)).toEqual(['location:default/root', 'location:default/pay']);
    expect(pageOf(graph, 'component:default/alone').ancestry).toEqual([]);
    expect(pageOf(graph, 'location:default/a').ancestry.map(({ ref }) => ref)).toEqual(['location:default/a', 'location:default/b']);
  });

  test('warns of an orphan', () => {
    expect(pageOf(graphOf({ kind: 'Component', name: 'a', metadata: { annotations: { 'backstage.io/orphan': 'true' } } }), 'component:default/a').orphan).toBe(true);
  });
});

describe('the definition of an API', () => {
  test.each([
    ['openapi', 'openapi: 3.1.0', 'yaml'],
    ['openapi', '{"openapi": "3.1.0"}', 'json'],
    ['asyncapi', 'asyncapi: 3.0.0', 'yaml'],
    ['graphql', 'type Query { a: Int }', 'graphql'],
    ['gRPC', 'syntax = "proto3";', 'protobuf'],
    ['trpc', 'export const router = 1', 'typescript'],
    ['made-up', '<xml/>', 'text'],
  ])('of type %s (%s) is coloured as %s', (type, definition, language) => {
    const graph = graphOf({ kind: 'API', name: 'a', spec: { type, lifecycle: 'production', owner: 'x', definition } });
    expect(pageOf(graph, 'api:default/a').definition).toEqual({ type, language, length: definition.length });
  });

  test('is none where there is no text; an MCP server says where it is reached', () => {
    const graph = graphOf({ kind: 'API', name: 'tools', spec: { type: 'mcp-server', lifecycle: 'production', owner: 'x', remotes: [{ type: 'streamable-http', url: 'https://mcp.example.com' }] } });
    expect(pageOf(graph, 'api:default/tools').definition).toBeUndefined();
    expect(factsOf(pageOf(graph, 'api:default/tools'))['Remotes']).toEqual(['https://mcp.example.com']);
  });
});
