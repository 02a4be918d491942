import type { Range } from '../catalog/entity';
import { closingQuote, scanFlow } from './flowScan';
import { columnOf, createNode, rangeOn, type OutlineNode, type OutlineValue } from './outlineNode';
import { isMarkerLine } from './yamlSlices';

/** What a line is, where it is not an ordinary one of keys and dashes. */
export type LineRole =
  | { readonly type: 'block'; readonly owner: OutlineNode }
  | { readonly type: 'quoted' }
  | { readonly type: 'marker' };

export interface FlowRegion {
  readonly owner: OutlineNode;
  /** From the opening bracket to behind the closing one, or to where it broke off. */
  readonly range: Range;
  readonly closed: boolean;
}

/** The shape of one YAML document as its lines and indentation show it, however broken it is. */
export interface Outline {
  readonly root: OutlineNode;
  /** All nodes of block style in the order of the text. */
  readonly nodes: readonly OutlineNode[];
  readonly roles: ReadonlyMap<number, LineRole>;
  readonly flows: readonly FlowRegion[];
}

const PLAIN_KEY = /^[^\s"'#&*!|>%@`{}[\],?-](?:[^:#]|:(?=\S)|(?<=\S)#)*?(?=\s*:(?:\s|$))|^[-?](?=[^\s])(?:[^:#]|:(?=\S)|(?<=\S)#)*?(?=\s*:(?:\s|$))/;
const QUOTED_KEY = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s*:(?:\s|$))/;
const PROPERTIES = /^(?:[&!][^\s,[\]{}]*(?:\s+|$))+/;
const BLOCK_HEADER = /^[|>][-+0-9]{0,2}\s*(?:#.*)?$/;

/**
 * Reads a document by its indentation. Where YAML's grammar gives up (a key without a colon, a wrong indentation, an
 * unclosed bracket) it goes on with the next line.
 */
export function createOutline(lines: readonly string[]): Outline {
  const root = createNode('root', undefined, { range: rangeOn(0, 0, 0), column: -1 });
  const nodes: OutlineNode[] = [];
  const roles = new Map<number, LineRole>();
  const flows: FlowRegion[] = [];
  let last = root;

  for (let line = 0; line < lines.length; ) {
    line = readLine(line);
  }
  return { root, nodes, roles, flows };

  /** @returns the next line to read */
  function readLine(line: number): number {
    let text = lines[line] ?? '';
    if (isMarkerLine(text)) {
      roles.set(line, { type: 'marker' });
      text = `   ${text.slice(3)}`;
    }
    let at = /^\s*/.exec(text)?.[0].length ?? 0;
    if (at === text.length || text[at] === '#') {
      return line + 1;
    }
    let item: OutlineNode | undefined;
    for (let dash = /^-(?:\s+|$)/.exec(text.slice(at)); dash; dash = /^-(?:\s+|$)/.exec(text.slice(at))) {
      const column = columnOf(text, at);
      item = add('item', '', rangeOn(line, at, at + 1), column);
      at += dash[0].length;
    }
    if (at === text.length || text[at] === '#') {
      return line + 1;
    }
    const key = (QUOTED_KEY.exec(text.slice(at)) ?? PLAIN_KEY.exec(text.slice(at)))?.[0];
    if (key === undefined) {
      return readLoose(text, line, at, item);
    }
    const quoted = key.startsWith('"') || key.startsWith("'") ? 1 : 0;
    const range = rangeOn(line, at + quoted, at + key.length - quoted);
    const entry = add('entry', key.slice(quoted, key.length - quoted), range, columnOf(text, at));
    return readValue(text, line, text.indexOf(':', at + key.length) + 1, entry, true);
  }

  function add(kind: 'entry' | 'item', key: string, range: Range, column: number): OutlineNode {
    const parent = containerFor(last, kind, column);
    if (parent.value && !parent.value.inline) {
      // A half-written word stood between the key and its children.
      parent.value = undefined;
    }
    last = createNode(kind, parent, { key, range, column });
    nodes.push(last);
    return last;
  }

  /** Text that is neither key nor dash: an item, a value on a line of its own, a key being typed. */
  function readLoose(text: string, line: number, at: number, item: OutlineNode | undefined): number {
    if (item) {
      return readValue(text, line, at, item, true);
    }
    const column = columnOf(text, at);
    const owner = last;
    if (owner.value?.style === 'plain' && owner.column < column && owner.children.length === 0) {
      owner.value.text += ` ${plainText(text.slice(at))}`;
      owner.value.range = { start: owner.value.range.start, end: { line, character: text.trimEnd().length } };
      return line + 1;
    }
    if (!owner.value && owner.children.length === 0 && owner.column < column) {
      return readValue(text, line, at, owner, false);
    }
    return line + 1;
  }

  function readValue(text: string, line: number, from: number, owner: OutlineNode, inline: boolean): number {
    let at = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
    at += PROPERTIES.exec(text.slice(at))?.[0].length ?? 0;
    const rest = text.slice(at);
    const set = (style: OutlineValue['style'], value: string, range: Range) => {
      owner.value = { style, text: value, range, inline };
    };
    if (rest === '' || rest.startsWith('#')) {
      return line + 1;
    }
    if (BLOCK_HEADER.test(rest)) {
      set('block', '', rangeOn(line, at, at + 1));
      return skipBlock(line + 1, owner);
    }
    const first = rest[0] ?? '';
    if (first === '"' || first === "'") {
      return readQuoted(text, line, at, first, set);
    }
    if (first === '[' || first === '{') {
      const { end, open } = scanFlow(lines, { line, character: at }, owner);
      const range = { start: { line, character: at }, end };
      set('flow', '', range);
      flows.push({ owner, range, closed: open === undefined && /[\]}]/.test(lines[end.line]?.[end.character - 1] ?? '') });
      return end.line + 1;
    }
    const value = plainText(rest);
    set(first === '*' ? 'alias' : 'plain', value, rangeOn(line, at, at + value.length));
    return line + 1;
  }

  function readQuoted(text: string, line: number, at: number, quote: '"' | "'", set: (style: 'single' | 'double', value: string, range: Range) => void): number {
    const style = quote === '"' ? 'double' : 'single';
    const close = closingQuote(text, at, quote);
    if (close !== undefined) {
      set(style, text.slice(at + 1, close), rangeOn(line, at + 1, close));
      return line + 1;
    }
    for (let next = line + 1; next < lines.length; next += 1) {
      const more = lines[next] ?? '';
      const end = closingQuote(` ${more}`, 0, quote);
      if (PLAIN_KEY.test(more.trimStart()) || /^\s*- /.test(more)) {
        break;
      }
      if (end !== undefined) {
        for (let inside = line + 1; inside <= next; inside += 1) {
          roles.set(inside, { type: 'quoted' });
        }
        set(style, [text.slice(at + 1), ...lines.slice(line + 1, next), more.slice(0, end - 1)].map((part) => part.trim()).join(' '), { start: { line, character: at + 1 }, end: { line: next, character: end - 1 } });
        return next + 1;
      }
    }
    set(style, text.slice(at + 1), rangeOn(line, at + 1, text.length));
    return line + 1;
  }

  /** A block scalar goes on while lines are blank or indented deeper than what owns it. */
  function skipBlock(from: number, owner: OutlineNode): number {
    let line = from;
    for (; line < lines.length; line += 1) {
      const text = lines[line] ?? '';
      const indent = /^\s*/.exec(text)?.[0].length ?? 0;
      if (isMarkerLine(text) || (indent < text.length && columnOf(text, indent) <= owner.column)) {
        break;
      }
      roles.set(line, { type: 'block', owner });
    }
    return line;
  }
}

/** A plain scalar without the comment behind it. */
function plainText(rest: string): string {
  return rest.replace(/\s+#.*$/, '').trimEnd();
}

/** The node under which a key or dash at a column belongs, going up from the node before it. */
export function containerFor(before: OutlineNode, kind: 'entry' | 'item', column: number): OutlineNode {
  let node = before;
  while (node.parent && !canHold(node, kind, column)) {
    node = node.parent;
  }
  return node;
}

function canHold(node: OutlineNode, kind: 'entry' | 'item', column: number): boolean {
  const isKeyBeingTyped = node.kind === 'item' && kind === 'entry' && node.value?.style === 'plain';
  if (node.value?.inline && !isKeyBeingTyped) {
    return false;
  }
  if (kind === 'item') {
    // A list may stand at the column of its key.
    return node.kind === 'entry' ? node.column <= column : node.column < column;
  }
  return node.column < column;
}
