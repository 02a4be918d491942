import { pause } from '../../../base/pause';
import type { Action } from '../action';
import { number } from '../input';

const MAX_SECONDS = 600;

/** `roadiehq:utils:sleep`: pauses for seconds, ten minutes at most. */
export const sleep: Action = {
  id: 'roadiehq:utils:sleep',
  supportsDryRun: true,
  run: async ({ input, ports, signal, isDryRun }) => {
    if (!isDryRun) {
      await pause(ports.clock, Math.min(Math.max(number(input, 'amount') ?? 0, 0), MAX_SECONDS) * 1000, signal);
    }
  },
};
