import { describe, expect, test } from 'vitest';
import { standardModel } from '../../../../src/portal/catalog/checking/catalogModel';
import { checkText } from '../../../../src/portal/catalog/checking/checkText';
import type { JsonObject, JsonValue } from '../../../../src/portal/catalog/entity';

// Each kind as the table of Backstage's descriptor format has it: versions, what is required, what is optional.

interface Row {
  readonly kind: string;
  readonly versions: readonly string[];
  readonly required: JsonObject;
  readonly optional: JsonObject;
  readonly newer?: boolean;
}

const CORE = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'];
const ALPHA = ['backstage.io/v1alpha1'];
const owned = { lifecycle: 'production', owner: 'team' };
const TABLE: readonly Row[] = [
  { kind: 'Component', versions: CORE, required: { type: 'service', ...owned }, optional: { system: 's', subcomponentOf: 'c', providesApis: ['a'], consumesApis: ['b'], dependsOn: ['resource:r'], dependencyOf: ['component:c'] } },
  { kind: 'API', versions: CORE, required: { type: 'openapi', ...owned, definition: 'x' }, optional: { system: 's' } },
  { kind: 'API', versions: CORE, required: { type: 'mcp-server', ...owned, remotes: [{ type: 'sse', url: 'https://acme.com' }] }, optional: { system: 's' }, newer: true },
  { kind: 'Resource', versions: CORE, required: { type: 'database', owner: 'team' }, optional: { system: 's', dependsOn: ['resource:r'], dependencyOf: ['component:c'] } },
  { kind: 'System', versions: CORE, required: { owner: 'team' }, optional: { domain: 'd', type: 'product' } },
  { kind: 'Domain', versions: CORE, required: { owner: 'team' }, optional: { subdomainOf: 'd', type: 'area' } },
  { kind: 'Group', versions: CORE, required: { type: 'team', children: [] }, optional: { profile: { displayName: 'T', email: 'a@b.c', picture: 'https://acme.com/p.png' }, parent: 'p', members: ['jo'] } },
  { kind: 'User', versions: CORE, required: { memberOf: [] }, optional: { profile: { displayName: 'Jo' } } },
  { kind: 'Location', versions: CORE, required: {}, optional: { type: 'url', target: './a.yaml', targets: ['./b.yaml'], presence: 'optional' } },
  { kind: 'Template', versions: ['scaffolder.backstage.io/v1beta3'], required: { type: 'service', steps: [{ action: 'debug:log' }] }, optional: { owner: 'team', lifecycle: 'production', parameters: [{ properties: {} }], output: { links: [] } } },
  { kind: 'AiResource', versions: ALPHA, required: { type: 'agent', ...owned }, optional: { system: 's' }, newer: true },
  { kind: 'AiResource', versions: ALPHA, required: { type: 'skill', ...owned }, optional: { system: 's', disciplines: ['web'], categories: ['review'], agents: ['claude'], dependsOn: ['other'], license: 'MIT', compatibility: 'any' }, newer: true },
  { kind: 'AiResource', versions: ALPHA, required: { type: 'rule', ...owned, category: 'style', rationale: 'because' }, optional: { system: 's' }, newer: true },
  { kind: 'AiResource', versions: ALPHA, required: { type: 'plugin', ...owned, skills: ['review'] }, optional: { system: 's' }, newer: true },
  { kind: 'AiResource', versions: ALPHA, required: { type: 'marketplace', ...owned, plugins: ['tools'] }, optional: { system: 's' }, newer: true },
];

const check = (kind: string, apiVersion: string, spec: JsonObject, newer = false) => checkText(JSON.stringify({ apiVersion, kind, metadata: { name: 'x', namespace: 'ns' }, spec }), { model: standardModel(newer) }).documents[0];
const without = (spec: JsonObject, key: string): JsonObject => Object.fromEntries(Object.entries(spec).filter(([name]) => name !== key));

