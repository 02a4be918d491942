import { describe, expect, it } from 'vitest';
import { accept, complete, createTestService, entity, graphOf, inOrder, labels } from './testCatalog';

const HEAD = 'apiVersion: backstage.io/v1alpha1\nkind: Component\n';

const NEWER = { newer: true };

describe('values', () => {
  it('offers kinds, by apiVersion where it is written', () => {
    expect(labels('kind: |')).toEqual(['Component', 'API', 'Resource', 'System', 'Domain', 'Group', 'User', 'Location', 'Template']);
    expect(labels('apiVersion: scaffolder.backstage.io/v1beta3\nkind: |')).toEqual(['Template']);
    expect(labels('apiVersion: backstage.io/v1alpha1\nkind: |')).not.toContain('Template');
  });

  it('offers apiVersions, by kind where it is written', () => {
    expect(labels('apiVersion: |')).toEqual(['backstage.io/v1alpha1', 'backstage.io/v1beta1', 'scaffolder.backstage.io/v1beta3']);
    expect(labels('apiVersion: |\nkind: Template\n')).toEqual(['scaffolder.backstage.io/v1beta3']);
  });

  it('offers AiResource where the newer model is on', () => {
    expect(labels('kind: |', createTestService({ model: () => NEWER }))).toContain('AiResource');
    expect(labels('kind: AiResource\nspec:\n  type: skill\n  |', createTestService({ model: () => NEWER }))).toContain('disciplines');
  });

  it('offers lifecycles, those in use after the customary ones', () => {
    expect(labels(`${HEAD}spec:\n  lifecycle: |`)).toEqual(['experimental', 'production', 'deprecated', 'sunset']);
    expect(complete(`${HEAD}spec:\n  lifecycle: |`).items.find(({ label }) => label === 'production')?.detail).toBe('used 3 times');
  });

  it('offers types of the kind, those in use after the customary ones', () => {
    expect(labels(`${HEAD}spec:\n  type: |`)).toEqual(['service', 'website', 'library', 'cronjob']);
    expect(labels('kind: API\nspec:\n  type: |')).toContain('openapi');
    expect(labels('kind: API\nspec:\n  type: |')).not.toContain('service');
  });

  it('offers enumerated values with their default', () => {
    const items = complete('kind: Location\nspec:\n  presence: |').items;
    expect(items.map(({ label, detail }) => [label, detail])).toEqual([['required', 'default'], ['optional', undefined]]);
  });

  it('offers icons of links', () => {
    expect(labels(`${HEAD}metadata:\n  links:\n    - url: x\n      icon: |`)).toEqual(expect.arrayContaining(['dashboard', 'kind:api']));
  });

  it('offers namespaces in use', () => {
    expect(labels(`${HEAD}metadata:\n  namespace: |`)).toEqual(['default', 'external']);
  });

  it('offers tags in use, the most frequent first, none twice', () => {
    expect(labels(`${HEAD}metadata:\n  tags:\n    - |`)).toEqual(['java', 'payments']);
    expect(labels(`${HEAD}metadata:\n  tags:\n    - java\n    - |`)).toEqual(['payments']);
    expect(labels(`${HEAD}metadata:\n  tags:\n    - |\n    - java\n`)).toEqual(['payments']);
    expect(labels(`${HEAD}metadata:\n  tags: [java, |]`)).toEqual(['payments']);
    expect(labels(`${HEAD}metadata:\n  tags: [|`)).toEqual(['java', 'payments']);
    expect(labels(`${HEAD}metadata:\n  tags: [\n    java,\n    pa|\n  ]`)).toEqual(['payments']);
  });

  it('quotes what YAML would take for something else', () => {
    const service = createTestService({ graph: graphOf([entity('Component', 'a', {}, { tags: ['true', '#1', '42', 'c++'] })]) });
    const marked = `${HEAD}metadata:\n  tags:\n    - |`;
    expect(accept(marked, 'true', service)).toContain('- "true"');
    expect(accept(marked, '#1', service)).toContain('- "#1"');
    expect(accept(marked, '42', service)).toContain('- "42"');
    expect(accept(marked, 'c++', service)).toContain('- c++');
  });

  it('knows the repository for the project slug and forms of techdocs-ref', () => {
    expect(labels(`${HEAD}metadata:\n  annotations:\n    github.com/project-slug: |`)).toEqual(['acme/shop']);
    expect(labels(`${HEAD}metadata:\n  annotations:\n    github.com/project-slug: |`, createTestService({ locationOf: () => undefined }))).toEqual([]);
    expect(labels(`${HEAD}metadata:\n  annotations:\n    backstage.io/techdocs-ref: |`)[0]).toBe('dir:.');
  });

  it('offers nothing for free texts', () => {
    expect(labels(`${HEAD}metadata:\n  name: |`)).toEqual([]);
    expect(labels(`${HEAD}metadata:\n  description: te|`)).toEqual([]);
    expect(labels(`${HEAD}metadata: |`)).toEqual([]);
  });
});

