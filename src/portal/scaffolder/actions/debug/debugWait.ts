import { pause } from '../../../base/pause';
import { PortalError } from '../../../base/errors';
import type { Action } from '../action';
import { number } from '../input';

const MAX_WAIT = 600_000;

/** `debug:wait`: pauses, ten minutes at most. */
export const debugWait: Action = {
  id: 'debug:wait',
  supportsDryRun: false,
  run: async ({ input, ports, signal, log }) => {
    const asked = (number(input, 'minutes') ?? 0) * 60_000 + (number(input, 'seconds') ?? 0) * 1000 + (number(input, 'milliseconds') ?? 0);
    if (asked > MAX_WAIT) {
      throw new PortalError('invalid', `Waiting duration is longer than the maximum threshold of 0 hours, 10 minutes, 0 seconds`);
    }
    log(`Waiting for ${asked} ms`);
    await pause(ports.clock, asked, signal);
  },
};
