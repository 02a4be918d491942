import type Mocha from 'mocha';
import { Relay } from './relayReporter';
import { testEnvironment } from './testEnvironment';

/** A file of tests, loaded when Mocha is ready for it. */
export interface SuiteFile {
  readonly name: string;
  readonly load: () => Promise<unknown>;
}

/** Time one test may take, in milliseconds. */
export const TEST_TIMEOUT = 20_000;

/**
 * Runs the files' tests inside the extension host. VS Code takes a rejection for a failed run.
 *
 * @throws when a test fails, and when a file holds no test: Mocha would call that a success
 */
export async function runSuites(mocha: Mocha, files: readonly SuiteFile[]): Promise<void> {
  const relay = new Relay(testEnvironment.reportUrl);
  let promised = 0;
  for (const file of files) {
    await file.load();
    const total = mocha.suite.total();
    if (total === promised) {
      relay.send({ kind: 'test', name: file.name, state: 'failed', message: 'This file holds no test.' });
    }
    promised = total;
  }
  const failures = await new Promise<number>((resolve) => relay.listen(mocha.run(resolve)));
  relay.send({ kind: 'end', tests: promised });
  await relay.settled();
  if (failures > 0 || promised === 0) {
    throw new Error(`${failures} of ${promised} tests failed.`);
  }
}
