import type { Block } from './block';
import type { DialectOptions } from './options';
import { HtmlStash } from './placeholders';

export interface LinkReference {
  readonly href: string;
  readonly title: string | undefined;
}

/** A fence that was taken out of the text before blocks were parsed, should an indented code block turn out to hold it. */
export interface TakenFence {
  readonly source: Block;
  /** Blanks (and quote marks) before it. */
  readonly indent: number;
}

/** What is gathered while one page is parsed, and what rules leave for one another. */
export class PageParse {
  readonly options: DialectOptions;
  readonly stash = new HtmlStash();
  /** By id in lower case. */
  readonly references = new Map<string, LinkReference>();
  /** Texts of footnotes by id, in the order of their definitions. */
  readonly footnotes = new Map<string, Block>();
  /** How often each footnote is referred to. */
  readonly footnoteUses = new Map<string, number>();
  readonly abbreviations = new Map<string, string>();
  /** By the index of their placeholder in the stash. */
  readonly fences = new Map<number, TakenFence>();
  /** Indices in the stash of marks of an editor's changes. */
  readonly criticMarks = new Set<number>();
  /** Sets of content tabs so far. */
  tabSets = 0;
  /** Numbered captions so far, by the name of their block. */
  readonly captions = new Map<string, number>();
  /** Code blocks so far, which anchors of their lines count. */
  codeBlocks = 0;

  constructor(options: DialectOptions) {
    this.options = options;
  }
}
