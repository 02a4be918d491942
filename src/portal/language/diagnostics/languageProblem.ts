import type { Range } from '../../catalog/entity';
import type { DocumentProblem } from '../../catalog/problem';
import { moveRange } from '../outlineNode';
import { factsOf, type ProblemCode } from './problemCatalogue';
import type { LanguageProblemClass, LanguageSeverity } from './problemFacts';

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** One way to mend a problem. It changes no more of the text than it must: comments and order stay. */
export interface ProblemFix {
  /** What it does, in the imperative: `Replace with team-payments`. */
  readonly title: string;
  /** In the file of the problem, none of them over another. */
  readonly edits: readonly TextEdit[];
  /** Files that are not there yet. */
  readonly creates?: readonly { readonly uri: string; readonly text: string }[];
  /** Whether it is what nearly everybody wants. */
  readonly preferred?: boolean;
}

/** Another place that has to do with a problem. */
export interface RelatedLocation {
  readonly message: string;
  readonly uri: string;
  readonly range: Range;
}

/** Something wrong with a file. Positions count from 0. */
export interface LanguageProblem {
  /** Stable and searchable: `kind/required`; explained in docs/problems. */
  readonly code: string;
  readonly class: LanguageProblemClass;
  readonly severity: LanguageSeverity;
  /** In Backstage's own wording where it has one. */
  readonly message: string;
  readonly range: Range;
  /** The entity it is about, as a full ref in lower case, where the document tells one. */
  readonly ref?: string;
  /** Texts for the range of the problem, the likeliest first. */
  readonly suggestions?: readonly string[];
  /** Ways to mend it that were known when it was found; `fixesOf` of the service knows more by the code. */
  readonly fixes?: readonly ProblemFix[];
  readonly related?: readonly RelatedLocation[];
  /** How the range is drawn: struck through, or faded. */
  readonly tag?: 'deprecated' | 'unnecessary';
}

export type ProblemDetails = Omit<LanguageProblem, 'code' | 'class' | 'severity'> & { readonly severity?: LanguageSeverity };

/** A problem of the catalogue, with the class and the severity it has there. */
export function createProblem(code: ProblemCode, details: ProblemDetails): LanguageProblem {
  const { class: of, severity } = factsOf(code);
  return { severity, ...details, code, class: of };
}

/** What ingestion says, as a problem of the catalogue; it keeps its severity. */
export function toLanguageProblem(problem: DocumentProblem): LanguageProblem {
  return { ...problem, class: factsOf(problem.code).class };
}

/** A problem of a document as one of the file that the document starts in at a line. */
export function moveProblem(problem: LanguageProblem, lines: number): LanguageProblem {
  return lines === 0
    ? problem
    : { ...problem, range: moveRange(problem.range, lines), ...(problem.fixes && { fixes: problem.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, range: moveRange(edit.range, lines) })) })) }) };
}
