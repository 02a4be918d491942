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

/** What is finished already and must pass by the rules untouched: HTML, or an element. Stands in the text as a placeholder. */
export class HtmlStash {
  readonly #entries: Stashed[] = [];

  store(content: Stashed): string {
    this.#entries.push(content);
    return `${STX}wzxhzdk:${this.#entries.length - 1}${ETX}`;
  }

  get(index: number): Stashed | undefined {
    return this.#entries[index];
  }

  /** Replaces what is stored, as when an element found its place in the tree. */
  clear(index: number): void {
    this.#entries[index] = '';
  }

  get size(): number {
    return this.#entries.length;
  }
}

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
