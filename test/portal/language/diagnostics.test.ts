import { describe, expect, it } from 'vitest';
import type { CatalogStatus } from '../../../src/portal/catalog/catalogService';
import { ACME, CATALOG_URI, READ, createTestService, diagnose, entity, graphOf } from './testCatalog';

const GOOD = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
spec:
  type: service
  lifecycle: production
  owner: team-payments
`;

const SECOND = GOOD.replace('shop', 'second');

/** `code line:character-character text` of each finding. */
function findings(text: string, service = createTestService(), uri = CATALOG_URI): string[] {
  const lines = text.split(/\r?\n/);
  return diagnose(service, { uri, version: 1, text }).map(({ code, range: { start, end } }) => {
    const covered = start.line === end.line ? (lines[start.line] ?? '').slice(start.character, end.character) : '…';
    return `${code} ${start.line}:${start.character} ${covered}`;
  });
}

describe('diagnostics', () => {
  it('says nothing of a good file', () => {
    expect(findings(GOOD)).toEqual([]);
  });

  it('says nothing of an empty file', () => {
    expect(findings('')).toEqual([]);
    expect(findings('# nothing yet\n')).toEqual([]);
    expect(findings('---\n---\n')).toEqual([]);
  });

  it('finds what ingestion refuses in every document, at its lines', () => {
    const bad = GOOD.replace('shop', '"not a name"');
    const found = findings(`${GOOD}---\n${bad}---\n${SECOND}---\n${bad.replace('a name', 'my name')}`);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^policy\/\S+ 12:8 "?not a name"?$/);
    expect(found[1]).toMatch(/^policy\/\S+ 30:8 /);
  });

  it('finds broken YAML in one document and goes on with the others', () => {
    const found = findings(`a: [\n---\n${GOOD.replace('team-payments', 'nobody-here')}`);
    expect(found[0]).toMatch(/^yaml\//);
    expect(found.at(-1)).toBe('reference/dangling 9:9 nobody-here');
  });

  it('keeps to the lines with Windows line ends', () => {
    expect(findings(`${GOOD}---\n${SECOND.replace('team-payments', 'nobody-here')}`.replaceAll('\n', '\r\n'))).toEqual(['reference/dangling 16:9 nobody-here']);
  });

  it('understands directives', () => {
    expect(findings(`%YAML 1.2\n---\n${GOOD}`)).toEqual([]);
    expect(findings(`%YAML 1.2\n---\n${GOOD.replace('  name: shop\n', '  title: x\n')}`)[0]).toMatch(/ 4:/);
  });

  it('leaves other YAML alone', () => {
    expect(findings('apiVersion: v1\nkind: Service\nspec: 3\n', undefined, 'file:///k8s/service.yaml')).toEqual([]);
    expect(findings(`apiVersion: v1\nkind: Service\n---\n${GOOD.replace('team-payments', 'x')}`, undefined, 'file:///k8s/all.yaml')).toEqual(['reference/dangling 10:9 x']);
  });

  it('leaves skeletons in peace', () => {
    const skeleton = GOOD.replace('shop', '${{ values.name }}').replace('team-payments', '${{ values.owner }}');
    expect(findings(skeleton)).toEqual([]);
    expect(findings(GOOD.replace('service', '[1]').replace('production', '${{ values.lifecycle }}'), undefined, 'file:///templates/node/skeleton/catalog-info.yaml')).toEqual([]);
  });

  it('still checks a template, whose steps hold expressions', () => {
    const template = 'apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata:\n  name: t\nspec:\n  type: service\n  owner: nobody\n  parameters: {properties: {x: {type: string}}}\n  steps:\n    - id: a\n      action: debug:log\n      input: {message: "${{ parameters.x }}"}\n';
    expect(findings(template)).toEqual(['reference/dangling 6:9 nobody']);
  });
});

describe('references', () => {
  it('takes every form of a ref that exists', () => {
    const refs = ['component:order-service', 'Component:default/Order-Service', 'resource:postgres-payments', '"component:order-service"', "'api:order-api'"];
    expect(findings(`${GOOD}  dependsOn:\n${refs.map((ref) => `    - ${ref}\n`).join('')}  providesApis: [payment-api, "order-api"]\n`)).toEqual([]);
  });

  it('marks each ref to nothing exactly, in blocks, flow and quotes', () => {
    const text = `${GOOD.replace('team-payments', '"team-x" # who')}  system: nowhere\n  providesApis: [payment-api, 'api-x']\n  dependsOn:\n  - component:none\n`;
    expect(findings(text)).toEqual([
      'reference/dangling 7:10 team-x',
      'reference/dangling 8:10 nowhere',
      'reference/dangling 9:31 api-x',
      'reference/dangling 11:4 component:none',
    ]);
  });

  it('suggests what was meant', () => {
    const [problem] = diagnose(createTestService(), { uri: CATALOG_URI, version: 1, text: GOOD.replace('team-payments', 'team-paymets') });
    expect(problem).toMatchObject({ severity: 'warning', suggestions: ['team-payments'], message: 'The catalog has no group:default/team-paymets. Did you mean team-payments?' });
    const [user] = diagnose(createTestService(), { uri: CATALOG_URI, version: 1, text: GOOD.replace('team-payments', 'jane') });
    expect(user?.suggestions).toEqual(['user:jane']);
    const [far] = diagnose(createTestService(), { uri: CATALOG_URI, version: 1, text: GOOD.replace('team-payments', 'completely-different') });
    expect(far?.suggestions).toBeUndefined();
  });

  it('finds a like name in another namespace and writes it as it must be', () => {
    const [problem] = diagnose(createTestService(), { uri: CATALOG_URI, version: 1, text: GOOD.replace('team-payments', 'auditors') });
    expect(problem?.suggestions).toEqual(['external/auditors']);
  });

  it('warns of a kind that the field does not allow, whether or not it exists', () => {
    const service = createTestService({ status: { ...READ, loading: true } });
    expect(findings(`${GOOD}  system: component:order-service\n`, service)).toEqual(['reference/kind 8:10 component:order-service']);
    const [problem] = diagnose(service, { uri: CATALOG_URI, version: 2, text: GOOD.replace('team-payments', 'api:payment-api') });
    expect(problem?.message).toBe('`owner` takes refs to Group or User; api:default/payment-api is of another kind.');
  });

  it('leaves a ref without its mandatory kind to ingestion', () => {
    const found = findings(`${GOOD}  dependsOn:\n    - order-service\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^relations\/\S+ 9:6 order-service$/);
  });

  it.each<[string, CatalogStatus]>([
    ['while the catalog loads', { ...READ, loading: true }],
    ['with no source at all', { ...READ, sources: [] }],
    ['before every source was read', { ...READ, sources: [...READ.sources, { id: 'workspace', label: 'workspace' }] }],
  ])('raises no false alarm %s', (_when, status) => {
    expect(findings(GOOD.replace('team-payments', 'nobody'), createTestService({ status }))).toEqual([]);
  });

  it('only informs where nothing but the workspace was read', () => {
    const status = { ...READ, sources: [{ id: 'workspace', label: 'workspace', readAt: 1 }] };
    const [problem] = diagnose(createTestService({ status }), { uri: CATALOG_URI, version: 1, text: GOOD.replace('team-payments', 'nobody') });
    expect(problem).toMatchObject({ severity: 'information', code: 'reference/dangling' });
  });

  it('counts entities of the same file as there', () => {
    expect(findings(`${GOOD}  system: new-one\n---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: new-one\nspec:\n  owner: team-orders\n`)).toEqual([]);
  });

  it('reads short refs from the namespace of the document', () => {
    expect(findings(GOOD.replace('  name: shop', '  name: shop\n  namespace: external').replace('team-payments', 'auditors'))).toEqual([]);
    expect(findings(GOOD.replace('  name: shop', '  name: shop\n  namespace: external'))).toEqual(['reference/dangling 8:9 team-payments']);
  });

  it('follows the catalog', () => {
    const catalog = { graph: ACME, status: READ };
    const service = createTestService();
    const text = GOOD.replace('team-payments', 'team-new');
    expect(findings(text, service)).toHaveLength(1);
    const later = createTestService({ ...catalog, graph: graphOf([entity('Group', 'team-new')]) });
    expect(findings(text, later)).toEqual([]);
  });
});

describe('changes', () => {
  it('gives the same findings step by step as at once', () => {
    const service = createTestService();
    const whole = `${GOOD}---\n${SECOND.replace('service', '[1]')}---\n${GOOD.replace('team-payments', 'nobody')}`;
    for (let end = 0, version = 1; end <= whole.length; end += 7, version += 1) {
      const text = whole.slice(0, end);
      const grown = diagnose(service, { uri: CATALOG_URI, version, text });
      expect(grown).toEqual(diagnose(createTestService(), { uri: CATALOG_URI, version: 1, text }));
    }
  });

  it('moves findings with the lines above them', () => {
    const service = createTestService();
    const bad = SECOND.replace('team-payments', 'nobody');
    diagnose(service, { uri: CATALOG_URI, version: 1, text: `${GOOD}---\n${bad}` });
    const [problem] = diagnose(service, { uri: CATALOG_URI, version: 2, text: `# more\n\n${GOOD}---\n${bad}` });
    expect(problem?.range.start).toEqual({ line: 18, character: 9 });
  });
});
