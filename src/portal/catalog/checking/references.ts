import type { JsonValue } from '../entity';

/**
 * Why a value cannot be read as an entity ref, in Backstage's words; `undefined` where it can.
 * Source: `parseEntityRef` of @backstage/catalog-model, which also takes an object with `kind` and `name`.
 */
export function findReferenceError(ref: JsonValue, defaultKind: string | undefined): string | undefined {
  if (ref === null || ref === '' || ref === 0 || ref === false) {
    return 'Entity reference must not be empty';
  }
  let kind: JsonValue | undefined;
  let namespace: JsonValue | undefined;
  let name: JsonValue | undefined;
  if (typeof ref === 'string') {
    [kind, namespace, name] = splitReference(ref);
    if (kind === '' || namespace === '' || name === '') {
      return `Entity reference "${ref}" was not on the form [<kind>:][<namespace>/]<name>`;
    }
  } else if (typeof ref === 'object' && !Array.isArray(ref)) {
    ({ kind, namespace, name } = ref);
  }
  const text = JSON.stringify(ref);
  if (!(kind ?? defaultKind)) {
    return `Entity reference ${text} had missing or empty kind (e.g. did not start with "component:" or similar)`;
  }
  if (namespace !== undefined && namespace !== null && !namespace) {
    return `Entity reference ${text} had missing or empty namespace`;
  }
  return name ? undefined : `Entity reference ${text} had missing or empty name`;
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
