import type { Position, Range } from '../catalog/entity';
import { scanFlow } from './flowScan';
import { containerFor, type FlowRegion, type Outline } from './outline';
import { childAt, columnOf, createNode, isBefore, nodeAt, pathOf, rangeOn, type OutlineNode, type Path } from './outlineNode';

/** The word at the cursor. */
export interface CursorToken {
  /** What of it stands before the cursor. */
  readonly prefix: string;
  /** The whole word, which a completion replaces; never spans lines. */
  readonly range: Range;
  readonly quote: '"' | "'" | undefined;
}

/** What can be written at the cursor. Where both a key and a value can, the schema decides. */
export interface CursorContext {
  /** The mapping, list or scalar that is being written. */
  readonly path: Path;
  readonly token: CursorToken;
  /** Where a key can stand. */
  readonly key?: {
    /** Whether a colon follows already. */
    readonly hasColon: boolean;
    /** Columns by which what goes below the key must be indented beyond the line's own indentation. */
    readonly extraIndent: number;
    /** The key at the cursor, which does not count as present. */
    readonly current: OutlineNode | undefined;
  };
  /** Where a value can stand. */
  readonly value?: {
    /** A colon without a space stands right before the cursor. */
    readonly needsSpace: boolean;
    /** Whether the value stands on a line without its key, so that a list needs a dash first. */
    readonly ownLine: boolean;
  };
  readonly flow: boolean;
  /** The plain scalar above that YAML takes this line to continue, where the line is indented too deep for a key. */
  readonly continues?: Path;
}

const none = undefined;

/**
 * What is being written at a position of a document.
 * @param position counts from the start of the document's slice
 * @returns `undefined` where nothing of the catalog's can be said: comments, block scalars, document markers
 */
export function contextAt(lines: readonly string[], outline: Outline, position: Position): CursorContext | undefined {
  const text = lines[position.line] ?? '';
  const { character } = position;
  const role = outline.roles.get(position.line);
  const indent = /^\s*/.exec(text)?.[0].length ?? 0;
  const blank = indent === text.length;
  if (role?.type === 'marker' || role?.type === 'quoted') {
    return none;
  }
  if (role?.type === 'block' && (!blank || columnOf(text, character) > role.owner.column)) {
    return none;
  }
  const flow = outline.flows.find((region) => isInside(lines, position, region));
  if (flow) {
    return flowContext(lines, outline, flow, position);
  }
  if (blank) {
    return slotContext(outline, text, position, rangeOn(position.line, character, character));
  }
  if (character < indent) {
    return none;
  }
  const onLine = outline.nodes.filter((node) => node.range.start.line === position.line);
  return onLine.length === 0 ? looseContext(outline, text, indent, position) : lineContext(text, onLine, position);
}

/** An unclosed collection also goes on over blank lines that are indented deeper than its owner. */
function isInside(lines: readonly string[], position: Position, { owner, range, closed }: FlowRegion): boolean {
  if (!isBefore(range.start, position)) {
    return false;
  }
  if (closed || position.line <= range.end.line) {
    return isBefore(position, range.end) || (!closed && position.line === range.end.line);
  }
  const isBlank = lines.slice(range.end.line + 1, position.line + 1).every((line) => line.trim() === '');
  return isBlank && columnOf(lines[position.line] ?? '', position.character) > owner.column;
}

/** A line that has at least a dash or a key. */
function lineContext(text: string, onLine: readonly OutlineNode[], position: Position): CursorContext | undefined {
  const { line, character } = position;
  const node = onLine.at(-1);
  if (!node || isComment(text, valueStart(node), character)) {
    return none;
  }
  if (node.kind === 'item') {
    const dash = node.range.end.character;
    if (character <= dash) {
      return none;
    }
    const token = valueToken(text, node, position);
    return token && { path: pathOf(node), token, key: { hasColon: false, extraIndent: token.range.start.character - leading(text), current: none }, value: { needsSpace: false, ownLine: false }, flow: false };
  }
  const { start, end } = node.range;
  const colon = text.indexOf(':', end.character);
  if (character < start.character) {
    return none;
  }
  if (character <= colon) {
    const quote = quoteBefore(text, start.character);
    const range = rangeOn(line, start.character, Math.max(end.character, character));
    return { path: pathOf(node.parent ?? node), token: { prefix: text.slice(start.character, character), range, quote }, key: { hasColon: true, extraIndent: 0, current: node }, flow: false };
  }
  const token = valueToken(text, node, position);
  return token && { path: pathOf(node), token, value: { needsSpace: character === colon + 1, ownLine: false }, flow: false };
}

function valueStart(node: OutlineNode): number {
  return node.value && node.value.range.start.line === node.range.start.line ? node.value.range.end.character : node.range.end.character;
}

/** Whether a comment begins between a place outside quotes and the cursor. */
function isComment(text: string, from: number, character: number): boolean {
  const hash = /(?:^|\s)#/.exec(text.slice(from));
  return hash !== null && character > from + hash.index + hash[0].length - 1;
}

