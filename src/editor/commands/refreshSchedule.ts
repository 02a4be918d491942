import type { Disposable } from '../../portal/base/disposable';
import type { CatalogStatus, RefreshReason } from '../../portal/catalog/catalogService';
import type { Clock } from '../../portal/ports/clock';

export interface RefreshScheduleOptions {
  readonly clock: Clock;
  /** In ms; 0 for never. Asked again for every round. */
  readonly interval: () => number;
  /** When the last refresh ended, in ms since the epoch. */
  readonly endedAt: () => number;
  readonly refresh: (reason: RefreshReason) => Promise<void>;
}

/** A window that comes to the front again and again asks no more often than this. Where nothing changed, asking costs nothing (304). */
export const FOCUS_PAUSE_MS = 10_000;

/** Reads the catalog again by the clock, when the window gets the focus, and when a rate limit ends. */
export class RefreshSchedule implements Disposable {
  readonly #options: RefreshScheduleOptions;
  #disposed = false;
  #timer: Disposable | undefined;
  #retry: { readonly at: number; readonly timer: Disposable } | undefined;

  constructor(options: RefreshScheduleOptions) {
    this.#options = options;
    this.restart();
  }

  /** Counts the interval from now on, as after a change of the setting. */
  restart(): void {
    this.#timer?.dispose();
    if (this.#disposed) {
      return;
    }
    const { clock, interval, refresh } = this.#options;
    const milliseconds = interval();
    this.#timer =
      milliseconds > 0
        ? clock.after(milliseconds, () => {
            void refresh('schedule').then(() => this.restart());
          })
        : undefined;
  }

  noteFocus(): void {
    const { clock, endedAt, interval, refresh } = this.#options;
    const pause = interval() > 0 ? Math.min(FOCUS_PAUSE_MS, interval()) : FOCUS_PAUSE_MS;
    if (clock.now() - endedAt() >= pause) {
      void refresh('focus').then(() => this.restart());
    }
  }

  /** Goes on when the first of the limits that were met ends. */
  noteStatus({ sources }: CatalogStatus): void {
    const times = sources.flatMap(({ error }) => (error?.reason === 'rate-limited' && error.details.retryAt !== undefined ? [error.details.retryAt] : []));
    const at = times.length > 0 ? Math.min(...times) : undefined;
    if (at === this.#retry?.at) {
      return;
    }
    this.#retry?.timer.dispose();
    const { clock, refresh } = this.#options;
    this.#retry =
      at === undefined
        ? undefined
        : {
            at,
            timer: clock.after(Math.max(1_000, at - clock.now() + 1_000), () => {
              this.#retry = undefined;
              void refresh('schedule');
            }),
          };
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
    this.#retry?.timer.dispose();
  }
}
