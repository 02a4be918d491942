import { Block } from './block';
import { Element } from './element';
import type { PageParse } from './pageParse';

/** What the parser is in the middle of; the innermost decides. */
export type BlockState = 'list' | 'looselist' | 'detabbed' | 'blockquote';

/**
 * A rule for blocks. A block is a text between blank lines; a rule takes the first of those that wait, adds to the parent
 * what it makes of it, and puts back what is not its own.
 */
export interface BlockRule {
  /** @returns whether the rule may take the block; it may still decline in `run` */
  test(parent: Element, block: Block): boolean;
  /** @returns false where it declines after all; the blocks are then as they were */
  run(parent: Element, blocks: Block[]): boolean;
}

/** Beyond this depth a text is a paragraph, so that no page makes the parser run out of stack. */
const DEEPEST = 60;

/**
 * Python-Markdown's way of parsing: the text is split at blank lines and each block offered to the rules in their order.
 * Source: `BlockParser` of Python-Markdown 3.10.
 */
export class BlockParser {
  readonly page: PageParse;
  rules: readonly BlockRule[] = [];
  readonly #states: BlockState[] = [];
  #depth = 0;

  constructor(page: PageParse) {
    this.page = page;
  }

  isIn(state: BlockState): boolean {
    return this.#states.at(-1) === state;
  }

  get #isDeep(): boolean {
    return this.#depth >= DEEPEST;
  }

  within(state: BlockState, run: () => void): void {
    this.#states.push(state);
    try {
      run();
    } finally {
      this.#states.pop();
    }
  }

  /** Parses a text of several blocks into `parent`. */
  parseChunk(parent: Element, text: Block): void {
    this.parseBlocks(parent, text.split('\n\n'));
  }

  parseBlocks(parent: Element, blocks: Block[]): void {
    this.#depth++;
    try {
      for (let block = blocks[0]; block; block = blocks[0]) {
        const first = block;
        const rules = this.#isDeep ? this.rules.slice(-1) : this.rules;
        if (!rules.some((rule) => rule.test(parent, first) && rule.run(parent, blocks))) {
          blocks.shift();
        }
      }
    } finally {
      this.#depth--;
    }
  }

  /** Adds an element that begins where `block` does. */
  add(parent: Element, tag: string, block: Block, attributes: Readonly<Record<string, string>> = {}): Element {
    const element = parent.add(tag, attributes);
    element.map = [block.line, (block.lines.at(-1) ?? block.line) + 1];
    return element;
  }
}

/** How many blanks one step of indentation has, lists aside. */
export const TAB = 4;

/**
 * Takes one step of indentation from the lines at the start that have it.
 * @returns those lines, and the rest from the first line that has it not
 */
export function detab(text: Block, length = TAB): { readonly inner: Block; readonly rest: Block | undefined } {
  const indent = ' '.repeat(length);
  const rows = text.rows();
  const end = rows.findIndex((row) => !row.text.startsWith(indent) && row.text.trim() !== '');
  const inner = (end < 0 ? rows : rows.slice(0, end)).map((row) => (row.text.startsWith(indent) ? row.slice(length) : row.slice(0, 0)));
  return { inner: inner.length > 0 ? Block.ofLines(inner) : text.slice(0, 0), rest: end < 0 ? undefined : Block.ofLines(rows.slice(end)) };
}

/** The last child, where it is one of these. */
export function lastOf(parent: Element, ...tags: readonly string[]): Element | undefined {
  return parent.last && tags.includes(parent.last.tag) ? parent.last : undefined;
}

/** Puts the text of a list item into a paragraph of its own, as when blocks follow it. */
export function wrapText(item: Element): void {
  if (item.text !== '') {
    const paragraph = new Element('p').setText(item.text, item.atomic);
    paragraph.map = item.map;
    item.setText('');
    item.children.unshift(paragraph);
  }
}
