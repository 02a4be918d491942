import type { Position } from '../../../../src/portal/catalog/entity';
import type { TextEdit } from '../../../../src/portal/language/diagnostics/languageProblem';

/** A text after edits that do not lie over each other, as an editor makes them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n');
  const offsetOf = ({ line, character }: Position): number => {
    const before = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
    if (line > lines.length || (line < lines.length && character > (lines[line]?.length ?? 0))) {
      throw new Error(`There is no ${line}:${character} in the text`);
    }
    return Math.min(before + character, text.length);
  };
  const placed = edits.map(({ range, newText }, index) => ({ start: offsetOf(range.start), end: offsetOf(range.end), newText, index })).sort((a, b) => b.start - a.start || b.index - a.index);
  let changed = text;
  let before = Number.POSITIVE_INFINITY;
  for (const { start, end, newText } of placed) {
    if (end > before) {
      throw new Error('Two edits lie over each other');
    }
    before = start;
    changed = changed.slice(0, start) + newText + changed.slice(end);
  }
  return changed;
}
