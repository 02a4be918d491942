import { parse } from 'yaml';
import { Block } from '../block';
import { detab, wrapText, type BlockParser, type BlockRule } from '../blockParser';
import { Element } from '../element';
import { addTab, newTabSet } from './boxes';

const START = /(?:^|\n) {0,3}(\/{3,}) *([\w-]+) *(?:\|(.*?))? *(?:\n|$)/;
/** Source: the types mkdocs-techdocs-core 1.7.0 sets for pymdownx.blocks.admonition. */
const TYPES = new Set('new settings note abstract info tip success question warning failure danger bug example quote'.split(' '));
const CAPTIONS: ReadonlyMap<string, string> = new Map([['caption', ''], ['figure-caption', 'Figure'], ['table-caption', 'Table']]);

type Options = Readonly<Record<string, unknown>>;

/** `/// note | Title` … `///`. Source: pymdownx.blocks with its admonition, details, tab and caption blocks. */
export function slashBlock(parser: BlockParser): BlockRule {
  const knows = (name: string): boolean =>
    (parser.page.options.blocks && (TYPES.has(name) || name === 'admonition' || name === 'details' || name === 'tab')) || (parser.page.options.captions && CAPTIONS.has(name));
  const find = (block: Block): RegExpExecArray | undefined => {
    const match = START.exec(block.text);
    return match && knows((match[2] ?? '').toLowerCase()) ? match : undefined;
  };
  return {
    test: (_parent, block) => block.text.includes('///') && find(block) !== undefined,
    run: (parent, blocks) => {
      const block = blocks.shift();
      const match = block && find(block);
      if (!block || !match) {
        return false;
      }
      const [all, slashes = '', name = '', argument] = match;
      if (parent.tag === 'li' || parent.tag === 'dd') {
        wrapText(parent);
      }
      if (match.index > 0) {
        parser.parseBlocks(parent, [block.slice(0, match.index)]);
      }
      const start = match.index + (all.startsWith('\n') ? 1 : 0);
      const end = match.index + all.length;
      const line = block.slice(start, all.endsWith('\n') ? end - 1 : end);
      const { inside, rest } = takeInside([...(end < block.text.length ? [block.slice(end)] : []), ...blocks.splice(0)], slashes);
      blocks.push(...rest);
      const { options, body } = readOptions(inside);
      open(parser, parent, { name: name.toLowerCase(), argument: argument?.trim(), options, line, body });
      return true;
    },
  };
}

/** What stands before the line that ends a block, and what after it; a block that is not ended takes all. */
function takeInside(blocks: readonly Block[], slashes: string): { readonly inside: Block; readonly rest: readonly Block[] } {
  const pattern = new RegExp(`(?:^|\\n) {0,3}${slashes} *(?:\\n|$)`);
  const at = blocks.findIndex(({ text }) => pattern.test(text));
  const last = blocks[at];
  const match = last && pattern.exec(last.text);
  if (!last || !match) {
    return { inside: join(blocks), rest: [] };
  }
  const end = match.index + match[0].length;
  return { inside: join([...blocks.slice(0, at), last.slice(0, match.index)]), rest: [...(end < last.text.length ? [last.slice(end)] : []), ...blocks.slice(at + 1)] };
}

function join(blocks: readonly Block[]): Block {
  return Block.ofLines(blocks.flatMap((block, i) => (i === 0 ? [block] : [new Block('', [block.line]), block])));
}

/** Indented YAML directly below the first line. */
function readOptions(inside: Block): { readonly options: Options; readonly body: Block } {
  const { inner, rest } = detab(inside.slice(0, endOfFirst(inside.text)));
  if (inner.text.trim() === '' || !inside.text.startsWith('    ')) {
    return { options: {}, body: inside };
  }
  try {
    const value: unknown = parse(inner.text, { logLevel: 'silent', maxAliasCount: 10 });
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { options: { ...value }, body: Block.ofLines([...(rest ? [rest] : []), inside.slice(endOfFirst(inside.text))]).trimStart('\\n') };
    }
  } catch {
    // Not YAML, so it is part of what is shown, as there.
  }
  return { options: {}, body: inside };
}

function endOfFirst(text: string): number {
  const end = text.indexOf('\n\n');
  return end < 0 ? text.length : end;
}

interface Opened {
  readonly name: string;
  readonly argument: string | undefined;
  readonly options: Options;
  readonly line: Block;
  readonly body: Block;
}

function open(parser: BlockParser, parent: Element, { name, argument, options, line, body }: Opened): void {
  const type = typeof options['type'] === 'string' ? options['type'] : '';
  if (name === 'tab') {
    const before = parent.last;
    const set = before?.attributes.has('data-tabs') && options['new'] !== true ? before : newTabSet(parser, parent, line);
    parser.parseChunk(addTab(parser, set, argument ?? '', line, options['select'] === true), body);
    return;
  }
  if (CAPTIONS.has(name)) {
    addCaption(parser, parent, { name, argument, line, body });
    return;
  }
  const isDetails = name === 'details';
  const classes = isDetails ? type : ['admonition', name === 'admonition' ? type : name].filter((each) => each !== '').join(' ');
  const element = parser.add(parent, isDetails ? 'details' : 'div', line, { ...(options['open'] === true && isDetails && { open: 'open' }), ...(classes && { class: classes }) });
  applyAttributes(element, options['attrs']);
  const kind = isDetails || name === 'admonition' ? type : name;
  const title = argument ?? kind.charAt(0).toUpperCase() + kind.slice(1);
  if (title !== '') {
    const heading = isDetails ? parser.add(element, 'summary', line) : parser.add(element, 'p', line, { class: 'admonition-title' });
    heading.setText(title);
  }
  parser.parseChunk(element, body);
}

/** A caption below (or around) the block before it. */
function addCaption(parser: BlockParser, parent: Element, { name, argument = '', line, body }: Omit<Opened, 'options'>): void {
  const prefix = CAPTIONS.get(name) ?? '';
  const last = parent.last;
  const bare = last?.tag === 'figure' && last.children.every(({ tag }) => tag !== 'figcaption') ? last : undefined;
  const shown = bare ? undefined : parent.children.pop();
  const figure = bare ?? parser.add(parent, 'figure', line);
  // A caption may say its number; those behind it go on from there.
  const given = /^\d+(?:\.\d+)*$/.test(argument) ? argument : undefined;
  const number = given ?? String((parser.page.captions.get(name) ?? 0) + 1);
  if (prefix !== '') {
    parser.page.captions.set(name, Number.parseInt(number, 10));
    figure.attributes.set('id', `__${name}_${number.replaceAll('.', '_')}`);
  }
  figure.children.push(...(shown ? [shown] : []));
  const caption = parser.add(figure, 'figcaption', line);
  parser.parseChunk(caption, body);
  if (prefix !== '') {
    const first = caption.children[0] ?? caption.add('p');
    const mark = new Element('span', { class: 'caption-prefix' }).setText(`${prefix} ${number}.`);
    mark.tail = first.text === '' ? '' : ` ${first.text}`;
    first.setText('');
    first.children.unshift(mark);
  }
}

function applyAttributes(element: Element, attributes: unknown): void {
  if (typeof attributes !== 'object' || attributes === null) {
    return;
  }
  for (const [name, value] of Object.entries(attributes)) {
    const text = Array.isArray(value) ? value.join(' ') : typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    element.attributes.set(name, name === 'class' && element.className !== '' ? `${element.className} ${text}` : text);
  }
}
