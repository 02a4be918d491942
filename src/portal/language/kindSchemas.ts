import type { JsonValue } from '../catalog/entity';
import { expandSchema, schemasAt, type JsonSchema, type SchemaNode } from './jsonSchema';
import type { Path } from './outlineNode';

/** What completion knows of a kind. */
export interface KindSchema {
  /** As written: `Component`. */
  readonly kind: string;
  readonly apiVersions: readonly string[];
  readonly description: string | undefined;
}

/** What of a document decides which schema holds. Each as written, where it is. */
export interface DocumentKind {
  readonly kind: string | undefined;
  /** `spec.type`: some kinds have schemas of their own for some types. */
  readonly type: string | undefined;
}

/** The schemas of all kinds, looked up by kind and place. */
export interface KindSchemas {
  readonly kinds: readonly KindSchema[];
  /** The schemas that hold at a path of an entity; those of all kinds where the kind is not written yet. */
  at(document: DocumentKind, path: Path): readonly SchemaNode[];
}

export interface KindSchemaFiles {
  /** One a kind, or a kind and type, each naming its kind and apiVersions in `properties`. */
  readonly kinds: readonly JsonSchema[];
  /** Further files that these refer to by `$id`. */
  readonly shared: readonly JsonSchema[];
}

/** @param model whether schemas marked with `model` hold */
export function createKindSchemas(files: KindSchemaFiles, model = false): KindSchemas {
  const byAddress = new Map([...files.kinds, ...files.shared].map((file) => [file.$id, file]));
  const lookup = (address: string) => byAddress.get(address);
  const entries = files.kinds
    .filter((schema) => model || schema.model !== true)
    .map((schema) => {
      const start = expandSchema({ schema, root: schema, certain: true }, lookup);
      const texts = (path: Path) => schemasAt(start, path, lookup).flatMap(valuesOf).filter((value) => typeof value === 'string');
      return { start, kind: texts(['kind'])[0] ?? '', apiVersions: texts(['apiVersion']), types: texts(['spec', 'type']), description: schema.description };
    });
  return {
    kinds: entries.filter((entry) => entry.types.length === 0),
    at(document, path) {
      const ofKind = entries.filter((entry) => entry.kind.toLowerCase() === document.kind?.toLowerCase());
      const special = ofKind.filter((entry) => document.type !== undefined && entry.types.includes(document.type));
      const general = ofKind.filter((entry) => entry.types.length === 0);
      const chosen = special.length > 0 ? special : general.length > 0 ? general : path[0] === 'spec' && document.kind !== undefined ? [] : entries;
      return schemasAt(chosen.flatMap((entry) => entry.start), path, lookup);
    },
  };
}

/** The values a schema enumerates. */
export function valuesOf({ schema }: SchemaNode): readonly JsonValue[] {
  return schema.const === undefined ? (schema.enum ?? []) : [schema.const];
}
