/** A difference between GitHub's answers and its own description that is not ours to mend. */
interface Exception {
  /** Method, path and status, as `GET /user 200`. */
  readonly operation: RegExp;
  /** JSON pointer of the value. */
  readonly at: RegExp;
  readonly message: RegExp;
  readonly reason: string;
}

const EXCEPTIONS: readonly Exception[] = [
  {
    operation: /^(PUT|DELETE) \/repos\/\{owner\}\/\{repo\}\/contents\/\{path\} 409$/,
    at: /^$/,
    message: /must match exactly one schema in oneOf/,
    reason: 'The choice is between the common error and a broken rule of the repository, whose members are all optional, so that every common error fits both.',
  },
];

/** The reasons, for whoever wants to print them. */
export const REASONS: readonly string[] = EXCEPTIONS.map(({ operation, reason }) => `${operation.source}: ${reason}`);

export function isExcepted(operation: string, at: string, message: string): boolean {
  return EXCEPTIONS.some((exception) => exception.operation.test(operation) && exception.at.test(at) && exception.message.test(message));
}
