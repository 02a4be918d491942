import type { Position, Range } from '../../../catalog/entity';
import { nodeAt, rangeOn, type OutlineNode, type Path } from '../../outlineNode';
import type { DocumentText } from '../../parsedText';
import type { TextEdit } from '../languageProblem';

/** The node whose key, dash or value begins at a position; quotes may stand before it. */
export function nodeOn(document: DocumentText, { line, character }: Position): OutlineNode | undefined {
  const isAt = (range: Range): boolean => range.start.line === line && (range.start.character === character || range.start.character === character + 1);
  const find = (node: OutlineNode): OutlineNode | undefined => {
    if (node.kind !== 'root' && (isAt(node.range) || (node.value && isAt(node.value.range)))) {
      // Of `- name: x` the key is meant, not the dash that stands two before it.
      return node;
    }
    for (const child of node.children) {
      const found = find(child);
      if (found) {
        return found;
      }
    }
    return undefined;
  };
  return find(document.outline.root);
}

/** The last line that belongs to a node, its children and its block included. */
export function lastLineOf(document: DocumentText, node: OutlineNode): number {
  let last = Math.max(node.range.end.line, node.value?.range.end.line ?? 0, ...node.children.map((child) => lastLineOf(document, child)));
  for (const [line, role] of document.outline.roles) {
    if (role.type === 'block' && role.owner === node && (document.lines[line] ?? '').trim() !== '') {
      last = Math.max(last, line);
    }
  }
  return last;
}

/** Whether a node stands between brackets. */
export function isInFlow(document: DocumentText, { range: { start } }: OutlineNode): boolean {
  return document.outline.flows.some(({ range }) => isInside(start, range));
}

function isInside(at: Position, { start, end }: Range): boolean {
  const isAfter = at.line > start.line || (at.line === start.line && at.character > start.character);
  return isAfter && (at.line < end.line || (at.line === end.line && at.character < end.character));
}

/** Takes out a key with its value; the key above goes too where nothing is left below it. */
export function removeNode(document: DocumentText, node: OutlineNode): TextEdit {
  const { parent } = node;
  if (parent && parent.kind === 'entry' && parent.children.length === 1 && !isInFlow(document, node) && !parent.value) {
    return removeNode(document, parent);
  }
  return isInFlow(document, node) ? removeFromFlow(document, node) : { range: linesOf(document, node), newText: '' };
}

function removeFromFlow({ lines }: DocumentText, { range, value }: OutlineNode): TextEdit {
  const quoted = value && (value.style === 'single' || value.style === 'double') ? 1 : 0;
  const end = value ? { line: value.range.end.line, character: value.range.end.character + quoted } : range.end;
  const after = /^\s*,\s*/.exec((lines[end.line] ?? '').slice(end.character))?.[0].length ?? 0;
  const before = after > 0 ? 0 : (/,\s*$/.exec((lines[range.start.line] ?? '').slice(0, range.start.character))?.[0].length ?? 0);
  return { range: { start: { line: range.start.line, character: range.start.character - before }, end: { line: end.line, character: end.character + after } }, newText: '' };
}

/** All lines of a node, with the end of the last one. */
function linesOf(document: DocumentText, node: OutlineNode): Range {
  const last = lastLineOf(document, node);
  const start = { line: node.range.start.line, character: 0 };
  const isLast = last + 1 >= document.lines.length;
  return isLast && start.line > 0
    ? { start: { line: start.line - 1, character: document.lines[start.line - 1]?.length ?? 0 }, end: { line: last, character: document.lines[last]?.length ?? 0 } }
    : { start, end: { line: last + 1, character: 0 } };
}

/** The text of a key with its value, its lines moved to another column. */
export function textOf(document: DocumentText, node: OutlineNode, column: number): string {
  const lines = document.lines.slice(node.range.start.line, lastLineOf(document, node) + 1);
  const from = (lines[0]?.length ?? 0) - (lines[0]?.trimStart().length ?? 0);
  return lines.map((line) => (line.trim() === '' ? '' : `${' '.repeat(column)}${line.slice(Math.min(from, line.length - line.trimStart().length))}`)).join('\n');
}

/** The end of line that a document has. */
export function lineEndOf({ text }: DocumentText): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/**
 * Adds a key to the map at a path, behind those it has.
 * @param entry `key: value` in as many lines as it takes, from the first column on
 * @returns `undefined` where there is no map to add it to
 */
export function addEntry(document: DocumentText, path: Path, entry: string): TextEdit | undefined {
  const node = nodeAt(document.outline.root, path);
  if (!node) {
    return undefined;
  }
  const { lines } = document;
  const lineEnd = lineEndOf(document);
  if (node.value?.style === 'flow') {
    const { end } = node.value.range;
    const inner = (lines[end.line] ?? '').slice(0, end.character - 1);
    const separator = /[{,]\s*$/.test(inner) ? '' : ', ';
    const at = { line: end.line, character: inner.trimEnd().length };
    return (lines[end.line] ?? '')[end.character - 1] === '}' && !entry.includes('\n') ? { range: { start: at, end: at }, newText: `${separator}${entry}` } : undefined;
  }
  if (node.value && node.kind !== 'root') {
    return undefined;
  }
  const children = node.children.filter(({ kind }) => kind === 'entry');
  const [first] = children;
  if (node.children.length > children.length) {
    return undefined;
  }
  const column = first?.range.start.character ?? (node.kind === 'root' ? 0 : node.column + 2);
  const indented = entry.split('\n').map((line) => (line === '' ? '' : `${' '.repeat(column)}${line}`)).join(lineEnd);
  const last = Math.max(node.range.end.line, ...children.map((child) => lastLineOf(document, child)));
  if (node.kind === 'root' && !first) {
    const line = lines.findIndex((text) => text.trim() === '' || text.startsWith('#'));
    return { range: rangeOn(Math.max(line, 0), 0, 0), newText: `${indented}${lineEnd}` };
  }
  const at = { line: last, character: (lines[last] ?? '').length };
  return { range: { start: at, end: at }, newText: `${lineEnd}${indented}` };
}
