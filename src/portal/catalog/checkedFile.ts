import type { Entity, Position, Range } from './entity';
import type { CatalogModel } from './checking/catalogModel';
import type { DocumentProblem, Stage } from './problem';
import type { OwnRelation } from './relations';

/** What Backstage's ingestion would say of one document of a file. */
export interface CheckedDocument {
  /** From 0, counted as Backstage does: a last document that is null is skipped. */
  readonly index: number;
  /** As written, where it could be read. */
  readonly kind: string | undefined;
  /** `kind:namespace/name` in lower case, where it could be formed. */
  readonly ref: string | undefined;
  /** `null` where only a remote file that was not read decides. */
  readonly valid: boolean | null;
  /** Where it was refused. */
  readonly stage: Stage | undefined;
  /** URLs of placeholders that were not read. */
  readonly unread: readonly string[];
  readonly problems: readonly DocumentProblem[];
  /** The entity with placeholders filled in and defaults applied; only of documents that are not refused. */
  readonly entity: Entity | undefined;
  /** What its fields say of other entities, by the model it was checked by; none where there is no entity. */
  readonly relations: readonly OwnRelation[];
  /** The line that defines it: `metadata.name`, or where the document begins. */
  readonly position: Position;
  /** The whole document. */
  readonly range: Range;
}

export interface CheckedFile {
  readonly documents: readonly CheckedDocument[];
  /** What is wrong with the file as a whole: not text, too large, an alias bomb. No documents then. */
  readonly problems: readonly DocumentProblem[];
}

export interface CheckOptions {
  /** Backstage location of the file: `https://github.com/acme/shop/blob/main/catalog-info.yaml`. Placeholders resolve against it. */
  readonly location?: string | undefined;
  /** What is taken for an entity: `toCatalogModel(settings)`; a default Backstage's when left out. */
  readonly model?: CatalogModel | undefined;
  /**
   * Whether documents are judged as the ones that a location emits, not one by one: `metadata.annotations` without a value counts
   * as an empty map then, since Backstage adds its own to them first.
   */
  readonly emitted?: boolean | undefined;
  /** Texts of placeholder targets that were read, by absolute URL; `null` where it was read for and is not there. */
  readonly placeholders?: ReadonlyMap<string, string | null>;
}
