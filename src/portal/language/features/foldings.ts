import { extentOf } from '../nodeExtent';
import type { OutlineNode } from '../outlineNode';
import type { DocumentText, ParsedText } from '../parsedText';

/** Lines that fold into their first, both counted in. */
export interface Folding {
  readonly start: number;
  readonly end: number;
  readonly isComment: boolean;
}

/** What of a file can be folded: documents, mappings, lists, texts over several lines, and comments. */
export function foldingsIn(parsed: ParsedText): readonly Folding[] {
  return parsed.documents.flatMap(({ document, startLine }) => foldingsOf(document).map(({ start, end, isComment }) => ({ start: start + startLine, end: end + startLine, isComment })));
}

function foldingsOf(document: DocumentText): Folding[] {
  const folds: Folding[] = [];
  const add = (start: number, end: number, isComment = false): void => {
    if (end > start) {
      folds.push({ start, end, isComment });
    }
  };
  const { outline, lines } = document;
  const last = outline.root.children.at(-1);
  const first = outline.roles.get(0)?.type === 'marker' ? 0 : outline.nodes[0]?.range.start.line;
  if (last && first !== undefined) {
    add(first, extentOf(last, document).end.line);
  }
  const visit = (node: OutlineNode): void => {
    add(node.range.start.line, extentOf(node, document).end.line);
    node.children.forEach(visit);
  };
  outline.root.children.forEach(visit);
  for (let line = 0; line < lines.length; line += 1) {
    const start = line;
    while (isComment(line)) {
      line += 1;
    }
    add(start, line - 1, true);
  }
  const seen = new Set<number>();
  // Where several begin on a line, the longest is the one that people see there.
  return folds.sort((a, b) => a.start - b.start || b.end - a.end).filter(({ start }) => !seen.has(start) && seen.add(start));

  function isComment(line: number): boolean {
    return /^\s*#/.test(lines[line] ?? '') && !outline.roles.has(line);
  }
}
