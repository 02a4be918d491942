import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { GraphQlService } from '../graphql/graphQlService.ts';
import type { WebPages } from '../login/webPages.ts';
import type { Viewer } from '../state/access.ts';
import type { GitHubState } from '../state/gitHubState.ts';
import { ApiError, fail, notFound } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Addresses, Call, RateResource } from './call.ts';
import type { FaultEffect, Faults } from './faults.ts';
import type { RateLimits } from './rateLimits.ts';
import type { RequestEntry } from './requestLog.ts';
import type { Match, Router } from './router.ts';

export interface ServerParts {
  readonly state: GitHubState;
  readonly router: Router;
  readonly graphql: GraphQlService;
  readonly pages: WebPages;
  readonly rates: RateLimits;
  readonly faults: Faults;
  readonly requests: RequestEntry[];
  /** Answers what is steered from outside; `undefined` where the request is not for it. */
  readonly control: (request: IncomingMessage, path: string, body: string) => Answer | undefined;
  /** Sees every REST answer that no fault has touched. */
  readonly inspect?: (match: Match | undefined, method: string, answer: Answer) => void;
}

const EXPOSED = 'ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Accepted-GitHub-Permissions, X-Poll-Interval, X-GitHub-Media-Type, X-GitHub-SSO, X-GitHub-Request-Id, X-GitHub-Enterprise-Version, Deprecation, Sunset';

const CORS: Readonly<Record<string, string>> = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': EXPOSED };

const PREFLIGHT: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Accept-Encoding, X-GitHub-OTP, X-Requested-With, User-Agent, GraphQL-Features, X-GitHub-Api-Version',
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, PUT, DELETE',
  'Access-Control-Max-Age': '86400',
};

/** What a request turned out to be, for the log. */
interface Outcome {
  answer: Answer;
  viewer: Viewer;
  resource: RateResource | 'free';
  cost: number;
  etagHit: boolean;
  faults: readonly FaultEffect[];
  scopes?: readonly string[];
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    if (chunk instanceof Buffer) {
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  if (body === '') {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    throw fail(400, 'Problems parsing JSON');
  }
}

function toHeaders(request: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

function toBytes(answer: Answer): Buffer | undefined {
  if (answer.body === undefined) {
    return undefined;
  }
  return answer.body instanceof Uint8Array ? Buffer.from(answer.body) : answer.contentType?.startsWith('text/') && typeof answer.body === 'string' ? Buffer.from(answer.body) : Buffer.from(JSON.stringify(answer.body));
}

/** Reads `Authorization` in the forms GitHub takes: `Bearer`, `token`, and Basic with the token as its password. */
function tokenOf(header: string | undefined): string | undefined {
  const [scheme = '', rest = ''] = header?.split(/ +/, 2) ?? [];
  if (/^(bearer|token)$/i.test(scheme)) {
    return rest;
  }
  const [user = '', password = ''] = /^basic$/i.test(scheme) ? Buffer.from(rest, 'base64').toString('utf8').split(':', 2) : [];
  return password || user || undefined;
}

export function createGitHubServer(parts: ServerParts): Server {
  const { state, router, graphql, pages, rates, faults, requests } = parts;

  function viewerOf(header: string | undefined): Viewer {
    const value = tokenOf(header);
    if (value === undefined) {
      return {};
    }
    const token = state.token(value);
    const user = token && state.user(token.account);
    if (!token || !user) {
      throw fail(401, 'Bad credentials');
    }
    return { token, user };
  }

  function refuseSpent(viewer: Viewer, resource: RateResource): void {
    if (rates.isSpent(viewer, resource)) {
      throw fail(403, viewer.user ? `API rate limit exceeded for user ID ${viewer.user.id}.` : 'API rate limit exceeded for 127.0.0.1.');
    }
  }

  /** Strikes that answer in place of the handler. */
  function strike(effects: readonly FaultEffect[], viewer: Viewer, resource: RateResource | 'free'): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'status':
          throw new ApiError(effect.status, { message: effect.message ?? (effect.status === 500 ? 'Server Error' : 'We had an issue trying to process your request') });
        case 'secondaryLimit':
          throw fail(effect.status ?? 403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', effect.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(effect.retryAfterSeconds) });
        case 'rateLimit':
          rates.leave(viewer, resource === 'free' ? 'core' : resource, 0, effect.resetSeconds ?? 3600);
          break;
        case 'vanish': {
          const [owner = '', name = ''] = effect.repository.split('/');
          if (state.repository(owner, name)) {
            state.deleteRepository(effect.repository);
          }
          break;
        }
        case 'pageTooLarge':
          throw new ApiError(effect.status ?? 502, graphql.timeoutBody());
        case 'delay':
        case 'cut':
        case 'wrongJson':
        case 'graphqlError':
          break;
      }
    }
  }

