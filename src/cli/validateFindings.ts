import type { Range } from '../portal/catalog/entity';
import type { DocumentProblem } from '../portal/catalog/problem';
import { toLanguageProblem, type LanguageProblem } from '../portal/language/diagnostics/languageProblem';
import type { LanguageProblemClass, LanguageSeverity } from '../portal/language/diagnostics/problemFacts';
import type { ValidatedFile } from './validateReport';

/** Classes of problems, the gravest first. */
export const CLASSES: readonly LanguageProblemClass[] = ['refused', 'fails-when-run', 'dangling', 'advice'];

/** One problem, and where it is. Positions count from 0. */
export interface FileFinding {
  readonly code: string;
  readonly class: LanguageProblemClass;
  readonly severity: LanguageSeverity;
  readonly message: string;
  /** From the root of the repository. */
  readonly path: string;
  readonly ref: string | undefined;
  readonly range: Range;
}

/** All problems of files: what ingestion says, and what was found beyond. */
export function findingsOf(files: readonly ValidatedFile[]): readonly FileFinding[] {
  return files.flatMap(({ path, checked, more }) => {
    const toFinding = ({ code, class: of, severity, message, range, ref: own }: LanguageProblem, ref?: string): FileFinding => ({ code, class: of, severity, message, path, range, ref: own ?? ref });
    const said = (problems: readonly DocumentProblem[], ref?: string): FileFinding[] => problems.map((problem) => toFinding(toLanguageProblem(problem), ref));
    const found = checked ? [...said(checked.problems), ...checked.documents.flatMap(({ problems, ref }) => said(problems, ref)), ...more.map((problem) => toFinding(problem))] : [];
    return found.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
  });
}

/** Whether one of the problems is of a class, or of a graver one. */
export function reaches(findings: readonly FileFinding[], least: LanguageProblemClass | undefined): boolean {
  const counted = least === undefined ? [] : CLASSES.slice(0, CLASSES.indexOf(least) + 1);
  return findings.some((finding) => counted.includes(finding.class));
}
