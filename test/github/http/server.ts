import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { GraphQlService } from '../graphql/graphQlService.ts';
import { SERVER_VERSION } from '../rest/meta.ts';
import type { WebPages } from '../login/webPages.ts';
import type { Viewer } from '../state/access.ts';
import type { GitHubState } from '../state/gitHubState.ts';
import { ApiError, fail, notFound } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Addresses, Call, RateResource } from './call.ts';
import type { FaultEffect, Faults } from './faults.ts';
import type { RateLimits } from './rateLimits.ts';
import { parse, readBody, toBytes, toHeaders, toReadable, tokenOf } from './exchange.ts';
import { CORS, PREFLIGHT } from './cors.ts';
import type { RequestEntry } from './requestLog.ts';
import type { Match, Router } from './router.ts';
import { strike } from './strike.ts';

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
  /** Sees an error of this server itself, which it answers with 500. */
  readonly report: (message: string) => void;
}

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

/** Sends an answer piece by piece, as a slow line would. Ends when the other side hangs up. */
function drip(response: ServerResponse, bytes: Uint8Array, pieces: number, milliseconds: number): void {
  const size = Math.max(1, Math.ceil(bytes.length / Math.max(1, pieces)));
  const sendFrom = (start: number): void => {
    if (response.destroyed) {
      return;
    }
    if (start >= bytes.length) {
      response.end();
      return;
    }
    response.write(bytes.subarray(start, start + size));
    const timer = setTimeout(() => sendFrom(start + size), milliseconds);
    response.once('close', () => clearTimeout(timer));
  };
  sendFrom(0);
}

/** `/repositories/ID/…` is where GitHub sends those who ask for a repository by a former name. */
function toCurrentName(state: GitHubState, path: string): string {
  const match = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  const repository = match && state.repositories().find(({ id }) => id === Number(match[1]));
  return repository ? `/repos/${repository.owner}/${repository.name}${match[2] ?? ''}` : path;
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

  function strikeAt({ faults: effects, viewer, resource }: Outcome): void {
    strike(effects, { state, rates, viewer, resource, timeoutBody: () => graphql.timeoutBody() });
  }

  async function answerRest(request: IncomingMessage, path: string, query: URLSearchParams, body: string, urls: Addresses, outcome: Outcome): Promise<Match | undefined> {
    const method = request.method ?? 'GET';
    const match = router.match(method, path);
    outcome.resource = match?.route.rate ?? 'core';
    if (match?.route.scopes) {
      outcome.scopes = match.route.scopes;
    }
    outcome.viewer = viewerOf(request.headers.authorization);
    strikeAt(outcome);
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

  async function answerGraphql(request: IncomingMessage, body: string, urls: Addresses, outcome: Outcome): Promise<undefined> {
    outcome.resource = 'graphql';
    outcome.viewer = viewerOf(request.headers.authorization);
    if (!outcome.viewer.user) {
      throw fail(401, 'This endpoint requires you to be authenticated.');
    }
    strikeAt(outcome);
    const payload = parse(body);
    const partial = outcome.faults.filter((effect) => effect.kind === 'graphqlError');
    const result = await graphql.run({ payload, viewer: outcome.viewer, urls, rates, partial });
    outcome.cost = result.cost;
    outcome.answer = { status: 200, body: result.body };
    return undefined;
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
      ...(isEnterprise ? { 'X-GitHub-Enterprise-Version': SERVER_VERSION } : {}),
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
    const slow = outcome.faults.find((effect) => effect.kind === 'slow');
    const broken = outcome.faults.some((effect) => effect.kind === 'wrongJson');
    const whole = toBytes(outcome.answer);
    const bytes = broken && whole ? Buffer.concat([whole.subarray(0, Math.ceil(whole.length / 2)), Buffer.from('<<')]) : whole;
    response.writeHead(outcome.answer.status, bytes ? { ...headers, 'Content-Length': String(bytes.length) } : headers);
    if (cut && bytes) {
      response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
    } else if (request.method === 'HEAD') {
      response.end();
    } else if (slow && bytes) {
      drip(response, bytes, slow.pieces, slow.milliseconds);
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
    const below = isGraphql ? '/graphql' : pathname.startsWith('/api/v3') ? pathname.slice('/api/v3'.length) || '/' : pathname;
    const path = toCurrentName(state, below);
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
    const subject = { method, path: `${target.path}${target.search}`, ...accountOf(request), ...(target.isGraphql ? graphql.describe(target.body, target.isEnterprise) : {}) };
    outcome.faults = faults.take(subject);
    const note = (status: number): void => {
      requests.push({ method, path: subject.path, status, account: outcome.viewer.user?.login, resource: outcome.resource, cost: outcome.cost, etagHit: outcome.etagHit, body: method === 'GET' ? undefined : toReadable(target.body), faults: outcome.faults.map(({ kind }) => kind) });
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
      match = target.isGraphql ? await answerGraphql(request, target.body, target.urls, outcome) : await answerRest(request, target.path, target.searchParams, target.body, target.urls, outcome);
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      match = target.isGraphql ? undefined : router.match(method, target.path);
      outcome.answer = { status: error.status, body: error.body, headers: error.headers };
    }
    const touched = outcome.faults.some((effect) => effect.kind !== 'delay' && effect.kind !== 'slow' && effect.kind !== 'vanish');
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
      const isRefusal = error instanceof ApiError;
      const message = error instanceof Error ? error.message : String(error);
      if (!isRefusal) {
        parts.report(`${request.method ?? ''} ${request.url ?? ''}: ${error instanceof Error ? (error.stack ?? message) : message}`);
      }
      if (!response.headersSent) {
        response.writeHead(isRefusal ? error.status : 500, { ...CORS, 'Content-Type': 'application/json; charset=utf-8' });
      }
      response.end(JSON.stringify({ message }));
    });
  });
}
