import { isCancelled } from '../base/cancellation';
import type { Disposable } from '../base/disposable';
import { messageOf } from '../base/errors';
import { hashText } from '../base/hash';
import { Slices } from '../base/pause';
import type { Clock } from '../ports/clock';
import type { Log } from '../ports/log';
import type { SnapshotStore } from '../ports/snapshotStore';
import { decodeSnapshot, encodeSnapshot, readSnapshotHead, type Snapshot } from './catalogSnapshot';
import type { CatalogStore } from './catalogStore';

/** What a snapshot holds beside its shards, asked for when it is written. */
export type SnapshotFacts = Omit<Snapshot, 'writtenBy' | 'shards'>;

export interface SnapshotKeeperOptions {
  readonly snapshots: SnapshotStore;
  readonly store: CatalogStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** In ms. */
  readonly idle: number;
}

const PREFIX = 'catalog-';

/** A snapshot that nobody wrote for this long belongs to a folder or an organization that is opened no more, in ms. */
export const FORGOTTEN_MS = 30 * 24 * 60 * 60 * 1000;

/** Keeps each source on disk: read at the start, written when things have been still for a while. */
export class SnapshotKeeper implements Disposable {
  readonly #options: SnapshotKeeperOptions;
  readonly #due = new Map<string, () => SnapshotFacts>();
  readonly #stop = new AbortController();
  #timer: Disposable | undefined;
  #writing: Promise<void> = Promise.resolve();
  #cleaned = false;

  constructor(options: SnapshotKeeperOptions) {
    this.#options = options;
  }

