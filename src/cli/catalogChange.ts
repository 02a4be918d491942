import type { Ingestion, IngestedEntity } from '../portal/catalog/ingest/ingest';
import { toPaint, toPrintable } from './terminalText';

export interface ChangedEntity {
  readonly ref: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface ChangedRelation {
  readonly source: string;
  readonly type: string;
  readonly target: string;
}

export interface Conflict extends ChangedEntity {
  /** Where it is defined as well. */
  readonly with: string;
}

/** What becomes of a catalog when one state of a folder takes the place of another. */
export interface CatalogChange {
  readonly entities: {
    readonly added: readonly ChangedEntity[];
    readonly changed: readonly ChangedEntity[];
    /** No file defines them any more; places are those of before. */
    readonly orphaned: readonly ChangedEntity[];
  };
  readonly relations: { readonly gained: readonly ChangedRelation[]; readonly lost: readonly ChangedRelation[] };
  /** Entities that are new here and defined elsewhere already. */
  readonly conflicts: readonly Conflict[];
}

/** @param definedElsewhere where a ref stands outside of the folder */
export function compareCatalogs(before: Ingestion, after: Ingestion, definedElsewhere: (ref: string) => string | undefined): CatalogChange {
  const [old, now] = [before, after].map(({ entities }) => new Map(entities.map((entity) => [entity.ref, entity])));
  const added = after.entities.filter(({ ref }) => !old?.has(ref));
  const [oldRelations, newRelations] = [before, after].map(relationsOf);
  return {
    entities: {
      added: added.map(toChanged),
      changed: after.entities.filter((entity) => {
        const known = old?.get(entity.ref);
        return known !== undefined && JSON.stringify(known.entity) !== JSON.stringify(entity.entity);
      }).map(toChanged),
      orphaned: before.entities.filter(({ ref }) => !now?.has(ref)).map(toChanged),
    },
    relations: { gained: without(newRelations, oldRelations), lost: without(oldRelations, newRelations) },
    conflicts: added.flatMap((entity) => {
      const other = definedElsewhere(entity.ref);
      return other === undefined ? [] : [{ ...toChanged(entity), with: other }];
    }),
  };
}

function toChanged({ ref, path, position }: IngestedEntity): ChangedEntity {
  return { ref, file: path, line: position.line + 1 };
}

function relationsOf({ entities }: Ingestion): ReadonlyMap<string, ChangedRelation> {
  return new Map(entities.flatMap(({ ref, relations }) => relations.map(({ type, targetRef }) => [`${ref} ${type} ${targetRef}`, { source: ref, type, target: targetRef }] as const)));
}

function without(all: ReadonlyMap<string, ChangedRelation> | undefined, known: ReadonlyMap<string, ChangedRelation> | undefined): readonly ChangedRelation[] {
  return [...(all ?? [])].flatMap(([key, relation]) => (known?.has(key) ? [] : [relation]));
}

/** What a person reads: a line each, and the sum. */
export function toTextChange(change: CatalogChange, base: string, colour: boolean): string {
  const paint = toPaint(colour);
  const { entities, relations, conflicts } = change;
  const place = ({ file, line }: ChangedEntity): string => paint('dim', toPrintable(`${file}:${line}`));
  const lines = [
    ...entities.added.map((entity) => `  ${paint('green', '+')} ${toPrintable(entity.ref)}  ${place(entity)}`),
    ...entities.changed.map((entity) => `  ${paint('yellow', '~')} ${toPrintable(entity.ref)}  ${place(entity)}`),
    ...entities.orphaned.map((entity) => `  ${paint('red', '-')} ${toPrintable(entity.ref)}  ${paint('dim', 'no file defines it any more')}`),
    ...relations.gained.map(({ source, type, target }) => `  ${paint('green', '+')} ${toPrintable(`${source} ${type} ${target}`)}`),
    ...relations.lost.map(({ source, type, target }) => `  ${paint('red', '-')} ${toPrintable(`${source} ${type} ${target}`)}`),
    ...conflicts.map((conflict) => `  ${paint('red', '!')} ${toPrintable(conflict.ref)}  ${place(conflict)}  is defined in ${toPrintable(conflict.with)} as well`),
  ];
  const count = (list: readonly unknown[], what: string): string => `${list.length} ${what}`;
  const sum = [count(entities.added, 'added'), count(entities.changed, 'changed'), count(entities.orphaned, 'orphaned')].join(', ');
  return [`Against ${toPrintable(base)}: entities ${sum}; relations ${count(relations.gained, 'gained')}, ${count(relations.lost, 'lost')}; ${conflicts.length} ${conflicts.length === 1 ? 'conflict' : 'conflicts'}`, ...lines].join('\n');
}