describe.each(TABLE.map((row) => [`${row.kind}${row.newer ? ` ${String(row.required['type'] as JsonValue & string)}` : ''}`, row] as const))('%s', (_name, { kind, versions, required, optional, newer = false }) => {
  test.each([...versions])('is valid as %s, with what is required and with all there is', (version) => {
    expect(check(kind, version, required, newer)).toMatchObject({ valid: true, problems: [] });
    expect(check(kind, version, { ...required, ...optional }, newer)).toMatchObject({ valid: true, problems: [] });
    // A default Backstage knows nothing of what the newer model adds.
    expect(check(kind, version, required)?.valid).toBe(!newer);
  });

  test('is refused in another version', () => {
    for (const version of ['backstage.io/v2', 'acme.com/v1alpha1', kind === 'AiResource' ? 'backstage.io/v1beta1' : 'scaffolder.backstage.io/v1beta2']) {
      expect(check(kind, version, required)).toMatchObject({ valid: false, stage: 'kind', problems: [{ code: 'kind/unrecognized' }] });
      expect(check(kind, version, required, true)).toMatchObject({ valid: false, stage: 'preprocess', problems: [{ code: 'preprocess/api-version' }] });
    }
  });

  test('is refused without any one of what is required', () => {
    for (const key of Object.keys(required).filter((name) => !newer || name !== 'type')) {
      expect([key, check(kind, versions[0] ?? '', without(required, key), newer)?.problems[0]?.code]).toEqual([key, 'kind/required']);
    }
  });

  test('is refused with numbers for texts, and texts for lists', () => {
    for (const [key, value] of Object.entries({ ...required, ...optional }).filter(([name, entry]) => (typeof entry === 'string' || Array.isArray(entry)) && !['dependencyOf', 'type', 'presence'].includes(name) && !(kind === 'Template' && name === 'parameters'))) {
      const wrong = Array.isArray(value) ? 'text' : 5;
      expect([key, check(kind, versions[0] ?? '', { ...required, ...optional, [key]: wrong }, newer)?.valid]).toEqual([key, false]);
    }
  });
});

describe('relations', () => {
  const relationsOf = (kind: string, spec: JsonObject, newer: boolean): string[] => {
    const row = TABLE.find((entry) => entry.kind === kind && (entry.newer !== true || entry.required['type'] === spec['type']));
    const document = check(kind, row?.versions[0] ?? '', { ...row?.required, ...spec }, newer);
    return (document?.relations ?? []).map(({ type, inverse, targetRef }) => `${type}/${inverse} ${targetRef}`).filter((relation) => !relation.startsWith('ownedBy/ownerOf group:ns/team'));
  };

  // [kind, field, as written, in a default Backstage, in the newer model]
  const OTHER_KIND = 'component:default/X';
  test.each<[string, JsonObject, string[], string[]]>([
    ['Component', { owner: 'User:default/Jo' }, ['ownedBy/ownerOf user:default/jo'], ['ownedBy/ownerOf user:default/jo']],
    ['Component', { owner: OTHER_KIND }, ['ownedBy/ownerOf component:default/x'], []],
    ['Component', { system: 'S' }, ['partOf/hasPart system:ns/s'], ['partOf/hasPart system:ns/s']],
    ['Component', { system: 'domain:d' }, ['partOf/hasPart domain:ns/d'], ['partOf/ domain:ns/d']],
    ['Component', { subcomponentOf: 'other/c' }, ['partOf/hasPart component:other/c'], ['partOf/hasPart component:other/c']],
    ['Component', { providesApis: ['a', 'a', 'API:A'] }, ['providesApi/apiProvidedBy api:ns/a'], ['providesApi/apiProvidedBy api:ns/a']],
    ['Component', { consumesApis: ['a'] }, ['consumesApi/apiConsumedBy api:ns/a'], ['consumesApi/apiConsumedBy api:ns/a']],
    ['Component', { dependsOn: ['resource:r', 'api:a'] }, ['dependsOn/dependencyOf resource:ns/r', 'dependsOn/dependencyOf api:ns/a'], ['dependsOn/dependencyOf resource:ns/r', 'dependsOn/ api:ns/a']],
    ['Component', { dependencyOf: ['component:c'] }, ['dependencyOf/dependsOn component:ns/c'], ['dependencyOf/dependsOn component:ns/c']],
    ['Component', { dependencyOf: { kind: 'Component', name: 'c' } }, ['dependencyOf/dependsOn component:ns/c'], []],
    ['Resource', { dependencyOf: 'component:c' }, ['dependencyOf/dependsOn component:ns/c'], ['dependencyOf/dependsOn component:ns/c']],
    ['System', { domain: 'd' }, ['partOf/hasPart domain:ns/d'], ['partOf/hasPart domain:ns/d']],
    ['Domain', { subdomainOf: 'd' }, ['partOf/hasPart domain:ns/d'], ['partOf/hasPart domain:ns/d']],
    ['Group', { parent: 'p', children: ['c'], members: ['jo'] }, ['childOf/parentOf group:ns/p', 'parentOf/childOf group:ns/c', 'hasMember/memberOf user:ns/jo'], ['childOf/parentOf group:ns/p', 'parentOf/childOf group:ns/c', 'hasMember/memberOf user:ns/jo']],
    ['Group', { members: ['group:g'] }, ['hasMember/memberOf group:ns/g'], []],
    ['User', { memberOf: ['default/g'] }, ['memberOf/hasMember group:default/g'], ['memberOf/hasMember group:default/g']],
    ['Location', { target: './x' }, [], []],
    ['Template', { owner: 'squad' }, ['ownedBy/ownerOf group:ns/squad'], ['ownedBy/ group:ns/squad']],
    ['AiResource', { type: 'skill', dependsOn: ['b', 'component:c'] }, [], ['dependsOn/dependencyOf airesource:ns/b']],
    ['AiResource', { type: 'plugin', skills: ['s'], system: 'sys' }, [], ['partOf/hasPart system:ns/sys', 'hasPart/partOf airesource:ns/s']],
    ['AiResource', { type: 'marketplace', plugins: ['p'] }, [], ['hasPart/partOf airesource:ns/p']],
  ])('%s %j', (kind, spec, builtIn, newer) => {
    expect(relationsOf(kind, spec, false)).toEqual(builtIn);
    expect(relationsOf(kind, spec, true)).toEqual(newer);
  });

  test('need a kind where none is default', () => {
    for (const field of ['dependsOn', 'dependencyOf']) {
      const document = check('Component', 'backstage.io/v1alpha1', { type: 'service', ...owned, [field]: ['bare'] });
      expect(document).toMatchObject({ valid: false, stage: 'relations', problems: [{ message: 'Entity reference "bare" had missing or empty kind (e.g. did not start with "component:" or similar)' }] });
    }
  });
});

