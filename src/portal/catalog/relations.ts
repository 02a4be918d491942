import type { Entity, JsonValue } from './entity';
import { DEFAULT_NAMESPACE, parseEntityRef, stringifyEntityRef } from './entityRef';

/** A field of `spec` that names other entities, and the pair of relations it makes. Source: the builtin kinds of @backstage/plugin-catalog-backend. */
interface RelationField {
  readonly field: string;
  /** Seen from the entity that has the field. */
  readonly type: string;
  /** The same, seen from the other end. */
  readonly inverse: string;
  /** Absent where a ref must name its kind. */
  readonly kind?: string;
  /** Refs to other kinds make no relation; absent where all may be named. */
  readonly allowed?: readonly string[];
}

const OWNER: RelationField = { field: 'owner', type: 'ownedBy', inverse: 'ownerOf', kind: 'Group', allowed: ['group', 'user'] };
const SYSTEM: RelationField = { field: 'system', type: 'partOf', inverse: 'hasPart', kind: 'System' };
const DEPENDS_ON: RelationField = { field: 'dependsOn', type: 'dependsOn', inverse: 'dependencyOf' };
const DEPENDENCY_OF: RelationField = { field: 'dependencyOf', type: 'dependencyOf', inverse: 'dependsOn' };

const FIELDS: Readonly<Record<string, readonly RelationField[]>> = {
  component: [
    OWNER,
    SYSTEM,
    { field: 'subcomponentOf', type: 'partOf', inverse: 'hasPart', kind: 'Component' },
    { field: 'providesApis', type: 'providesApi', inverse: 'apiProvidedBy', kind: 'API' },
    { field: 'consumesApis', type: 'consumesApi', inverse: 'apiConsumedBy', kind: 'API' },
    DEPENDS_ON,
    DEPENDENCY_OF,
  ],
  api: [OWNER, SYSTEM],
  resource: [OWNER, SYSTEM, DEPENDS_ON, DEPENDENCY_OF],
  system: [OWNER, { field: 'domain', type: 'partOf', inverse: 'hasPart', kind: 'Domain' }],
  domain: [OWNER, { field: 'subdomainOf', type: 'partOf', inverse: 'hasPart', kind: 'Domain' }],
  template: [OWNER],
  group: [
    { field: 'parent', type: 'childOf', inverse: 'parentOf', kind: 'Group' },
    { field: 'children', type: 'parentOf', inverse: 'childOf', kind: 'Group' },
    { field: 'members', type: 'hasMember', inverse: 'memberOf', kind: 'User' },
  ],
  user: [{ field: 'memberOf', type: 'memberOf', inverse: 'hasMember', kind: 'Group' }],
  airesource: [
    OWNER,
    SYSTEM,
    { ...DEPENDS_ON, kind: 'AiResource' },
    { field: 'skills', type: 'hasPart', inverse: 'partOf', kind: 'AiResource' },
    { field: 'plugins', type: 'hasPart', inverse: 'partOf', kind: 'AiResource' },
  ],
};

/** A relation that an entity's own fields make, with what the other end sees. */
export interface OwnRelation {
  readonly type: string;
  readonly inverse: string;
  /** Full ref in lower case; may dangle. */
  readonly targetRef: string;
}

/**
 * The relations an entity's own fields make. A ref without a namespace means the entity's own; a malformed ref, one
 * without a kind where none is default, or one to a kind the field does not allow makes no relation.
 */
export function ownRelations(entity: Entity): readonly OwnRelation[] {
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const relations: OwnRelation[] = [];
  for (const { field, type, inverse, kind, allowed } of FIELDS[entity.kind.toLowerCase()] ?? []) {
    for (const text of toRefs(entity.spec?.[field])) {
      const ref = parseEntityRef(text, { namespace, ...(kind !== undefined && { kind }) });
      if (ref && (!allowed || allowed.includes(ref.kind.toLowerCase()))) {
        relations.push({ type, inverse, targetRef: stringifyEntityRef(ref) });
      }
    }
  }
  return relations;
}

function toRefs(value: JsonValue | undefined): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
}
