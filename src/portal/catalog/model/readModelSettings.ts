import type { JsonObject, JsonValue } from '../entity';
import { createSettingReader, isAbsent } from '../settingValues';
import type { AnnotationDefinition, KindDefinition, KindVersion, ModelLayer, ModelSettings, RelationFieldDefinition, RelationPair } from './modelSettings';

const { toObject, toList, toText, invalid } = createSettingReader('The catalog model');

/**
 * Reads the value of `stagedoor.catalog.model`, or a model file:
 *
 *     newer: true
 *     customProcessors: [Contract]
 *     layers:
 *       - layerId: acme.com/kinds
 *         addKind:
 *           - group: acme.com
 *             names: {kind: Squad}
 *             versions:
 *               - name: v1
 *                 relationFields: [{selector: {path: spec.lead}, relation: ledBy, defaultKind: User, allowedKinds: [User]}]
 *                 schema: {jsonSchema: {properties: {spec: {type: object, required: [lead], properties: {lead: {type: string}}}}}}
 *         addRelationPair: [{fromKind: Squad, toKind: User, forward: {type: ledBy}, reverse: {type: leads}}]
 *         addAnnotation: [{name: acme.com/tier, schema: {jsonSchema: {enum: [gold, silver]}}}]
 *
 * @throws PortalError `invalid`, its `field` the place: `layers[0].addKind[0].group`
 */
export function readModelSettings(value: JsonValue | undefined): ModelSettings {
  if (value === undefined || value === null) {
    return {};
  }
  const { newer, layers, customProcessors, ...others } = toObject(value, '');
  refuseOthers(others, '');
  if (!isAbsent(newer) && typeof newer !== 'boolean') {
    throw invalid('newer', 'is neither true nor false');
  }
  return {
    ...(newer === true && { newer }),
    ...(!isAbsent(customProcessors) && { customProcessors: typeof customProcessors === 'boolean' ? customProcessors : toTexts(customProcessors, 'customProcessors') }),
    ...(!isAbsent(layers) && { layers: toList(layers, 'layers').map((layer, index) => readLayer(layer, `layers[${index}]`)) }),
  };
}

function readLayer(value: JsonValue, field: string): ModelLayer {
  const { layerId, addKind, addKindVersion, addAnnotation, addRelationPair, ...others } = toObject(value, field);
  refuseOthers(others, field);
  return {
    layerId: toText(layerId, `${field}.layerId`),
    addKind: readEach(addKind, `${field}.addKind`, readKind),
    addKindVersion: readEach(addKindVersion, `${field}.addKindVersion`, (entry, at) => {
      const { kind, versions } = toObject(entry, at);
      return { kind: toText(kind, `${at}.kind`), versions: readEach(versions, `${at}.versions`, readVersion) };
    }),
    addAnnotation: readEach(addAnnotation, `${field}.addAnnotation`, readAnnotation),
    addRelationPair: readEach(addRelationPair, `${field}.addRelationPair`, readPair),
  };
}

function readKind(value: JsonValue, field: string): KindDefinition {
  const { group, names, description, versions } = toObject(value, field);
  const { kind, singular, plural } = toObject(names, `${field}.names`);
  return {
    group: toText(group, `${field}.group`),
    names: { kind: toText(kind, `${field}.names.kind`), ...optional('singular', singular, `${field}.names`), ...optional('plural', plural, `${field}.names`) },
    ...optional('description', description, field),
    versions: readEach(versions, `${field}.versions`, readVersion),
  };
}

function readVersion(value: JsonValue, field: string): KindVersion {
  const { name, specType, description, relationFields, schema } = toObject(value, field);
  const { jsonSchema } = toObject(schema, `${field}.schema`);
  return {
    name: toTexts(name, `${field}.name`),
    ...(!isAbsent(specType) && { specType: toTexts(specType, `${field}.specType`) }),
    ...optional('description', description, field),
    relationFields: readEach(relationFields, `${field}.relationFields`, readRelationField),
    schema: { jsonSchema: readSchema(jsonSchema, `${field}.schema.jsonSchema`) },
  };
}

