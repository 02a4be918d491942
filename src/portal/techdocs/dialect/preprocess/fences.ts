import { readAttributeList } from '../attributes';
import { Block } from '../block';
import { Element, type CodeBlock } from '../element';
import type { DialectOptions } from '../options';
import type { PageParse } from '../pageParse';

const PREFIX = /^[> ]*/;
const OPENING = /^(~{3,}|`{3,})[ \t]*(?:\{([^}\n]*)\}|(?:\.?([\w#.+-]+))?[ \t]*((?:\b[a-zA-Z][a-zA-Z0-9_]*(?:=(?:"[^"]*"|'[^']*'))?[ \t]*)*))[ \t]*$/;
const OPTION = /([a-zA-Z][a-zA-Z0-9_]*)(?:=(["'])(.*?)\2)?/g;
const MARKED = /^\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*$/;
const NUMBERS = /^(\d+)(?:[ \t]+(\d+))?(?:[ \t]+(\d+))?/;

interface Fence {
  /** Its lines so far. */
  readonly code: string[];
  /** Blanks and quote marks before it. */
  readonly prefix: string;
  readonly quotes: number;
  readonly end: RegExp;
  readonly info: FenceInfo;
}

interface FenceInfo {
  readonly language: string;
  readonly classes: readonly string[];
  readonly id: string | undefined;
  readonly options: ReadonlyMap<string, string>;
  /** What is no option of the highlighter. */
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Takes fenced code out of a text before anything else reads it, also inside quotes and lists. Source: pymdownx.superfences.
 */
export function takeFences(source: Block, page: PageParse): Block {
  if (!/```|~~~/.test(source.text)) {
    return source;
  }
  const rows = source.rows();
  const out: Block[] = [];
  /** First row that is not in `out` yet. */
  let done = 0;
  const scan = new FenceScan(page.options);
  rows.forEach((row, index) => {
    const fence = scan.next(row.text);
    if (fence) {
      const start = index - fence.code.length - 1;
      out.push(...rows.slice(done, start), store(fence, fence.code, rows.slice(start, index + 1), page));
      done = index + 1;
    }
  });
  return Block.ofLines([...out, ...rows.slice(done)]);
}

/** Goes through the lines of a page and knows of each whether it is inside a fence. */
export class FenceScan {
  readonly #options: DialectOptions;
  #fence: Fence | undefined;
  #emptyLines = 0;

  constructor(options: DialectOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#fence !== undefined;
  }

