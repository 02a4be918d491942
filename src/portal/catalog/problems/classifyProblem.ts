import type { DocumentProblem } from '../problem';
import type { ProblemClass } from './catalogProblem';

/** Codes by how they begin; the first that fits counts. */
const CLASSES: readonly (readonly [start: string, of: ProblemClass])[] = [
  ['catalog/orphan', 'orphan'],
  ['catalog/', 'conflict'],
  ['file/', 'file'],
  ['yaml/', 'file'],
  ['preprocess/', 'placeholder'],
  ['location/', 'location'],
  ['rules/', 'location'],
  ['reference/', 'dangling'],
];

export function classOf({ code, severity }: Pick<DocumentProblem, 'code' | 'severity'>): ProblemClass {
  if (severity === 'information') {
    return 'hint';
  }
  const found = CLASSES.find(([start]) => code.startsWith(start))?.[1] ?? 'refused';
  return severity === 'warning' && (found === 'refused' || found === 'file') ? 'hint' : found;
}

const ADVICE: Readonly<Record<ProblemClass, string>> = {
  source: 'Read the catalog again once the reason is gone.',
  file: 'Until it is mended, none of its entities are taken in; those that were known before stay as they were.',
  refused: 'Correct the marked place. The other entities of the file are taken in all the same.',
  conflict: 'Remove one of the two, or give it another name or namespace.',
  placeholder: 'Correct the path, or put the file there. It must lie in the same repository.',
  location: 'Correct the target, or set presence: optional where it may be missing.',
  dangling: 'Correct the reference, or add the entity it names to the catalog.',
  orphan: 'Let a Location point to it again, or remove it.',
  hint: 'Nothing is left out because of it.',
};

export function adviceFor(of: ProblemClass): string {
  return ADVICE[of];
}
