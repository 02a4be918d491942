import type { Entity, EntityFacets, JsonValue } from './entity';
import type { OwnRelation } from './relations';

/** What of the facets stands in the entity itself; the others follow from its relations. */
export interface WrittenFacets {
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly type: string | undefined;
  readonly lifecycle: string | undefined;
  readonly tags: readonly string[];
}

export function readFacets({ metadata, spec }: Entity): WrittenFacets {
  const { name, title, description, tags } = metadata;
  return {
    name: name === name.toLowerCase() ? undefined : name,
    title: typeof title === 'string' ? title : undefined,
    description: typeof description === 'string' ? description : undefined,
    type: toText(spec?.['type']),
    lifecycle: toText(spec?.['lifecycle']),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
  };
}

/** What lists, filters and searches need of an entity. @param relations those its own fields make */
export function toFacets({ name, title, description, type, lifecycle, tags }: WrittenFacets, relations: readonly OwnRelation[]): EntityFacets {
  const owner = relations.find((relation) => relation.type === 'ownedBy')?.targetRef;
  return {
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(type !== undefined && { type }),
    ...(lifecycle !== undefined && { lifecycle }),
    ...(owner !== undefined && { owner }),
    tags,
    partOf: relations.filter((relation) => relation.type === 'partOf').map(({ targetRef }) => targetRef),
  };
}

function toText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
