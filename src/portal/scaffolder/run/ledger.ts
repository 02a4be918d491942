import { isPortalError, type ErrorReason } from '../../base/errors';
import type { JsonValue } from '../../catalog/entity';
import type { LedgerEntry } from './taskRecord';

/** Refused means not carried out: there is nothing to find out then. */
const REFUSALS: readonly ErrorReason[] = ['unauthorized', 'forbidden', 'sso', 'not-found', 'rate-limited', 'conflict', 'invalid', 'too-large'];

/** A change of something elsewhere. */
export interface Change<T extends JsonValue> {
  run(): Promise<T>;
  /**
   * Asked when an earlier run was ended between the call and its answer: what the call would have answered where it was carried
   * out, `undefined` where it was not.
   */
  find(): Promise<T | undefined>;
}

/**
 * Sees to it that a change is made once, whenever the run is killed: the intention is kept before the call and the answer after it,
 * and what has an intention without an answer is looked up first.
 */
export class Ledger {
  readonly #entries: Map<string, LedgerEntry>;
  readonly #save: (entries: Readonly<Record<string, LedgerEntry>>) => Promise<void>;

  constructor(entries: Readonly<Record<string, LedgerEntry>>, save: (entries: Readonly<Record<string, LedgerEntry>>) => Promise<void>) {
    this.#entries = new Map(Object.entries(entries));
    this.#save = save;
  }

  /** @param key stays the same from run to run */
  async once<T extends JsonValue>(key: string, change: Change<T>, isAnswer: (value: JsonValue) => value is T): Promise<T> {
    const entry = this.#entries.get(key);
    if (entry?.status === 'done' && isAnswer(entry.value)) {
      return entry.value;
    }
    const found = entry?.status === 'pending' ? await change.find() : undefined;
    const value = found ?? (await this.#run(key, change));
    await this.#keep(key, { status: 'done', value });
    return value;
  }

  /** What was made so far, by key. */
  get entries(): Readonly<Record<string, LedgerEntry>> {
    return Object.fromEntries(this.#entries);
  }

  async #run<T extends JsonValue>(key: string, change: Change<T>): Promise<T> {
    await this.#keep(key, { status: 'pending' });
    try {
      return await change.run();
    } catch (error) {
      if (isPortalError(error) && REFUSALS.includes(error.reason)) {
        this.#entries.delete(key);
        await this.#save(this.entries);
      }
      throw error;
    }
  }

  async #keep(key: string, entry: LedgerEntry): Promise<void> {
    this.#entries.set(key, entry);
    await this.#save(this.entries);
  }
}
