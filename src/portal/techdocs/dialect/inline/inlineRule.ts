import type { Element } from '../element';
import type { PageParse } from '../pageParse';

/** What a rule made of a stretch of text: an element, or text that no rule looks at again. */
export interface InlineMatch {
  readonly node: Element | string;
  readonly start: number;
  readonly end: number;
}

export interface InlineContext {
  readonly page: PageParse;
  /** What stands behind placeholders of inline rules, as plain text: for addresses and titles. */
  unwrap(text: string): string;
  /** The same as HTML, for what is kept as it was written. */
  toSource(text: string): string;
}

/** A rule for a stretch of text. Rules run one after another over all of a text, each with a pattern for where it may begin. */
export interface InlineRule {
  /** A text without this has nothing for the rule. */
  readonly sign: string;
  /** With the flag `g`. */
  readonly pattern: RegExp;
  /** Inside these elements it does not run. */
  readonly notIn?: readonly string[];
  /** @returns `undefined` where it is none after all; the search goes on behind the match of the pattern */
  match(match: RegExpExecArray, text: string, context: InlineContext): InlineMatch | { readonly skipTo: number } | undefined;
}
