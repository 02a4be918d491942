import type { Entity, JsonObject, Relation } from '../catalog/entity';
import { entityRefOf } from '../catalog/entityRef';

/** An entity as a Backstage answers it, taken apart. */
export interface BackstageEntity {
  readonly ref: string;
  /** Without what Backstage keeps for itself, so that it reads as in its file. */
  readonly entity: Entity;
  /** All it has to do with, seen from it; full refs in lower case. */
  readonly relations: readonly Relation[];
  /** What went wrong when Backstage last processed it. */
  readonly errors: readonly { readonly level: 'error' | 'warning' | 'information'; readonly message: string }[];
  /** Another one for another content; empty where Backstage gives none. */
  readonly etag: string;
}

/** @returns `undefined` for what is no entity */
export function parseBackstageEntity(item: unknown): BackstageEntity | undefined {
  if (!isObject(item) || typeof item['kind'] !== 'string' || item['kind'] === '') {
    return undefined;
  }
  const { apiVersion, kind, metadata, spec } = item;
  if (!isObject(metadata) || typeof metadata['name'] !== 'string' || metadata['name'] === '') {
    return undefined;
  }
  const { uid: _uid, etag, generation: _generation, name, ...rest } = metadata;
  const entity: Entity = {
    apiVersion: typeof apiVersion === 'string' ? apiVersion : '',
    kind,
    metadata: { name, ...withTexts(rest) },
    ...(isObject(spec) && { spec }),
  };
  return { ref: entityRefOf(entity), entity, relations: toRelations(item['relations']), errors: toErrors(item['status']), etag: typeof etag === 'string' ? etag : '' };
}

/** What a list of refs and etags says of an entity. */
export function parseBackstageMark(item: unknown): { readonly ref: string; readonly etag: string } | undefined {
  const found = parseBackstageEntity(item);
  return found && { ref: found.ref, etag: found.etag };
}

/** Keeps what the envelope types as they are typed there; a default Backstage lets in nothing else. */
function withTexts({ namespace, title, description, labels, annotations, tags, links, ...others }: JsonObject): Omit<Entity['metadata'], 'name'> {
  return {
    ...others,
    ...(typeof namespace === 'string' && { namespace }),
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
    ...(isObject(labels) && { labels: toTexts(labels) }),
    ...(isObject(annotations) && { annotations: toTexts(annotations) }),
    ...(Array.isArray(tags) && { tags: tags.filter((tag) => typeof tag === 'string') }),
    ...(Array.isArray(links) && { links: links.flatMap(toLink) }),
  };
}

function toTexts(values: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])));
}

function toLink(link: unknown): readonly { url: string; title?: string; icon?: string; type?: string }[] {
  return isObject(link) && typeof link['url'] === 'string' ? [{ ...toTexts(link), url: link['url'] }] : [];
}

function toRelations(value: unknown): readonly Relation[] {
  return !Array.isArray(value)
    ? []
    : value.flatMap((relation: unknown) =>
        isObject(relation) && typeof relation['type'] === 'string' && typeof relation['targetRef'] === 'string' ? [{ type: relation['type'], targetRef: relation['targetRef'].toLowerCase() }] : [],
      );
}

function toErrors(status: unknown): BackstageEntity['errors'] {
  const items: unknown = isObject(status) ? status['items'] : undefined;
  return !Array.isArray(items)
    ? []
    : items.flatMap((item: unknown) => {
        if (!isObject(item) || typeof item['message'] !== 'string') {
          return [];
        }
        const level = item['level'] === 'error' ? 'error' : item['level'] === 'warning' ? 'warning' : 'information';
        return [{ level, message: item['message'] } as const];
      });
}

/** What was parsed from JSON holds JSON. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
