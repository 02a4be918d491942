/** What a phase of `npm test` found. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skipped: readonly Skip[];
}

export interface Failure {
  readonly name: string;
  readonly message: string;
}

export interface Skip {
  readonly name: string;
  readonly reason: string;
}

export const NO_REASON = 'no reason given';

export function addOutcomes(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
}

export const failedOutcome = (name: string, error: unknown): Outcome => ({
  passed: 0,
  failures: [{ name, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }],
  skipped: [],
});

/** A phase in which nothing was found to check has failed: it checked nothing. */
export function orNothingFound(name: string, outcome: Outcome): Outcome {
  const found = outcome.passed + outcome.failures.length + outcome.skipped.length;
  return found > 0 ? outcome : failedOutcome(name, new Error('No test was found.'));
}

/** The line that `npm test` closes with. */
export function toSummary({ passed, failures, skipped }: Outcome): string {
  return `${passed} passed, ${failures.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

export function parseOutcome(text: string): Outcome {
  const value: unknown = JSON.parse(text);
  if (isOutcome(value)) {
    return value;
  }
  throw new Error('This is not the outcome of a test run.');
}

function isOutcome(value: unknown): value is Outcome {
  return (
    typeof value === 'object' && value !== null && 'passed' in value && typeof value.passed === 'number' &&
    'failures' in value && Array.isArray(value.failures) && 'skipped' in value && Array.isArray(value.skipped)
  );
}
