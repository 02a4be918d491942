/**
 * A node of the tree a page becomes: its text before the first child, its children, and the text after itself (`tail`),
 * as the rules of Python-Markdown are written in these terms. Texts are HTML already where `&` begins an entity.
 */
export class Element {
  tag: string;
  readonly attributes: Map<string, string>;
  text = '';
  tail = '';
  /** Whether `text` is finished, and no inline rule may touch it. */
  atomic = false;
  tailAtomic = false;
  children: Element[] = [];
  /** Lines of the file it was made of, from 0, the second one excluded; `undefined` where it stands in no line. */
  map: readonly [number, number] | undefined;
  /** What a code block shows; such an element is drawn by `codeBlock.ts`. */
  code: CodeBlock | undefined;
  /** Whether `text` stands for the element itself, which is written when the whole page is known. */
  isPending = false;

  constructor(tag: string, attributes: Readonly<Record<string, string>> = {}) {
    this.tag = tag;
    this.attributes = new Map(Object.entries(attributes));
  }

  get last(): Element | undefined {
    return this.children.at(-1);
  }

  get className(): string {
    return this.attributes.get('class') ?? '';
  }

  add(tag: string, attributes: Readonly<Record<string, string>> = {}): Element {
    const child = new Element(tag, attributes);
    this.children.push(child);
    return child;
  }

  /** The element and all below it, in the order of the document. */
  *walk(): Generator<Element, undefined> {
    yield this;
    for (const child of this.children) {
      yield* child.walk();
    }
    return undefined;
  }

  /** All text inside, in the order of the document. */
  innerText(): string {
    return this.text + this.children.map((child) => child.innerText() + child.tail).join('');
  }

  setText(text: string, atomic = false): this {
    this.text = text;
    this.atomic = atomic;
    return this;
  }

  clone(): Element {
    const copy = new Element(this.tag, Object.fromEntries(this.attributes));
    copy.setText(this.text, this.atomic);
    copy.tail = this.tail;
    copy.tailAtomic = this.tailAtomic;
    copy.map = this.map;
    copy.code = this.code;
    copy.children = this.children.map((child) => child.clone());
    return copy;
  }
}

export interface CodeBlock {
  readonly source: string;
  /** As written after the fence; empty where none is. */
  readonly language: string;
  readonly classes: readonly string[];
  readonly id: string | undefined;
  readonly title: string | undefined;
  /** The number of the first line: `undefined` follows the page's setting, 0 shows none. */
  readonly firstNumber: number | undefined;
  readonly step: number;
  readonly special: number;
  /** Lines that are marked, from 1. */
  readonly marked: ReadonlySet<number>;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Source: `Markdown.block_level_elements` of Python-Markdown 3.10. */
const BLOCK_TAGS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul ' +
    'canvas colgroup dd body dt group iframe li legend math map noscript output object option progress script style summary tbody td textarea tfoot th thead tr video'
  ).split(' '),
);

export function isBlockLevel(tag: string): boolean {
  return BLOCK_TAGS.has(tag.replace(/\/$/, '').toLowerCase());
}

export function blockTags(): ReadonlySet<string> {
  return BLOCK_TAGS;
}

export function isHeading(tag: string): boolean {
  return /^h[1-6]$/.test(tag);
}
