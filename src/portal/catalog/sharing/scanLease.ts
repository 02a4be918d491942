import type { Disposable } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import { hashText } from '../../base/hash';
import { pause } from '../../base/pause';
import type { Clock } from '../../ports/clock';
import type { Log } from '../../ports/log';
import type { SnapshotStore } from '../../ports/snapshotStore';

/** What windows tell each other of a source, as a small blob beside its snapshot. */
export interface LeaseRecord {
  /** The window that wrote this. */
  readonly owner: string;
  /** Until when the owner is reading the source, in ms since the epoch; 0 when it is done. */
  readonly until: number;
  /** When the source was last read without an error, in ms since the epoch; 0 for never. */
  readonly readAt: number;
  /** Changes with the snapshot of the source. */
  readonly stamp: string;
}

export interface ScanLeaseOptions {
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  readonly log: Log;
  /** One of a kind for each window, and each time it is opened. */
  readonly owner: string;
}

/** A window that died is waited for no longer than this, in ms. */
export const LEASE_MS = 20_000;
const RENEW_MS = 5_000;
/** Two windows that ask in the same instant: what is on disk after this long says which of them has it, in ms. */
const SETTLE_MS = 50;

/** The right to read a source, of which several windows have one at a time; it runs out with a window that dies. */
export class ScanLease {
  readonly #options: ScanLeaseOptions;
  readonly #name: string;
  #renewal: Disposable | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** @param account each account has a lease of its own, as what one reads is not for the other */
  constructor(source: string, account: string | undefined, options: ScanLeaseOptions) {
    this.#options = options;
    this.#name = `lease-${hashText(`${source}\n${account ?? ''}`)}`;
  }

  /** What the last window wrote; `undefined` where none did, or it cannot be read. */
  async read(): Promise<LeaseRecord | undefined> {
    const bytes = await this.#options.snapshots.read(this.#name);
    return bytes && toRecord(new TextDecoder().decode(bytes));
  }

  /** Whether another window is reading the source. A time further ahead than a lease lasts comes from a clock that was set back. */
  isTaken(record: LeaseRecord | undefined): boolean {
    const { clock, owner } = this.#options;
    const left = (record?.until ?? 0) - clock.now();
    return record !== undefined && record.owner !== owner && left > 0 && left <= LEASE_MS;
  }

  /** @returns whether this window has it now, and keeps it until `release` */
  async claim(before: LeaseRecord | undefined, signal: AbortSignal): Promise<boolean> {
    const { clock, owner } = this.#options;
    const record = { owner, until: clock.now() + LEASE_MS, readAt: before?.readAt ?? 0, stamp: before?.stamp ?? '' };
    await this.#write(record);
    await pause(clock, SETTLE_MS, signal);
    const now = await this.read();
    if (now !== undefined && now.owner !== owner) {
      return false;
    }
    this.#renew(record);
    return true;
  }

  async release(outcome: Pick<LeaseRecord, 'readAt' | 'stamp'>): Promise<void> {
    this.#renewal?.dispose();
    await this.#writing;
    await this.#write({ owner: this.#options.owner, until: 0, ...outcome });
  }

  #renew(record: LeaseRecord): void {
    const { clock, log } = this.#options;
    this.#renewal = clock.after(RENEW_MS, () => {
      this.#writing = this.#write({ ...record, until: clock.now() + LEASE_MS }).catch((error: unknown) => {
        log.warn(`Other windows could not be told that the catalog is being read: ${messageOf(error)}`);
      });
      this.#renew(record);
    });
  }

  #write(record: LeaseRecord): Promise<void> {
    return this.#options.snapshots.replace(this.#name, new TextEncoder().encode(JSON.stringify(record)));
  }
}

function toRecord(text: string): LeaseRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLeaseRecord(value) ? value : undefined;
  } catch {
    // Torn or foreign: it counts as none, and the next lease takes its place.
    return undefined;
  }
}

function isLeaseRecord(value: unknown): value is LeaseRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'owner' in value &&
    typeof value.owner === 'string' &&
    'until' in value &&
    Number.isFinite(value.until) &&
    'readAt' in value &&
    Number.isFinite(value.readAt) &&
    'stamp' in value &&
    typeof value.stamp === 'string'
  );
}
