import type { Position, Range } from '../../catalog/entity';
import { extentOf, isInside, nodeBefore } from '../nodeExtent';
import { isBefore, moveRange, type OutlineNode } from '../outlineNode';
import { documentAt, type DocumentText, type ParsedText } from '../parsedText';

/** What can be selected around a position, from the word to the document, each larger than the one before. */
export function selectionsAt(parsed: ParsedText, position: Position): readonly Range[] {
  const placed = documentAt(parsed, position.line);
  if (!placed) {
    return [];
  }
  const { document, startLine } = placed;
  const at = { line: position.line - startLine, character: position.character };
  const found: Range[] = [];
  const add = (range: Range): void => {
    const inner = found.at(-1);
    if (isInside(range, at) && (!inner || isLarger(range, inner))) {
      found.push(range);
    }
  };
  for (let node: OutlineNode | undefined = nodeBefore(document.outline.root, at); node?.parent; node = node.parent) {
    rangesOf(node, document).forEach(add);
    add(childrenOf(node.parent, document));
  }
  const lastLine = document.lines.length - 1;
  add({ start: { line: 0, character: 0 }, end: { line: lastLine, character: document.lines[lastLine]?.length ?? 0 } });
  return found.map((range) => moveRange(range, startLine));
}

/** Key, or value, its quotes, and both together with all below. */
function rangesOf(node: OutlineNode, document: DocumentText): readonly Range[] {
  const { value } = node;
  const extent = extentOf(node, document);
  const isQuoted = value?.style === 'single' || value?.style === 'double';
  const quotes = value && isQuoted ? [{ start: { line: value.range.start.line, character: value.range.start.character - 1 }, end: { line: value.range.end.line, character: value.range.end.character + 1 } }] : [];
  const written = value ? [value.style === 'block' || value.style === 'flow' ? { start: value.range.start, end: extent.end } : value.range] : [];
  return [...(node.kind === 'entry' ? [node.range] : []), ...written, ...quotes, extent];
}

/** All entries of a mapping, or items of a list. */
function childrenOf(parent: OutlineNode, document: DocumentText): Range {
  const [first] = parent.children;
  const last = parent.children.at(-1);
  return { start: first?.range.start ?? parent.range.start, end: last ? extentOf(last, document).end : parent.range.end };
}

function isLarger(a: Range, b: Range): boolean {
  return !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && (isBefore(a.start, b.start) || isBefore(b.end, a.end));
}
