/**
 * Text of a page, or a part of it, that knows for each of its lines on which line of the file it stands. Immutable.
 * The block parser cuts, dedents and joins such texts; what it makes of them keeps its place in the source.
 */
export class Block {
  readonly text: string;
  /** Lines of the file, from 0: one for each line of `text`. */
  readonly lines: readonly number[];

  constructor(text: string, lines: readonly number[]) {
    this.text = text;
    this.lines = lines;
  }

  static readonly empty = new Block('', [0]);

  /** @param line where the first line of `text` stands; the others follow it */
  static of(text: string, line: number): Block {
    return new Block(text, Array.from({ length: countLines(text) }, (_, i) => line + i));
  }

  /** All lines of `text` stand on one line of the file, as what was put in does. */
  static at(text: string, line: number): Block {
    return new Block(text, new Array<number>(countLines(text)).fill(line));
  }

  /** Lines put together with line breaks. */
  static ofLines(rows: readonly Block[]): Block {
    return rows.length === 0 ? Block.empty : new Block(rows.map(({ text }) => text).join('\n'), rows.flatMap(({ lines }) => lines));
  }

  /** Texts put together as they are: what follows goes on in the last line of what comes before. */
  static concat(parts: readonly Block[]): Block {
    const lines: number[] = [];
    let empty = true;
    for (const part of parts) {
      if (empty) {
        lines.length = 0;
      }
      lines.push(...(empty ? part.lines : part.lines.slice(1)));
      empty &&= part.text === '';
    }
    return parts.length === 0 ? Block.empty : new Block(parts.map(({ text }) => text).join(''), lines);
  }

  /** The same text so many lines further down. */
  moved(by: number): Block {
    return new Block(this.text, this.lines.map((line) => line + by));
  }

  get line(): number {
    return this.lines[0] ?? 0;
  }

  slice(start: number, end: number = this.text.length): Block {
    const before = countBreaks(this.text, 0, start);
    const inside = countBreaks(this.text, start, end);
    return new Block(this.text.slice(start, end), this.lines.slice(before, before + inside + 1));
  }

  /** The lines, each by itself. */
  rows(): Block[] {
    return this.text.split('\n').map((text, i) => new Block(text, [this.lines[i] ?? 0]));
  }

  /** @param separator a text of line breaks alone, such as `\n\n` */
  split(separator: string): Block[] {
    const parts: Block[] = [];
    let start = 0;
    for (let at = this.text.indexOf(separator); at >= 0; at = this.text.indexOf(separator, start)) {
      parts.push(this.slice(start, at));
      start = at + separator.length;
    }
    parts.push(start === 0 ? this : this.slice(start));
    return parts;
  }

  /** Changes each line by itself; none may grow a line break. */
  mapRows(change: (row: string) => string): Block {
    return new Block(this.text.split('\n').map(change).join('\n'), this.lines);
  }

  /** Without characters at its ends; `characters` is the inside of a character class. */
  trimStart(characters = '\\s'): Block {
    const length = this.text.length - this.text.replace(new RegExp(`^[${characters}]+`), '').length;
    return length === 0 ? this : this.slice(length);
  }

  trimEnd(characters = '\\s'): Block {
    const { length } = trimEnd(this.text, characters);
    return length === this.text.length ? this : this.slice(0, length);
  }

  /** Puts other text in the place of each match; it stands on the line where the match begins. */
  replace(pattern: RegExp, replacement: (match: RegExpExecArray) => string): Block {
    const parts: Block[] = [];
    let start = 0;
    for (const match of this.text.matchAll(pattern)) {
      const piece = this.slice(start, match.index);
      parts.push(piece, Block.at(replacement(match), piece.lines.at(-1) ?? 0));
      start = match.index + match[0].length;
    }
    if (parts.length === 0) {
      return this;
    }
    return Block.concat([...parts, this.slice(start)]);
  }
}

/** A regular expression with `[…]+$` takes quadratic time on long runs; this does not. */
export function trimEnd(text: string, characters = '\\s'): string {
  const inside = new RegExp(`[${characters}]`);
  let end = text.length;
  while (end > 0 && inside.test(text.charAt(end - 1))) {
    end--;
  }
  return text.slice(0, end);
}

function countLines(text: string): number {
  return countBreaks(text, 0, text.length) + 1;
}

function countBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    count++;
  }
  return count;
}
