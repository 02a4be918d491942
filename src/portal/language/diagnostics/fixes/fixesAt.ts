import type { Range } from '../../../catalog/entity';
import { isBefore } from '../../outlineNode';
import type { LanguageProblem, ProblemFix, TextEdit } from '../languageProblem';

/** A problem with ways to mend it, the likeliest first. */
export interface FixableProblem {
  readonly problem: LanguageProblem;
  readonly fixes: readonly ProblemFix[];
  /** Mends all problems of the file that have this code and one way to mend them that nearly everybody wants. */
  readonly all: ProblemFix | undefined;
}

/** The problems of a file at a place, each with its fixes. */
export function fixesAt(problems: readonly LanguageProblem[], range: Range, fixesOf: (problem: LanguageProblem) => readonly ProblemFix[]): readonly FixableProblem[] {
  return problems.flatMap((problem) => {
    if (isBefore(problem.range.end, range.start) || isBefore(range.end, problem.range.start)) {
      return [];
    }
    const same = problems.filter(({ code }) => code === problem.code);
    return [{ problem, fixes: fixesOf(problem), all: same.length > 1 ? fixAll(problem.code, same.flatMap((each) => fixesOf(each).find(({ preferred }) => preferred) ?? [])) : undefined }];
  });
}

function fixAll(code: string, fixes: readonly ProblemFix[]): ProblemFix | undefined {
  const edits: TextEdit[] = [];
  let count = 0;
  for (const { edits: more } of fixes) {
    // Two that touch the same text cannot both be made; the other one stays for the next time.
    if (more.every((edit) => edits.every((known) => !overlaps(edit.range, known.range)))) {
      edits.push(...more);
      count++;
    }
  }
  return count > 1 ? { title: `Fix all ${count} of ${code} in this file`, edits } : undefined;
}

function overlaps(a: Range, b: Range): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}
