/**
 * What becomes of it:
 *
 * - `refused`: Backstage does not take the entity, or the file, in
 * - `fails-when-run`: it is taken in, and fails, or does something else than it says, when it is used
 * - `dangling`: it names something that is not there
 * - `advice`: all of it works, and is worth a look all the same
 */
export type LanguageProblemClass = 'refused' | 'fails-when-run' | 'dangling' | 'advice';

export type LanguageSeverity = 'error' | 'warning' | 'information' | 'hint';

/** What holds for all problems of one code. */
export interface ProblemFacts {
  readonly class: LanguageProblemClass;
  readonly severity: LanguageSeverity;
  /** What is wrong, in a few words, without the thing it is wrong with. */
  readonly title: string;
}

export const refused = (title: string): ProblemFacts => ({ class: 'refused', severity: 'error', title });
export const failing = (title: string, severity: LanguageSeverity = 'warning'): ProblemFacts => ({ class: 'fails-when-run', severity, title });
export const dangling = (title: string, severity: LanguageSeverity = 'warning'): ProblemFacts => ({ class: 'dangling', severity, title });
export const advice = (title: string, severity: LanguageSeverity = 'warning'): ProblemFacts => ({ class: 'advice', severity, title });