/** The scalar behind a key or dash, as far as it stands on that line. */
function valueToken(text: string, node: OutlineNode, { line, character }: Position): CursorToken | undefined {
  const value = node.value;
  if (!value?.inline) {
    return { prefix: '', range: rangeOn(line, character, character), quote: none };
  }
  if (value.style === 'block' || value.style === 'alias' || value.style === 'flow') {
    return none;
  }
  const quote = value.style === 'plain' ? none : quoteBefore(text, value.range.start.character);
  const start = value.range.start.character;
  const end = value.range.end.line === line ? value.range.end.character : text.length;
  if (character < start) {
    // Between the colon and the value: only the blank right before a plain value counts as its start.
    return none;
  }
  if (quote && character > end) {
    return none;
  }
  return { prefix: text.slice(start, character), range: rangeOn(line, start, Math.max(end, character)), quote };
}

/** A line with a word only: a key without its colon yet, or a value below its key. */
function looseContext(outline: Outline, text: string, indent: number, position: Position): CursorContext | undefined {
  const { line, character } = position;
  if (isComment(text, 0, character)) {
    return none;
  }
  const word = text.slice(indent).replace(/\s+#.*$/, '').trimEnd();
  const quote = word.startsWith('"') ? '"' : word.startsWith("'") ? "'" : none;
  const start = indent + (quote ? 1 : 0);
  const closed = quote !== none && word.length > 1 && word.endsWith(quote);
  const end = indent + word.length - (closed ? 1 : 0);
  return character < start || (closed && character > end)
    ? none
    : slotContext(outline, text, position, rangeOn(line, start, Math.max(end, character)), quote);
}

/** The start of a line, at which a key of a mapping or the value of a key above can come. */
function slotContext(outline: Outline, text: string, { line, character }: Position, range: Range, quote?: '"' | "'"): CursorContext | undefined {
  const column = columnOf(text, quote ? range.start.character - 1 : range.start.character);
  const before = outline.nodes.findLast((node) => node.range.start.line < line) ?? outline.root;
  const container = containerFor(before, 'entry', column);
  const deeper = before.column < column && before.value?.inline ? before : none;
  if (deeper && (deeper.kind === 'item' || deeper.value?.style !== 'plain')) {
    // Below an item that is a word, or behind a quoted or bracketed value, nothing goes on.
    return none;
  }
  const token = { prefix: text.slice(range.start.character, character), range, quote };
  return {
    path: pathOf(container),
    token,
    key: { hasColon: false, extraIndent: 0, current: none },
    ...(deeper ? {} : { value: { needsSpace: false, ownLine: true } }),
    flow: false,
    ...(deeper ? { continues: pathOf(deeper) } : {}),
  };
}

function flowContext(lines: readonly string[], outline: Outline, region: FlowRegion, position: Position): CursorContext | undefined {
  const upTo = [...lines.slice(0, position.line), (lines[position.line] ?? '').slice(0, position.character)];
  const owner = createNode(region.owner.kind, none, { key: region.owner.key, range: region.owner.range, column: region.owner.column });
  const { open } = scanFlow(upTo, region.range.start, owner);
  if (!open?.token) {
    return none;
  }
  const inside = pathOf(open.container).slice(owner.kind === 'root' ? 0 : 1);
  const path = [...pathOf(region.owner), ...inside];
  const { start, text: prefix, quote } = open.token;
  const rest = (lines[position.line] ?? '').slice(position.character);
  const tail = quote ? /^[^"']*/.exec(rest)?.[0] : /^(?:[^\s,[\]{}:#]|:(?=[^\s,\]}]))*/.exec(rest)?.[0];
  const end = position.character + (tail?.length ?? 0);
  const token = { prefix, range: rangeOn(start.line, start.character, end), quote };
  if (open.type === 'seq') {
    const parent = nodeAt(outline.root, path);
    const item = parent?.children.find((child) => child.value && !isBefore(child.value.range.start, start)) ?? none;
    return { path: [...path, item?.index ?? parent?.children.length ?? 0], token, value: { needsSpace: false, ownLine: false }, flow: true };
  }
  if (open.entry) {
    const needsSpace = prefix === '' && upTo.at(-1)?.endsWith(':') === true;
    return { path: [...path, open.entry.key], token, value: { needsSpace, ownLine: false }, flow: true };
  }
  const current = nodeAt(outline.root, path)?.children.find((child) => child.range.start.line === start.line && child.range.start.character === start.character);
  const hasColon = new RegExp(`^${quote ?? ''}\\s*:`).test(rest.slice(tail?.length ?? 0));
  return { path, token, key: { hasColon, extraIndent: 0, current: current && childAt(current.parent, current.key) }, flow: true };
}

function leading(text: string): number {
  return /^\s*/.exec(text)?.[0].length ?? 0;
}

function quoteBefore(text: string, character: number): '"' | "'" | undefined {
  const char = text[character - 1];
  return char === '"' || char === "'" ? char : none;
}
