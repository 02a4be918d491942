import type { Ports } from './marks';
import { entity, graphOf, READ } from '../testCatalog';

/** A text in which just this is wrong, at the marked places. */
export interface Example {
  readonly code: string;
  /** What is special about it, where a code has several. */
  readonly about?: string;
  readonly text: string;
  readonly ports?: Ports;
  /** What the message must hold. */
  readonly says?: string;
}

export const component = (metadata = '', spec = '', owner = 'team-payments'): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\n${metadata}spec:\n  type: service\n  lifecycle: production\n  owner: ${owner}\n${spec}`;
export const api = (definition: string, type = 'openapi'): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: orders\nspec:\n  type: ${type}\n  lifecycle: production\n  owner: team-payments\n  definition: ${definition}`;
const group = (name: string, spec: string): string => `apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ${name}\nspec:\n  type: team\n  children: []\n${spec}`;
const annotated = (line: string): string => component(`  annotations:\n    ${line}\n`);
const AT = 'https://github.com/acme/shop/tree/main';
const texts = (found: Readonly<Record<string, string | null>>): Ports => ({
  placeholders: { of: () => new Map(Object.entries(found).map(([path, text]) => [`${AT}/${path}`, text])), read: () => Promise.resolve(), noteChanged: () => [], forget: () => undefined },
});
const verdict = (code: string, severity: 'error' | 'warning'): Ports => ({
  verdictsOf: () => [{ code, severity, message: 'As the catalog says.', ref: 'component:default/shop', range: { start: { line: 3, character: 2 }, end: { line: 3, character: 2 } } }],
});

