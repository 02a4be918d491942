import { beforeEach } from 'vitest';

/** Skips all tests of the suite, or of the file, where something they need is missing; `npm test` prints the reason. */
export function skipAllUnless(isThere: boolean, reason: string): void {
  beforeEach(({ skip }) => skip(!isThere, reason));
}
