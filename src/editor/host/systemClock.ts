import { toDisposable } from '../../portal/base/disposable';
import type { Clock } from '../../portal/ports/clock';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return toDisposable(() => clearTimeout(timer));
  },
};
