import type { JsonObject, JsonValue } from '../catalog/entity';
import type { KindVersion, ModelSettings, RelationFieldDefinition } from '../catalog/model/modelSettings';
import type { JsonSchema } from './jsonSchema';

/** What completion and hover know of kinds that the model settings add: one schema a kind, version and `spec.type`. */
export function toCustomSchemas({ layers = [] }: ModelSettings): readonly JsonSchema[] {
  const added = layers.flatMap(({ addKind = [] }) => addKind);
  const groups = new Map(added.map(({ names, group }) => [names.kind, group]));
  const descriptions = new Map(added.map(({ names, description }) => [names.kind, description]));
  const versions = [
    ...added.map(({ names, versions: ofKind = [] }) => ({ kind: names.kind, versions: ofKind })),
    ...layers.flatMap(({ addKindVersion = [] }) => addKindVersion),
  ];
  return versions.flatMap(({ kind, versions: ofKind }) => ofKind.map((version) => toSchema(kind, groups.get(kind) ?? 'backstage.io', descriptions.get(kind), version)));
}

function toSchema(kind: string, group: string, general: string | undefined, { name, specType, description = general, relationFields = [], schema }: KindVersion): JsonSchema {
  // A user's JSON Schema is one: what it says beyond that is not looked at.
  const { properties = {}, ...rest } = withRefs(schema.jsonSchema, relationFields) as JsonSchema;
  const spec = properties['spec'];
  const ofSpec = typeof spec === 'object' ? spec : {};
  const type: JsonSchema | undefined = specType === undefined ? undefined : { ...(typeof ofSpec.properties?.['type'] === 'object' && ofSpec.properties['type']), enum: [specType].flat() };
  return {
    ...rest,
    $id: `custom/${kind}/${[name].flat().join('+')}/${specType === undefined ? '' : [specType].flat().join('+')}`,
    ...(description !== undefined && { description }),
    properties: {
      apiVersion: { enum: [name].flat().map((version) => `${group}/${version}`) },
      kind: { enum: [kind], ...(description !== undefined && { description }) },
      metadata: { $ref: 'metadata.schema.json' },
      ...properties,
      ...(type ? { spec: { ...ofSpec, properties: { ...ofSpec.properties, type } } } : {}),
    },
  };
}

/** Marks the fields that make relations as entity refs. */
function withRefs(schema: JsonObject, fields: readonly RelationFieldDefinition[]): JsonObject {
  return fields.reduce((marked, { selector, defaultKind, allowedKinds }) => {
    const entityRef: JsonObject = { ...(defaultKind !== undefined && { defaultKind }), ...(allowedKinds && { kinds: [...allowedKinds] }) };
    return markAt(marked, selector.path.split('.'), entityRef);
  }, schema);
}

function markAt(schema: JsonObject, [key, ...rest]: readonly string[], entityRef: JsonObject): JsonObject {
  if (key === undefined) {
    const { items } = schema;
    return isObject(items) ? { ...schema, items: { ...items, entityRef } } : { ...schema, entityRef };
  }
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const child = properties[key];
  return isObject(child) ? { ...schema, properties: { ...properties, [key]: markAt(child, rest, entityRef) } } : schema;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
