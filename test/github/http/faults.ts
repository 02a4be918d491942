import { isObject, numberOf, textOf } from '../json.ts';

/** What goes wrong. All of it can be written as JSON, so that it can be ordered from outside the process. */
export type FaultEffect =
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The answer comes in so many pieces with a pause after each: a slow line. */
  | { readonly kind: 'slow'; readonly pieces: number; readonly milliseconds: number }
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  | { readonly kind: 'cut'; readonly when: 'before' | 'body' }
  | { readonly kind: 'wrongJson' }
  /** Adds an error to a GraphQL answer and empties what stands at its path; REST requests pass. */
  | { readonly kind: 'graphqlError'; readonly message: string; readonly type?: string; readonly path?: readonly (string | number)[] }
  /** Spends the account's rate limit, so that this request and those after it are refused until the reset. */
  | { readonly kind: 'rateLimit'; readonly resetSeconds?: number }
  | { readonly kind: 'secondaryLimit'; readonly status?: 403 | 429; readonly retryAfterSeconds?: number }
  /** GraphQL only: a query that asks for larger pages is answered as if it had run out of time. */
  | { readonly kind: 'pageTooLarge'; readonly maxFirst: number; readonly status?: 502 | 504 }
  /** The repository (`owner/name`) is gone from then on. */
  | { readonly kind: 'vanish'; readonly repository: string };

export interface Fault {
  /** `GET`, `POST` …; any where left out. */
  readonly method?: string;
  /** A regular expression over the path below the API's base with its query (`/repos/acme/shop/contents/`). */
  readonly path?: string;
  /** A regular expression over the text of a GraphQL query; its presence limits the fault to GraphQL. */
  readonly graphql?: string;
  /** Login; any account where left out. */
  readonly account?: string;
  /** So many matching requests pass before it strikes. */
  readonly after?: number;
  /** How often it strikes; `always` until it is cleared. Once where left out. */
  readonly times?: number | 'always';
  readonly effect: FaultEffect;
}

export interface FaultSubject {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly account?: string;
  /** The largest `first` or `last` of a GraphQL query. */
  readonly largestPage?: number;
}

interface Ordered {
  readonly fault: Fault;
  passes: number;
  strikes: number;
}

export class Faults {
  #ordered: Ordered[] = [];

  order(fault: Fault): void {
    this.#ordered.push({ fault, passes: fault.after ?? 0, strikes: fault.times === 'always' ? Infinity : (fault.times ?? 1) });
  }

  clear(): void {
    this.#ordered = [];
  }

  /** Faults still waiting to strike. */
  get pending(): readonly Fault[] {
    return this.#ordered.map(({ fault }) => fault);
  }

  /** The effects that strike this request, in the order they were asked for. */
  take(subject: FaultSubject): FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const ordered of this.#ordered) {
      if (matches(ordered.fault, subject)) {
        if (ordered.passes > 0) {
          ordered.passes -= 1;
        } else {
          ordered.strikes -= 1;
          effects.push(ordered.fault.effect);
        }
      }
    }
    this.#ordered = this.#ordered.filter(({ strikes }) => strikes > 0);
    return effects;
  }
}

function matches(fault: Fault, subject: FaultSubject): boolean {
  const isGraphql = subject.query !== undefined;
  const onlyGraphql = fault.graphql !== undefined || fault.effect.kind === 'graphqlError' || fault.effect.kind === 'pageTooLarge';
  return (
    (fault.method === undefined || fault.method === subject.method) &&
    (fault.path === undefined || new RegExp(fault.path).test(subject.path)) &&
    (!onlyGraphql || isGraphql) &&
    (fault.graphql === undefined || new RegExp(fault.graphql).test(subject.query ?? '')) &&
    (fault.account === undefined || fault.account === subject.account) &&
    (fault.effect.kind !== 'pageTooLarge' || (subject.largestPage ?? 0) > fault.effect.maxFirst)
  );
}

const KINDS: ReadonlySet<string> = new Set<FaultEffect['kind']>(['delay', 'slow', 'status', 'cut', 'wrongJson', 'graphqlError', 'rateLimit', 'secondaryLimit', 'pageTooLarge', 'vanish']);

function isPattern(value: unknown): boolean {
  if (value === undefined) {
    return true;
  }
  try {
    return typeof value === 'string' && new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Whether parsed JSON is a fault: for orders from outside the process. */
export function isFault(value: unknown): value is Fault {
  if (!isObject(value) || !isPattern(value['path']) || !isPattern(value['graphql'])) {
    return false;
  }
  const effect = value['effect'];
  const kind = textOf(effect, 'kind');
  const needs: Readonly<Record<string, boolean>> = {
    delay: numberOf(effect, 'milliseconds') !== undefined,
    slow: numberOf(effect, 'pieces') !== undefined && numberOf(effect, 'milliseconds') !== undefined,
    status: numberOf(effect, 'status') !== undefined,
    cut: ['before', 'body'].includes(textOf(effect, 'when') ?? ''),
    graphqlError: textOf(effect, 'message') !== undefined,
    pageTooLarge: numberOf(effect, 'maxFirst') !== undefined,
    vanish: textOf(effect, 'repository') !== undefined,
  };
  return kind !== undefined && KINDS.has(kind) && needs[kind] !== false;
}
