import type { Clock } from '../portal/ports/clock';
import type { SnapshotStore } from '../portal/ports/snapshotStore';

export const nodeClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** Nothing outlives a run in a terminal. */
export const noSnapshots: SnapshotStore = {
  read: () => Promise.resolve(undefined),
  replace: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  list: () => Promise.resolve([]),
  writtenAt: () => Promise.resolve(undefined),
};
