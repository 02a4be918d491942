import { isCancelled, throwIfCancelled } from '../../base/cancellation';
import { messageOf } from '../../base/errors';
import { pause } from '../../base/pause';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { SnapshotStore } from '../../ports/snapshotStore';
import type { CatalogSource } from '../sources/catalogSource';
import { ScanLease, type LeaseRecord } from './scanLease';

export interface SharedScansOptions {
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SharedScan {
  readonly source: CatalogSource;
  /** Whether the user wants it read, whatever another window has read just now. */
  readonly thorough: boolean;
  /** Reads the source itself, and writes its snapshot. @returns whether it could be written */
  readonly scan: () => Promise<boolean>;
  /** Takes up the snapshot that another window wrote. */
  readonly takeUp: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** What another window has read is as good as an own reading for this long, in ms. */
export const FRESH_MS = 15_000;
/** A window that waits for another looks this often, in ms. */
const LOOK_MS = 500;

/**
 * Windows on the same source share its snapshot and one scan. One reads at a time: the window that has the lease, which
 * alone writes the snapshot. The others wait, take up what it wrote, and read themselves only where that is old.
 */
export class SharedScans {
  readonly #options: SharedScansOptions;
  readonly #owner: string;
  /** Stamps of the snapshots this window wrote or took up, by source. */
  readonly #stamps = new Map<string, string>();
  #written = 0;

  constructor(options: SharedScansOptions) {
    this.#options = options;
    // Nothing secret: it only must not be the same in two windows.
    this.#owner = `${options.clock.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  }

  /** Rejects with what `scan` rejects with, and with `cancelled`. */
  async run({ source, thorough, scan, takeUp, signal }: SharedScan): Promise<void> {
    const lease = new ScanLease(source.id, source.memory.account, { ...this.#options, owner: this.#owner });
    const isMine = await this.#attempt(false, () => this.#await(lease, { source, thorough, takeUp, signal }));
    if (isMine === undefined) {
      return;
    }
    let stamp = this.#stamps.get(source.id) ?? '';
    try {
      if (await scan()) {
        stamp = `${this.#owner}-${(this.#written++).toString(36)}`;
        this.#stamps.set(source.id, stamp);
      }
    } finally {
      if (isMine) {
        await this.#attempt(undefined, () => lease.release({ readAt: source.memory.readAt ?? 0, stamp }));
      }
    }
  }

  /** @returns whether this window has the lease; `undefined` where there is nothing left to read */
  async #await(lease: ScanLease, { source, thorough, takeUp, signal }: Omit<SharedScan, 'scan'>): Promise<boolean | undefined> {
    for (;;) {
      throwIfCancelled(signal);
      const record = await lease.read();
      if (lease.isTaken(record)) {
        await pause(this.#options.clock, LOOK_MS, signal);
        continue;
      }
      if (record && this.#isNews(record, source)) {
        this.#stamps.set(source.id, record.stamp);
        await takeUp();
      }
      // Where the snapshot was not to be had, what this window knows is older than what was read.
      if (record && !thorough && this.#isFresh(record) && (source.memory.readAt ?? 0) >= record.readAt) {
        return undefined;
      }
      if (await lease.claim(record, signal)) {
        return true;
      }
    }
  }

  /** Whether another window wrote a snapshot that this one does not know. */
  #isNews({ owner, readAt, stamp }: LeaseRecord, { id, memory }: CatalogSource): boolean {
    return owner !== this.#owner && stamp !== '' && stamp !== this.#stamps.get(id) && readAt > (memory.readAt ?? 0);
  }

  #isFresh({ owner, readAt }: LeaseRecord): boolean {
    const age = this.#options.clock.now() - readAt;
    return owner !== this.#owner && age >= 0 && age < FRESH_MS;
  }

  /** A disk that does not do what it should keeps nobody from reading. */
  async #attempt<T>(otherwise: T, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      this.#options.log.warn(`The catalog is read without regard to other windows: ${messageOf(error)}`);
      return otherwise;
    }
  }
}
