import type { Viewer } from '../state/access.ts';
import type { RateResource, RateWindow } from './call.ts';

interface Bucket {
  limit: number;
  used: number;
  resetAt: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Requests an hour (search: a minute) by account, as GitHub's documentation of its limits gives them. */
const LIMITS: Readonly<Record<RateResource, { readonly limit: number; readonly window: number }>> = {
  core: { limit: 5000, window: HOUR },
  graphql: { limit: 5000, window: HOUR },
  search: { limit: 30, window: MINUTE },
  code_search: { limit: 10, window: MINUTE },
};

const ANONYMOUS_LIMIT = 60;

export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  #bucket(viewer: Viewer, resource: RateResource): Bucket {
    const key = `${viewer.user?.login ?? ''}\n${resource}`;
    const { limit, window } = LIMITS[resource];
    const now = this.#now();
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = { limit: viewer.user ? limit : resource === 'core' ? ANONYMOUS_LIMIT : limit, used: 0, resetAt: now + window };
      this.#buckets.set(key, bucket);
    } else if (bucket.resetAt <= now) {
      Object.assign(bucket, { limit: Math.max(bucket.limit, viewer.user ? limit : ANONYMOUS_LIMIT), used: 0, resetAt: now + window });
    }
    return bucket;
  }

  window(viewer: Viewer, resource: RateResource): RateWindow {
    const { limit, used, resetAt } = this.#bucket(viewer, resource);
    return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), reset: Math.ceil(resetAt / 1000) };
  }

  /** Whether there is nothing left to spend. */
  isSpent(viewer: Viewer, resource: RateResource): boolean {
    return this.window(viewer, resource).remaining === 0;
  }

  spend(viewer: Viewer, resource: RateResource, cost: number): void {
    this.#bucket(viewer, resource).used += cost;
  }

  /** Leaves an account so much of a resource, until the window ends in so many seconds. */
  leave(viewer: Viewer, resource: RateResource, remaining: number, resetSeconds: number): void {
    const bucket = this.#bucket(viewer, resource);
    bucket.used = bucket.limit - remaining;
    bucket.resetAt = this.#now() + resetSeconds * 1000;
  }

  /** Forgets what was spent. */
  reset(): void {
    this.#buckets.clear();
  }

  describe(viewer: Viewer): Readonly<Record<RateResource, RateWindow>> {
    return { core: this.window(viewer, 'core'), graphql: this.window(viewer, 'graphql'), search: this.window(viewer, 'search'), code_search: this.window(viewer, 'code_search') };
  }
}
