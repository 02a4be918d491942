import type { StateBlock } from 'markdown-it';

/** Python-Markdown's indent of what belongs to a box, a fold or a tab. */
const INDENT = 4;

/** The text of a line below the indent of the block it stands in. */
export function lineText(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line] ?? 0);
}

/** Whether a line begins at the indent of the block it stands in, so that it may open a block of its own. */
export function isAtBlockIndent(state: StateBlock, line: number): boolean {
  const offset = (state.sCount[line] ?? 0) - state.blkIndent;
  return offset >= 0 && offset < INDENT;
}

/** The first line after `start` that does not belong to the indented body; blank lines at its end are left out. */
export function findBodyEnd(state: StateBlock, start: number, end: number): number {
  const indent = (state.sCount[start] ?? 0) + INDENT;
  let last = start + 1;
  for (let line = start + 1; line < end; line++) {
    if (!state.isEmpty(line)) {
      if ((state.sCount[line] ?? 0) < indent) {
        break;
      }
      last = line + 1;
    }
  }
  return last;
}

/** Parses the body between two lines as blocks of its own. */
export function parseBody(state: StateBlock, start: number, bodyEnd: number): void {
  const before = { blkIndent: state.blkIndent, lineMax: state.lineMax, parentType: state.parentType, tight: state.tight };
  state.blkIndent = (state.sCount[start] ?? 0) + INDENT;
  state.lineMax = bodyEnd;
  state.parentType = 'root';
  state.md.block.tokenize(state, start + 1, bodyEnd);
  Object.assign(state, before);
}

/** Inline Markdown as a block of its own, such as the title of a box. */
export function pushInline(state: StateBlock, text: string, line: number): void {
  const token = state.push('inline', '', 0);
  token.content = text;
  token.map = [line, line + 1];
  token.children = [];
}
