import { compare } from '../catalogRecord';
import { PROBLEM_CLASSES, type CatalogProblem, type ProblemClass } from './catalogProblem';

export type ProblemGrouping = 'class' | 'owner' | 'source';

export interface ProblemGroup {
  /** Class, ref of an owner, or id of a source; empty where there is none. */
  readonly id: string;
  readonly label: string;
  readonly problems: readonly CatalogProblem[];
}

export interface ProblemFilter {
  /** Only what these own, as full refs in lower case; `undefined` for all. */
  readonly owners?: readonly string[] | undefined;
  readonly severity?: CatalogProblem['severity'] | undefined;
}

/** What stands for no hint by itself is worth a number. */
export function filterProblems(problems: readonly CatalogProblem[], { owners }: ProblemFilter): readonly CatalogProblem[] {
  const mine = owners && new Set(owners);
  return mine ? problems.filter(({ owner, ref }) => (owner !== undefined && mine.has(owner)) || (ref !== undefined && mine.has(ref))) : problems;
}

/** @param labelOf what a source is called */
export function groupProblems(problems: readonly CatalogProblem[], by: ProblemGrouping, labelOf: (source: string) => string): readonly ProblemGroup[] {
  const groups = new Map<string, CatalogProblem[]>();
  for (const problem of problems) {
    const id = by === 'class' ? problem.class : by === 'source' ? problem.source : (problem.owner ?? '');
    const group = groups.get(id);
    if (group) {
      group.push(problem);
    } else {
      groups.set(id, [problem]);
    }
  }
  const named = [...groups].map(([id, group]): ProblemGroup => ({ id, label: toLabel(id, by, labelOf), problems: group }));
  if (by === 'class') {
    const order = Object.keys(PROBLEM_CLASSES);
    return named.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  }
  // Whoever has most to do comes first; what nobody owns comes last.
  return named.sort((a, b) => Number(a.id === '') - Number(b.id === '') || b.problems.length - a.problems.length || compare(a.label, b.label));
}

function toLabel(id: string, by: ProblemGrouping, labelOf: (source: string) => string): string {
  switch (by) {
    case 'class':
      return isClass(id) ? PROBLEM_CLASSES[id] : id;
    case 'source':
      return labelOf(id);
    case 'owner':
      return id === '' ? 'No owner known' : id.replace(/^group:/, '').replace(/^default\//, '').replace(/^user:default\//, 'user:');
  }
}

function isClass(id: string): id is ProblemClass {
  return Object.hasOwn(PROBLEM_CLASSES, id);
}
