import type { SchemaError } from 'stagedoor:validators';
import type { JsonObject } from '../entity';
import type { KindVersion, ModelLayer, ModelSettings } from '../model/modelSettings';
import { DEFAULT_MODEL } from '../model/modelSettings';
import { BUILT_IN_RELATIONS, type RelationField, type RelationModel } from '../model/relationModel';
import { AI_KINDS, BUILT_IN_KINDS, type KindRules } from './kinds';
import { AI_PAIRS, createInverses, toModelField, WELL_KNOWN_PAIRS } from './relationPairs';
import { createUserSchema } from './userSchema';

/** What a Backstage takes for an entity. Immutable; made of settings by `toCatalogModel`, and handed on in `CheckOptions`. */
export interface CatalogModel extends RelationModel {
  /** Whether kinds are judged as ModelProcessor does, with its messages, and not as BuiltinKindsEntityProcessor. */
  readonly isNewer: boolean;
  /** As written: `Component`. */
  readonly kinds: readonly string[];
  /** The rules of a kind; `unknown-kind` or `unknown-version` where it, or its apiVersion, is not known. */
  rulesOf(kind: string, apiVersion: string, specType: unknown): KindRules | 'unknown-kind' | 'unknown-version';
  /** Whether processors that Stagedoor cannot know may take care of a kind that is not in the model. */
  assumes(kind: string): boolean;
  /** What is wrong with the values of annotations that a layer describes. */
  checkAnnotations(annotations: JsonObject): readonly SchemaError[];
}

const models = new WeakMap<ModelSettings, CatalogModel>();

/**
 * The model that settings describe; the same one for the same object.
 * Source: `compileCatalogModel` of @backstage/catalog-model/alpha. The settings are taken to be well-formed: `readModelSettings` sees to it.
 */
export function toCatalogModel(settings: ModelSettings = DEFAULT_MODEL): CatalogModel {
  const known = models.get(settings);
  if (known) {
    return known;
  }
  const model = createCatalogModel(settings);
  models.set(settings, model);
  return model;
}

const NEWER_MODEL: ModelSettings = { newer: true };

/** The model of a default Backstage, or the newer one with its AI layers. */
export function standardModel(newer: boolean): CatalogModel {
  return toCatalogModel(newer ? NEWER_MODEL : DEFAULT_MODEL);
}

function createCatalogModel({ newer = false, layers = [], customProcessors = false }: ModelSettings): CatalogModel {
  const isNewer = newer || layers.length > 0;
  const standard = [...BUILT_IN_KINDS, ...(newer ? AI_KINDS : [])].map((rules) => (isNewer ? { ...rules, fields: rules.fields.map((field) => toModelField(rules.kind, field)) } : rules));
  const versions = [...standard, ...toCustomKinds(layers, standard)];
  const byKind = new Map<string, KindRules[]>();
  for (const rules of versions) {
    byKind.set(rules.kind, [...(byKind.get(rules.kind) ?? []), rules]);
  }
  const rulesOf: CatalogModel['rulesOf'] = (kind, apiVersion, specType) => {
    const ofKind = byKind.get(kind);
    if (!ofKind) {
      return 'unknown-kind';
    }
    const ofVersion = ofKind.filter((rules) => rules.apiVersion === apiVersion);
    return ofVersion.find((rules) => rules.specType !== undefined && rules.specType === specType) ?? ofVersion.find((rules) => rules.specType === undefined) ?? 'unknown-version';
  };
  const annotations = new Map(layers.flatMap(({ addAnnotation = [] }) => addAnnotation.flatMap(({ name, schema }) => (schema ? [[name, createUserSchema(schema.jsonSchema)] as const] : []))));
  const inverses = createInverses([...WELL_KNOWN_PAIRS, ...(newer ? AI_PAIRS : []), ...layers.flatMap(({ addRelationPair = [] }) => addRelationPair)]);
  const fieldsByKind = new Map([...byKind].map(([kind, ofKind]) => [kind.toLowerCase(), ofKind]));
  return {
    isNewer,
    kinds: [...byKind.keys()],
    rulesOf,
    assumes: (kind) => (typeof customProcessors === 'boolean' ? customProcessors : customProcessors.some((name) => name.toLowerCase() === kind.toLowerCase())),
    checkAnnotations: (values) =>
      [...annotations].flatMap(([name, check]) => {
        const value = values[name];
        return value === undefined ? [] : check(value).map((error) => ({ ...error, instancePath: `/metadata/annotations/${name.replaceAll('~', '~0').replaceAll('/', '~1')}${error.instancePath}` }));
      }),
    fieldsOf: (kind, specType) => {
      const ofKind = fieldsByKind.get(kind.toLowerCase()) ?? [];
      return (ofKind.find((rules) => rules.specType !== undefined && rules.specType === specType) ?? ofKind.find((rules) => rules.specType === undefined))?.fields ?? [];
    },
    textOnly: isNewer,
    inverseOf: isNewer ? inverses : (relation, from, to) => BUILT_IN_RELATIONS.inverseOf(relation, from, to),
  };
}

function toCustomKinds(layers: readonly ModelLayer[], standard: readonly KindRules[]): readonly KindRules[] {
  const groups = new Map(standard.map(({ kind, apiVersion }) => [kind, apiVersion.slice(0, apiVersion.indexOf('/'))]));
  const added = layers.flatMap(({ addKind = [] }) => addKind);
  added.forEach(({ names, group }) => groups.set(names.kind, group));
  const versions = [
    ...added.map(({ names, versions: ofKind = [] }) => ({ kind: names.kind, versions: ofKind })),
    ...layers.flatMap(({ addKindVersion = [] }) => addKindVersion),
  ];
  return versions.flatMap(({ kind, versions: ofKind }) => ofKind.flatMap((version) => toKindRules(kind, groups.get(kind) ?? '', version)));
}

function toKindRules(kind: string, group: string, { name, specType, relationFields = [], schema }: KindVersion): readonly KindRules[] {
  // The keys that every entity has are declared beside the layer's own; others do not belong there.
  const { properties, required } = schema.jsonSchema;
  const entitySchema: JsonObject = {
    ...schema.jsonSchema,
    type: 'object',
    additionalProperties: false,
    properties: { ...(isObject(properties) ? properties : {}), apiVersion: true, kind: true, metadata: true },
    required: Array.isArray(required) ? required : [],
  };
  const validate = createUserSchema(entitySchema);
  const fields = relationFields.map(({ selector, ...rest }): RelationField => ({ path: selector.path, ...rest }));
  const types = specType === undefined ? [undefined] : [specType].flat();
  return [name].flat().flatMap((version) => types.map((type): KindRules => ({ kind, apiVersion: `${group}/${version}`, validate, fields, ...(type !== undefined && { specType: type }) })));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
