import { sortKeyOf, type CatalogRecord } from './catalogRecord';
import type { Entity, EntityFacets, EntityOrigin, JsonValue } from './entity';
import { toFacets } from './facets';
import type { OwnRelation } from './relations';
import type { StringTable } from './stringTable';

/**
 * What a snapshot's index says of an entity, so that the tree can be painted and searched without reading the entity
 * itself. Numbers stand for texts of the block's table; -1 for none.
 */
export type RecordRow = readonly [
  ref: string,
  kind: number,
  document: number,
  line: number,
  character: number,
  /** Where its JSON stands in the body, in bytes. */
  offset: number,
  length: number,
  /** Triples of type, inverse and target, one behind the other. */
  relations: readonly number[],
  /** As written, where that is not in lower case. */
  name: string | null,
  title: string | null,
  description: string | null,
  type: number,
  lifecycle: number,
  tags: readonly number[],
];

/** @param place where its JSON stands in the body, in bytes */
export function toRow(record: CatalogRecord, place: { readonly offset: number; readonly length: number }, table: StringTable): RecordRow {
  const { ref, kind, relations, facets } = record;
  const { document, position } = record.origin;
  const numberOf = (text: string | undefined): number => (text === undefined ? -1 : table.numberOf(text));
  const triples: number[] = [];
  for (const { type, inverse, targetRef } of relations) {
    triples.push(numberOf(type), numberOf(inverse), numberOf(targetRef));
  }
  const { name = null, title = null, description = null, type, lifecycle, tags } = facets;
  return [ref, numberOf(kind), document, position.line, position.character, place.offset, place.length, triples, name, title, description, numberOf(type), numberOf(lifecycle), tags.map(numberOf)];
}

type SharedOrigin = Pick<EntityOrigin, 'uri' | 'source' | 'repository' | 'location'>;

/** A record whose entity is parsed when it is first asked for. */
export class SnapshotRecord implements CatalogRecord {
  readonly ref: string;
  readonly kind: string;
  readonly sortKey: string;
  readonly relations: readonly OwnRelation[];
  readonly facets: EntityFacets;
  readonly origin: EntityOrigin;
  /** Its JSON as it stands in the snapshot, so that it can be written again without being parsed. */
  readonly bytes: Uint8Array;
  #entity: Entity | undefined;

  constructor(row: RecordRow, strings: readonly string[], body: Uint8Array, shared: SharedOrigin) {
    const [ref, kind, document, line, character, offset, length, relations, name, title, description, type, lifecycle, tags] = row;
    this.ref = ref;
    this.kind = strings[kind] ?? '';
    this.origin = { uri: shared.uri, document, position: { line, character }, source: shared.source, ...(shared.location !== undefined && { location: shared.location }), ...(shared.repository && { repository: shared.repository }) };
    this.relations = toRelations(relations, strings);
    this.facets = toFacets({ name: name ?? undefined, title: title ?? undefined, description: description ?? undefined, type: strings[type], lifecycle: strings[lifecycle], tags: tags.map((tag) => strings[tag] ?? '') }, this.relations);
    this.sortKey = sortKeyOf(ref, title ?? undefined);
    this.bytes = body.subarray(offset, offset + length);
  }

  get entity(): Entity {
    this.#entity ??= toEntity(JSON.parse(new TextDecoder().decode(this.bytes)) as JsonValue, this);
    return this.#entity;
  }
}

/** The bytes were checked against their hash when the snapshot was read; this only convinces the compiler. */
function toEntity(value: JsonValue, { kind, ref }: CatalogRecord): Entity {
  return isEntity(value) ? value : { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name: ref.slice(ref.indexOf('/') + 1) } };
}

function isEntity(value: JsonValue): value is JsonValue & Entity {
  return typeof value === 'object' && value !== null && 'metadata' in value && 'kind' in value && 'apiVersion' in value;
}

function toRelations(triples: readonly number[], strings: readonly string[]): readonly OwnRelation[] {
  const textOf = (at: number): string => strings[triples[at] ?? -1] ?? '';
  const relations: OwnRelation[] = [];
  for (let at = 0; at + 2 < triples.length; at += 3) {
    relations.push({ type: textOf(at), inverse: textOf(at + 1), targetRef: textOf(at + 2) });
  }
  return relations;
}
