import type { Position, Range } from '../catalog/entity';

export type Path = readonly (string | number)[];

export type ValueStyle = 'plain' | 'single' | 'double' | 'block' | 'flow' | 'alias';

/** What stands after a key or a dash. Ranges of quoted scalars lie inside the quotes. */
export interface OutlineValue {
  readonly style: ValueStyle;
  /** As written; empty for blocks and flow collections. */
  text: string;
  range: Range;
  /** Whether it began on the line of its key or dash. */
  readonly inline: boolean;
}

/** A key with its value, or an item of a list. Lines count from the start of the document's slice. */
export interface OutlineNode {
  readonly kind: 'root' | 'entry' | 'item';
  readonly parent: OutlineNode | undefined;
  readonly children: OutlineNode[];
  /** The key as it reads; empty for items. */
  readonly key: string;
  /** Position among its parent's items; -1 for entries. */
  readonly index: number;
  /** Where the key, or the dash, stands. */
  readonly range: Range;
  /** Column by which it is nested; a tab counts as two. */
  readonly column: number;
  value: OutlineValue | undefined;
}

/** Tabs are not allowed in YAML's indentation, yet people have them; most editors show them no narrower than two. */
const TAB_COLUMNS = 2;

/** The column of a character of a line. */
export function columnOf(line: string, character: number): number {
  let column = 0;
  for (let at = 0; at < character; at += 1) {
    column += line[at] === '\t' ? TAB_COLUMNS : 1;
  }
  return column;
}

export function createNode(
  kind: OutlineNode['kind'],
  parent: OutlineNode | undefined,
  at: { readonly key?: string; readonly range: Range; readonly column: number },
): OutlineNode {
  const index = kind === 'item' ? (parent?.children.findLast((child) => child.kind === 'item')?.index ?? -1) + 1 : -1;
  const node: OutlineNode = { kind, parent, children: [], key: at.key ?? '', index, range: at.range, column: at.column, value: undefined };
  parent?.children.push(node);
  return node;
}

export function pathOf(node: OutlineNode): Path {
  const path: (string | number)[] = [];
  for (let at: OutlineNode | undefined = node; at && at.kind !== 'root'; at = at.parent) {
    path.unshift(at.kind === 'item' ? at.index : at.key);
  }
  return path;
}

export function childAt(node: OutlineNode | undefined, segment: string | number): OutlineNode | undefined {
  return node?.children.find((child) => (typeof segment === 'number' ? child.index === segment : child.kind === 'entry' && child.key === segment));
}

export function nodeAt(root: OutlineNode, path: Path): OutlineNode | undefined {
  return path.reduce<OutlineNode | undefined>(childAt, root);
}

/** The keys a mapping has already. */
export function keysOf(node: OutlineNode | undefined): string[] {
  return node?.children.filter((child) => child.kind === 'entry').map((child) => child.key) ?? [];
}

/** The text of a scalar, `undefined` where there is none or it is no simple one. */
export function scalarOf(node: OutlineNode | undefined): string | undefined {
  const value = node?.value;
  return value && (value.style === 'plain' || value.style === 'single' || value.style === 'double') ? value.text : undefined;
}

/** The texts of a list's scalars. */
export function scalarsOf(node: OutlineNode | undefined): string[] {
  return node?.children.flatMap((child) => (child.kind === 'item' ? (scalarOf(child) ?? []) : [])) ?? [];
}

export function rangeOn(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

export function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** A range of a document as one of the file that the document starts in at a line. */
export function moveRange({ start, end }: Range, lines: number): Range {
  return { start: { line: start.line + lines, character: start.character }, end: { line: end.line + lines, character: end.character } };
}
