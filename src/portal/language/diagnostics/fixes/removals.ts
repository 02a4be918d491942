import { KNOWN_ANNOTATIONS } from '../../catalogSchemas';
import { rangeOn } from '../../outlineNode';
import { nodeOn, removeNode } from './documentEdits';
import type { FixProvider } from './fixProvider';

/** Takes a field out that does nothing, or harm. */
export const fixByRemoval: FixProvider = function* ({ code, range }, { document }) {
  const node = nodeOn(document, range.start);
  if (node?.kind === 'entry') {
    yield { title: `Remove ${node.key}`, edits: [removeNode(document, node)], preferred: code !== 'policy/foreign-field' };
  }
};

/** Gives an annotation its present name. */
export const fixDeprecatedAnnotation: FixProvider = function* (problem, context) {
  const node = nodeOn(context.document, problem.range.start);
  const replacement = KNOWN_ANNOTATIONS.find(({ name }) => name === node?.key)?.replacedBy;
  if (!node || replacement === undefined) {
    return;
  }
  if (node.parent?.children.some(({ key }) => key === replacement)) {
    yield* fixByRemoval(problem, context);
  } else {
    yield { title: `Replace with ${replacement}`, edits: [{ range: node.range, newText: replacement }], preferred: true };
  }
};

/** Takes a comment out that is not needed, with its line where it stands alone. */
export const fixUnusedSuppression: FixProvider = function* ({ range: { start, end } }, { document }) {
  const line = document.lines[start.line] ?? '';
  const before = line.slice(0, start.character);
  if (!before.trim().endsWith('#') && line[start.character] !== '#') {
    // One of several names.
    const after = /^[\s,]+/.exec(line.slice(end.character))?.[0].length ?? 0;
    const lead = after > 0 ? 0 : (/[\s,]+$/.exec(before)?.[0].length ?? 0);
    yield { title: `Remove ${line.slice(start.character, end.character)}`, edits: [{ range: rangeOn(start.line, start.character - lead, end.character + after), newText: '' }], preferred: true };
    return;
  }
  const range = before.trim() === '' ? { start: { line: start.line, character: 0 }, end: { line: start.line + 1, character: 0 } } : rangeOn(start.line, before.trimEnd().length, line.length);
  yield { title: 'Remove the comment', edits: [{ range, newText: '' }], preferred: true };
};