describe('the envelope', () => {
  const entity = (metadata: JsonObject, rest: JsonObject = {}) => checkText(JSON.stringify({ apiVersion: 'backstage.io/v1alpha1', kind: 'Location', metadata: { name: 'x', ...metadata }, spec: {}, ...rest })).documents[0];
  const L63 = 'a'.repeat(63);
  const L64 = 'a'.repeat(64);

  test.each<[string, JsonObject, boolean]>([
    ['name', { name: L63 }, true],
    ['name', { name: L64 }, false],
    ['name', { name: 'A.b-c_D9' }, true],
    ['name', { name: '-a' }, false],
    ['name', { name: 'a.' }, false],
    ['name', { name: 'a b' }, false],
    ['namespace', { namespace: 'a-b-9' }, true],
    ['namespace', { namespace: 'Team' }, false],
    ['namespace', { namespace: L64 }, false],
    ['namespace', { namespace: 'a_b' }, false],
    ['labels', { labels: { 'acme.com/tier': '', tier: 'A.b' } }, true],
    ['labels', { labels: { 'acme.com/a/b': 'x' } }, false],
    ['labels', { labels: { 'Acme_com/tier': 'x' } }, false],
    ['labels', { labels: { tier: 'not so' } }, false],
    ['labels', { labels: { [`${'a.'.repeat(130)}com/tier`]: 'x' } }, false],
    ['annotations', { annotations: { 'acme.com/x': 'any text: at all' } }, true],
    ['annotations', { annotations: { 'acme.com/x': true } }, false],
    ['annotations', { annotations: { 'acme.com/x': 123 } }, false],
    ['tags', { tags: ['c++', 'c#', 'a:b', 'a-b'] }, true],
    ['tags', { tags: ['Java'] }, false],
    ['tags', { tags: [L64] }, false],
    ['links', { links: [{ url: 'https://acme.com', title: 'T', icon: 'docs', type: 'x' }] }, true],
    ['links', { links: [{ title: 'T' }] }, false],
    ['links', { links: [{ url: 'acme' }] }, false],
    ['links', { links: [{ url: 'https://acme.com', title: '' }] }, false],
    ['title', { title: '' }, false],
    ['other keys', { owner: { any: ['thing'] } }, true],
  ])('%s: %j', (_field, metadata, valid) => {
    expect(entity(metadata)?.valid).toBe(valid);
  });

  test.each<[JsonObject, boolean]>([
    [{ extra: 1 }, false],
    [{ kind: '1Location' }, false],
    [{ apiVersion: 'backstage.io/v1/alpha' }, false],
    [{ spec: null }, false],
  ])('at the root: %j', (rest, valid) => {
    expect(entity({}, rest)?.valid).toBe(valid);
  });

  test('merge keys are not applied, documents that are null are passed over', () => {
    const text = '---\n---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: x, base: &base {owner: team}}\nspec:\n  <<: *base\n---\n';
    const { documents } = checkText(text);
    expect(documents).toHaveLength(1);
    expect(documents[0]).toMatchObject({ index: 0, valid: false, stage: 'kind', problems: [{ code: 'kind/required' }] });
  });
});