export const EXAMPLES: readonly Example[] = [
  { code: 'file/binary', text: '«»a: \0\n' },
  { code: 'file/too-deep', text: `«»${'['.repeat(600)}\n` },
  { code: 'file/alias-bomb', text: `«»a: &a 1\nb: [${'*a, '.repeat(300)}]\n` },
  { code: 'file/refused', text: `«»${component()}---\n«»kind: Component\n`.replace('«»', ''), says: 'component:default/shop is left out with it' },
  { code: 'yaml/root', text: '«- a\n»' },
  { code: 'yaml/*', text: 'a: 1\n«a»: 2\n' },
  { code: 'envelope/*', text: component().replace('kind: Component', 'kind: «1»') },
  { code: 'preprocess/value', text: api('«{$text: 3}»\n') },
  { code: 'preprocess/url', text: api('«{$text: "https://github.com/other/repo/blob/main/a.yaml"}»\n') },
  { code: 'preprocess/not-found', text: api('«{$text: ./no.yaml}»\n'), ports: texts({ 'no.yaml': null }) },
  { code: 'preprocess/content', text: component('', '  x: «{$json: ./a.json}»\n'), ports: texts({ 'a.json': '{' }) },
  { code: 'preprocess/too-many', text: component('', `  x: [${'{$text: ./a}, '.repeat(100)}«{$text: ./b}»]\n`), ports: texts({ a: '', b: '' }) },
  { code: 'preprocess/api-version', text: component().replace('v1alpha1', 'v7').replace('backstage.io/v7', '«backstage.io/v7»'), ports: { model: () => ({ newer: true }) } },
  { code: 'preprocess/unread', text: api('«{$text: ./openapi.yaml}»\n') },
  { code: 'policy/foreign-field', text: `${component()}«owner»: team-payments\n`, says: 'Unknown field owner' },
  { code: 'policy/api-version', text: component().replace('backstage.io/v1alpha1', '«backstage.io/v1-alpha»') },
  { code: 'policy/kind', text: component().replace('kind: Component', 'kind: «My-Kind»') },
  { code: 'policy/name', text: component().replace('name: shop', 'name: «my shop»') },
  { code: 'policy/namespace', text: component('  namespace: «Default»\n') },
  { code: 'policy/label-key', text: component('  labels:\n    «a/b/c»: x\n') },
  { code: 'policy/label-value', text: component('  labels:\n    a: «not a name»\n') },
  { code: 'policy/annotation-key', text: component('  annotations:\n    «a/b/c»: x\n') },
  { code: 'policy/*', about: 'an annotation that is a boolean', text: component('  annotations:\n    acme.com/on: «true»\n'), says: '/metadata/annotations/acme.com~1on must be string' },
  { code: 'policy/tag', text: component('  tags: [java, «Not_A_Tag»]\n') },
  { code: 'policy/link-url', text: component('  links:\n    - url: «example.com»\n') },
  { code: 'policy/link-title', text: component('  links:\n    - url: https://example.com\n      title: «" "»\n') },
  { code: 'policy/link-icon', text: component('  links:\n    - url: https://example.com\n      icon: «" "»\n') },
  { code: 'policy/*', text: component('  tags: «java»\n') },
  { code: 'kind/unrecognized', text: component().replace('kind: Component', 'kind: «Componnent»') },
  { code: 'kind/assumed', text: component().replace('kind: Component', 'kind: «Robot»'), ports: { model: () => ({ customProcessors: true }) } },
  { code: 'kind/required', text: component().replace('  lifecycle: production\n', '').replace('spec:', '«spec»:'), says: "must have required property 'lifecycle'" },
  { code: 'kind/*', text: component().replace('service', '«[1]»') },
  { code: 'relations/reference', text: component('', '  dependsOn:\n    - «order-service»\n'), says: 'had missing or empty kind' },
  { code: 'rules/not-allowed', text: component().replace('kind: Component', 'kind: «Component»'), ports: verdict('rules/not-allowed', 'error') },
  { code: 'catalog/duplicate', about: 'in another repository', text: component().replace('shop', '«payment-service»'), ports: { locationOf: () => 'https://github.com/acme/other/blob/main/catalog-info.yaml' }, says: 'already defined' },
  { code: 'catalog/duplicate', about: 'in the same file', text: `${component()}---\n${component().replace('name: shop', 'name: «Shop»')}`, says: 'further up in this file' },
  { code: 'catalog/duplicate', about: 'as the catalog says', text: component().replace('shop', '«shop»'), ports: verdict('catalog/duplicate', 'warning') },
  { code: 'reference/dangling', text: component('', '', '«team-paymets»'), says: 'Did you mean team-payments?' },
  { code: 'reference/kind', text: component('', '', '«api:payment-api»') },
  { code: 'reference/deprecated', text: component('', '  dependsOn: ["«component:legacy-cart»"]\n'), says: 'component:default/legacy-cart is deprecated.' },
  { code: 'reference/deprecated', about: 'with what takes its place', text: component('', '  consumesApis: [«old»]\n'), ports: { graph: graphOf([entity('Group', 'team-payments'), entity('API', 'old', { lifecycle: 'deprecated' }, { annotations: { 'acme.com/end-of-life': '2027-01-01', 'acme.com/replaced-by': 'api:new' } })]) }, says: 'Its end of life is 2027-01-01. api:new takes its place.' },
  { code: 'reference/cycle', about: 'of its own', text: group('a', '  parent: «a»\n'), says: 'group:default/a is its own `parent`.' },
  { code: 'reference/cycle', about: 'by the catalog', text: group('a', '  parent: «b»\n'), ports: { graph: graphOf([entity('Group', 'b', { parent: 'c' }), entity('Group', 'c', { parent: 'group:default/a' })]) }, says: 'group:default/a → group:default/b → group:default/c → group:default/a' },
  { code: 'reference/cycle', about: 'in the file', text: `${group('a', '  parent: «b»\n')}---\n${group('b', '  parent: «a»\n')}` },
  { code: 'reference/cycle', about: 'of domains', text: 'apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata:\n  name: d\nspec:\n  owner: team-payments\n  subdomainOf: «domain:default/d»\n' },
  { code: 'annotation/server-only', text: annotated('«backstage.io/managed-by-location»: url:https://x.example/a.yaml') },
  { code: 'annotation/deprecated', text: annotated('«backstage.io/github-actions-id»: acme/shop'), says: 'Use github.com/project-slug.' },
  { code: 'annotation/value', text: annotated('backstage.io/techdocs-ref: «./docs»'), says: "Unable to parse location ref './docs'" },
  { code: 'annotation/value', about: 'an address without its type', text: annotated('backstage.io/source-location: «https://github.com/acme/shop/»'), says: "please prefix it with 'url:'" },
  { code: 'annotation/value', about: 'TechDocs from elsewhere', text: annotated('backstage.io/techdocs-ref: «file:./docs»') },
  { code: 'annotation/value', about: 'a view that cannot be opened', text: annotated('backstage.io/view-url: «docs/shop»') },
  { code: 'annotation/value', about: 'an entity that cannot be read', text: annotated('backstage.io/techdocs-entity: «a/b/c»') },
  { code: 'annotation/value', about: 'a slug of something else', text: annotated('github.com/project-slug: «shop»') },
  { code: 'metadata/server-only', text: component('  «uid»: abc\n') },
  { code: 'document/merge-key', text: component('  x: &base\n    a: b\n  y:\n    «<<»: *base\n') },
  { code: 'placeholder/unknown', text: api('\n    «$Text»: ./a.yaml\n').replace('definition: \n', 'other:\n').concat('  definition: x\n').replace('openapi', 'grpc') },
  { code: 'placeholder/not-alone', text: component('', '  x:\n    «$text»: ./a.yaml\n    y: z\n') },
  { code: 'field/misspelt', text: component('', '  «providedApis»: [payment-api]\n'), says: 'Did you mean providesApis?' },
  { code: 'field/misspelt', about: 'in other letters', text: component('  «Tags»: [java]\n'), says: 'Did you mean tags?' },
  { code: 'field/misplaced', text: component('', '  «tags»: [java]\n'), says: 'in metadata, not in spec' },
  { code: 'definition/structured', text: api('\n    «$yaml»: ./a.yaml\n').replace('definition: \n', 'definition:\n'), says: '$text' },
  { code: 'definition/syntax', about: 'OpenAPI in a block', text: api('|\n    openapi: 3.1.0\n    info: [\n    «x: y»\n') },
  { code: 'definition/syntax', about: 'GraphQL in a block', text: api('|\n    type Query {\n      «a»\n    }\n', 'graphql').replace('«a»\n    }', 'a\n    «}»') },
  { code: 'definition/syntax', about: 'of a file', text: api('«{$text: ./openapi.yaml}»\n'), ports: texts({ 'openapi.yaml': 'openapi: 3.1.0\ninfo: [\n' }), says: 'of the file' },
  { code: 'definition/syntax', about: 'JSON', text: api(`«'{"openapi": "3.0.0", }}'»\n`) },
  { code: 'definition/version', text: api('«|»\n    info: {}\n') },
  { code: 'definition/version', about: 'of AsyncAPI', text: api('«|»\n    openapi: 3.0.0\n', 'asyncapi'), says: 'it has no field `asyncapi`' },
  { code: 'suppression/unknown', text: `${component()}# stagedoor-disable «reference/dangeling»\n` },
  { code: 'suppression/unused', text: `${component()}«# stagedoor-disable reference/dangling»\n`, says: 'no reference/dangling here' },
  { code: 'suppression/unused', about: 'one of several', text: component('', '', 'nobody # stagedoor-disable-line reference/dangling, «kind»') },
];

