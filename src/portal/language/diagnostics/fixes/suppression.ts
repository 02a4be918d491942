import type { FixProvider } from './fixProvider';
import { lineEndOf } from './documentEdits';

/** Switches a problem off with a comment in the line above. */
export const fixBySuppression: FixProvider = function* ({ code, range: { start } }, { document }) {
  if (/^(?:suppression|yaml|file)\//.test(code) || document.outline.roles.has(start.line)) {
    return;
  }
  const line = document.lines[start.line] ?? '';
  const indent = line.slice(0, line.length - line.trimStart().length);
  const at = { line: start.line, character: 0 };
  yield { title: `Ignore ${code} here`, edits: [{ range: { start: at, end: at }, newText: `${indent}# stagedoor-disable-next-line ${code}${lineEndOf(document)}` }] };
};
