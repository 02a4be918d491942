import Mocha from 'mocha';
import { TEST_TIMEOUT } from './index';

/** Mocha with a reporter that prints nothing, since results go out through the relay; for the Node host, with `suite` and `test` in place for the files to come. */
export function createMocha(): Mocha {
  const mocha = new Mocha({ ui: 'tdd', timeout: TEST_TIMEOUT, reporter: Mocha.reporters.Base });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  return mocha;
}
