import type { Block } from '../dialect/block';
import { Element } from '../dialect/element';
import { PageParse, type FootnoteUse, type PageCounts, type PageDefinitions, type ParseContext } from '../dialect/pageParse';
import { parseBlocks, placeFootnotes, readWords } from '../dialect/parsePage';
import type { LinkPlace } from '../dialect/toTokens';
import type { PartHeading } from '../dialect/tree/headings';

/** A link or picture of a page, as it is written there. */
export interface WrittenLink extends LinkPlace {
  readonly href: string;
}

/** Writes the tree of a part, with what it meets on the way. */
export interface PartWriter {
  write(root: Element, page: PageParse, onLink: (link: WrittenLink) => void): string;
}

/** A part whose words are read and that is written, but for what only the whole page decides. */
export interface WrittenPart {
  /** With `pending` placeholders. */
  readonly html: string;
  readonly headings: readonly PartHeading[];
  readonly ids: readonly string[];
  readonly uses: readonly FootnoteUse[];
  readonly links: readonly WrittenLink[];
  /** Code blocks in it. */
  readonly codeBlocks: number;
}

/** A part of a page, read once and kept as long as its text and what it depends on stay. */
export class ParsedPart {
  readonly isWhole: boolean;
  /** Tags of its outermost elements at both ends. */
  readonly first: string | undefined;
  readonly last: string | undefined;
  /** Counts of the page in front of it and behind it; code blocks are counted when it is written. */
  readonly before: PageCounts;
  readonly after: PageCounts;
  /** The last text that was made of `written` for one page, and for which values. */
  finished: { readonly values: string; readonly html: string } | undefined;
  readonly #source: Block;
  readonly #context: ParseContext;
  #blocks: { readonly root: Element; readonly page: PageParse } | undefined;
  #page: PageParse;
  #written: WrittenPart | undefined;
  #abbreviations = '';
  #codeBlocks = 0;

  constructor(source: Block, context: ParseContext, before: PageCounts) {
    this.#source = source;
    this.#context = { ...context, counts: before };
    this.before = before;
    const { root, page, isWhole } = parseBlocks(source, this.#context);
    this.#blocks = { root, page };
    this.#page = page;
    this.isWhole = isWhole;
    this.first = root.children[0]?.tag;
    this.last = root.last?.tag;
    this.after = page.counts;
  }

  /** What it defines for all of the page. */
  get defined(): PageParse {
    return this.#page;
  }

  /** Whether it would be the same behind other parts. */
  fits(before: PageCounts): boolean {
    const { tabSets, captions } = this.before;
    return (
      (this.after.tabSets === tabSets || tabSets === before.tabSets) &&
      [...this.after.captions].every(([name, count]) => captions.get(name) === count || captions.get(name) === before.captions.get(name))
    );
  }

  /** The counts behind it where these are before it. */
  countsAfter(before: PageCounts): PageCounts {
    const captions = new Map(before.captions);
    this.after.captions.forEach((count, name) => captions.set(name, (before.captions.get(name) ?? 0) + count - (this.before.captions.get(name) ?? 0)));
    return { ...before, tabSets: before.tabSets + this.after.tabSets - this.before.tabSets, captions };
  }

  /** Footnotes that stand in the midst of the page are part of it. Only where it is all of the page, and before `write`. */
  placeFootnotes(): void {
    if (this.#blocks) {
      placeFootnotes(this.#blocks.root, this.#blocks.page);
    }
  }

  /** Reads the words and writes the part, or gives what is still right. */
  write(page: WholePage, codeBlocks: number): WrittenPart {
    const counts = this.#context.options.highlight.anchorLineNumbers;
    if (this.#written && this.#abbreviations === page.abbreviations && this.#page.agreesWith(page.definitions) && (!counts || this.#codeBlocks === codeBlocks)) {
      return this.#written;
    }
    // Reading words uses the tree up.
    const { root, page: parsed } = this.#blocks ?? parseBlocks(this.#source, this.#context);
    this.#blocks = undefined;
    this.#page = parsed;
    this.#abbreviations = page.abbreviations;
    this.#codeBlocks = codeBlocks;
    this.finished = undefined;
    this.#written = writePart(root, parsed, page, codeBlocks, () => countUses(parsed.footnoteUses));
    return this.#written;
  }
}

/** What the whole page holds for its parts. */
export interface WholePage {
  readonly definitions: PageDefinitions;
  /** As a text, to be compared. */
  readonly abbreviations: string;
  readonly writer: PartWriter;
}

function writePart(root: Element, parsed: PageParse, { definitions, writer }: WholePage, codeBlocks: number, uses: () => ReadonlyMap<string, number>): WrittenPart {
  const { headings, ids } = readWords({ root, page: parsed }, definitions, uses);
  parsed.codeBlocks = codeBlocks;
  const links: WrittenLink[] = [];
  const html = writer.write(root, parsed, (link) => links.push(link));
  return { html, headings, ids, uses: parsed.footnoteUses, links, codeBlocks: parsed.codeBlocks - codeBlocks };
}

export function countUses(uses: Iterable<FootnoteUse>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of uses) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** The box with a page's footnotes, which are taken out of its parts. */
export class FootnotesBox {
  readonly #texts: ReadonlyMap<string, Block>;
  readonly #context: ParseContext;
  #blocks: { readonly root: Element; readonly page: PageParse } | undefined;
  #page: PageParse;
  #written: { readonly part: WrittenPart; readonly uses: string; readonly abbreviations: string; readonly codeBlocks: number } | undefined;

  /** @param texts by id, in the order of their numbers, with lines of the file */
  constructor(texts: ReadonlyMap<string, Block>, context: ParseContext) {
    this.#texts = texts;
    this.#context = context;
    this.#blocks = this.#parse();
    this.#page = this.#blocks.page;
  }

  /** What it defines for all of the page. */
  get defined(): PageParse {
    return this.#page;
  }

  /** @param others uses of footnotes in the other parts */
  write(page: WholePage, codeBlocks: number, others: readonly FootnoteUse[]): WrittenPart {
    const before = this.#written;
    const uses = JSON.stringify([...countUses(others)].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (before?.uses === uses && before.abbreviations === page.abbreviations && before.codeBlocks === codeBlocks && this.#page.agreesWith(page.definitions)) {
      return before.part;
    }
    const { root, page: parsed } = this.#blocks ?? this.#parse();
    this.#blocks = undefined;
    this.#page = parsed;
    const part = writePart(root, parsed, page, codeBlocks, () => countUses([...others, ...parsed.footnoteUses]));
    this.#written = { part, uses, abbreviations: page.abbreviations, codeBlocks };
    return part;
  }

  #parse(): { readonly root: Element; readonly page: PageParse } {
    const root = new Element('div');
    const page = new PageParse(this.#context);
    this.#texts.forEach((text, id) => page.footnotes.set(id, text));
    placeFootnotes(root, page);
    return { root, page };
  }
}
