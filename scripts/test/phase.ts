import type { Outcome } from './outcome';

export interface PhaseOptions {
  /** Only test files whose path, or tests whose name, holds this text; by each phase's own means. */
  readonly filter: string | undefined;
}

/** A part of `npm test`. */
export interface Phase {
  /** As it is named on the command line. */
  readonly name: string;
  readonly title: string;
  /** Phases whose result this one works on; they run first even when it is asked for alone. */
  readonly after?: readonly string[];
  /** @throws when the phase itself breaks down; that counts as a failure */
  readonly run: (options: PhaseOptions) => Promise<Outcome>;
}
