import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { isList, isObject, numberOf, textOf } from '../json.ts';
import { findProjectRoot } from '../projectRoot.ts';

/** One exchange that was recorded with the real GitHub. */
export interface Recording {
  readonly method: string;
  /** Scheme and host without a port: `https://api.github.com`. */
  readonly origin: string;
  /** Path with query. */
  readonly path: string;
  /** The JSON or text sent; the empty text where nothing was. */
  readonly sent: unknown;
  readonly accept: string | undefined;
  readonly authorization: string | undefined;
  readonly status: number;
  /** JSON or text. */
  readonly answer: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

function folder(): string {
  return resolve(findProjectRoot(), 'node_modules/@octokit/fixtures/scenarios/api.github.com');
}

/** The names of everything that was recorded. */
export function scenarioNames(): string[] {
  return readdirSync(folder()).sort();
}

function toTexts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([name, member]) => [name.toLowerCase(), String(member)]));
}

export function readScenario(name: string): Recording[] {
  const list: unknown = JSON.parse(readFileSync(resolve(folder(), name, 'normalized-fixture.json'), 'utf8'));
  return (isList(list) ? list : []).map((item) => {
    const asked = toTexts(isObject(item) ? item['reqheaders'] : {});
    return {
      method: (textOf(item, 'method') ?? 'get').toUpperCase(),
      origin: new URL(textOf(item, 'scope') ?? 'https://api.github.com').origin,
      path: textOf(item, 'path') ?? '/',
      sent: isObject(item) ? item['body'] : '',
      accept: asked['accept'],
      authorization: asked['authorization'],
      status: numberOf(item, 'status') ?? 200,
      answer: isObject(item) ? item['response'] : undefined,
      headers: toTexts(isObject(item) ? item['headers'] : {}),
    };
  });
}

export interface Replay {
  /** In the shape of the global one; answers the recordings in their order and refuses whatever was not recorded. */
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** What has not been asked for yet. */
  readonly pending: readonly Recording[];
}

function isSame(left: unknown, right: unknown): boolean {
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (isObject(left) && isObject(right)) {
    const [a, b] = [Object.entries(left), Object.keys(right)];
    return a.length === b.length && a.every(([name, member]) => isSame(member, right[name]));
  }
  return left === right;
}

function toBody(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/** Statuses that have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Replays recordings: method, address with query and body must be those that were recorded, in that order. */
export function createReplay(recordings: readonly Recording[]): Replay {
  const pending = [...recordings];
  return {
    pending,
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const { origin, pathname, search } = new URL(request.url);
      // The client leaves a slash at the end away, which the recordings still hold.
      const asked = `${request.method} ${origin}${pathname.replace(/\/$/, '')}${search}`;
      const next = pending[0];
      const sent = toBody(await request.text());
      const expected = next && `${next.method} ${next.origin}${next.path.replace(/\/(?=$|\?)/, "")}`;
      if (!next || asked !== expected) {
        throw new Error(`The recording goes on with ${expected ?? 'nothing more'}, and the client asked ${asked}.`);
      }
      if (!isSame(sent, next.sent)) {
        throw new Error(`${asked} was recorded with the body ${JSON.stringify(next.sent)}, and the client sent ${JSON.stringify(sent)}.`);
      }
      pending.shift();
      const { 'content-length': _length, 'content-encoding': _encoding, 'transfer-encoding': _transfer, ...headers } = next.headers;
      const body = BODILESS.has(next.status) ? null : typeof next.answer === 'string' ? next.answer : JSON.stringify(next.answer);
      const response = new Response(body, { status: next.status, headers });
      Object.defineProperty(response, 'url', { value: request.url });
      return response;
    },
  };
}
