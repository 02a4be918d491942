import type { JsonObject } from '../json.ts';
import type { Viewer } from '../state/access.ts';
import type { GitHubState } from '../state/gitHubState.ts';
import { ApiError, fail } from './answer.ts';
import type { RateResource } from './call.ts';
import type { FaultEffect } from './faults.ts';
import type { RateLimits } from './rateLimits.ts';

export interface StrikeTarget {
  readonly state: GitHubState;
  readonly rates: RateLimits;
  readonly viewer: Viewer;
  readonly resource: RateResource | 'free';
  /** What GraphQL answers when it ran out of time. */
  readonly timeoutBody: () => JsonObject;
}

/** Lets faults strike that change what is known or answer in place of the handler; those throw an `ApiError`. */
export function strike(effects: readonly FaultEffect[], { state, rates, viewer, resource, timeoutBody }: StrikeTarget): void {
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
        throw new ApiError(effect.status ?? 502, timeoutBody());
      case 'delay':
      case 'slow':
      case 'cut':
      case 'wrongJson':
      case 'graphqlError':
        break;
    }
  }
}
