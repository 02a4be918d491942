export interface SourcePosition {
  /** From 0. */
  readonly line: number;
  readonly character: number;
}

/** A stretch of a text. */
export interface SourceRange {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

/** What stands before and behind an address where it is one, and not just a word that reads the same. */
const BEFORE = /(?:\]\(|<|\]:)\s*<?$/;
const AFTER = /^(?:[)>\s]|$)/;

/** Finds addresses of links in the text of a page, each time behind the place before. */
export class Places {
  readonly #lines: readonly string[];
  /** By what is looked for: where to go on. */
  readonly #done = new Map<string, SourcePosition>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The next link with this address in these lines, or the definition that gives a link its address; `undefined` where it is written in another way. */
  find(address: string, from: number, to: number): SourceRange | undefined {
    const done = this.#done.get(address);
    const start = Math.max(from, done?.line ?? 0);
    for (let line = start; line < Math.min(to, this.#lines.length); line++) {
      const found = this.#inLine(address, line, line === done?.line ? done.character : 0);
      if (found) {
        this.#done.set(address, found.end);
        return found;
      }
    }
    return this.#definition(address);
  }

  /** The same, or what comes next to it: the text itself, or the whole first line. */
  nearest(written: string, from: number, to: number): SourceRange {
    const exact = this.find(written, from, to);
    if (exact) {
      return exact;
    }
    const done = this.#done.get(written);
    for (let line = Math.max(from, done?.line ?? 0); line < Math.min(to, this.#lines.length); line++) {
      const character = (this.#lines[line] ?? '').indexOf(written, line === done?.line ? done.character : 0);
      if (character >= 0) {
        const end = { line, character: character + written.length };
        this.#done.set(written, end);
        return { start: { line, character }, end };
      }
    }
    const at = Math.min(from, Math.max(0, this.#lines.length - 1));
    return { start: { line: at, character: 0 }, end: { line: at, character: (this.#lines[at] ?? '').length } };
  }

  #inLine(address: string, line: number, behind: number): SourceRange | undefined {
    const text = this.#lines[line] ?? '';
    for (let at = text.indexOf(address, behind); at >= 0; at = text.indexOf(address, at + 1)) {
      const end = at + address.length;
      if (BEFORE.test(text.slice(0, at)) && AFTER.test(text.slice(end))) {
        return { start: { line, character: at }, end: { line, character: end } };
      }
    }
    return undefined;
  }

  /** A link by reference stands in one place and its address in another. */
  #definition(address: string): SourceRange | undefined {
    for (let line = 0; line < this.#lines.length; line++) {
      if (/^ {0,3}\[[^\]]*\]:/.test(this.#lines[line] ?? '')) {
        const found = this.#inLine(address, line, 0);
        if (found) {
          return found;
        }
      }
    }
    return undefined;
  }
}
