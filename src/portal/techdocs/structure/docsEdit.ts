import type { SourceRange } from '../page/places';

/** Puts a text in the place of a stretch of another; `start` equals `end` where something is added. */
export interface TextChange extends SourceRange {
  readonly text: string;
}

/**
 * A change to a docs site, to be carried out in one undoable step: first the changes of texts, whose places are those of the
 * texts as they are, then the files.
 */
export interface DocsEdit {
  /** By the URI of the file as it is called now. */
  readonly changes: ReadonlyMap<string, readonly TextChange[]>;
  readonly creates: readonly { readonly uri: string; readonly text: string }[];
  readonly renames: readonly { readonly from: string; readonly to: string }[];
}
