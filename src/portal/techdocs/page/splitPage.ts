import { Block } from '../dialect/block';
import type { DialectOptions } from '../dialect/options';
import { hasWideMarks } from '../dialect/preprocess/critic';
import { FenceScan } from '../dialect/preprocess/fences';
import { PLACE } from '../dialect/tree/footnotesDiv';

/** A part of a page, with its lines counted from its own first one. */
export interface PagePart {
  readonly source: Block;
  /** Where it begins in the file. */
  readonly line: number;
}

/**
 * Signs with which a block begins that no block before it can take in, and that goes on with none: not a number (an ordered
 * list goes on behind a blank line), a quote, a tab, a definition, or anything indented.
 */
const FRESH = /^[\p{L}#*+\-!?|`~<_"'($@]/u;
/** Definitions leave nothing behind, so that what follows them goes on with what was before. */
const DEFINITION = /^\*?\[/;
const MEANING = /^ {0,3}:/;
const SLASHES_END = /^ {0,3}(\/{3,}) *$/;
const SLASHES = /^ {0,3}\/{3,} *[\w-]/;

/** A page cut into parts. */
export interface SplitPage {
  /** Rows at which a part begins. */
  readonly starts: readonly number[];
  /** The part from the `from`th start up to the `to`th, or to the end. */
  take(from: number, to: number): PagePart;
}

/**
 * Cuts a page at lines where reading begins anew whatever stands before, so that parts read one by one make the same page as
 * all of it read at once, but for what they define for one another, number, and leave open in HTML. Where that is not sure,
 * nothing is cut: too few cuts are slower, and never wrong.
 * @param source made ready by `prepare`
 * @param whole cuts nothing
 */
export function splitPage(source: Block, options: DialectOptions, whole = false): SplitPage {
  const rows = source.text.split('\n');
  const starts = whole || source.text.includes(PLACE) || hasWideMarks(source.text) ? [0] : findStarts(rows, options);
  return { starts, take: (from, to) => toPart(source, rows, starts[from] ?? rows.length, starts[to] ?? rows.length) };
}

function findStarts(rows: readonly string[], options: DialectOptions): readonly number[] {
  const slashes = options.blocks || options.captions ? new SlashScan() : undefined;
  const fences = new FenceScan(options);
  const starts = [0];
  rows.forEach((row, i) => {
    const wasOpen = fences.isOpen;
    if (i > 0 && rows[i - 1] === '' && !wasOpen && slashes?.isOpen !== true && isFresh(row, rows, i)) {
      starts.push(i);
    }
    const ended = fences.next(row) !== undefined;
    if (!wasOpen && !fences.isOpen) {
      slashes?.next(row);
    } else if (wasOpen && !fences.isOpen && !ended) {
      slashes?.lose();
    }
  });
  return starts;
}

function isFresh(row: string, rows: readonly string[], at: number): boolean {
  if (!FRESH.test(row) || DEFINITION.test(row)) {
    return false;
  }
  // A definition in a block goes on with the list before it, and one in the next takes the block for its term.
  let end = at;
  for (; end < rows.length && rows[end] !== ''; end++) {
    if (MEANING.test(rows[end] ?? '')) {
      return false;
    }
  }
  while (end < rows.length && rows[end] === '') {
    end++;
  }
  return !MEANING.test(rows[end] ?? '');
}

function toPart(source: Block, rows: readonly string[], start: number, end: number): PagePart {
  if (end === rows.length) {
    const line = source.lines[start] ?? 0;
    return { source: new Block(rows.slice(start).join('\n'), source.lines.slice(start).map((each) => each - line)), line };
  }
  let last = end;
  while (last > start && rows[last - 1] === '') {
    last--;
  }
  const line = source.lines[start] ?? 0;
  const lines = source.lines.slice(start, last).map((each) => each - line);
  const final = lines.at(-1) ?? 0;
  return { source: new Block(`${rows.slice(start, last).join('\n')}\n\n`, [...(last > start ? lines : [0]), final, final]), line };
}

/** Goes through lines and knows whether a `///` block is open; one that is none counts as open, which only makes parts longer. */
class SlashScan {
  readonly #open: number[] = [];

  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  /** Lines were passed over that may have held blocks after all. */
  lose(): void {
    this.#open.unshift(-1);
  }

  next(row: string): void {
    const [, end = ''] = SLASHES_END.exec(row) ?? [];
    if (this.#open.includes(end.length)) {
      this.#open.length = this.#open.lastIndexOf(end.length);
    } else if (end === '' && SLASHES.test(row)) {
      this.#open.push((/\/+/.exec(row)?.[0] ?? '').length);
    }
  }
}