const STRUCTURE = ['allOf', 'oneOf', 'anyOf', 'if', 'else', 'then', 'not', '$ref'];

/** Source: `validateKindRootSchemaSemantics` of @backstage/catalog-model. */
function readSchema(value: JsonValue | undefined, field: string): JsonObject {
  const schema = toObject(value, field);
  const properties = toObject(schema['properties'], `${field}.properties`);
  const found = STRUCTURE.find((keyword) => keyword in schema);
  const reserved = ['kind', 'apiVersion', 'metadata', '$ref'].find((key) => key in properties);
  if (found !== undefined || reserved !== undefined) {
    throw invalid(field, found === undefined ? `declares ${reserved}, which every entity has` : `uses ${found} at its root`);
  }
  if (schema['type'] !== undefined && schema['type'] !== 'object') {
    throw invalid(`${field}.type`, 'is not object');
  }
  return schema;
}

function readRelationField(value: JsonValue, field: string): RelationFieldDefinition {
  const { selector, relation, defaultKind, defaultNamespace, allowedKinds } = toObject(value, field);
  if (!isAbsent(defaultNamespace) && defaultNamespace !== 'inherit' && defaultNamespace !== 'default') {
    throw invalid(`${field}.defaultNamespace`, 'is neither inherit nor default');
  }
  return {
    selector: { path: toText(toObject(selector, `${field}.selector`)['path'], `${field}.selector.path`) },
    relation: toText(relation, `${field}.relation`),
    ...optional('defaultKind', defaultKind, field),
    ...(!isAbsent(defaultNamespace) && { defaultNamespace }),
    ...(!isAbsent(allowedKinds) && { allowedKinds: toTexts(allowedKinds, `${field}.allowedKinds`) }),
  };
}

function readAnnotation(value: JsonValue, field: string): AnnotationDefinition {
  const { name, title, description, schema } = toObject(value, field);
  return {
    name: toText(name, `${field}.name`),
    ...optional('title', title, field),
    ...optional('description', description, field),
    ...(!isAbsent(schema) && { schema: { jsonSchema: toObject(toObject(schema, `${field}.schema`)['jsonSchema'], `${field}.schema.jsonSchema`) } }),
  };
}

function readPair(value: JsonValue, field: string): RelationPair {
  const { fromKind, toKind, description, forward, reverse } = toObject(value, field);
  const end = (side: JsonValue | undefined, at: string): RelationPair['forward'] => {
    const { type, title } = toObject(side, at);
    return { type: toText(type, `${at}.type`), ...optional('title', title, at) };
  };
  return {
    fromKind: toTexts(fromKind, `${field}.fromKind`),
    toKind: toTexts(toKind, `${field}.toKind`),
    ...optional('description', description, field),
    forward: end(forward, `${field}.forward`),
    reverse: end(reverse, `${field}.reverse`),
  };
}

function readEach<T>(value: JsonValue | undefined, field: string, read: (entry: JsonValue, field: string) => T): readonly T[] {
  return isAbsent(value) ? [] : toList(value, field).map((entry, index) => read(entry, `${field}[${index}]`));
}

function optional<Key extends string>(key: Key, value: JsonValue | undefined, field: string): { readonly [K in Key]?: string } {
  // The index type is widened by the computed key; the key is the one that the result is declared with.
  return isAbsent(value) ? {} : ({ [key]: toText(value, `${field}.${key}`) } as { readonly [K in Key]?: string });
}

/** A text or a list of them. */
function toTexts(value: JsonValue | undefined, field: string): readonly string[] {
  return Array.isArray(value) ? value.map((entry, index) => toText(entry, `${field}[${index}]`)) : [toText(value, field)];
}

function refuseOthers(others: JsonObject, field: string): void {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw invalid(field === '' ? unknown : `${field}.${unknown}`, 'is not known here');
  }
}
