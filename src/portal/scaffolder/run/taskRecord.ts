import type { JsonObject, JsonValue } from '../../catalog/entity';
import type { SwallowedError } from '../expressions/engine';

export type StepStatus = 'open' | 'processing' | 'completed' | 'skipped' | 'failed' | 'cancelled';
export type TaskStatus = 'open' | 'processing' | 'completed' | 'failed' | 'cancelled';

export interface LogLine {
  /** ms since the epoch */
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  /** Secrets in it read `***`. */
  readonly message: string;
}

/** Something a step does, or would do, outside of its workspace. */
export interface Effect {
  /** What is made or changed, for an icon: `repository`, `pullRequest`, `protection`, `secret` … */
  readonly kind: string;
  /** One sentence, in the present. */
  readonly text: string;
  readonly url?: string;
}

export interface StepRecord {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  readonly status: StepStatus;
  /** As rendered for the log: secrets read `***`, and what depends on `each` is missing. */
  readonly input?: JsonValue;
  /** With secrets kept under their names; a view of it shows `***`. */
  readonly output?: JsonObject;
  readonly error?: string;
  /** Why it was not run. */
  readonly skipped?: string;
  /** What Backstage swallows silently: values that did not render and were passed on as they were written. */
  readonly warnings: readonly SwallowedError[];
  readonly effects: readonly Effect[];
  /** Skeletons that a plan could not read, and why. */
  readonly unread: readonly { readonly url: string; readonly reason: string }[];
  readonly log: readonly LogLine[];
  readonly startedAt?: number;
  readonly endedAt?: number;
}

/** A call that changes something elsewhere: `pending` until its answer was seen. */
export type LedgerEntry = { readonly status: 'pending' } | { readonly status: 'done'; readonly value: JsonValue };

/** All that is kept of a task: plain JSON without any secret's value. */
export interface TaskRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly status: TaskStatus;
  /** `template:default/node-service` */
  readonly templateRef: string;
  readonly templateUrl: string;
  /** The template as it was when the task was begun. */
  readonly template: JsonObject;
  readonly values: JsonObject;
  /** Names of secrets the task was given; to go on, they have to be given again. */
  readonly secretNames: readonly string[];
  readonly steps: readonly StepRecord[];
  /** By step, iteration and call. */
  readonly ledger: Readonly<Record<string, LedgerEntry>>;
  readonly output?: JsonObject;
  readonly error?: string;
}
