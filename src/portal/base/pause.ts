import type { Clock } from '../ports/clock';
import { PortalError } from './errors';

/** Resolves after `milliseconds`; rejects with `cancelled` as soon as the signal is aborted. */
export function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = (): PortalError => new PortalError('cancelled', 'Cancelled');
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    const onAbort = (): void => {
      timer.dispose();
      reject(cancelled());
    };
    const timer = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** How long a loop may run before it lets others have a turn, in ms. */
const SLICE = 12;

/** Lets a long loop give way: `await slice.turn()` in each round pauses whenever a slice of time is used up. */
export class Slices {
  readonly #clock: Clock;
  readonly #signal: AbortSignal | undefined;
  #started: number;

  constructor(clock: Clock, signal?: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    this.#started = clock.now();
  }

  /** Whether it is time to give way; asked before `turn`, it spares a promise a round. */
  get isOver(): boolean {
    return this.#clock.now() - this.#started >= SLICE;
  }

  async turn(): Promise<void> {
    if (this.isOver) {
      await this.next();
    }
  }

  /** Gives way in any case: before a stretch that takes a slice by itself, or after work that nobody has timed. */
  async next(): Promise<void> {
    await pause(this.#clock, 0, this.#signal);
    this.#started = this.#clock.now();
  }
}
