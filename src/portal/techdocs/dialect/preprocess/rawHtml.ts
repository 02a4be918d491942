import { Block } from '../block';
import { blockTags, isBlockLevel } from '../element';
import type { HtmlStash } from '../placeholders';
import { type HtmlNode, type MarkdownState } from './htmlNode';
import { readHtml, type HtmlHandler } from './htmlTokens';

/** Elements whose inside is one line of text. Source: `HTMLExtractorExtra` of Python-Markdown's `md_in_html`. */
const SPAN_TAGS = new Set('address dd dt h1 h2 h3 h4 h5 h6 legend li p summary td th'.split(' '));
const RAW_TAGS = new Set('canvas math option pre script style textarea'.split(' '));
const EMPTY_TAGS = new Set(['hr']);
/** Elements inside one another whose inside is Markdown; any further one is raw. */
const DEEPEST = 50;
const BLANK_LINE = /^(?: *\n){2}/;

/**
 * Takes HTML blocks out of a text, so that no rule for blocks touches them; those with a `markdown` attribute keep their
 * inside to be parsed. What is taken out leaves a placeholder between blank lines. `isWhole` says whether all that began also
 * ended, so that text behind this one would change nothing.
 */
export function takeRawHtml(source: Block, stash: HtmlStash): { readonly text: Block; readonly isWhole: boolean } {
  if (!/[<&]/.test(source.text)) {
    return { text: source, isWhole: true };
  }
  const extractor = new Extractor(source, stash);
  const isWhole = readHtml(source.text, extractor) && !extractor.isOpen;
  return { text: extractor.finish(), isWhole };
}

class Extractor implements HtmlHandler {
  readonly #source: Block;
  readonly #text: string;
  readonly #stash: HtmlStash;
  readonly #clean: Block[] = [];
  /** Open tags of the raw block we are in; raw blocks gather in `cache`. */
  readonly #stack: string[] = [];
  #cache = '';
  #cacheLine = 0;
  #isRaw = false;
  /** Behind the end of a block in the same line. */
  #isTail = false;
  /** Open elements whose inside is Markdown. */
  readonly #nodes: HtmlNode[] = [];

  constructor(source: Block, stash: HtmlStash) {
    this.#source = source;
    this.#text = source.text;
    this.#stash = stash;
  }

  /** Whether an element has not ended yet. */
  get isOpen(): boolean {
    return this.#isRaw || this.#nodes.length > 0 || this.#cache !== '';
  }

