import { readReference } from './checking/references';
import type { Entity, JsonObject, JsonValue } from './entity';
import { DEFAULT_NAMESPACE, stringifyEntityRef } from './entityRef';
import { BUILT_IN_RELATIONS, type RelationModel } from './model/relationModel';

/** A relation that an entity's own fields make, with what the other end sees. */
export interface OwnRelation {
  readonly type: string;
  /** Empty where the other end sees nothing, as some models have it. */
  readonly inverse: string;
  /** Full ref in lower case; may dangle. */
  readonly targetRef: string;
}

/**
 * The relations an entity's own fields make, each once. A ref without a namespace means the entity's own; a malformed ref, one
 * without a kind where none is default, or one to a kind the field does not allow makes no relation.
 */
export function ownRelations(entity: Entity, model: RelationModel = BUILT_IN_RELATIONS): readonly OwnRelation[] {
  const own = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const relations = new Map<string, OwnRelation>();
  for (const { path, relation, defaultKind, defaultNamespace, allowedKinds } of model.fieldsOf(entity.kind, entity.spec?.['type'])) {
    const value = valueAt(entity, path);
    for (const entry of !value ? [] : Array.isArray(value) ? value : [value]) {
      if (model.textOnly && typeof entry !== 'string') {
        continue;
      }
      const ref = readReference(entry, { kind: defaultKind, namespace: defaultNamespace === 'default' ? DEFAULT_NAMESPACE : own });
      if ('error' in ref || (allowedKinds && !allowedKinds.some((kind) => kind.toLowerCase() === ref.kind.toLowerCase()))) {
        continue;
      }
      const targetRef = stringifyEntityRef(ref);
      relations.set(`${relation} ${targetRef}`, { type: relation, inverse: model.inverseOf(relation, entity.kind, ref.kind) ?? '', targetRef });
    }
  }
  return [...relations.values()];
}

/** The value at a dotted path: `spec.owner`. */
export function valueAt(entity: Entity | JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = entity as JsonObject;
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}
