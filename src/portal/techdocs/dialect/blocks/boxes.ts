import type { Block } from '../block';
import { detab, TAB, wrapText, type BlockParser, type BlockRule } from '../blockParser';
import { Element } from '../element';

/** A block with a line that opens it and an indented body, that later indented blocks go on with. */
export interface BoxKind {
  /** The line that opens it, with the line breaks around it. */
  readonly start: RegExp;
  /** Whether an element was made by this rule. */
  readonly isBox: (element: Element) => boolean;
  /** Adds the box, or goes on with the one before. @returns what its body goes into */
  readonly open: (parent: Element, match: RegExpExecArray, line: Block) => Element;
  /** Where a later block of its body goes to. */
  readonly bodyOf: (box: Element) => Element;
}

/** Source: `AdmonitionProcessor` of Python-Markdown, whose way pymdownx.details and pymdownx.tabbed follow. */
export function box(parser: BlockParser, { start, isBox, open, bodyOf }: BoxKind): BlockRule {
  const find = (parent: Element, block: Block): { readonly into: Element; readonly indent: number } | undefined => {
    const last = parent.last;
    if (!last || !isBox(last) || !block.text.startsWith(' '.repeat(TAB))) {
      return undefined;
    }
    let into: Element = last;
    let indent = TAB;
    let text = block.text;
    // Where the box ends in a list and the block is indented enough for it, the block belongs to the last item.
    for (let inner = listAt(bodyOf(last)); inner && text.startsWith(' '.repeat(TAB * 2)); inner = listAt(into)) {
      const item: Element | undefined = inner.last;
      if (!item) {
        break;
      }
      into = item;
      text = text.slice(TAB);
      indent += TAB;
    }
    return { into, indent };
  };
  return {
    test: (parent, block) => start.test(block.text) || find(parent, block) !== undefined,
    run: (parent, blocks) => {
      const block = blocks.shift();
      if (!block) {
        return false;
      }
      const match = start.exec(block.text);
      if (match) {
        if (match.index > 0) {
          parser.parseBlocks(parent, [block.slice(0, match.index)]);
        }
        const at = match[0].startsWith('\n') ? match.index + 1 : match.index;
        const end = match.index + match[0].length;
        const { inner, rest } = detab(block.slice(end));
        parser.parseChunk(open(parent, match, block.slice(at, match[0].endsWith('\n') ? end - 1 : end)), inner);
        if (rest && rest.text !== '') {
          blocks.unshift(rest);
        }
        return true;
      }
      const found = find(parent, block);
      if (!found) {
        blocks.unshift(block);
        return false;
      }
      const { inner, rest } = detab(block, found.indent);
      if (found.into.tag === 'li' || found.into.tag === 'dd') {
        wrapText(found.into);
      }
      parser.parseChunk(found.into === parent.last ? bodyOf(found.into) : found.into, inner);
      if (rest && rest.text !== '') {
        blocks.unshift(rest);
      }
      return true;
    },
  };
}

function listAt(element: Element): Element | undefined {
  const last = element.last;
  return last && ['ul', 'ol', 'dl'].includes(last.tag) ? last : undefined;
}

/** `!!! type "title"`. Source: Python-Markdown's `admonition`. */
export function admonition(parser: BlockParser): BlockRule {
  return box(parser, {
    start: /(?:^|\n)!!! ?([\w-]+(?: +[\w-]+)*)(?: +"(.*?)")? *(?:\n|$)/,
    isBox: (element) => element.className.includes('admonition'),
    open: (parent, [, types = '', title], line) => {
      const classes = types.toLowerCase().replace(/ {2,}/g, ' ');
      const element = parser.add(parent, 'div', line, { class: `admonition ${classes}` });
      const heading = title ?? capitalize(classes.split(' ')[0] ?? '');
      if (heading !== '') {
        parser.add(element, 'p', line, { class: 'admonition-title' }).setText(heading);
      }
      return element;
    },
    bodyOf: (element) => element,
  });
}

/** `??? type "title"`, `???+` where it is open. Source: pymdownx.details. */
export function details(parser: BlockParser): BlockRule {
  return box(parser, {
    start: /(?:^|\n)\?{3}(\+)? ?(?:([\w-]+(?: +[\w-]+)*?)?(?: +"(.*?)")|([\w-]+(?: +[\w-]+)*?)) *(?:\n|$)/,
    isBox: (element) => element.tag === 'details',
    open: (parent, [, plus, types, title, alone], line) => {
      const classes = (alone ?? types ?? '').toLowerCase().replace(/ {2,}/g, ' ');
      const heading = alone === undefined ? (title ?? '') : capitalize(classes.split(' ')[0] ?? '');
      const element = parser.add(parent, 'details', line, { ...(plus && { open: 'open' }), ...(classes && { class: classes }) });
      parser.add(element, 'summary', line).setText(heading);
      return element;
    },
    bodyOf: (element) => element,
  });
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

const TAB_SET = 'tabbed-set tabbed-alternate';

/** `=== "title"`; tabs that follow one another make a set. Source: pymdownx.tabbed with `alternate_style`. */
export function contentTab(parser: BlockParser): BlockRule {
  return box(parser, {
    start: /(?:^|\n)={3}([!+]|\+!|!\+)? +"(.*?)" *(?:\n|$)/,
    isBox: (element) => element.tag === 'div' && element.className === TAB_SET,
    open: (parent, [, flags = '', title = ''], line) => {
      const before = parent.last;
      const follows = before?.tag === 'div' && before.className === TAB_SET && !flags.includes('!');
      return addTab(parser, follows ? before : newTabSet(parser, parent, line), title, line, flags.includes('+'));
    },
    bodyOf: (element) => element.last?.last ?? element,
  });
}

export function newTabSet(parser: BlockParser, parent: Element, line: Block): Element {
  parser.page.tabSets++;
  const set = parser.add(parent, 'div', line, { class: TAB_SET, 'data-tabs': `${parser.page.tabSets}:0` });
  set.add('div', { class: 'tabbed-labels' });
  set.add('div', { class: 'tabbed-content' });
  return set;
}

/** @returns what the tab's body goes into */
export function addTab(parser: BlockParser, set: Element, title: string, line: Block, selected = false): Element {
  const [group = 0, count = 0] = (set.attributes.get('data-tabs') ?? '').split(':').map(Number);
  const id = `__tabbed_${group}_${count + 1}`;
  const input = new Element('input', { ...(count === 0 && { checked: 'checked' }), id, name: `__tabbed_${group}`, type: 'radio' });
  if (selected) {
    set.children.forEach((child) => child.tag === 'input' && child.attributes.delete('checked'));
    input.attributes.set('checked', 'checked');
  }
  set.children.splice(count, 0, input);
  const [labels, content] = set.children.slice(count + 1);
  labels?.add('label', { for: id }).setText(title);
  set.attributes.set('data-tabs', `${group}:${count + 1}`);
  return content ? parser.add(content, 'div', line, { class: 'tabbed-block' }) : set;
}
