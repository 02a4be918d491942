import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An entity as a Backstage answers it: stitched, with what it keeps for itself. */
export interface StitchedEntity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid?: string; readonly etag?: string; readonly annotations?: Readonly<Record<string, string>>; readonly [key: string]: unknown };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly relations?: readonly { readonly type: string; readonly targetRef: string }[];
  readonly status?: { readonly items: readonly { readonly type: string; readonly level: string; readonly message: string }[] };
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Answers in the place of the catalog. @returns whether it did */
export type Fault = (seen: Seen, response: ServerResponse) => boolean;

/**
 * A Backstage catalog on the loopback interface: the part of its API that reads entities, paged as the real one pages. That its
 * answers have the shape of the real one's is held by `realBackstage.test.ts`.
 */
export class LocalBackstage {
  entities: StitchedEntity[];
  /** Who gives none of these is refused; nobody is where it is left out. */
  tokens: readonly string[] | undefined;
  /** Asked before each answer. */
  fault: Fault | undefined;
  readonly seen: Seen[] = [];
  readonly url: string;
  readonly #server: ReturnType<typeof createServer>;

  private constructor(server: ReturnType<typeof createServer>, entities: readonly StitchedEntity[]) {
    this.#server = server;
    this.entities = [...entities];
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(entities: readonly StitchedEntity[] = []): Promise<LocalBackstage> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const local = new LocalBackstage(server, entities);
    server.on('request', (request, response) => void local.#answer(request, response));
    return local;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    let body = '';
    for await (const chunk of request) {
      body += String(chunk);
    }
    const seen: Seen = { method: request.method ?? '', path: url.pathname, query: url.searchParams, authorization: request.headers.authorization, body };
    this.seen.push(seen);
    if (this.fault?.(seen, response)) {
      return;
    }
    if (this.tokens && !this.tokens.some((token) => seen.authorization === `Bearer ${token}`)) {
      sendError(response, 401, 'AuthenticationError', 'Missing or illegal credentials');
    } else if (seen.method === 'GET' && url.pathname === '/api/catalog/entities/by-query') {
      this.#query(url.searchParams, response);
    } else if (seen.method === 'POST' && url.pathname === '/api/catalog/entities/by-refs') {
      const { entityRefs } = JSON.parse(body) as { entityRefs: readonly string[] };
      const byRef = new Map(this.entities.map((entity) => [refOf(entity), entity]));
      sendJson(response, { items: entityRefs.map((ref) => byRef.get(ref.toLowerCase()) ?? null) });
    } else {
      sendError(response, 404, 'NotFoundError', `No handler for ${seen.path}`);
    }
  }

  #query(query: URLSearchParams, response: ServerResponse): void {
    const limit = Number(query.get('limit') ?? 20);
    const cursor = query.get('cursor');
    const state = cursor === null ? { at: 0 } : (JSON.parse(Buffer.from(cursor, 'base64').toString()) as { at: number });
    const fields = (query.get('fields') ?? '').split(',').filter(Boolean);
    const all = this.entities;
    const items = all.slice(state.at, state.at + limit).map((entity) => (fields.length > 0 ? pick(entity, fields) : entity));
    const next = state.at + limit;
    const toCursor = (at: number): string => Buffer.from(JSON.stringify({ orderFields: [], isPrevious: at < state.at, at, totalItems: all.length })).toString('base64');
    sendJson(response, {
      items,
      totalItems: all.length,
      pageInfo: { ...(next < all.length && { nextCursor: toCursor(next) }), ...(state.at > 0 && { prevCursor: toCursor(Math.max(0, state.at - limit)) }) },
    });
  }
}

export function sendJson(response: ServerResponse, body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body));
}

/** As Backstage's error middleware answers. */
export function sendError(response: ServerResponse, status: number, name: string, message: string, headers: Readonly<Record<string, string>> = {}): void {
  sendJson(response, { error: { name, message }, request: { method: 'GET', url: '/entities/by-query' }, response: { statusCode: status } }, status, headers);
}

export function refOf({ kind, metadata: { namespace = 'default', name } }: StitchedEntity): string {
  return `${kind}:${namespace}/${name}`.toLowerCase();
}

/** Keeps paths of a value, as `fields` does. */
function pick(value: object, paths: readonly string[]): object {
  const kept: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const below = paths.flatMap((path) => (path.startsWith(`${key}.`) ? [path.slice(key.length + 1)] : []));
    if (paths.includes(key)) {
      kept[key] = inner;
    } else if (below.length > 0 && typeof inner === 'object' && inner !== null) {
      kept[key] = pick(inner, below);
    }
  }
  return kept;
}