  finish(): Block {
    const [outermost] = this.#nodes;
    if (outermost) {
      this.#closeNode(outermost.tag, this.#text.length, this.#text.length);
    }
    if (this.#cache !== '') {
      this.#put(this.#stash.store(this.#cache), this.#cacheLine);
    }
    return Block.concat(this.#clean);
  }

  startTag(tag: string, attributes: ReadonlyMap<string, string | undefined>, start: number, end: number): void {
    const begins = this.#isTail || this.#isAtLineStart(start) || this.#followsTag(start);
    const written = this.#text.slice(start, end);
    if (EMPTY_TAGS.has(tag) && begins) {
      this.#empty(withoutMarkdown(tag, attributes, written), start, end, true);
      return;
    }
    if (!blockTags().has(tag) || !begins) {
      if (this.#isRaw) {
        this.#startRaw(tag, written, start);
      } else if (this.#nodes.at(-1)?.state === 'off') {
        this.#addText(this.#stash.store(written), start);
      } else {
        this.data(start, end);
      }
      return;
    }
    const state = this.#stateOf(tag, attributes);
    if (this.#isRaw || (state === 'off' && this.#nodes.length === 0) || this.#nodes.length >= DEEPEST) {
      if (!this.#isRaw) {
        this.#isRaw = true;
        this.#put('\n', this.#lineAt(start));
      }
      this.#startRaw(tag, written, start);
      return;
    }
    if (this.#nodes.some((node) => node.tag === 'p')) {
      this.#closeNode('p', start, start);
    }
    const values = new Map([...attributes].filter(([name]) => name !== 'markdown').map(([name, value]) => [name, value ?? name]));
    const node: HtmlNode = { tag, attributes: values, state, line: this.#lineAt(start), parts: [] };
    this.#nodes.at(-1)?.parts.push(node);
    this.#nodes.push(node);
  }

  emptyTag(tag: string, attributes: ReadonlyMap<string, string | undefined>, start: number, end: number): void {
    const written = this.#text.slice(start, end);
    this.#empty(EMPTY_TAGS.has(tag) ? withoutMarkdown(tag, attributes, written) : written, start, end, isBlockLevel(tag));
  }

  endTag(tag: string, start: number, end: number): void {
    const written = this.#text.slice(start, end);
    if (this.#isRaw) {
      this.#cache += written;
      const open = this.#stack.lastIndexOf(tag);
      if (open >= 0) {
        this.#stack.length = open;
      }
      if (this.#stack.length === 0) {
        this.#endRaw(end);
      }
    } else if (blockTags().has(tag) && this.#nodes.some((node) => node.tag === tag)) {
      this.#closeNode(tag, start, end);
    } else if (this.#nodes.at(-1)?.state === 'off') {
      this.#addText(this.#stash.store(written), start);
    } else {
      this.data(start, end);
    }
  }

  data(start: number, end: number): void {
    const text = this.#text.slice(start, end);
    if (this.#isTail && text.includes('\n')) {
      this.#isTail = false;
    }
    if (this.#isRaw) {
      this.#cache += text;
    } else {
      this.#add(this.#source.slice(start, end));
    }
  }

  other(start: number, end: number, isBlock: boolean): void {
    this.#empty(this.#text.slice(start, end), start, end, isBlock);
  }

  mayDeclare(at: number): boolean {
    return this.#isAtLineStart(at) || this.#isTail || this.#nodes.length > 0;
  }

  readsRaw(): boolean {
    return this.#isRaw;
  }

  #empty(written: string, start: number, end: number, isBlock: boolean): void {
    const line = this.#lineAt(start);
    if (!this.#isRaw && this.#nodes.length > 0) {
      const placeholder = this.#stash.store(written);
      this.#addText(this.#isAtLineStart(start) && isBlock ? `\n${placeholder}\n\n` : placeholder, start);
    } else if (this.#isRaw || this.#isTail) {
      this.#cacheLine = this.#cache === '' ? line : this.#cacheLine;
      this.#cache += written;
    } else if (this.#isAtLineStart(start) && isBlock) {
      const blank = BLANK_LINE.test(this.#text.slice(end, end + 400));
      this.#isTail = !blank;
      this.#separate(line);
      this.#put(this.#stash.store(blank ? `${written}\n` : written), line);
      this.#put('\n\n', line);
    } else {
      this.#add(this.#source.slice(start, end));
    }
  }

  #startRaw(tag: string, written: string, start: number): void {
    if (this.#cache === '') {
      this.#cacheLine = this.#lineAt(start);
    }
    this.#stack.push(tag);
    this.#cache += written;
  }

  #endRaw(end: number): void {
    if (BLANK_LINE.test(this.#text.slice(end, end + 400))) {
      this.#cache += '\n';
    } else {
      this.#isTail = true;
    }
    this.#isRaw = false;
    this.#put(this.#stash.store(this.#cache), this.#cacheLine);
    this.#put('\n\n', this.#lineAt(end));
    this.#cache = '';
  }

  #closeNode(tag: string, start: number, end: number): void {
    let node = this.#nodes.pop();
    while (node && node.tag !== tag) {
      node = this.#nodes.pop();
    }
    if (node && this.#nodes.length === 0) {
      this.#separate(node.line);
      this.#put(this.#stash.store(node), node.line);
      this.#put('\n\n', this.#lineAt(start));
      if (!BLANK_LINE.test(this.#text.slice(end, end + 400))) {
        this.#isTail = true;
      }
    }
  }

  /** A blank line before what is taken out, where there is only a line break. */
  #separate(line: number): void {
    const before = this.#clean.at(-1)?.text ?? '';
    if (before.endsWith('\n') && !before.endsWith('\n\n')) {
      this.#put('\n', line);
    }
  }

  #stateOf(tag: string, attributes: ReadonlyMap<string, string | undefined>): MarkdownState {
    const given = attributes.has('markdown') ? (attributes.get('markdown') ?? 'markdown') : '0';
    const parent = this.#nodes.at(-1)?.state;
    const wanted = given === 'markdown' ? '1' : given;
    const state = parent === 'off' || (parent === 'span' && wanted !== '0') ? parent : wanted;
    const isSpan = SPAN_TAGS.has(tag);
    const isBlock = !isSpan && !RAW_TAGS.has(tag) && !EMPTY_TAGS.has(tag);
    if ((state === '1' && isBlock) || (state === 'block' && (isBlock || isSpan))) {
      return 'block';
    }
    return (state === '1' && isSpan) || (state === 'span' && (isBlock || isSpan)) ? 'span' : 'off';
  }

  #isAtLineStart(at: number): boolean {
    const start = this.#text.lastIndexOf('\n', at - 1) + 1;
    return at === start || (at - start <= 3 && this.#text.slice(start, at).trim() === '');
  }

  /** Directly behind the opening of an element whose inside is Markdown. */
  #followsTag(at: number): boolean {
    const node = this.#nodes.at(-1);
    return node !== undefined && this.#text.charAt(at - 1) === '>' && node.parts.every((part) => !(part instanceof Block));
  }

  #lineAt(at: number): number {
    return this.#source.slice(Math.min(at, this.#text.length)).line;
  }

  #put(text: string, line: number): void {
    this.#clean.push(Block.at(text, line));
  }

  #addText(text: string, start: number): void {
    this.#add(Block.at(text, this.#lineAt(start)));
  }

  #add(block: Block): void {
    const parts = this.#nodes.at(-1)?.parts;
    const before = parts?.at(-1);
    if (!parts) {
      this.#clean.push(block);
    } else if (before instanceof Block) {
      parts[parts.length - 1] = Block.concat([before, block]);
    } else {
      parts.push(block);
    }
  }
}

function withoutMarkdown(tag: string, attributes: ReadonlyMap<string, string | undefined>, written: string): string {
  if (!attributes.has('markdown')) {
    return written;
  }
  const rest = [...attributes].filter(([name]) => name !== 'markdown').map(([name, value]) => ` ${name}="${(value ?? name).replace(/"/g, '&quot;')}"`);
  return `<${tag}${rest.join('')}>`;
}
