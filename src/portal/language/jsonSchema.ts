import type { JsonValue } from '../catalog/entity';
import type { Path } from './outlineNode';

/** The part of JSON Schema that completion reads. */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly patternProperties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly items?: JsonSchema | boolean | readonly JsonSchema[];
  readonly required?: readonly string[];
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly default?: JsonValue;
  readonly examples?: readonly JsonValue[];
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly then?: JsonSchema | boolean;
  readonly else?: JsonSchema | boolean;
  /** Ours: the string is an entity ref. `kinds` are those that make sense, `defaultKind` what a ref without one means. */
  readonly entityRef?: { readonly defaultKind?: string; readonly kinds?: readonly string[] };
  /** Ours: only the catalog server writes it. */
  readonly serverOnly?: boolean;
  /** Ours: only where the newer catalog model is on. */
  readonly model?: boolean;
}

/** A schema with the file its `#/…` references are read in. */
export interface SchemaNode {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
  /** Whether it always holds: what stands below `anyOf`, `oneOf`, `then` or `else` may not. */
  readonly certain: boolean;
}

/** Finds a schema file by the address in a `$ref`. */
export type SchemaLookup = (address: string) => JsonSchema | undefined;

/** All schemas that apply where one does: the schema itself, what it refers to, and its branches. */
export function expandSchema(node: SchemaNode, lookup: SchemaLookup, seen: ReadonlySet<JsonSchema> = new Set()): SchemaNode[] {
  const { schema, root, certain } = node;
  if (seen.has(schema)) {
    return [];
  }
  const visited = new Set([...seen, schema]);
  const expand = (part: JsonSchema, partCertain: boolean, partRoot = root) => expandSchema({ schema: part, root: partRoot, certain: partCertain }, lookup, visited);
  const target = schema.$ref === undefined ? undefined : resolveReference(schema.$ref, root, lookup);
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), schema.then, schema.else];
  return [
    node,
    ...(target ? expand(target.schema, certain, target.root) : []),
    ...(schema.allOf ?? []).flatMap((part) => expand(part, certain)),
    ...branches.flatMap((part) => (typeof part === 'object' ? expand(part, false) : [])),
  ];
}

/** The schemas of what stands at a path below schemas that apply together. */
export function schemasAt(start: readonly SchemaNode[], path: Path, lookup: SchemaLookup): SchemaNode[] {
  return path.reduce<SchemaNode[]>((nodes, segment) => nodes.flatMap((node) => step(node, segment)).flatMap((node) => expandSchema(node, lookup)), [...start]);
}

function step({ schema, root, certain }: SchemaNode, segment: string | number): SchemaNode[] {
  const at = typeof segment === 'number' ? itemsOf(schema) : propertyOf(schema, segment);
  return typeof at === 'object' ? [{ schema: at, root, certain }] : [];
}

function itemsOf(schema: JsonSchema): JsonSchema | boolean | undefined {
  return isList(schema.items) ? schema.items[0] : schema.items;
}

function isList(items: JsonSchema['items']): items is readonly JsonSchema[] {
  return Array.isArray(items);
}

function propertyOf(schema: JsonSchema, key: string): JsonSchema | boolean | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) {
    return schema.properties[key];
  }
  return Object.values(schema.patternProperties ?? {})[0] ?? schema.additionalProperties;
}

function resolveReference(reference: string, root: JsonSchema, lookup: SchemaLookup): { schema: JsonSchema; root: JsonSchema } | undefined {
  const [address = '', pointer = ''] = reference.split('#', 2);
  const file = address === '' ? root : lookup(address);
  const segments = pointer.split('/').slice(1).map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
  const schema = segments.reduce<unknown>((at, segment) => (isObject(at) && Object.hasOwn(at, segment) ? at[segment] : undefined), file);
  return file && isObject(schema) ? { schema, root: file } : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON types a schema allows. */
export function typesOf(nodes: readonly SchemaNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap(({ schema }) => (schema.type === undefined ? (schema.properties ? ['object'] : schema.items ? ['array'] : []) : schema.type)));
}
