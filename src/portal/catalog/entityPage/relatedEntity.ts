import type { CatalogEntity, Entity, JsonValue } from '../entity';
import { DEFAULT_NAMESPACE, parseEntityRef, shortenEntityRef } from '../entityRef';
import type { CatalogQuery } from '../query';
import type { RelatedEntity } from './entityPage';

/** How entities look is for the host to say. */
export interface EntityLooks {
  /** Id of a codicon. */
  readonly iconOf: (known: CatalogEntity) => string;
  readonly iconOfKind: (kind: string) => string;
}

export function toRelated(ref: string, graph: CatalogQuery, looks: EntityLooks): RelatedEntity {
  const known = graph.get(ref);
  if (!known) {
    const parsed = parseEntityRef(ref);
    const kind = parsed?.kind ?? '';
    const label = parsed ? shortenEntityRef(parsed, { kind }) : ref;
    return { ref, label, kind, icon: looks.iconOfKind(kind), detail: '', description: undefined, missing: true, deprecated: false };
  }
  const { facets, entity } = known;
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  return {
    ref,
    label: `${namespace === DEFAULT_NAMESPACE ? '' : `${namespace}/`}${titleOf(known)}`,
    kind: entity.kind,
    icon: looks.iconOf(known),
    detail: [facets.type, facets.lifecycle].filter((part) => part !== undefined).join(' · '),
    description: facets.description,
    missing: false,
    deprecated: isDeprecated(known),
  };
}

/** Title, else the display name of a person or group, else the name. Source: the entity presentation of @backstage/plugin-catalog-react. */
export function titleOf({ facets, entity }: CatalogEntity): string {
  return toText(facets.title) ?? toText(profileOf(entity)?.['displayName']) ?? entity.metadata.name;
}

export function profileOf(entity: Entity): { readonly [key: string]: JsonValue } | undefined {
  const profile = entity.spec?.['profile'];
  return typeof profile === 'object' && profile !== null && !Array.isArray(profile) ? profile : undefined;
}

export function isDeprecated({ facets }: CatalogEntity): boolean {
  return facets.lifecycle?.toLowerCase() === 'deprecated';
}

/** A text that says something. */
export function toText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
