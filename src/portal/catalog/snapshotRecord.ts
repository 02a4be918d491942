import type { CatalogRecord } from './catalogRecord';
import type { Entity, EntityFacets, EntityOrigin, JsonValue } from './entity';
import { toFacets } from './facets';
import type { OwnRelation } from './relations';

/** What a snapshot's index says of an entity, so that the tree can be painted without reading the entity itself. */
export type RecordRow = readonly [
  ref: string,
  kind: string,
  sortKey: string,
  document: number,
  line: number,
  character: number,
  /** Where its JSON stands in the body, in bytes. */
  offset: number,
  length: number,
  /** Flat triples of type, inverse and target. */
  relations: readonly string[],
];

/** A record whose entity is parsed when it is first asked for. */
export class SnapshotRecord implements CatalogRecord {
  readonly ref: string;
  readonly kind: string;
  readonly sortKey: string;
  readonly relations: readonly OwnRelation[];
  readonly origin: EntityOrigin;
  readonly #bytes: Uint8Array;
  #entity: Entity | undefined;
  #facets: EntityFacets | undefined;

  constructor(row: RecordRow, body: Uint8Array, shared: Pick<EntityOrigin, 'uri' | 'source' | 'repository' | 'location'>) {
    const [ref, kind, sortKey, document, line, character, offset, length, relations] = row;
    this.ref = ref;
    this.kind = kind;
    this.sortKey = sortKey;
    this.origin = { uri: shared.uri, document, position: { line, character }, source: shared.source, ...(shared.location !== undefined && { location: shared.location }), ...(shared.repository && { repository: shared.repository }) };
    this.relations = toRelations(relations);
    this.#bytes = body.subarray(offset, offset + length);
  }

  get entity(): Entity {
    this.#entity ??= toEntity(JSON.parse(new TextDecoder().decode(this.#bytes)) as JsonValue, this);
    return this.#entity;
  }

  get facets(): EntityFacets {
    this.#facets ??= toFacets(this.entity, this.relations);
    return this.#facets;
  }

  /** The JSON as it stands in the snapshot, so that it can be written again without being parsed. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }
}

/** The bytes were checked against their hash when the snapshot was read; this only convinces the compiler. */
function toEntity(value: JsonValue, { kind, ref }: CatalogRecord): Entity {
  return isEntity(value) ? value : { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name: ref.slice(ref.indexOf('/') + 1) } };
}

function isEntity(value: JsonValue): value is JsonValue & Entity {
  return typeof value === 'object' && value !== null && 'metadata' in value && 'kind' in value && 'apiVersion' in value;
}

function toRelations(flat: readonly string[]): readonly OwnRelation[] {
  const relations: OwnRelation[] = [];
  for (let index = 0; index + 2 < flat.length; index += 3) {
    relations.push({ type: flat[index] ?? '', inverse: flat[index + 1] ?? '', targetRef: flat[index + 2] ?? '' });
  }
  return relations;
}
