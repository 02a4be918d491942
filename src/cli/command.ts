import type { RenderIsolate } from '../portal/scaffolder/expressions/renderer';

/** Where a command reads from and writes to; tests have one of their own. */
export interface Terminal {
  readonly cwd: string;
  /** Whether colours and bold are wanted. */
  readonly colour: boolean;
  /** Variables of the environment; none when left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user has enough (Ctrl-C). */
  readonly interrupted?: AbortSignal;
  /** Where templates are rendered, so that one that never ends can be ended; in the same thread when left out. */
  readonly isolate?: () => RenderIsolate;
  write(text: string): void;
  writeError(text: string): void;
}

/** One file a command. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Shown by `stagedoor NAME --help`. */
  readonly usage: string;
  /** @returns the exit code. Throws `UsageError` on wrong usage */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** The command was called in a wrong way; the message says how. Leads to exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
