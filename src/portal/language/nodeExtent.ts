import type { Position, Range } from '../catalog/entity';
import { isBefore, type OutlineNode } from './outlineNode';
import type { DocumentText } from './parsedText';

/** The innermost node that begins at a position or before it; the root where none does. Positions count from the start of the document. */
export function nodeBefore(root: OutlineNode, position: Position): OutlineNode {
  let node = root;
  for (;;) {
    const child: OutlineNode | undefined = node.children.findLast(({ range }) => !isBefore(position, range.start));
    if (!child) {
      return node;
    }
    node = child;
  }
}

/** What of a node a position lies on, its ends included. */
export function partAt(node: OutlineNode, position: Position): 'key' | 'value' | undefined {
  if (node.kind === 'entry' && isInside(node.range, position)) {
    return 'key';
  }
  return node.value && isInside(node.value.range, position) ? 'value' : undefined;
}

export function isInside({ start, end }: Range, position: Position): boolean {
  return !isBefore(position, start) && !isBefore(end, position);
}

/** A node with all below it: from its key or dash to behind the last character that belongs to it. */
export function extentOf(node: OutlineNode, document: DocumentText): Range {
  return { start: node.range.start, end: endOf(node, document) };
}

function endOf(node: OutlineNode, document: DocumentText): Position {
  const own = valueEnd(node, document);
  const last = node.children.at(-1);
  const below = last && endOf(last, document);
  return below && isBefore(own, below) ? below : own;
}

function valueEnd(node: OutlineNode, { outline, lines }: DocumentText): Position {
  const { value } = node;
  if (!value) {
    return node.range.end;
  }
  if (value.style === 'flow') {
    return outline.flows.find(({ owner }) => owner === node)?.range.end ?? value.range.end;
  }
  if (value.style !== 'block') {
    const { line, character } = value.range.end;
    const isQuoted = value.style !== 'plain' && /["']/.test((lines[line] ?? '')[character] ?? '');
    return isQuoted ? { line, character: character + 1 } : value.range.end;
  }
  let end: Position = value.range.end;
  for (let line = value.range.start.line + 1; line < lines.length && isBlockOf(line); line += 1) {
    const text = (lines[line] ?? '').trimEnd();
    end = text === '' ? end : { line, character: text.length };
  }
  return end;

  function isBlockOf(line: number): boolean {
    const role = outline.roles.get(line);
    return role?.type === 'block' && role.owner === node;
  }
}
