import { isCancelled } from '../../base/cancellation';
import type { Disposable } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';

export interface ChangedFilesOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Takes in files that changed. */
  readonly update: (uris: readonly string[]) => Promise<void>;
}

/** Changed files are gathered for this long before they are read again, in ms. */
const SETTLE = 100;

/** Gathers files that change, and keeps all work on files in a row, so that no two of them cross. */
export class ChangedFiles implements Disposable {
  readonly #options: ChangedFilesOptions;
  readonly #dirty = new Set<string>();
  #settling: Disposable | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(options: ChangedFilesOptions) {
    this.#options = options;
  }

  note(uris: readonly string[]): void {
    const { clock, log, update } = this.#options;
    uris.forEach((uri) => this.#dirty.add(uri));
    this.#settling ??= clock.after(SETTLE, () => {
      this.#settling = undefined;
      const dirty = [...this.#dirty];
      this.#dirty.clear();
      this.inTurn(() => update(dirty)).catch((error: unknown) => {
        if (!isCancelled(error)) {
          log.error(`Changed files could not be read: ${messageOf(error)}`);
        }
      });
    });
  }

  /** Runs what must not cross other work on files. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const run = this.#work.then(work);
    this.#work = run.catch(() => undefined);
    return run;
  }

  dispose(): void {
    this.#settling?.dispose();
  }
}
