import { readAttributeList } from '../attributes';
import { isBlockLevel, isHeading, type Element } from '../element';

const LIST = '\\{:?[ ]*([^}\\n ][^\\n]*)[ ]*\\}';
const AT_END = new RegExp(`[ ]+${LIST}[ ]*$`);
const LAST_LINE = new RegExp(`\\n[ ]*${LIST}[ ]*$`);
const AT_START = new RegExp(`^${LIST}`);
/** What no name of an attribute may hold; written with code points, as some of these combine with their neighbours. */
const NOT_NAME = new RegExp('[^\\u0300-\\u036fA-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c-\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd:\\-.0-9\\u00b7\\u203f-\\u2040]+', 'g');

/** `{ #id .class key=value }` behind what it is about. Source: Python-Markdown's `attr_list`. */
export function applyAttributeLists(root: Element): void {
  for (const element of root.walk()) {
    if (isBlockLevel(element.tag)) {
      ofBlock(element);
    } else if (element.tag !== 'br' && element.tail.startsWith('{')) {
      ofInline(element);
    }
  }
}

function ofBlock(element: Element): void {
  const pattern = isHeading(element.tag) || ['dt', 'td', 'th'].includes(element.tag) ? AT_END : LAST_LINE;
  const holder = holderOf(element);
  // What follows a line break begins a line.
  const text = holder && (holder.inTail ? (holder.element.tag === 'br' ? '\n' : '') + holder.element.tail : holder.element.text);
  // An attribute list ends with a brace: most texts need no further look.
  const match = text?.trimEnd().endsWith('}') ? pattern.exec(text) : null;
  if (!holder || !match || text === undefined || !assign(element, match[1] ?? '')) {
    return;
  }
  const rest = text.slice(0, match.index);
  const cleaned = isHeading(element.tag) ? rest.replace(/#+$/, '').trimEnd() : rest;
  if (holder.inTail) {
    holder.element.tail = holder.element.tag === 'br' ? cleaned.replace(/^\n/, '') : cleaned;
  } else {
    holder.element.setText(cleaned, holder.element.atomic);
  }
}

/** The text at whose end the list of a block stands. */
function holderOf(element: Element): { readonly element: Element; readonly inTail: boolean } | undefined {
  const { children } = element;
  const list = element.tag === 'li' ? children.findIndex(({ tag }) => tag === 'ul' || tag === 'ol') : -1;
  const last = list >= 0 ? children[list - 1] : children.at(-1);
  if (last && (last.tail !== '' || last.tag === 'br' || isBlockLevel(last.tag))) {
    return { element: last, inTail: true };
  }
  // Text before children counts as well, where the last of them has nothing behind it.
  if (element.text !== '') {
    return { element, inTail: false };
  }
  return undefined;
}

/** What stands between the braces may reach too far, up to another brace of the line: that part is put back. */
function ofInline(element: Element): void {
  const match = AT_START.exec(element.tail);
  if (!match) {
    return;
  }
  const { pairs, rest } = readAttributeList(match[1] ?? '');
  pairs.forEach((pair) => set(element, pair));
  const after = element.tail.slice(match[0].length);
  element.tail = rest === '' ? after : `${rest.slice(1)}}${after}`;
}

/** @returns whether all of it could be read */
function assign(element: Element, text: string): boolean {
  const { pairs, rest } = readAttributeList(text);
  if (rest !== '') {
    return false;
  }
  pairs.forEach((pair) => set(element, pair));
  return true;
}

function set(element: Element, [name, value]: readonly [string, string]): void {
  if (name === '.') {
    element.attributes.set('class', element.className === '' ? value : `${element.className} ${value}`);
  } else {
    element.attributes.set(name.replace(NOT_NAME, '_'), value);
  }
}
