import { Block } from './block';
import { Element } from './element';
import type { DialectOptions } from './options';
import { HtmlStash, type Stashed, type StashNumbers } from './placeholders';
import { isHtmlNode, type HtmlNode } from './preprocess/htmlNode';

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

/** What a page defines anywhere for all of it. */
export interface PageDefinitions {
  /** By id in lower case. */
  readonly references: ReadonlyMap<string, LinkReference>;
  /** Ids, in the order of their definitions. */
  readonly footnotes: ReadonlyMap<string, unknown>;
  readonly abbreviations: ReadonlyMap<string, string>;
}

/** Things of a page that are numbered: how many there were before a part of it. */
export interface PageCounts {
  /** Sets of content tabs. */
  readonly tabSets: number;
  /** Numbered captions, by the name of their block. */
  readonly captions: ReadonlyMap<string, number>;
  /** Code blocks, which anchors of their lines count. */
  readonly codeBlocks: number;
}

export const NO_COUNTS: PageCounts = { tabSets: 0, captions: new Map(), codeBlocks: 0 };

/** A reference to a footnote. `isTop`: in a text at the top of the page, which is read before those further inside. */
export interface FootnoteUse {
  readonly id: string;
  readonly isTop: boolean;
}

export interface ParseContext {
  readonly options: DialectOptions;
  readonly counts?: PageCounts;
  readonly numbers?: StashNumbers;
  /** The parts of the page that the text to be parsed was cut out of. */
  readonly origins?: readonly Origin[];
}

export interface Origin {
  readonly page: PageParse;
  /** Where the part begins, as its own lines are counted from there. */
  readonly line: number;
}

/** What is gathered while a part of a page, or all of it, is parsed, and what rules leave for one another. */
export class PageParse {
  readonly options: DialectOptions;
  readonly stash: HtmlStash;
  readonly references = new Map<string, LinkReference>();
  /** Texts of footnotes by id, in the order of their definitions. */
  readonly footnotes = new Map<string, Block>();
  /** `undefined` where a definition is taken back. */
  readonly abbreviations = new Map<string, string | undefined>();
  readonly footnoteUses: FootnoteUse[] = [];
  /** Placeholders in the stash of marks of an editor's changes. */
  readonly criticMarks = new Set<number>();
  /** Whether texts at the top are read, and not yet those inside them. */
  isAtTop = true;
  tabSets: number;
  readonly captions: Map<string, number>;
  codeBlocks: number;
  /** What inline rules asked for of the page's definitions, and whether or how it was there: another answer makes another text. */
  readonly asked = new Map<string, string>();
  /** Of the whole page, once its blocks are known. */
  definitions: PageDefinitions;
  readonly #fences = new Map<number, TakenFence>();
  readonly #origins: readonly Origin[];

  constructor({ options, counts = NO_COUNTS, numbers, origins = [] }: ParseContext) {
    this.options = options;
    this.stash = new HtmlStash(
      numbers,
      origins.map(({ page, line }) => (index) => moveLines(page.stash.get(index), line)),
    );
    this.#origins = origins;
    this.tabSets = counts.tabSets;
    this.captions = new Map(counts.captions);
    this.codeBlocks = counts.codeBlocks;
    this.definitions = { references: this.references, footnotes: this.footnotes, abbreviations: new Map() };
  }

  get counts(): PageCounts {
    return { tabSets: this.tabSets, captions: new Map(this.captions), codeBlocks: this.codeBlocks };
  }

  reference(id: string): LinkReference | undefined {
    const found = this.definitions.references.get(id);
    this.asked.set(`[${id}`, answerOf(found));
    return found;
  }

  hasFootnote(id: string): boolean {
    const found = this.definitions.footnotes.has(id);
    this.asked.set(`^${id}`, String(found));
    return found;
  }

  /** @param index of the fence's placeholder */
  fence(index: number): TakenFence | undefined {
    for (const { page, line } of this.#origins) {
      const fence = page.fence(index);
      if (fence) {
        return { ...fence, source: fence.source.moved(line) };
      }
    }
    return this.#fences.get(index);
  }

  isCriticMark(index: number): boolean {
    return this.criticMarks.has(index) || this.#origins.some(({ page }) => page.isCriticMark(index));
  }

  addFence(index: number, fence: TakenFence): void {
    this.#fences.set(index, fence);
  }

  /** Whether each question that was asked has the same answer among other definitions. */
  agreesWith({ references, footnotes }: PageDefinitions): boolean {
    for (const [question, answer] of this.asked) {
      const id = question.slice(1);
      if ((question.startsWith('[') ? answerOf(references.get(id)) : String(footnotes.has(id))) !== answer) {
        return false;
      }
    }
    return true;
  }
}

function moveLines(stored: Stashed | undefined, by: number): Stashed | undefined {
  if (stored instanceof Element) {
    const copy = stored.clone();
    copy.map = stored.map && [stored.map[0] + by, stored.map[1] + by];
    return copy;
  }
  return isHtmlNode(stored) ? moveNode(stored, by) : stored;
}

function moveNode(node: HtmlNode, by: number): HtmlNode {
  return { ...node, line: node.line + by, parts: node.parts.map((part) => (part instanceof Block ? part.moved(by) : moveNode(part, by))) };
}

function answerOf(reference: LinkReference | undefined): string {
  return reference ? JSON.stringify([reference.href, reference.title]) : '';
}
