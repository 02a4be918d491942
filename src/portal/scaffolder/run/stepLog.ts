import type { JsonValue } from '../../catalog/entity';
import type { SwallowedError } from '../expressions/engine';
import type { SecretKeeper } from './secrets';
import type { Effect, LogLine, StepRecord } from './taskRecord';

/** A log over this many lines keeps its first and last ones. */
const MAX_LINES = 2000;
const MAX_MESSAGE = 20_000;

/** Collects what a step tells while it runs; secrets never get in. */
export class StepLog {
  readonly #keeper: SecretKeeper;
  readonly #now: () => number;
  readonly #onLine: (line: LogLine) => void;
  readonly #lines: LogLine[] = [];
  readonly #warnings: SwallowedError[] = [];
  readonly #effects: Effect[] = [];
  readonly #unread: StepRecord['unread'][number][] = [];
  #input: JsonValue | undefined;
  #skipped: string | undefined;

  constructor(keeper: SecretKeeper, now: () => number, onLine: (line: LogLine) => void) {
    this.#keeper = keeper;
    this.#now = now;
    this.#onLine = onLine;
  }

  get input(): JsonValue | undefined {
    return this.#input;
  }

  tell(message: string, level: LogLine['level'] = 'info'): void {
    const masked = this.#keeper.mask(message);
    const line = { at: this.#now(), level, message: masked.length > MAX_MESSAGE ? `${masked.slice(0, MAX_MESSAGE)}…` : masked };
    if (this.#lines.length >= MAX_LINES) {
      this.#lines.splice(MAX_LINES / 2, 1);
    }
    this.#lines.push(line);
    this.#onLine(line);
  }

  skip(reason: string): void {
    this.#skipped = reason;
    this.tell(reason);
  }

  showInput(input: JsonValue): void {
    this.#input = this.#keeper.mask(input);
  }

  /** Values that did not render, which Backstage says nothing of. */
  warn(swallowed: readonly SwallowedError[]): void {
    for (const { value, message } of swallowed) {
      if (!this.#warnings.some((known) => known.value === value)) {
        this.#warnings.push(this.#keeper.mask({ value, message }));
        this.tell(`\`${value}\` did not render and is passed on as it is written: ${message}`, 'warn');
      }
    }
  }

  addEffects(effects: readonly Effect[]): void {
    this.#effects.push(...this.#keeper.mask(effects));
  }

  unread(url: string, reason: string): void {
    this.#unread.push(this.#keeper.mask({ url, reason }));
    this.tell(`Not read: ${url}. ${reason}`, 'warn');
  }

  /** What it comes to, as a part of the step's record. */
  toRecord(): Pick<StepRecord, 'input' | 'skipped' | 'warnings' | 'effects' | 'unread' | 'log'> {
    return {
      ...(this.#input !== undefined && { input: this.#input }),
      ...(this.#skipped !== undefined && { skipped: this.#skipped }),
      warnings: [...this.#warnings],
      effects: [...this.#effects],
      unread: [...this.#unread],
      log: [...this.#lines],
    };
  }
}
