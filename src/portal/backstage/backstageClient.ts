import { CatalogClient } from '@backstage/catalog-client';
import { throwIfCancelled } from '../base/cancellation';
import { isPortalError, messageOf, type PortalError } from '../base/errors';
import { pause } from '../base/pause';
import type { Clock } from '../ports/clock';
import type { Fetch } from '../ports/fetch';
import type { BackstageAddress } from './backstageAddress';
import { createBackstageFetch, noBackstage } from './backstageFetch';

/** How patient the client is, in ms; tests shorten it. */
export interface BackstageTiming {
  /** For one answer. */
  readonly timeout: number;
  /** The unit of the growing pauses before a retry. */
  readonly retry: number;
  /** A pause that Backstage asks for and that ends within this time is waited for; a longer one is the caller's affair. */
  readonly patience: number;
}

export const BACKSTAGE_TIMING: BackstageTiming = { timeout: 60_000, retry: 1000, patience: 10_000 };

export interface BackstageClientOptions {
  readonly address: BackstageAddress;
  readonly token: string | undefined;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timing: BackstageTiming;
}

export interface EntityPage {
  /** As they came: nothing of them is checked. */
  readonly items: readonly unknown[];
  /** How many there are on all pages, where Backstage says so. */
  readonly total: number | undefined;
}

export interface BackstageClient {
  /**
   * All entities the token may see, page by page, in the order of Backstage.
   * @param fields paths of what is wanted of each; all of it when left out
   */
  pages(fields: readonly string[], signal: AbortSignal): AsyncGenerator<EntityPage, undefined>;
  /** Entities by their refs, without those that are gone meanwhile. */
  byRefs(refs: readonly string[], signal: AbortSignal): AsyncGenerator<readonly unknown[], undefined>;
  /** Asks for one entity, to see whether the token is good. */
  check(signal: AbortSignal): Promise<void>;
}

const MOST = 500;
const FEWEST = 20;
/** A page of this size is parsed within a few milliseconds, so that nothing else waits for it. */
const PAGE_BYTES = 2 * 1024 * 1024;
const RETRIES = 3;
/** What may be different the next time. */
const PASSING = new Set(['offline', 'timeout', 'server', 'rate-limited']);

/** The catalog of a Backstage through its own client. Rejects with `PortalError` only. */
export function createBackstageClient(options: BackstageClientOptions): BackstageClient {
  const { address, clock, timing } = options;
  // API definitions stand in their entities, so pages of equal length are of very different size.
  let limit = MOST;

  /** @param run asks once, for so many entities at most */
  const attempt = async <T>(signal: AbortSignal, run: (client: CatalogClient, limit: number) => Promise<T>): Promise<T> => {
    let bytes = 0;
    const fetch = createBackstageFetch({ ...options, signal, timeout: timing.timeout, onAnswer: (size) => (bytes = size) });
    const client = new CatalogClient({ discoveryApi: { getBaseUrl: (plugin) => Promise.resolve(`${address.base}/api/${plugin}`) }, fetchApi: { fetch } });
    for (let retries = 0; ; retries++) {
      throwIfCancelled(signal);
      try {
        const asked = limit;
        const result = await run(client, asked);
        limit = Math.max(FEWEST, Math.min(MOST, asked * 2, Math.floor((asked * PAGE_BYTES) / Math.max(bytes, 1))));
        return result;
      } catch (error) {
        const failure = isPortalError(error) ? error : noBackstage(address, `with what cannot be read (${messageOf(error).slice(0, 100)})`);
        const wait = waitBefore(failure, retries, clock.now(), timing);
        if (wait === undefined) {
          throw failure;
        }
        if (failure.reason !== 'rate-limited') {
          limit = Math.max(FEWEST, Math.floor(limit / 2));
        }
        await pause(clock, wait, signal);
      }
    }
  };

  return {
    async *pages(fields, signal) {
      let cursor: string | undefined;
      do {
        const before = cursor;
        const { items, totalItems, pageInfo } = await attempt(signal, async (client, most) => {
          const request = { limit: most, ...(fields.length > 0 && { fields: [...fields] }) };
          return toPage(await client.queryEntities(before === undefined ? request : { ...request, cursor: before }), address);
        });
        yield { items, total: totalItems };
        cursor = pageInfo;
        if (cursor !== undefined && cursor === before) {
          throw noBackstage(address, 'with the same page again and again');
        }
      } while (cursor !== undefined);
      return undefined;
    },
    async *byRefs(refs, signal) {
      for (let at = 0; at < refs.length; ) {
        const { items, asked } = await attempt(signal, async (client, most) => {
          const wanted = refs.slice(at, at + most);
          return { items: toItems(await client.getEntitiesByRefs({ entityRefs: wanted }), address), asked: wanted.length };
        });
        at += asked;
        yield items.filter((item) => item !== null && item !== undefined);
      }
      return undefined;
    },
    async check(signal) {
      await attempt(signal, async (client) => toPage(await client.queryEntities({ limit: 1, fields: ['kind', 'metadata.name'] }), address));
    },
  };
}

/** @returns how long to wait before the next attempt, in ms; `undefined` where there is none */
function waitBefore({ reason, details: { retryAt } }: PortalError, retries: number, now: number, { retry, patience }: BackstageTiming): number | undefined {
  if (retries >= RETRIES || !PASSING.has(reason)) {
    return undefined;
  }
  const wait = retryAt === undefined ? retry * 2 ** retries : Math.max(0, retryAt - now);
  return wait <= patience ? wait : undefined;
}

/** The client passes on whatever came, whatever its types say. */
function toPage(answer: unknown, address: BackstageAddress): { readonly items: readonly unknown[]; readonly totalItems: number | undefined; readonly pageInfo: string | undefined } {
  const items = toItems(answer, address);
  const { totalItems, pageInfo }: { totalItems?: unknown; pageInfo?: unknown } = typeof answer === 'object' && answer !== null ? answer : {};
  if (typeof pageInfo !== 'object' || pageInfo === null) {
    throw noBackstage(address, 'without saying which page follows');
  }
  const next = 'nextCursor' in pageInfo ? pageInfo.nextCursor : undefined;
  return { items, totalItems: typeof totalItems === 'number' ? totalItems : undefined, pageInfo: typeof next === 'string' && next !== '' ? next : undefined };
}

function toItems(answer: unknown, address: BackstageAddress): readonly unknown[] {
  if (typeof answer !== 'object' || answer === null || !('items' in answer) || !Array.isArray(answer.items)) {
    throw noBackstage(address, 'with JSON that holds no entities');
  }
  return answer.items;
}
