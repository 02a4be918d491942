import type { SchemaNode } from './jsonSchema';

/** What an entity ref in a field may name. */
export interface RefField {
  /** The kind a ref without one has; `undefined` where the kind must be written. */
  readonly defaultKind: string | undefined;
  /** The kinds that make sense there; `undefined` where any does. */
  readonly allowedKinds: readonly string[] | undefined;
}

/** What the schemas of a place say of entity refs in it; `undefined` where it holds none. */
export function refFieldOf(nodes: readonly SchemaNode[]): RefField | undefined {
  const found = nodes.find(({ schema }) => schema.entityRef)?.schema.entityRef;
  return found && { defaultKind: found.defaultKind, allowedKinds: found.kinds };
}