  async function answerRest(request: IncomingMessage, path: string, query: URLSearchParams, body: string, urls: Addresses, outcome: Outcome): Promise<Match | undefined> {
    const method = request.method ?? 'GET';
    const match = router.match(method, path);
    outcome.resource = match?.route.rate ?? 'core';
    if (match?.route.scopes) {
      outcome.scopes = match.route.scopes;
    }
    outcome.viewer = viewerOf(request.headers.authorization);
    strike(outcome.faults, outcome.viewer, outcome.resource);
    if (outcome.resource !== 'free') {
      refuseSpent(outcome.viewer, outcome.resource);
      outcome.cost = 1;
    }
    if (!match) {
      throw notFound();
    }
    if (match.route.signedIn && !outcome.viewer.user) {
      throw fail(401, 'Requires authentication');
    }
    const call: Call = { state, viewer: outcome.viewer, urls, method, path, query, params: match.params, headers: toHeaders(request), body: method === 'GET' || method === 'HEAD' ? undefined : parse(body), rates };
    outcome.answer = await match.route.handle(call);
    return match;
  }

  async function answerGraphql(request: IncomingMessage, body: string, urls: Addresses, outcome: Outcome): Promise<void> {
    outcome.resource = 'graphql';
    outcome.viewer = viewerOf(request.headers.authorization);
    if (!outcome.viewer.user) {
      throw fail(401, 'This endpoint requires you to be authenticated.');
    }
    strike(outcome.faults, outcome.viewer, 'graphql');
    const payload = parse(body);
    const partial = outcome.faults.filter((effect) => effect.kind === 'graphqlError');
    const result = await graphql.run({ payload, viewer: outcome.viewer, urls, rates, partial });
    outcome.cost = result.cost;
    outcome.answer = { status: 200, body: result.body };
  }

  function addStandardHeaders(outcome: Outcome, isEnterprise: boolean): Record<string, string> {
    const { viewer, answer, resource } = outcome;
    const window = rates.window(viewer, resource === 'free' ? 'core' : resource);
    const scopes: Record<string, string> = viewer.token && !viewer.token.fineGrained ? { 'X-OAuth-Scopes': viewer.token.scopes.join(', '), 'X-Accepted-OAuth-Scopes': outcome.scopes?.join(', ') ?? '' } : {};
    return {
      ...CORS,
      ...(answer.body === undefined ? {} : { 'Content-Type': answer.contentType ?? 'application/json; charset=utf-8' }),
      'X-GitHub-Request-Id': randomBytes(8).toString('hex').toUpperCase(),
      'X-GitHub-Media-Type': 'github.v3; format=json',
      ...(isEnterprise ? { 'X-GitHub-Enterprise-Version': '3.17.0' } : {}),
      'X-RateLimit-Limit': String(window.limit),
      'X-RateLimit-Remaining': String(window.remaining),
      'X-RateLimit-Used': String(window.used),
      'X-RateLimit-Reset': String(window.reset),
      'X-RateLimit-Resource': resource === 'free' ? 'core' : resource,
      'Cache-Control': viewer.user ? 'private, max-age=60, s-maxage=60' : 'public, max-age=60, s-maxage=60',
      Vary: 'Accept, Authorization, Cookie, X-GitHub-OTP',
      ...scopes,
      ...answer.headers,
    };
  }

