import type { JsonValue } from '../entity';

export interface ReferenceDefaults {
  /** Left out where a ref must name its kind. */
  readonly kind?: string | undefined;
  readonly namespace: string;
}

/** What a value says as an entity ref, each part as written; or why it cannot be read, in Backstage's words. */
export type Reference = { readonly kind: string; readonly namespace: string; readonly name: string } | { readonly error: string };

/**
 * Reads a value as an entity ref.
 * Source: `parseEntityRef` of @backstage/catalog-model, which also takes an object with `kind` and `name`.
 */
export function readReference(ref: JsonValue, defaults: ReferenceDefaults): Reference {
  if (ref === null || ref === '' || ref === 0 || ref === false) {
    return { error: 'Entity reference must not be empty' };
  }
  let kind: JsonValue | undefined;
  let namespace: JsonValue | undefined;
  let name: JsonValue | undefined;
  if (typeof ref === 'string') {
    [kind, namespace, name] = splitReference(ref);
    if (kind === '' || namespace === '' || name === '') {
      return { error: `Entity reference "${ref}" was not on the form [<kind>:][<namespace>/]<name>` };
    }
  } else if (typeof ref === 'object' && !Array.isArray(ref)) {
    ({ kind, namespace, name } = ref);
  }
  const text = JSON.stringify(ref);
  const fullKind = kind ?? defaults.kind;
  if (!fullKind) {
    return { error: `Entity reference ${text} had missing or empty kind (e.g. did not start with "component:" or similar)` };
  }
  const fullNamespace = namespace ?? defaults.namespace;
  if (!fullNamespace) {
    return { error: `Entity reference ${text} had missing or empty namespace` };
  }
  return name ? { kind: toText(fullKind), namespace: toText(fullNamespace), name: toText(name) } : { error: `Entity reference ${text} had missing or empty name` };
}

function toText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Kind, namespace and name as they are written. A colon after the first slash belongs to the name. */
function splitReference(ref: string): [kind: string | undefined, namespace: string | undefined, name: string] {
  const slash = ref.indexOf('/');
  const firstColon = ref.indexOf(':');
  const colon = slash !== -1 && slash < firstColon ? -1 : firstColon;
  return [
    colon === -1 ? undefined : ref.slice(0, colon),
    slash === -1 ? undefined : ref.slice(colon + 1, slash),
    ref.slice(Math.max(colon, slash) + 1),
  ];
}
