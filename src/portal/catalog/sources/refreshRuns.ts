import { isCancelled, throwIfCancelled } from '../../base/cancellation';
import type { Log } from '../../ports/log';
import type { RefreshReason } from '../catalogService';

/** What a run has to see to, by all who asked for it. */
export interface RunNeeds {
  /** Somebody wants to see also what no quick look would notice. */
  readonly thorough: boolean;
  /** Another account may be signed in. */
  readonly accountsChanged: boolean;
}

export interface RefreshRunsOptions {
  readonly read: (needs: RunNeeds, signal: AbortSignal) => Promise<void>;
  /** Called when a run begins, and when none is left. */
  readonly onDidChange: () => void;
  readonly log: Log;
}

interface Run {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** One reading of everything at a time: who asks meanwhile joins it, or has it begin anew. */
export class RefreshRuns {
  readonly #options: RefreshRunsOptions;
  #run: Run | undefined;
  #again = false;
  #disposed = false;
  #thorough = false;
  #accountsChanged = false;

  constructor(options: RefreshRunsOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  /** Rejects only with `cancelled`. */
  async refresh(reason: RefreshReason, signal?: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    this.#thorough ||= reason === 'manual';
    this.#accountsChanged ||= reason === 'signed-in';
    if (this.#run) {
      if (reason === 'signed-in' || reason === 'configuration') {
        // What is under way works for an account or a list that is no more; what it still brings is dropped.
        this.#again = true;
        this.#run.stop.abort();
      }
    } else {
      this.#start();
    }
    const run = this.#run;
    const onAbort = (): void => run?.stop.abort();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await run?.done;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
    throwIfCancelled(signal);
  }

  dispose(): void {
    this.#disposed = true;
    this.#run?.stop.abort();
  }

  #start(): void {
    const stop = new AbortController();
    const needs = { thorough: this.#thorough, accountsChanged: this.#accountsChanged };
    this.#thorough = false;
    this.#accountsChanged = false;
    const done = this.#options
      .read(needs, stop.signal)
      .catch((error: unknown) => {
        if (!isCancelled(error)) {
          this.#options.log.error('Reading the catalog failed.', error);
        }
      })
      .then(async () => {
        this.#run = undefined;
        if (this.#again && !this.#disposed) {
          this.#again = false;
          this.#start();
          await this.#current();
        } else {
          this.#options.onDidChange();
        }
      });
    this.#run = { stop, done };
    this.#options.onDidChange();
  }

  async #current(): Promise<void> {
    await this.#run?.done;
  }
}
