import type { Entity } from './entity';

export interface EntityRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export const DEFAULT_NAMESPACE = 'default';

/**
 * Parses `[kind:][namespace/]name`. Source: `parseEntityRef` of @backstage/catalog-model.
 * @returns `undefined` where the text is malformed, or has no kind and no default is given
 */
export function parseEntityRef(
  text: string,
  defaults: { readonly kind?: string; readonly namespace?: string } = {},
): EntityRef | undefined {
  const match = /^([^:/]+:)?([^:/]+\/)?([^:/]+)$/.exec(text.trim());
  if (!match) {
    return undefined;
  }
  const kind = match[1]?.slice(0, -1) ?? defaults.kind;
  const namespace = match[2]?.slice(0, -1) ?? defaults.namespace ?? DEFAULT_NAMESPACE;
  const name = match[3];
  return kind === undefined || name === undefined ? undefined : { kind, namespace, name };
}

/** `kind:namespace/name` in lower case, the form in which refs are compared. */
export function stringifyEntityRef(ref: EntityRef): string {
  return `${ref.kind}:${ref.namespace}/${ref.name}`.toLowerCase();
}

export function entityRefOf(entity: Entity): string {
  return stringifyEntityRef({
    kind: entity.kind,
    namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
    name: entity.metadata.name,
  });
}

/** The shortest form that still means the same where `defaults` apply: `payment-api`, `team/x`, `component:x`. */
export function shortenEntityRef(ref: EntityRef, defaults: { readonly kind?: string; readonly namespace?: string }): string {
  const kind = ref.kind.toLowerCase() === defaults.kind?.toLowerCase() ? '' : `${ref.kind.toLowerCase()}:`;
  const namespace =
    ref.namespace.toLowerCase() === (defaults.namespace ?? DEFAULT_NAMESPACE).toLowerCase() ? '' : `${ref.namespace}/`;
  return `${kind}${namespace}${ref.name}`;
}
