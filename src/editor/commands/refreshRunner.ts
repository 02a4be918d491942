import { isCancelled } from '../../portal/base/cancellation';
import type { CatalogService, RefreshReason } from '../../portal/catalog/catalogService';
import type { Clock } from '../../portal/ports/clock';
import type { Log } from '../../portal/ports/log';

export interface RefreshRunnerOptions {
  readonly catalog: Pick<CatalogService, 'refresh'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Starts refreshes one at a time, and can end the one under way. */
export class RefreshRunner {
  readonly #options: RefreshRunnerOptions;
  #controller: AbortController | undefined;
  #running: Promise<void> | undefined;
  #reason: RefreshReason | undefined;
  /** What is read for afterwards, in turn. */
  readonly #again = new Set<RefreshReason>();
  /** When the last refresh ended, in ms since the epoch. */
  endedAt = 0;

  constructor(options: RefreshRunnerOptions) {
    this.#options = options;
  }

  get running(): Promise<void> | undefined {
    return this.#running;
  }

  /**
   * Never rejects: what fails stands in the catalog's status. A call while a refresh is under way joins it, unless the
   * reason is that what is to be read has changed, or the user wants to be sure: then it is read again afterwards.
   */
  run(reason: RefreshReason): Promise<void> {
    if (this.#running) {
      if (reason === 'signed-in' || reason === 'configuration') {
        // It works for an account or a list that is no more, and may take minutes; what it has read stays as far as it may.
        this.#again.add(reason);
        this.#controller?.abort();
      } else if (reason === 'manual' && this.#reason !== 'manual') {
        // What began by itself may take another window's word for what is new.
        this.#again.add(reason);
      }
      return this.#running;
    }
    this.#running = this.#runOnce(reason).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Ends the refresh under way; what was known stays. */
  cancel(): void {
    this.#again.clear();
    this.#controller?.abort();
  }

  async #runOnce(first: RefreshReason): Promise<void> {
    const { catalog, clock, log } = this.#options;
    this.#again.add(first);
    // A reason that is added meanwhile has its turn, too.
    for (const reason of this.#again) {
      this.#again.delete(reason);
      this.#reason = reason;
      this.#controller = new AbortController();
      const startedAt = clock.now();
      log.info(`Reading the catalog (${reason})`);
      try {
        await catalog.refresh(reason, this.#controller.signal);
      } catch (error) {
        if (!isCancelled(error)) {
          log.error('The catalog could not be read', error);
        }
      }
      this.endedAt = clock.now();
      log.info(`The catalog was read in ${this.endedAt - startedAt} ms`);
    }
  }
}
