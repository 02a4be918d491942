import type { Entity, EntityFacets, JsonValue } from './entity';
import type { OwnRelation } from './relations';

/** What lists, filters and searches need of an entity. @param relations those its own fields make */
export function toFacets(entity: Entity, relations: readonly OwnRelation[]): EntityFacets {
  const { title, description, tags } = entity.metadata;
  const owner = relations.find((relation) => relation.type === 'ownedBy')?.targetRef;
  const type = toText(entity.spec?.['type']);
  const lifecycle = toText(entity.spec?.['lifecycle']);
  return {
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
    ...(type !== undefined && { type }),
    ...(lifecycle !== undefined && { lifecycle }),
    ...(owner !== undefined && { owner }),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    partOf: relations.filter((relation) => relation.type === 'partOf').map(({ targetRef }) => targetRef),
  };
}

function toText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
