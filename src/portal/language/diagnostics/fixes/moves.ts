import { nodeAt, type OutlineNode } from '../../outlineNode';
import type { ProblemFix } from '../languageProblem';
import { addEntry, isInFlow, nodeOn, removeNode, textOf } from './documentEdits';
import type { FixContext, FixProvider } from './fixProvider';

/** Moves a field of the root, or of the wrong part, to where Backstage looks for it. */
export const fixByMove: FixProvider = function* ({ code, range }, context) {
  const node = nodeOn(context.document, range.start);
  if (node?.kind !== 'entry' || isInFlow(context.document, node)) {
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
  const entry = textOf(document, node, 0);
  const added = target ? addEntry(document, [part], entry) : addEntry(document, [], `${part}:\n${textOf(document, node, 2)}`);
  return added && { title: `Move ${node.key} to ${part}`, edits: [added, removeNode(document, node)] };
}