describe('entity refs', () => {
  it('offers groups, then users, for an owner', () => {
    expect(labels(`${HEAD}spec:\n  owner: |`)).toEqual(['team-payments', 'team-orders', 'external/auditors', 'user:jane']);
  });

  it.each([
    ['Component', 'system: |', ['checkout-platform']],
    ['Component', 'subcomponentOf: |', ['payment-service', 'order-service', 'legacy-cart']],
    ['Component', 'providesApis:\n    - |', ['payment-api', 'order-api']],
    ['Component', 'consumesApis: [|]', ['payment-api', 'order-api']],
    ['System', 'domain: |', ['commerce']],
    ['Domain', 'subdomainOf: |', ['commerce']],
    ['Group', 'parent: |', ['team-payments', 'team-orders', 'external/auditors']],
    ['Group', 'children:\n  - |', ['team-payments', 'team-orders', 'external/auditors']],
    ['Group', 'members: [|', ['jane']],
    ['User', 'memberOf:\n    - |', ['team-payments', 'team-orders', 'external/auditors']],
  ])('offers what fits in %s %s', (kind, field, expected) => {
    expect(labels(`kind: ${kind}\nspec:\n  ${field}`)).toEqual(expected);
  });

  it('writes the kind where a field has no default one', () => {
    const offered = labels(`${HEAD}spec:\n  dependsOn:\n    - |`);
    expect(offered.slice(0, 4)).toEqual(['component:payment-service', 'component:order-service', 'component:legacy-cart', 'resource:postgres-payments']);
    expect(labels('kind: Resource\nspec:\n  dependencyOf:\n    - |')).toContain('component:payment-service');
  });

  it('leaves out the entity itself and what the list has', () => {
    const offered = labels(`${HEAD}metadata:\n  name: order-service\nspec:\n  dependsOn:\n    - component:default/payment-service\n    - |`);
    expect(offered[0]).toBe('component:legacy-cart');
    expect(offered).not.toContain('component:payment-service');
  });

  it('shows owner and description beside', () => {
    const item = complete(`${HEAD}spec:\n  subcomponentOf: |`).items.find(({ label }) => label === 'payment-service');
    expect(item?.detail).toBe('Payments · team-payments');
    expect(item?.documentation).toContain('Takes \\*money\\*\\.');
    expect(item?.filterText).toBe('payment-service Payments');
    expect(complete(`${HEAD}spec:\n  subcomponentOf: |`).items.find(({ label }) => label === 'legacy-cart')?.deprecated).toBe(true);
  });

  it('is shortest from the namespace of the document', () => {
    expect(labels('kind: Component\nmetadata:\n  namespace: external\nspec:\n  owner: |')).toEqual(['default/team-payments', 'default/team-orders', 'auditors', 'user:default/jane']);
  });

  it('writes kind and namespace where they are being typed', () => {
    expect(labels(`${HEAD}spec:\n  owner: group:|`)).toEqual(expect.arrayContaining(['group:team-payments']));
    expect(labels(`${HEAD}spec:\n  owner: group:default/|`)).toEqual(expect.arrayContaining(['group:default/team-payments']));
    expect(labels(`${HEAD}spec:\n  owner: default/|`)).toEqual(expect.arrayContaining(['default/team-payments']));
  });

  it('narrows by what is typed, and finds titles too', () => {
    expect(labels(`${HEAD}spec:\n  subcomponentOf: pay|`)).toEqual(['payment-service']);
    const titled = createTestService({ graph: graphOf([entity('System', 'sys-0042', {}, { title: 'Checkout' })]) });
    expect(labels(`${HEAD}spec:\n  system: check|`, titled)).toEqual(['sys-0042']);
  });

  it.each([
    ['right behind the colon', `${HEAD}spec:\n  owner:|`, `${HEAD}spec:\n  owner: team-orders`],
    ['behind the blank', `${HEAD}spec:\n  owner: |\n`, `${HEAD}spec:\n  owner: team-orders\n`],
    ['in the middle of a value', `${HEAD}spec:\n  owner: te|am-payments\n`, `${HEAD}spec:\n  owner: team-orders\n`],
    ['before a value', `${HEAD}spec:\n  owner: |x\n`, `${HEAD}spec:\n  owner: team-orders\n`],
    ['before a comment', `${HEAD}spec:\n  owner: te| # who\n`, `${HEAD}spec:\n  owner: team-orders # who\n`],
    ['in quotes', `${HEAD}spec:\n  owner: "te|"\n`, `${HEAD}spec:\n  owner: "team-orders"\n`],
    ['in single quotes', `${HEAD}spec:\n  owner: '|'\n`, `${HEAD}spec:\n  owner: 'team-orders'\n`],
    ['behind an open quote', `${HEAD}spec:\n  owner: "te|`, `${HEAD}spec:\n  owner: "team-orders`],
    ['on the next line', `${HEAD}spec:\n  owner:\n    te|`, `${HEAD}spec:\n  owner:\n    team-orders`],
    ['behind an anchor', `${HEAD}spec:\n  owner: &who te|`, `${HEAD}spec:\n  owner: &who team-orders`],
    ['behind a key in quotes', `${HEAD}spec:\n  "owner": |`, `${HEAD}spec:\n  "owner": team-orders`],
    ['behind a blank before the colon', `${HEAD}spec:\n  owner : |`, `${HEAD}spec:\n  owner : team-orders`],
    ['in a flow mapping', `${HEAD}spec: {type: service, owner: te|, lifecycle: x}`, `${HEAD}spec: {type: service, owner: team-orders, lifecycle: x}`],
    ['in an unclosed flow mapping', `${HEAD}spec: {type: service, owner: |`, `${HEAD}spec: {type: service, owner: team-orders`],
    ['in JSON', '{"kind": "Component", "spec": {"owner": "|"}}', '{"kind": "Component", "spec": {"owner": "team-orders"}}'],
    ['with a wrong indentation', `${HEAD}spec:\n    type: service\n  owner: |`, `${HEAD}spec:\n    type: service\n  owner: team-orders`],
    ['with tabs', `${HEAD}spec:\n\towner:\t|`, `${HEAD}spec:\n\towner:\tteam-orders`],
    ['below an empty value', `${HEAD}spec:\n  type:\n  owner: |`, `${HEAD}spec:\n  type:\n  owner: team-orders`],
  ])('fills in an owner %s', (_where, marked, expected) => {
    expect(accept(marked, 'team-orders')).toBe(expected);
  });

  it.each([
    ['an item', `kind: User\nspec:\n  memberOf:\n    - |`, `kind: User\nspec:\n  memberOf:\n    - team-orders`],
    ['an item at the column of its key', `kind: User\nspec:\n  memberOf:\n  - te|\n  profile: {}\n`, `kind: User\nspec:\n  memberOf:\n  - team-orders\n  profile: {}\n`],
    ['an item between others', `kind: User\nspec:\n  memberOf:\n    - a\n    - |\n    - b\n`, `kind: User\nspec:\n  memberOf:\n    - a\n    - team-orders\n    - b\n`],
    ['a line without a dash', `kind: User\nspec:\n  memberOf:\n    |`, `kind: User\nspec:\n  memberOf:\n    - team-orders`],
    ['the line of the key', `kind: User\nspec:\n  memberOf: |`, `kind: User\nspec:\n  memberOf: \n    - team-orders`],
    ['an item of a flow list', `kind: User\nspec:\n  memberOf: [a, te|]`, `kind: User\nspec:\n  memberOf: [a, team-orders]`],
    ['a quoted item', `kind: User\nspec:\n  memberOf: ["a", "|"]`, `kind: User\nspec:\n  memberOf: ["a", "team-orders"]`],
  ])('fills in %s of a list', (_where, marked, expected) => {
    expect(accept(marked, 'team-orders')).toBe(expected);
  });

  it('keeps Windows line ends out of a value', () => {
    const [item] = complete(`${HEAD}spec:\r\n  owner: team-o|\r\n  type: x\r\n`).items;
    expect(item?.range).toEqual({ start: { line: 3, character: 9 }, end: { line: 3, character: 15 } });
  });

  it('offers entities of the same file that the catalog has not read', () => {
    const marked = `apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: brand-new\n---\n${HEAD}spec:\n  system: |`;
    expect(labels(marked)).toEqual(['brand-new', 'checkout-platform']);
    expect(complete(marked).items[0]?.detail).toBe('in this file');
  });

  it('works after a broken document, at the right line', () => {
    const { items } = complete(`a: [\n"\n---\n${HEAD}spec:\n  system: |`);
    expect(items.map(({ label, range }) => [label, range.start.line])).toEqual([['checkout-platform', 6]]);
  });

  it('gives 200 at most and says that there are more', () => {
    const many = graphOf(Array.from({ length: 1000 }, (_, index) => entity('System', `system-${index}`)));
    const service = createTestService({ graph: many });
    const all = complete(`${HEAD}spec:\n  system: |`, service);
    expect(all.items).toHaveLength(200);
    expect(all.isIncomplete).toBe(true);
    const some = complete(`${HEAD}spec:\n  system: system-99|`, service);
    expect(inOrder(some).map(({ label }) => label)).toEqual(['system-99', ...Array.from({ length: 10 }, (_, index) => `system-${990 + index}`)]);
  });

  it('offers nothing in skeleton expressions', () => {
    expect(labels(`${HEAD}spec:\n  owner: \${{ values.|`)).toEqual([]);
  });
});
