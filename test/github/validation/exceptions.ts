/** A difference between GitHub's answers and its own description that is not ours to mend. */
interface Exception {
  /** Method, path and status, as `GET /user 200`. */
  readonly operation: RegExp;
  /** JSON pointer of the value. */
  readonly at: RegExp;
  readonly message: RegExp;
  readonly reason: string;
}

const EXCEPTIONS: readonly Exception[] = [];

export function isExcepted(operation: string, at: string, message: string): boolean {
  return EXCEPTIONS.some((exception) => exception.operation.test(operation) && exception.at.test(at) && exception.message.test(message));
}
