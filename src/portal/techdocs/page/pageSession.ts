import type { DialectOptions } from '../dialect/options';
import type { Block } from '../dialect/block';
import { NO_COUNTS, type LinkReference, type PageCounts, type PageParse } from '../dialect/pageParse';
import { prepare } from '../dialect/parsePage';
import type { StashNumbers } from '../dialect/placeholders';
import { PLACE } from '../dialect/tree/footnotesDiv';
import { finishPage, type PlacedPart } from './finishPage';
import { FootnotesBox, ParsedPart, type PartWriter, type WholePage } from './pagePart';
import type { RenderedPage } from './renderedPage';
import { splitPage, type PagePart, type SplitPage } from './splitPage';

interface FoundPart {
  readonly part: ParsedPart;
  readonly line: number;
}

/**
 * Renders one page again and again as its text changes, and reads only those parts anew that changed or that depend on what
 * changed elsewhere: references, footnotes, abbreviations, numbers of tabs and captions. The result is that of reading all.
 */
export class PageSession {
  readonly #options: DialectOptions;
  readonly #writer: PartWriter;
  readonly #whole: boolean;
  readonly #numbers: StashNumbers = { next: 0 };
  /** By text and lines, of the last rendering; several where the same text has different numbers in it. */
  #known: ReadonlyMap<string, readonly ParsedPart[]> = new Map();
  #box: { readonly key: string; readonly box: FootnotesBox } | undefined;

  /** @param whole whether the page is read in one piece */
  constructor(options: DialectOptions, writer: PartWriter, whole = false) {
    this.#whole = whole;
    this.#options = options;
    this.#writer = writer;
  }

  /** @param source the page's text without front matter, snippets filled in; @param title shown where it has no heading of level one */
  render(source: Block, title: string): RenderedPage {
    const split = splitPage(prepare(source), this.#options, this.#whole);
    const parts = this.#parse(split);
    const isInside = source.text.includes(PLACE);
    if (isInside) {
      parts.forEach(({ part }) => part.placeFootnotes());
    }
    const texts = isInside ? new Map<string, Block>() : footnotesOf(parts);
    const first = [...texts.values()][0]?.line ?? 0;
    const box = texts.size > 0 ? this.#parseBox(texts, parts, first) : undefined;
    const page = this.#gather(parts, box?.defined);
    let codeBlocks = 0;
    const placed = parts.map(({ part, line }): PlacedPart => {
      const written = part.write(page, codeBlocks);
      codeBlocks += written.codeBlocks;
      return { part, written, line };
    });
    const footnotes = box && { written: box.write(page, codeBlocks, placed.flatMap(({ written }) => written.uses)), line: first };
    return finishPage({ parts: placed, ...(footnotes && { footnotes }), title, options: this.#options, definitions: page.definitions, writer: this.#writer });
  }

  /**
   * Each part behind the other. One whose HTML goes on behind it takes in what follows, and so do definition lists of two parts
   * that are one.
   */
  #parse(split: SplitPage): readonly FoundPart[] {
    const used = new Map<string, ParsedPart[]>();
    const parts: (FoundPart & { readonly from: number; readonly counts: PageCounts })[] = [];
    let counts: PageCounts = NO_COUNTS;
    const { length } = split.starts;
    for (let from = 0, size = 1; from < length; ) {
      const found = this.#parsePart(split.take(from, from + size), counts, used);
      const before = parts.at(-1);
      if (!found.part.isWhole && from + size < length) {
        size *= 2;
      } else if (before?.part.last === 'dl' && found.part.first === 'dl') {
        parts.pop();
        size += from - before.from;
        from = before.from;
        counts = before.counts;
      } else {
        parts.push({ ...found, from, counts });
        counts = found.part.countsAfter(counts);
        from += size;
        size = 1;
      }
    }
    this.#known = used;
    return parts;
  }

  #parsePart({ source, line }: PagePart, counts: PageCounts, used: Map<string, ParsedPart[]>): FoundPart {
    const key = keyOf(source);
    const kept = used.get(key) ?? [];
    const part = [...kept, ...(this.#known.get(key) ?? [])].find((known) => known.fits(counts)) ?? new ParsedPart(source, { options: this.#options, numbers: this.#numbers }, counts);
    if (!kept.includes(part)) {
      used.set(key, [...kept, part]);
    }
    return { part, line };
  }

  #gather(parts: readonly FoundPart[], box: PageParse | undefined): WholePage {
    const references = new Map<string, LinkReference>();
    const abbreviations = new Map<string, string>();
    const footnotes = new Map<string, unknown>();
    for (const defined of [...parts.map(({ part }) => part.defined), ...(box ? [box] : [])]) {
      const restore = (text: string): string => defined.stash.restore(text);
      defined.references.forEach(({ href, title }, id) => references.set(id, { href: restore(href), title: title && restore(title) }));
      defined.footnotes.forEach((_text, id) => footnotes.set(id, true));
      defined.abbreviations.forEach((title, name) => (title === undefined ? abbreviations.delete(name) : abbreviations.set(name, restore(title))));
    }
    return { definitions: { references, abbreviations, footnotes }, abbreviations: JSON.stringify([...abbreviations]), writer: this.#writer };
  }

  /** @param first the line that those of the box are counted from */
  #parseBox(placed: ReadonlyMap<string, Block>, parts: readonly FoundPart[], first: number): FootnotesBox {
    const counts = parts.reduce((before, { part }) => part.countsAfter(before), NO_COUNTS);
    const texts = new Map([...placed].map(([id, text]) => [id, text.moved(-first)]));
    const key = JSON.stringify([[...texts].map(([id, { text, lines }]) => [id, text, lines]), counts.tabSets, [...counts.captions]]);
    if (this.#box?.key !== key) {
      const origins = parts.flatMap(({ part, line }) => (part.defined.footnotes.size > 0 ? [{ page: part.defined, line: line - first }] : []));
      this.#box = { key, box: new FootnotesBox(texts, { options: this.#options, numbers: this.#numbers, counts, origins }) };
    }
    return this.#box.box;
  }
}

/** Lines that simply follow one another, as nearly all do, are no part of the key. */
function keyOf({ text, lines }: Block): string {
  const isPlain = lines.every((line, i) => line === i || i >= lines.length - 2);
  return isPlain ? text : `${lines.join()}\n${text}`;
}

function footnotesOf(parts: readonly FoundPart[]): ReadonlyMap<string, Block> {
  const texts = new Map<string, Block>();
  for (const { part, line } of parts) {
    part.defined.footnotes.forEach((text, id) => texts.set(id, text.moved(line)));
  }
  return texts;
}
