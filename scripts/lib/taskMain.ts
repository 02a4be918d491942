import { endChildrenWithUs, isStopping } from '../setup/processes.mjs';

/** What a person is told without a stack: wrong usage (exit code 2) or a condition with a remedy (1). */
export class TaskError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'TaskError';
  }
}

/** Runs a task's main function; its result is the exit code. */
export async function taskMain(main: (args: readonly string[]) => Promise<number>): Promise<void> {
  endChildrenWithUs({ parent: true });
  let code = 1;
  try {
    code = await main(process.argv.slice(2));
  } catch (error) {
    if (isStopping()) {
      return; // The signal's handler ends the process when everything is closed.
    }
    if (error instanceof TaskError) {
      console.error(`\n${error.message}`);
      code = error.exitCode;
    } else {
      console.error(error);
    }
  }
  process.exitCode = code;
}
