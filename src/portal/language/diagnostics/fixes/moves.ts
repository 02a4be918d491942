import { nodeAt, type OutlineNode } from '../../outlineNode';
import type { ProblemFix } from '../languageProblem';
import { editDistance } from '../../editDistance';
import { addEntry, isInFlow, lastLineOf, lineEndOf, nodeOn, removeNode, textOf } from './documentEdits';
import type { FixContext, FixProvider } from './fixProvider';

/** The keys of an entity. */
const ROOT = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Moves a field of the root, or of the wrong part, to where Backstage looks for it. */
export const fixByMove: FixProvider = function* ({ code, range }, context) {
  const node = nodeOn(context.document, range.start);
  if (node?.kind !== 'entry' || isInFlow(context.document, node)) {
    return;
  }
  const meant = ROOT.find((name) => code === 'policy/foreign-field' && editDistance(node.key.toLowerCase(), name.toLowerCase(), 2) !== undefined && nodeAt(context.document.outline.root, [name]) === undefined);
  if (meant !== undefined) {
    yield { title: `Rename ${node.key} to ${meant}`, edits: [{ range: node.range, newText: meant }], preferred: true };
    return;
  }
  const parts = code === 'field/misplaced' ? [node.parent?.key === 'metadata' ? 'spec' : 'metadata'] : partsWith(node.key, context);
  for (const [index, part] of parts.entries()) {
    const fix = moveTo(part, node, context);
    if (fix) {
      yield { ...fix, preferred: index === 0 };
    }
  }
};

/** Where a field is known; below both where it is known nowhere. */
function partsWith(key: string, { document, schemas }: FixContext): readonly string[] {
  const isKnown = (part: string): boolean => schemas.at(document, [part]).some(({ schema }) => schema.properties !== undefined && Object.hasOwn(schema.properties, key));
  const known = ['spec', 'metadata'].filter(isKnown);
  return known.length > 0 ? known : ['spec', 'metadata'];
}

function moveTo(part: string, node: OutlineNode, { document }: FixContext): ProblemFix | undefined {
  const target = nodeAt(document.outline.root, [part]);
  if (target?.children.some(({ key }) => key === node.key)) {
    return undefined;
  }
  const title = `Move ${node.key} to ${part}`;
  if (!target) {
    const range = { start: { line: node.range.start.line, character: 0 }, end: { line: lastLineOf(document, node), character: document.lines[lastLineOf(document, node)]?.length ?? 0 } };
    return { title, edits: [{ range, newText: `${part}:${lineEndOf(document)}${textOf(document, node, 2)}` }] };
  }
  const added = addEntry(document, [part], textOf(document, node, 0));
  return added && { title, edits: [added, removeNode(document, node)] };
}