/** Texts of which nothing is said. */
export const GOOD: readonly Omit<Example, 'code'>[] = [
  { about: 'a plain component', text: component() },
  { about: 'annotations in their forms', text: component('  annotations:\n    backstage.io/techdocs-ref: dir:.\n    backstage.io/source-location: url:https://github.com/acme/shop/\n    backstage.io/view-url: https://example.com/x\n    github.com/project-slug: acme/shop\n    backstage.io/techdocs-entity: component:default/payment-service\n') },
  { about: 'fields of its own', text: component('  x-team: 3\n', '  costCentre: 42\n  owners: [a]\n') },
  { about: 'an alias', text: component('  x: &base [java]\n  tags: *base\n') },
  { about: 'a definition of a language that is only shown', text: api('anything\n', 'grpc') },
  { about: 'good definitions', text: `${api('|\n    openapi: 3.1.0\n    info: {title: x}\n')}---\n${api('|\n    type Query { a: String }\n', 'graphql').replace('orders', 'other')}---\n${api(`'{"asyncapi": "2.0.0"}'\n`, 'asyncapi').replace('orders', 'third')}` },
  { about: 'a placeholder with a good text', text: api('{$text: ./openapi.yaml}\n'), ports: texts({ 'openapi.yaml': 'swagger: "2.0"\n' }) },
  { about: 'the same entity as another state of the same repository has it', text: component().replace('shop', 'payment-service'), ports: { graph: graphOf([entity('Group', 'team-payments'), entity('Component', 'payment-service')], 'https://github.com/acme/shop/blob/main/old/catalog-info.yaml') } },
  { about: 'the same entity as it is on GitHub', text: component().replace('shop', 'payment-service'), ports: { graph: graphOf([entity('Group', 'team-payments'), entity('Component', 'payment-service')], 'https://github.com/acme/shop/blob/main/catalog-info.yaml') } },
  { about: 'something deprecated that depends on something deprecated', text: component('', '  dependsOn: ["component:legacy-cart"]\n').replace('lifecycle: production', 'lifecycle: deprecated') },
  { about: 'a ring further up', text: group('a', '  parent: b\n'), ports: { graph: graphOf([entity('Group', 'b', { parent: 'c' }), entity('Group', 'c', { parent: 'b' })]) } },
  { about: 'a suppression that may be needed once the catalog is read', text: component('', '', 'nobody # stagedoor-disable-line reference/dangling'), ports: { status: { ...READ, loading: true } } },
  { about: 'a comment inside of a text', text: component('  description: |\n    # stagedoor-disable nothing/real\n') },
  { about: 'a suppression in each form', text: `# stagedoor-disable-file field/misspelt -- ours\n${component('  tags: [Bad_Tag] # stagedoor-disable-line\n', '  # stagedoor-disable-next-line dangling\n  system: nowhere\n  provideApis: []\n')}` },
];
