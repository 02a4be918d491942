import type { Element } from './element';
import type { HtmlNode } from './preprocess/htmlNode';

/** HTML, an element, or an HTML element whose inside is not parsed yet. */
export type Stashed = string | Element | HtmlNode;

/** Marks the begin and end of what stands for something else in a text under work. A page's own are removed first. */
export const STX = '\u0002';
export const ETX = '\u0003';

/** Stands for an `&` that no later step may escape. */
export const AMPERSAND = `${STX}amp${ETX}`;

/** A character that a backslash took its meaning from, until all inline rules are through. */
export function escaped(character: string): string {
  return `${STX}${character.codePointAt(0) ?? 0}${ETX}`;
}

export function unescapeCharacters(text: string): string {
  return text.includes(STX) ? text.replace(ESCAPED, (_all, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff))) : text;
}

const ESCAPED = new RegExp(`${STX}(\\d+)${ETX}`, 'g');

/** What stands in a text for an entry of the stash; its index is the first group. */
export const STASHED = `${STX}wzxhzdk:(\\d+)${ETX}`;
export const STASHED_ALL = new RegExp(STASHED, 'g');

/** Gives a number of its own to each placeholder of a page, whichever part of it is parsed. */
export interface StashNumbers {
  next: number;
}

/** What is finished already and must pass by the rules untouched: HTML, or an element. Stands in the text as a placeholder. */
export class HtmlStash {
  readonly #numbers: StashNumbers;
  /** What else may be in the texts parsed here, as they were cut out of other parts of the page. */
  readonly #origins: readonly ((index: number) => Stashed | undefined)[];
  readonly #entries = new Map<number, Stashed>();

  constructor(numbers: StashNumbers = { next: 0 }, origins: readonly ((index: number) => Stashed | undefined)[] = []) {
    this.#numbers = numbers;
    this.#origins = origins;
  }

  store(content: Stashed): string {
    this.#entries.set(this.#numbers.next, content);
    return `${STX}wzxhzdk:${this.#numbers.next++}${ETX}`;
  }

  get(index: number): Stashed | undefined {
    return this.#entries.get(index) ?? first(this.#origins, (origin) => origin(index));
  }

  /** A text with the HTML that its placeholders stand for. */
  restore(text: string): string {
    return text.replace(STASHED_ALL, (_all, index: string) => {
      const stored = this.get(Number(index));
      return typeof stored === 'string' ? this.restore(stored) : '';
    });
  }

  /** Replaces what is stored, as when an element found its place in the tree. */
  clear(index: number): void {
    this.#entries.set(index, '');
  }

  /** The number that was given last. */
  get last(): number {
    return this.#numbers.next - 1;
  }
}

function first<T, U>(items: readonly T[], find: (item: T) => U | undefined): U | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/**
 * What only the whole page decides, until its parts are put together: the id of a heading, how often a footnote was
 * referred to before, its number, or the list of headings.
 */
export function pending(kind: PendingKind, index: number): string {
  return `${STX}${kind}:${index}${ETX}`;
}

export type PendingKind = 'heading' | 'use' | 'footnote' | 'toc';
export const PENDING = new RegExp(`${STX}(heading|use|footnote|toc):(-?\\d+)${ETX}`, 'g');

/** Characters with a meaning in HTML, as they stand in text. */
export function escapeCode(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Without white space at its end, in linear time. */
export function trimCode(text: string): string {
  let end = text.length;
  while (end > 0 && /\s/.test(text.charAt(end - 1))) {
    end--;
  }
  return text.slice(0, end);
}
