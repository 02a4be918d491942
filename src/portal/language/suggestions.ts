import type { CatalogEntity } from '../catalog/entity';
import { DEFAULT_NAMESPACE, shortenEntityRef, type EntityRef } from '../catalog/entityRef';
import type { CatalogQuery } from '../catalog/query';
import { differingBits, editDistance, letterBits } from './editDistance';
import type { RefField } from './refFields';

interface IndexedName {
  readonly entity: CatalogEntity;
  readonly name: string;
  readonly bits: number;
}

/** Finds what somebody may have meant by a ref to nothing: the nearest first, three at most, as they would be written. */
export type Suggest = (graph: CatalogQuery, ref: EntityRef, field: RefField, namespace: string) => readonly string[];

const MOST = 3;

export function createSuggest(): Suggest {
  let latest: CatalogQuery | undefined;
  const indexes = new Map<string, readonly IndexedName[]>();
  const indexOf = (graph: CatalogQuery, kind: string) => {
    if (latest !== graph) {
      latest = graph;
      indexes.clear();
    }
    const key = kind.toLowerCase();
    const index = indexes.get(key) ?? graph.byKind(kind).map((entity) => ({ entity, ...toName(entity.entity.metadata.name) }));
    indexes.set(key, index);
    return index;
  };
  return (graph, ref, field, namespace) => {
    const wanted = toName(ref.name);
    const limit = Math.max(1, Math.min(3, Math.floor(wanted.name.length / 3)));
    const kinds = field.allowedKinds ?? graph.kinds();
    const found = kinds.flatMap((kind) =>
      indexOf(graph, kind).flatMap(({ entity, name, bits }) => {
        if (Math.abs(name.length - wanted.name.length) > limit || differingBits(bits, wanted.bits) > 2 * limit) {
          return [];
        }
        const distance = editDistance(wanted.name, name, limit);
        // A like name of another kind is further off than one of the kind that was meant.
        return distance === undefined ? [] : [{ entity, distance: distance * 2 + (kind.toLowerCase() === ref.kind.toLowerCase() ? 0 : 1) }];
      }),
    );
    const defaults = { ...(field.defaultKind === undefined ? {} : { kind: field.defaultKind }), namespace };
    return found
      .sort((a, b) => a.distance - b.distance)
      .slice(0, MOST)
      .map(({ entity: { entity } }) => shortenEntityRef({ kind: entity.kind, namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE, name: entity.metadata.name }, defaults));
  };
}

function toName(name: string): { name: string; bits: number } {
  const lowered = name.toLowerCase();
  return { name: lowered, bits: letterBits(lowered) };
}
