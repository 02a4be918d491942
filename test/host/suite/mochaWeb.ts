import 'mocha/mocha.js';
import type MochaInstance from 'mocha';
import { TEST_TIMEOUT } from './index';

/** Mocha with a reporter that prints nothing, since results go out through the relay; for the web worker: its browser build keeps one instance, which it puts on the global object. */
export function createMocha(): MochaInstance {
  mocha.setup({ ui: 'tdd', timeout: TEST_TIMEOUT, reporter: Mocha.reporters.Base });
  return mocha;
}
