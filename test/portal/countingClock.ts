import type { Clock } from '../../src/portal/ports/clock';

/** A clock that moves on by a millisecond whenever it is asked, so that the number of pauses does not depend on the machine. */
export class CountingClock implements Clock {
  #now = 0;
  /** How often somebody gave way. */
  pauses = 0;

  now(): number {
    return (this.#now += 1);
  }

  after(_milliseconds: number, callback: () => void): { dispose(): void } {
    this.pauses++;
    const timer = setImmediate(callback);
    return { dispose: () => clearImmediate(timer) };
  }
}
