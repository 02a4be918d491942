import { describe, expect, test } from 'vitest';
import { isPortalError } from '../../../../src/portal/base/errors';
import { toCatalogModel } from '../../../../src/portal/catalog/checking/catalogModel';
import { checkText } from '../../../../src/portal/catalog/checking/checkText';
import type { JsonValue } from '../../../../src/portal/catalog/entity';
import { toModelInForce } from '../../../../src/portal/catalog/model/modelInForce';
import { readModelSettings } from '../../../../src/portal/catalog/model/readModelSettings';
import { createLanguageService } from '../../../../src/portal/language/languageService';
import { CatalogGraph } from '../../../../src/portal/catalog/catalogGraph';

const SQUADS = readModelSettings({
  layers: [
    {
      layerId: 'acme.com/squads',
      addKind: [
        {
          group: 'acme.com',
          names: { kind: 'Squad' },
          description: 'A few people with one task.',
          versions: [
            {
              name: ['v1', 'v2'],
              relationFields: [
                { selector: { path: 'spec.lead' }, relation: 'ledBy', defaultKind: 'User', defaultNamespace: 'default', allowedKinds: ['User'] },
                { selector: { path: 'spec.owns' }, relation: 'ownerOf', defaultKind: 'Component' },
              ],
              schema: { jsonSchema: { required: ['spec'], properties: { spec: { type: 'object', required: ['lead'], additionalProperties: false, properties: { type: { type: 'string' }, lead: { type: 'string', minLength: 1 }, owns: { type: 'array', items: { type: 'string' } }, size: { enum: ['small', 'large'] } } } } } },
            },
            { name: 'v1', specType: 'guild', schema: { jsonSchema: { properties: { spec: { type: 'object', properties: { topic: { type: 'string' } }, required: ['topic'] } } } } },
          ],
        },
      ],
      addKindVersion: [{ kind: 'Component', versions: [{ name: 'v2', schema: { jsonSchema: { properties: { spec: { type: 'object' } } } } }] }],
      addAnnotation: [{ name: 'acme.com/tier', schema: { jsonSchema: { enum: ['gold', 'silver'] } } }],
      addRelationPair: [{ fromKind: 'Squad', toKind: 'User', forward: { type: 'ledBy' }, reverse: { type: 'leads' } }],
    },
  ],
});

const model = toCatalogModel(SQUADS);
const squad = (spec: JsonValue, metadata: JsonValue = { name: 'one', namespace: 'ns' }, apiVersion = 'acme.com/v1') => JSON.stringify({ apiVersion, kind: 'Squad', metadata, spec });
const check = (text: string) => checkText(text, { model }).documents[0];

describe('kinds of a team', () => {
  test('are judged by their own schema, in the words of Backstage', () => {
    expect(check(squad({ lead: 'jo', size: 'small' }))).toMatchObject({ valid: true, ref: 'squad:ns/one', problems: [] });
    expect(check(squad({ lead: 'jo' }, undefined, 'acme.com/v2'))?.valid).toBe(true);
    expect(check(squad({ lead: '', size: 'huge', x: 1 }))?.problems.map(({ message }) => message)).toEqual([
      'Validation of Squad entity failed: /spec/lead must NOT have fewer than 1 characters - limit: 1',
      'Validation of Squad entity failed: /spec/size must be equal to one of the allowed values - allowedValues: small,large',
      'Validation of Squad entity failed: /spec must NOT have additional properties - additionalProperty: x',
    ]);
    expect(check(squad({}))?.problems[0]?.message).toBe("Validation of Squad entity failed: /spec must have required property 'lead' - missingProperty: lead");
    expect(check(squad({ type: 'guild' }))?.problems[0]?.message).toContain("must have required property 'topic'");
    expect(check(squad({ lead: 'jo' }, undefined, 'acme.com/v3'))).toMatchObject({ valid: false, stage: 'preprocess', problems: [{ message: 'Kind "Squad" exists, but has no version matching apiVersion "acme.com/v3"' }] });
  });

  test('make relations by their fields, dropping kinds that are not allowed', () => {
    const relations = check(squad({ lead: 'jo', owns: ['shop', 'api:other/pay'] }))?.relations.map(({ type, inverse, targetRef }) => `${type}/${inverse} ${targetRef}`);
    expect(relations).toEqual(['ledBy/leads user:default/jo', 'ownerOf/ component:ns/shop', 'ownerOf/ api:other/pay']);
    expect(check(squad({ lead: 'group:team' }))?.relations).toEqual([]);
  });

  test('stand beside the built-in ones, which are judged as the newer model does', () => {
    const component = (metadata: object, spec: object, apiVersion = 'backstage.io/v1alpha1') => check(JSON.stringify({ apiVersion, kind: 'Component', metadata, spec }));
    const spec = { type: 'service', lifecycle: 'production', owner: 'resource:db' };
    expect(component({ name: 'a' }, spec)).toMatchObject({ valid: true, relations: [] });
    expect(component({ name: 'a', annotations: { 'acme.com/tier': 'gold' } }, spec)?.valid).toBe(true);
    expect(component({ name: 'a', annotations: { 'acme.com/tier': 'lead' } }, spec)?.problems).toMatchObject([{ code: 'kind/enum', message: expect.stringContaining('/metadata/annotations/acme.com~1tier must be equal to one of the allowed values') as string }]);
    expect(component({ name: 'a' }, {}, 'backstage.io/v2')?.valid).toBe(true);
  });

  test('are completed in the editor', () => {
    const status = { loading: false, refreshing: false, sources: [] };
    const service = createLanguageService({ catalog: { graph: CatalogGraph.empty, status }, locationOf: () => undefined, model: () => SQUADS });
    const labels = (text: string): string[] => service.complete({ uri: 'file:///w/catalog-info.yaml', version: 1, text }, { line: text.split('\n').length - 1, character: text.length - text.lastIndexOf('\n') - 1 }).items.map(({ label }) => label);
    expect(labels('kind: ')).toContain('Squad');
    expect(labels('apiVersion: acme.com/v1\nkind: Squad\nspec:\n  ')).toEqual(expect.arrayContaining(['lead', 'owns', 'size']));
    expect(labels('apiVersion: acme.com/v1\nkind: Squad\nspec:\n  size: ').sort()).toEqual(['large', 'small']);
  });
});

