/** What the user filled in, by the parameter's name. Fields left empty are absent. */
export type AnswerValue = string | number | boolean | readonly string[];
export type Answers = Readonly<Record<string, AnswerValue>>;

/** What is wrong with one field of a form. Warnings do not keep anybody from going on. */
export interface FieldProblem {
  /** The parameter, or a field of the destination. */
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** `Array.isArray` does not narrow read-only arrays. */
export function isList(value: AnswerValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}