  /** Turns an unchanged answer into a 304, which costs nothing. */
  function applyEtag(request: IncomingMessage, outcome: Outcome): void {
    const { answer } = outcome;
    const bytes = (request.method === 'GET' || request.method === 'HEAD') && answer.status === 200 ? toBytes(answer) : undefined;
    if (!bytes) {
      return;
    }
    const tag = `W/"${createHash('sha256').update(`${outcome.viewer.user?.login ?? ''}\n${answer.headers?.['Link'] ?? ''}\n`).update(bytes).digest('hex')}"`;
    const wanted = request.headers['if-none-match']?.split(',').map((text) => text.trim().replace(/^W\//, ''));
    if (wanted?.includes(tag.slice(2)) || wanted?.includes('*')) {
      outcome.etagHit = true;
      outcome.cost = 0;
      outcome.answer = { status: 304, headers: { ...answer.headers, ETag: tag } };
    } else {
      outcome.answer = { ...answer, headers: { ...answer.headers, ETag: tag } };
    }
  }

  function send(request: IncomingMessage, response: ServerResponse, outcome: Outcome, headers: Record<string, string>): void {
    const cut = outcome.faults.find((effect) => effect.kind === 'cut');
    const broken = outcome.faults.some((effect) => effect.kind === 'wrongJson');
    const whole = toBytes(outcome.answer);
    const bytes = broken && whole ? Buffer.concat([whole.subarray(0, Math.ceil(whole.length / 2)), Buffer.from('<<')]) : whole;
    response.writeHead(outcome.answer.status, bytes ? { ...headers, 'Content-Length': String(bytes.length) } : headers);
    if (cut && bytes) {
      response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
    } else if (request.method === 'HEAD') {
      response.end();
    } else {
      response.end(bytes);
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const web = `http://${request.headers.host ?? '127.0.0.1'}`;
    const { pathname, search, searchParams } = new URL(request.url ?? '/', web);
    const body = await readBody(request);
    const control = parts.control(request, pathname, body);
    if (control) {
      const bytes = toBytes(control);
      response.writeHead(control.status, { ...(bytes ? { 'Content-Type': 'application/json; charset=utf-8' } : {}), ...control.headers }).end(bytes);
      return;
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(204, PREFLIGHT).end();
      return;
    }
    const page = pages.answer(request, pathname, searchParams, body, web);
    if (page) {
      response.writeHead(page.status, { ...CORS, ...(page.body === undefined ? {} : { 'Content-Type': page.contentType ?? 'application/json; charset=utf-8' }), ...page.headers }).end(toBytes(page));
      return;
    }
    const isEnterprise = pathname.startsWith('/api/v3') || pathname === '/api/graphql';
    const isGraphql = (pathname === '/graphql' || pathname === '/api/graphql') && request.method === 'POST';
    const path = isGraphql ? '/graphql' : pathname.startsWith('/api/v3') ? pathname.slice('/api/v3'.length) || '/' : pathname;
    await answerApi(request, response, { path, search, searchParams, body, isGraphql, isEnterprise, urls: { web, api: isEnterprise ? `${web}/api/v3` : web } });
  }

  interface Target {
    readonly path: string;
    readonly search: string;
    readonly searchParams: URLSearchParams;
    readonly body: string;
    readonly isGraphql: boolean;
    readonly isEnterprise: boolean;
    readonly urls: Addresses;
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
    const method = request.method ?? 'GET';
    const outcome: Outcome = { answer: { status: 500 }, viewer: {}, resource: 'core', cost: 0, etagHit: false, faults: [] };
    const subject = { method, path: `${target.path}${target.search}`, ...accountOf(request), ...(target.isGraphql ? graphql.describe(target.body) : {}) };
    outcome.faults = faults.take(subject);
    const note = (status: number): void => {
      requests.push({ method, path: subject.path, status, account: outcome.viewer.user?.login, resource: outcome.resource, cost: outcome.cost, etagHit: outcome.etagHit, body: method === 'GET' ? undefined : readable(target.body), faults: outcome.faults.map(({ kind }) => kind) });
    };
    for (const effect of outcome.faults) {
      if (effect.kind === 'delay') {
        const gone = new AbortController();
        response.once('close', () => gone.abort());
        await wait(effect.milliseconds, undefined, { signal: gone.signal }).catch(() => undefined);
      } else if (effect.kind === 'cut' && effect.when === 'before') {
        note(0);
        response.destroy();
        return;
      }
    }
    let match: Match | undefined;
    try {
      match = target.isGraphql ? void (await answerGraphql(request, target.body, target.urls, outcome)) : await answerRest(request, target.path, target.searchParams, target.body, target.urls, outcome);
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      match = target.isGraphql ? undefined : router.match(method, target.path);
      outcome.answer = { status: error.status, body: error.body, headers: error.headers };
    }
    const touched = outcome.faults.some((effect) => effect.kind !== 'delay' && effect.kind !== 'vanish');
    if (!target.isGraphql && !touched) {
      parts.inspect?.(match, method, outcome.answer);
    }
    applyEtag(request, outcome);
    if (outcome.resource !== 'free' && outcome.cost > 0) {
      rates.spend(outcome.viewer, outcome.resource, outcome.cost);
    }
    note(outcome.answer.status);
    send(request, response, outcome, addStandardHeaders(outcome, target.isEnterprise));
  }

  function accountOf(request: IncomingMessage): { readonly account?: string } {
    const token = state.token(tokenOf(request.headers.authorization) ?? '');
    return token ? { account: token.account } : {};
  }

  return createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      const message = error instanceof ApiError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
      const status = error instanceof ApiError ? error.status : 500;
      requests.push({ method: request.method ?? '', path: request.url ?? '', status, account: undefined, resource: 'free', cost: 0, etagHit: false, body: message, faults: [] });
      if (!response.headersSent) {
        response.writeHead(status, { ...CORS, 'Content-Type': 'application/json; charset=utf-8' });
      }
      response.end(JSON.stringify({ message }));
    });
  });
}

/** A body for the log: JSON where it is that, the text otherwise. */
function readable(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return body === '' ? undefined : body;
  }
}

