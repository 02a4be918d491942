import type { Heading } from '../dialect/tree/headings';
import type { WrittenLink } from './pagePart';

/** A stretch of a page's HTML that is replaced as a whole: one or several elements. */
export interface RenderedBlock {
  /** Elements name their line as `data-line`, counted from `line`. */
  readonly html: string;
  /** The line of the file it begins on, from 0. */
  readonly line: number;
}

export interface RenderedPage {
  /** The article's HTML as MkDocs writes it. Foreign content: sanitize before showing. `data-line` counts from the file's start. */
  readonly html: string;
  /** The same in stretches, in their order; `diffBlocks` tells what changed between two renderings. */
  readonly blocks: readonly RenderedBlock[];
  readonly toc: readonly Heading[];
  /** Links and pictures as they are written, in their order, those in HTML of the page's own left out. */
  readonly links: readonly WrittenLink[];
  /** What `#…` may name on the page. */
  readonly anchors: ReadonlySet<string>;
}

/** What turns the blocks of one rendering into those of another. */
export interface BlockPatch {
  /** The first block that goes. */
  readonly start: number;
  /** How many go. */
  readonly deleted: number;
  /** What comes in their place. */
  readonly inserted: readonly RenderedBlock[];
  /** The lines of all blocks after that: those that stay may have moved. */
  readonly lines: readonly number[];
}

/** @returns the smallest patch at one place */
export function diffBlocks(before: readonly RenderedBlock[], after: readonly RenderedBlock[]): BlockPatch {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start]?.html === after[start]?.html) {
    start++;
  }
  let end = 0;
  while (end < most - start && before.at(-1 - end)?.html === after.at(-1 - end)?.html) {
    end++;
  }
  return { start, deleted: before.length - start - end, inserted: after.slice(start, after.length - end), lines: after.map(({ line }) => line) };
}

/** The blocks that a patch makes of others. */
export function applyPatch(blocks: readonly RenderedBlock[], { start, deleted, inserted, lines }: BlockPatch): readonly RenderedBlock[] {
  return [...blocks.slice(0, start), ...inserted, ...blocks.slice(start + deleted)].map(({ html }, i) => ({ html, line: lines[i] ?? 0 }));
}

/** HTML of a block with `data-line` counted from the start of the file. */
export function withFileLines({ html, line }: RenderedBlock): string {
  return line === 0 ? html : html.replace(/ data-line="(\d+)"/g, (_all, inside: string) => ` data-line="${Number(inside) + line}"`);
}

/** Ids and names in HTML. */
export function anchorsIn(html: string): ReadonlySet<string> {
  return new Set(Array.from(html.matchAll(/<[^<>]*?\s(?:id|name)=(?:"([^"]*)"|'([^']*)')/g), ([, quoted, single]) => quoted ?? single ?? ''));
}
