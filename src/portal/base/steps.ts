import type { Slices } from './pause';

/**
 * Work that can be done at one go or a bit at a time: it yields wherever it may be left alone for a while. Each stretch
 * between two yields must stay within some milliseconds.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of the work at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
  }
}

/** Does the work, and gives way to others whenever a slice of time is used up. Rejects with `cancelled` as `slices` says. */
export async function finishInSlices<T>(steps: Steps<T>, slices: Slices): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
    if (slices.isOver) {
      await slices.turn();
    }
  }
}