describe('processors that cannot be known', () => {
  const foreign = JSON.stringify({ apiVersion: 'acme.com/v1', kind: 'Contract', metadata: { name: 'c' }, spec: {} });
  const message = 'No processor recognized the entity contract:default/c as valid, possibly caused by a foreign kind or apiVersion';

  test('are assumed only where the settings say so, and said to be', () => {
    expect(checkText(foreign).documents[0]).toMatchObject({ valid: false, problems: [{ severity: 'error', message }] });
    for (const customProcessors of [true, ['contract']]) {
      const [document] = checkText(foreign, { model: toCatalogModel({ customProcessors }) }).documents;
      expect(document).toMatchObject({ valid: true, problems: [{ code: 'kind/assumed', severity: 'information', message: expect.stringContaining('kind Contract') as string }] });
      expect(document?.entity?.kind).toBe('Contract');
    }
    expect(checkText(foreign, { model: toCatalogModel({ customProcessors: ['Other'] }) }).documents[0]?.valid).toBe(false);
  });

  test('take nothing off what is wrong with the envelope', () => {
    const [document] = checkText(foreign.replace('"c"', '"bad name"'), { model: toCatalogModel({ customProcessors: true }) }).documents;
    expect(document).toMatchObject({ valid: false, stage: 'policy' });
  });
});

describe('model settings', () => {
  test('have a key that changes with what they say', () => {
    expect(toModelInForce().key).toBe('');
    expect(toModelInForce(readModelSettings({})).key).toBe('');
    expect(toModelInForce({ newer: true }).key).not.toBe(toModelInForce(SQUADS).key);
  });

  const layer = (rest: object): JsonValue => ({ layers: [{ layerId: 'x', ...rest }] });
  const kind = (version: JsonValue): JsonValue => layer({ addKind: [{ group: 'g', names: { kind: 'K' }, versions: [version] }] });
  const at = 'layers[0].addKind[0].versions[0]';
  test.each<[string, JsonValue, string]>([
    ['a text', 'newer', ''],
    ['a key it does not know', { newest: true }, 'newest'],
    ['newer that is a text', { newer: 'yes' }, 'newer'],
    ['a layer without an id', { layers: [{}] }, 'layers[0].layerId'],
    ['an action it does not know', layer({ removeKind: [] }), 'layers[0].removeKind'],
    ['a kind without a group', layer({ addKind: [{ names: { kind: 'K' } }] }), 'layers[0].addKind[0].group'],
    ['a version without a schema', kind({ name: 'v1' }), `${at}.schema`],
    ['a schema without properties', kind({ name: 'v1', schema: { jsonSchema: {} } }), `${at}.schema.jsonSchema.properties`],
    ['a schema that declares kind', kind({ name: 'v1', schema: { jsonSchema: { properties: { kind: {} } } } }), `${at}.schema.jsonSchema`],
    ['a schema that branches at its root', kind({ name: 'v1', schema: { jsonSchema: { oneOf: [], properties: {} } } }), `${at}.schema.jsonSchema`],
    ['a relation field without a selector', kind({ name: 'v1', relationFields: [{ relation: 'r' }], schema: { jsonSchema: { properties: {} } } }), `${at}.relationFields[0].selector`],
    ['an odd namespace', kind({ name: 'v1', relationFields: [{ selector: { path: 'p' }, relation: 'r', defaultNamespace: 'own' }], schema: { jsonSchema: { properties: {} } } }), `${at}.relationFields[0].defaultNamespace`],
    ['a relation pair without a reverse', layer({ addRelationPair: [{ fromKind: 'A', toKind: 'B', forward: { type: 'x' } }] }), 'layers[0].addRelationPair[0].reverse'],
    ['an annotation without a name', layer({ addAnnotation: [{}] }), 'layers[0].addAnnotation[0].name'],
    ['processors that are numbers', { customProcessors: [1] }, 'customProcessors[0]'],
  ])('are refused with their place: %s', (_name, value, field) => {
    let failure: unknown;
    try {
      readModelSettings(value);
    } catch (error) {
      failure = error;
    }
    expect(isPortalError(failure, 'invalid') && failure.details.field).toBe(field);
  });
});
