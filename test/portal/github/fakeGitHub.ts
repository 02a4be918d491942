import { inspect } from 'node:util';
import type { Disposable } from '../../../src/portal/base/disposable';
import { Emitter } from '../../../src/portal/base/event';
import { createGitHubClient, type GitHubClient } from '../../../src/portal/github/gitHubClient';
import type { GitHubHost } from '../../../src/portal/github/gitHubHost';
import type { Clock } from '../../../src/portal/ports/clock';
import type { Fetch } from '../../../src/portal/ports/fetch';
import type { Log } from '../../../src/portal/ports/log';
import type { Token, TokenRequest, TokenSource } from '../../../src/portal/ports/tokenSource';

export const TOKEN = 'ghp_notARealTokenButMustNeverShow00000000';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export type Answerer = (request: SeenRequest, index: number) => Response | Promise<Response>;

/** A fetch that answers from a function and remembers what it was asked. */
export class FakeFetch {
  readonly seen: SeenRequest[] = [];
  readonly #answer: Answerer;

  constructor(answer: Answerer) {
    this.#answer = answer;
  }

  readonly fetch: Fetch = async (url, init = {}) => {
    init.signal?.throwIfAborted();
    const headers = Object.fromEntries(Object.entries(init.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const request = { method: init.method ?? 'GET', url, headers, body: init.body };
    const index = this.seen.push(request) - 1;
    const stopped = new Promise<never>((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
    });
    return Promise.race([Promise.resolve(this.#answer(request, index)), stopped]);
  };
}

export function json(data: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const body = status === 204 || status === 304 ? null : JSON.stringify(data);
  return new Response(body, { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
}

/** Time that a test moves itself. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z');
  #timers: { at: number; callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  get pending(): number {
    return this.#timers.length;
  }

  after(milliseconds: number, callback: () => void): Disposable {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.push(timer);
    return { dispose: () => (this.#timers = this.#timers.filter((other) => other !== timer)) };
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter((timer) => timer.at <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#now);
    due.forEach((timer) => timer.callback());
  }
}

export class FakeTokens implements TokenSource {
  readonly asked: TokenRequest[] = [];
  readonly #onDidChange = new Emitter<string>();
  readonly onDidChange = this.#onDidChange.event;
  token: Token | undefined = { value: TOKEN, account: 'octocat' };

  get(request: TokenRequest): Promise<Token | undefined> {
    this.asked.push(request);
    return Promise.resolve(this.token);
  }

  change(host: string, token: Token | undefined): void {
    this.token = token;
    this.#onDidChange.fire(host);
  }
}

export class MemoryLog implements Log {
  readonly lines: string[] = [];
  readonly #take = (message: string, error?: unknown): void => {
    this.lines.push(error === undefined ? message : `${message} ${inspect(error, { depth: 6 })}`);
  };

  readonly debug = this.#take;
  readonly info = this.#take;
  readonly warn = this.#take;
  readonly error = this.#take;
}

export const HOST: GitHubHost = { web: 'https://github.com', api: 'https://api.github.com' };
export const NO_WAIT = { write: 0, notify: 0, search: 0, retry: 1, patience: -1 };

export interface Bench {
  readonly client: GitHubClient;
  readonly fake: FakeFetch;
  readonly clock: FakeClock;
  readonly tokens: FakeTokens;
  readonly log: MemoryLog;
}

export function createBench(answer: Answerer, host: GitHubHost = HOST): Bench {
  const fake = new FakeFetch(answer);
  const [clock, tokens, log] = [new FakeClock(), new FakeTokens(), new MemoryLog()];
  return { client: createGitHubClient({ host, tokens, fetch: fake.fetch, clock, log, intervals: NO_WAIT }), fake, clock, tokens, log };
}
