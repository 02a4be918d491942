import { Emitter, type Event } from '../base/event';

/** What GitHub says is left of one of its limits. Source: the `x-ratelimit-*` response headers. */
export interface RateState {
  /** `core`, `graphql`, `search`, `code_search` … */
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** When the count starts anew, in ms since the epoch. */
  readonly resetAt: number;
}

/** What is left of GitHub's limits, as its answers last told. */
export interface RateBudget {
  /** Undefined until an answer told. */
  get(resource: string): RateState | undefined;
  readonly all: readonly RateState[];
  /**
   * When work in the background may go on, in ms since the epoch, or `undefined` where it may now. A tenth of the limit
   * stays in reserve for the user's other tools, which share it.
   */
  waitUntil(resource: string, now: number): number | undefined;
  readonly onDidChange: Event<RateState>;
}

/** The part of a limit that work in the background leaves alone. */
const RESERVE = 0.1;

export class RateTracker implements RateBudget {
  readonly #states = new Map<string, RateState>();
  readonly #onDidChange = new Emitter<RateState>();
  readonly onDidChange = this.#onDidChange.event;

  get all(): readonly RateState[] {
    return [...this.#states.values()];
  }

  get(resource: string): RateState | undefined {
    return this.#states.get(resource);
  }

  waitUntil(resource: string, now: number): number | undefined {
    const state = this.#states.get(resource);
    const exhausted = state !== undefined && state.remaining < Math.max(1, state.limit * RESERVE) && state.resetAt > now;
    return exhausted ? state.resetAt : undefined;
  }

  /** Takes in the headers of an answer; those without the rate headers (a redirect's, a proxy's) say nothing. */
  observe(headers: Headers): void {
    const limit = toCount(headers.get('x-ratelimit-limit'));
    const remaining = toCount(headers.get('x-ratelimit-remaining'));
    const reset = toCount(headers.get('x-ratelimit-reset'));
    if (limit === undefined || remaining === undefined || reset === undefined) {
      return;
    }
    const state = { resource: headers.get('x-ratelimit-resource') ?? 'core', limit, remaining, resetAt: reset * 1000 };
    this.#states.set(state.resource, state);
    this.#onDidChange.fire(state);
  }

  /** Forgets what was counted for another account. */
  clear(): void {
    this.#states.clear();
  }
}

function toCount(value: string | null): number | undefined {
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