  /**
   * What was known of a source. Of one that another account read, only what everybody may see, and the rest goes from
   * disk; one that is torn or of another version is removed.
   */
  async load(name: string, reader: { readonly host?: string; readonly account?: string | undefined }): Promise<Snapshot | undefined> {
    const { snapshots, log, clock, version } = this.#options;
    const bytes = await snapshots.read(fileNameOf(name));
    if (!bytes) {
      return undefined;
    }
    const snapshot = await decodeSnapshot(bytes, new Slices(clock, this.#stop.signal));
    if (!snapshot || snapshot.writtenBy !== version) {
      log.info(`The snapshot of ${name.split(':')[0]} is damaged or of another version; it is made anew.`);
      await this.#remove(fileNameOf(name));
      return undefined;
    }
    if (reader.host === undefined || snapshot.account === reader.account) {
      return snapshot;
    }
    const cleaned = withoutPrivate(snapshot);
    await this.#replace(fileNameOf(name), cleaned);
    return cleaned;
  }

  /** Writes a source once things are still. */
  noteChanged(name: string, facts: () => SnapshotFacts): void {
    this.#due.set(name, facts);
    this.#timer?.dispose();
    this.#timer = this.#options.clock.after(this.#options.idle, () => void this.#flush());
  }

  /** Writes a source at once, as when others wait for it or the window may be closed. @returns whether it could be written */
  async writeNow(name: string, facts: () => SnapshotFacts): Promise<boolean> {
    this.#due.delete(name);
    return this.#inTurn(() => this.#writeFrom(name, facts));
  }

  /** Takes from disk what other accounts of a host read and not everybody may see, of whatever organization. */
  forgetAccounts(host: string, account: string | undefined): Promise<void> {
    return this.#forget((head) => head.host === host && head.account !== account);
  }

  /** The same of hosts beside these, of which nothing is read here, so that nobody looks who is signed in there. */
  forgetOthers(hosts: ReadonlySet<string>): Promise<void> {
    return this.#forget((head) => head.host !== undefined && head.account !== undefined && !hosts.has(head.host));
  }

  async #forget(concerns: (head: Pick<Snapshot, 'host' | 'account'>) => boolean): Promise<void> {
    const { snapshots, clock, log } = this.#options;
    // What is being written was gathered before the account changed.
    await this.#writing;
    for (const file of (await snapshots.list()).filter((name) => name.startsWith(PREFIX))) {
      try {
        const bytes = await snapshots.read(file);
        const head = bytes && readSnapshotHead(bytes);
        if (!bytes || !head || !concerns(head)) {
          continue;
        }
        const snapshot = await decodeSnapshot(bytes, new Slices(clock, this.#stop.signal));
        await (snapshot ? this.#replace(file, withoutPrivate(snapshot)) : this.#remove(file));
      } catch (error) {
        if (isCancelled(error)) {
          throw error;
        }
        log.warn(`What another account knew could not be looked through on disk: ${messageOf(error)}`);
      }
    }
  }

  async remove(name: string): Promise<void> {
    this.#due.delete(name);
    await this.#writing;
    await this.#remove(fileNameOf(name));
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#stop.abort();
  }

  async #flush(): Promise<void> {
    const due = [...this.#due];
    this.#due.clear();
    for (const [name, facts] of due) {
      await this.#inTurn(() => this.#writeFrom(name, facts));
    }
    // What is in use here has just been written.
    if (!this.#cleaned) {
      this.#cleaned = true;
      await this.#inTurn(() => this.#removeForgotten());
    }
  }

  /** Every reading writes its snapshot, so that one that is old was not read for as long. */
  async #removeForgotten(): Promise<void> {
    const { snapshots, clock, log } = this.#options;
    try {
      for (const file of await snapshots.list()) {
        const writtenAt = await snapshots.writtenAt(file);
        if (writtenAt !== undefined && clock.now() - writtenAt > FORGOTTEN_MS) {
          await this.#remove(file);
        }
      }
    } catch (error) {
      log.warn(`Old snapshots could not be looked for: ${messageOf(error)}`);
    }
  }

  /** One after the other. `write` does not reject. */
  #inTurn<T>(write: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(write);
    this.#writing = done.then(() => undefined);
    return done;
  }

  async #writeFrom(name: string, facts: () => SnapshotFacts): Promise<boolean> {
    try {
      const known = facts();
      const shards = this.#options.store.shardsOf(known.source);
      await this.#write(name, { ...known, writtenBy: this.#options.version, shards });
      return true;
    } catch (error) {
      if (!isCancelled(error)) {
        this.#options.log.warn(`The catalog could not be kept on disk: ${messageOf(error)}`);
      }
      return false;
    }
  }

  /** Puts what may stay in the place of what may not. Where that cannot be written, nothing stays. */
  async #replace(file: string, snapshot: Snapshot): Promise<void> {
    const bytes = await encodeSnapshot(snapshot, new Slices(this.#options.clock, this.#stop.signal));
    try {
      await this.#options.snapshots.replace(file, bytes);
    } catch (error) {
      this.#options.log.warn(`The catalog could not be kept on disk: ${messageOf(error)}`);
      await this.#remove(file);
    }
  }

  /** A disk that does not let go of a file is told of in the log; the catalog goes on. */
  async #remove(file: string): Promise<void> {
    try {
      await this.#options.snapshots.remove(file);
    } catch (error) {
      this.#options.log.error('A snapshot of the catalog could not be removed from disk', error);
    }
  }

  async #write(name: string, snapshot: Snapshot): Promise<void> {
    const bytes = await encodeSnapshot(snapshot, new Slices(this.#options.clock, this.#stop.signal));
    await this.#options.snapshots.replace(fileNameOf(name), bytes);
  }
}

/** What everybody may see. Without its reader's state, so that the next scan is a whole one. */
function withoutPrivate(snapshot: Snapshot): Snapshot {
  const { account: _account, ...rest } = snapshot;
  const repositories = snapshot.repositories.filter((repository) => !repository.info.private);
  return { ...rest, state: {}, repositories, shards: snapshot.shards.filter((shard) => !shard.private) };
}

function fileNameOf(name: string): string {
  return `${PREFIX}${hashText(name)}`;
}