  /** @returns the fence that ends with this line */
  next(row: string): Fence | undefined {
    const fence = this.#fence;
    if (!fence) {
      this.#fence = row.includes('```') || row.includes('~~~') ? open(row, this.#options) : undefined;
      this.#emptyLines = 0;
      return undefined;
    }
    const { prefix, content } = cutPrefix(row, fence.prefix.length);
    const verdict = judge(fence, prefix, content, this.#emptyLines);
    if (verdict === 'leave' || verdict === 'end') {
      this.#fence = undefined;
      return verdict === 'end' ? fence : undefined;
    }
    this.#emptyLines = verdict === 'empty' ? this.#emptyLines + 1 : 0;
    fence.code.push(prefix + content);
    return undefined;
  }
}

function judge(fence: Fence, prefix: string, content: string, emptyLines: number): 'end' | 'leave' | 'empty' | 'content' {
  const quotes = prefix.split('>').length - 1;
  if (fence.quotes > 0) {
    if (quotes > fence.quotes) {
      return 'leave';
    }
    if (content === '') {
      return 'empty';
    }
    if (prefix.length < fence.prefix.length || (emptyLines > 0 && quotes < fence.quotes)) {
      return 'leave';
    }
    return fence.end.test(content) ? 'end' : 'content';
  }
  if (quotes > 0) {
    return 'leave';
  }
  if ((prefix + content).trim() === '') {
    return 'empty';
  }
  if (prefix.length !== fence.prefix.length) {
    return 'leave';
  }
  return fence.end.test(content) ? 'end' : 'content';
}

/** The blanks and quote marks of a line, as far as those of the fence reach. */
function cutPrefix(row: string, length: number): { readonly prefix: string; readonly content: string } {
  const prefix = (PREFIX.exec(row)?.[0] ?? '').slice(0, length);
  return { prefix, content: row.slice(prefix.length) };
}

function open(row: string, options: DialectOptions): Fence | undefined {
  const prefix = PREFIX.exec(row)?.[0] ?? '';
  const match = OPENING.exec(row.slice(prefix.length));
  const info = match ? readInfo(match, options) : undefined;
  const marks = match?.[1] ?? '';
  return info && { code: [], prefix, quotes: prefix.split('>').length - 1, end: new RegExp(`^${marks}[ \\t]*$`), info };
}

function readInfo([, , braces, language = '', written = '']: RegExpExecArray, dialect: DialectOptions): FenceInfo | undefined {
  if (braces !== undefined && braces !== '') {
    const { pairs } = readAttributeList(braces);
    const classes = pairs.flatMap(([name, value]) => (name === '.' ? [value] : []));
    const values = new Map(pairs.filter(([name]) => name !== '.' && name !== 'id'));
    const [first = '', ...rest] = classes;
    return { language: first, classes: rest, id: pairs.find(([name]) => name === 'id')?.[1], ...sortOptions(values, first, dialect) };
  }
  const values = new Map([...written.matchAll(OPTION)].map(([, name = '', , value]) => [name, value ?? name]));
  const sorted = sortOptions(values, language, dialect);
  // Written like this, an option that is none makes it no fence.
  return sorted.attributes.size > 0 ? undefined : { language, classes: [], id: undefined, ...sorted };
}

function sortOptions(values: ReadonlyMap<string, string>, language: string, dialect: DialectOptions): Pick<FenceInfo, 'options' | 'attributes'> {
  const options = new Map<string, string>();
  const attributes = new Map<string, string>();
  const custom = dialect.customFences.some(({ name }) => name === language);
  for (const [name, value] of values) {
    const known = !custom && (name === 'title' || (name === 'hl_lines' && MARKED.test(value)) || (name === 'linenums' && NUMBERS.test(value)));
    (known ? options : attributes).set(name, value);
  }
  return { options, attributes };
}

function store(fence: Fence, code: readonly string[], rows: readonly Block[], page: PageParse): Block {
  const cut = fence.prefix.length;
  const element = new Element('div');
  const [first] = rows;
  element.map = [first?.line ?? 0, (rows.at(-1)?.line ?? 0) + 1];
  element.code = toCode(fence.info, code.map((line) => line.slice(cut)));
  const placeholder = page.stash.store(element);
  page.addFence(page.stash.last, { source: Block.ofLines(rows), indent: cut });
  return new Block(fence.prefix + placeholder, [first?.line ?? 0]);
}

function toCode({ language, classes, id, options, attributes }: FenceInfo, lines: readonly string[]): CodeBlock {
  const [, start, step = '1', special = '0'] = NUMBERS.exec(options.get('linenums') ?? '') ?? [];
  return {
    source: lines.join('\n'),
    language,
    classes,
    id,
    title: options.get('title')?.trim(),
    firstNumber: start === undefined ? undefined : Number(start),
    step: Math.max(1, Number(step)),
    special: Number(special),
    marked: readMarked(options.get('hl_lines') ?? '', lines.length),
    attributes,
  };
}

/** `1 3-4` → 1, 3, 4; a range that leaves the block is cut to it. */
function readMarked(text: string, count: number): ReadonlySet<number> {
  const marked = new Set<number>();
  for (const [, from = '', to] of text.matchAll(/(\d+)(?:-(\d+))?/g)) {
    const first = Math.min(Number(from), count + 1);
    const last = to === undefined ? first : Math.min(Number(to), count + 1);
    for (let line = first; line <= last; line++) {
      marked.add(line);
    }
  }
  return marked;
}
