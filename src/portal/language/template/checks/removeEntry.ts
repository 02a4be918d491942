import type { TextEdit } from '../../diagnostics/languageProblem';
import type { OutlineNode } from '../../outlineNode';
import type { DocumentText } from '../../parsedText';

/** Takes a key with its value out of a document, with its lines where nothing else stands on them. */
export function removeEntry({ lines }: DocumentText, node: OutlineNode): TextEdit {
  const { line, character } = node.range.start;
  const text = lines[line] ?? '';
  const siblings = node.parent?.children ?? [];
  const inFlow = node.parent?.value?.style === 'flow';
  if (inFlow) {
    return { range: flowRange(text, node), newText: '' };
  }
  const quote = /["']/.test(text[character - 1] ?? '') ? 1 : 0;
  const isOwnLine = text.slice(0, character - quote).trim() === '';
  const next = endOf(node, lines);
  if (!isOwnLine && siblings.length > 1) {
    // The first key of an item: what comes next moves up behind the dash.
    const following = siblings[siblings.indexOf(node) + 1];
    return { range: { start: { line, character: character - quote }, end: following?.range.start ?? { line: next, character: 0 } }, newText: '' };
  }
  return isOwnLine
    ? { range: { start: { line, character: 0 }, end: { line: next, character: 0 } }, newText: '' }
    : { range: { start: { line, character: character - quote }, end: { line: next - 1, character: (lines[next - 1] ?? '').length } }, newText: '' };
}

function flowRange(text: string, node: OutlineNode): TextEdit['range'] {
  const end = node.value?.range.end ?? node.range.end;
  const { start } = node.range;
  const rest = /^["'\s]*,?\s*/.exec(text.slice(end.character))?.[0].length ?? 0;
  return { start, end: end.line === start.line ? { line: end.line, character: end.character + rest } : end };
}

/** The line behind all that is indented deeper than a key; a list may stand at the key's own column. */
function endOf(node: OutlineNode, lines: readonly string[]): number {
  let last = Math.max(node.range.start.line, node.value?.range.end.line ?? 0, ...node.children.map((child) => endOf(child, lines) - 1));
  if (node.value?.style === 'block') {
    for (let line = last + 1; line < lines.length; line += 1) {
      const text = lines[line] ?? '';
      if (text.trim() !== '' && text.search(/\S/) <= node.column) {
        break;
      }
      last = text.trim() === '' ? last : line;
    }
  }
  return last + 1;
}
