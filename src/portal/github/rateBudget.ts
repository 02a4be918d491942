import { Emitter, type Event } from '../base/event';

/** What GitHub says is left of one of its limits. Source: the `x-ratelimit-*` response headers. */
export interface RateState {
  /** `core`, `graphql`, `search`, `code_search` … each is counted by itself. */
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** When the count starts anew, in ms since the epoch. */
  readonly resetAt: number;
}

/** What has been asked of a host since the start. */
export interface RateUsage {
  readonly requests: number;
  /** Of the limit of REST; an answer of 304 costs nothing. */
  readonly restPoints: number;
  /** Of the limit of GraphQL, as far as queries ask for their cost. */
  readonly graphQlPoints: number;
}

/** What is left of GitHub's limits for the account that is signed in, as GitHub's answers last told. */
export interface RateBudget {
  /** Undefined until an answer told. */
  get(resource: string): RateState | undefined;
  readonly all: readonly RateState[];
  readonly usage: RateUsage;
  /**
   * When work in the background may go on, in ms since the epoch, or `undefined` where it may now: it stops at the reserve,
   * which is left to the user's other tools, and while GitHub has asked for a pause.
   */
  waitUntil(resource: string, now: number): number | undefined;
  /** Whether GitHub itself has asked for a pause that is not over. */
  isBlocked(now: number): boolean;
  readonly onDidChange: Event<void>;
}

/** The part of a limit that work in the background leaves alone, where nobody says otherwise. */
export const DEFAULT_RESERVE = 0.1;

/** Ends of a window that lie within this are the same one's, in ms. */
const SAME_WINDOW = 30_000;

interface Account {
  readonly states: Map<string, RateState>;
  /** When a pause that GitHub asked for ends, in ms since the epoch. */
  blockedUntil: number;
}

/** Counts by account, so that a late answer to one says nothing of another. */
export class RateTracker implements RateBudget {
  readonly #reserve: () => number;
  readonly #accounts = new Map<string, Account>();
  #account: string | undefined;
  #usage: RateUsage = { requests: 0, restPoints: 0, graphQlPoints: 0 };
  readonly #onDidChange = new Emitter<void>();
  readonly onDidChange = this.#onDidChange.event;

  /** @param reserve a part of the limit, 0 to 1 */
  constructor(reserve: () => number = () => DEFAULT_RESERVE) {
    this.#reserve = reserve;
  }

  get all(): readonly RateState[] {
    return [...(this.#current?.states.values() ?? [])];
  }

  get usage(): RateUsage {
    return this.#usage;
  }

  get(resource: string): RateState | undefined {
    return this.#current?.states.get(resource);
  }

  waitUntil(resource: string, now: number): number | undefined {
    const state = this.get(resource);
    const isLow = state !== undefined && state.remaining < Math.max(1, state.limit * this.#reserve()) && state.resetAt > now;
    const ends = Math.max(isLow ? state.resetAt : 0, this.#current?.blockedUntil ?? 0);
    return ends > now ? ends : undefined;
  }

  isBlocked(now: number): boolean {
    return (this.#current?.blockedUntil ?? 0) > now;
  }

  /** Takes in the headers of an answer to an account; those without the rate headers (a redirect's, a proxy's) say nothing. */
  observe(headers: Headers, { account, status, now }: { readonly account: string; readonly status: number; readonly now: number }): void {
    const resource = headers.get('x-ratelimit-resource') ?? 'core';
    const isFree = status === 304 || resource === 'graphql';
    this.#usage = { ...this.#usage, requests: this.#usage.requests + 1, restPoints: this.#usage.restPoints + (isFree ? 0 : 1) };
    const limit = toCount(headers.get('x-ratelimit-limit'));
    const remaining = toCount(headers.get('x-ratelimit-remaining'));
    const reset = toCount(headers.get('x-ratelimit-reset'));
    if (limit !== undefined && remaining !== undefined && reset !== undefined) {
      this.#set({ resource, limit, remaining, resetAt: reset * 1000 }, account, now);
      this.#onDidChange.fire();
    }
  }

  /** Takes in what GitHub tells when it is asked for its limits. */
  take(states: readonly RateState[], now: number): void {
    const account = this.#account;
    if (account !== undefined) {
      states.forEach((state) => this.#set(state, account, now));
      this.#onDidChange.fire();
    }
  }

  /** Notes what a query cost by its own account. */
  spend(points: number): void {
    this.#usage = { ...this.#usage, graphQlPoints: this.#usage.graphQlPoints + points };
  }

  /** Notes that GitHub asks for a pause, as by a secondary limit. @param until ms since the epoch */
  block(until: number): void {
    const current = this.#current;
    const isReset = this.all.some(({ remaining, resetAt }) => remaining === 0 && resetAt === until);
    // A limit that is used up is one of its own kind of requests, and noted with these.
    if (current && !isReset) {
      current.blockedUntil = Math.max(current.blockedUntil, until);
      this.#onDidChange.fire();
    }
  }

  /** From now on somebody else may be signed in; the first answer tells who. */
  clear(): void {
    this.#account = undefined;
    this.#onDidChange.fire();
  }

  get #current(): Account | undefined {
    return this.#account === undefined ? undefined : this.#accounts.get(this.#account);
  }

  #set(state: RateState, account: string, now: number): void {
    const known = this.#accounts.get(account) ?? { states: new Map<string, RateState>(), blockedUntil: 0 };
    this.#accounts.set(account, known);
    this.#account = account;
    const before = known.states.get(state.resource);
    // Answers may overtake one another; within a window less is newer. GitHub's times for its end differ by seconds.
    const isNext = before === undefined || state.resetAt > before.resetAt + SAME_WINDOW;
    const isLate = before !== undefined && !isNext && (state.remaining > before.remaining || state.resetAt <= now);
    if (!isLate) {
      known.states.set(state.resource, state);
    }
  }
}

function toCount(value: string | null): number | undefined {
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
