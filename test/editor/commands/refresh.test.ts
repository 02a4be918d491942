import { describe, expect, it } from 'vitest';
import { RefreshRunner } from '../../../src/editor/commands/refreshRunner';
import { FOCUS_PAUSE_MS, RefreshSchedule } from '../../../src/editor/commands/refreshSchedule';
import { PortalError } from '../../../src/portal/base/errors';
import type { CatalogStatus, RefreshReason } from '../../../src/portal/catalog/catalogService';
import type { Log } from '../../../src/portal/ports/log';
import { ManualClock, settled } from '../support/manualClock';

function createRunner() {
  const calls: { readonly reason: RefreshReason; readonly signal: AbortSignal | undefined; readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const errors: unknown[] = [];
  const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (message) => errors.push(message) };
  const refresh = (reason: RefreshReason, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      calls.push({ reason, signal, end: resolve, fail: reject });
      signal?.addEventListener('abort', () => reject(new PortalError('cancelled', 'Cancelled')));
    });
  const clock = new ManualClock();
  return { runner: new RefreshRunner({ catalog: { refresh }, clock, log }), calls, errors, clock };
}

describe('RefreshRunner', () => {
  it('runs one at a time and joins', async () => {
    const { runner, calls } = createRunner();
    const first = runner.run('start');
    expect(runner.run('focus')).toBe(first);
    calls[0]?.end();
    await first;
    expect(calls.map(({ reason }) => reason)).toEqual(['start']);
    expect(runner.running).toBeUndefined();
  });

  it('reads again where what is to be read changed meanwhile', async () => {
    const { runner, calls } = createRunner();
    const first = runner.run('start');
    void runner.run('configuration');
    // What is under way may take minutes, and with another account it is in vain.
    expect(calls[0]?.signal?.aborted).toBe(true);
    await settled();
    expect(calls.map(({ reason }) => reason)).toEqual(['start', 'configuration']);
    calls[1]?.end();
    await first;
  });

  it('reads once more for a user who asks while it is read by itself', async () => {
    const { runner, calls } = createRunner();
    const first = runner.run('start');
    expect([runner.run('manual'), runner.run('manual')]).toEqual([first, first]);
    expect(calls[0]?.signal?.aborted).toBe(false);
    calls[0]?.end();
    await settled();
    expect(calls.map(({ reason }) => reason)).toEqual(['start', 'manual']);
    // What the user has asked for is under way.
    void runner.run('manual');
    // Settings that change then do not take it away.
    void runner.run('configuration');
    await settled();
    calls[2]?.end();
    await first;
    expect(calls.map(({ reason }) => reason)).toEqual(['start', 'manual', 'configuration']);
  });

  it('can be ended, and is quiet about it', async () => {
    const { runner, calls, errors } = createRunner();
    const running = runner.run('manual');
    runner.cancel();
    await running;
    expect([calls[0]?.signal?.aborted, errors]).toEqual([true, []]);
    expect(runner.run('manual')).toBe(runner.running);
  });

  it('logs what should never happen, and goes on', async () => {
    const { runner, calls, errors } = createRunner();
    const running = runner.run('manual');
    calls[0]?.fail(new Error('broken'));
    await running;
    expect(errors).toHaveLength(1);
  });
});

describe('RefreshSchedule', () => {
  const status = (retryAt?: number): CatalogStatus => ({
    loading: false,
    refreshing: false,
    sources: retryAt === undefined ? [] : [{ id: 'github:https://github.com/acme', label: 'acme', error: new PortalError('rate-limited', 'x', { retryAt }) }],
  });
  function createSchedule(interval: number) {
    const clock = new ManualClock();
    const reasons: RefreshReason[] = [];
    const settings = { interval };
    let endedAt = clock.now();
    const schedule = new RefreshSchedule({
      clock,
      interval: () => settings.interval,
      endedAt: () => endedAt,
      refresh: async (reason) => {
        reasons.push(reason);
        endedAt = clock.now();
        await Promise.resolve();
      },
    });
    return { clock, reasons, schedule, settings };
  }

  it('reads again by the clock, and not at all at 0', async () => {
    const { clock, reasons } = createSchedule(60_000);
    await clock.pass(185_000);
    expect(reasons).toEqual(['schedule', 'schedule', 'schedule']);
    const never = createSchedule(0);
    await never.clock.pass(1e9);
    expect(never.reasons).toEqual([]);
  });

  it('follows the setting', async () => {
    const { clock, reasons, schedule, settings } = createSchedule(600_000);
    settings.interval = 1_000;
    schedule.restart();
    await clock.pass(1_000);
    expect(reasons).toEqual(['schedule']);
  });

  it('reads when the window gets the focus, but not each time', async () => {
    const { clock, reasons, schedule } = createSchedule(600_000);
    schedule.noteFocus();
    expect(reasons).toEqual([]);
    await clock.pass(FOCUS_PAUSE_MS);
    schedule.noteFocus();
    schedule.noteFocus();
    await settled();
    expect(reasons).toEqual(['focus']);
  });

  it('goes on when a rate limit ends, once', async () => {
    const { clock, reasons, schedule } = createSchedule(0);
    const at = clock.now() + 90_000;
    schedule.noteStatus(status(at));
    schedule.noteStatus(status(at));
    await clock.pass(90_000);
    expect(reasons).toEqual([]);
    await clock.pass(1_000);
    expect(reasons).toEqual(['schedule']);
    schedule.noteStatus(status(at + 500_000));
    schedule.noteStatus(status());
    await clock.pass(1e6);
    expect(reasons).toEqual(['schedule']);
  });

  it('leaves no timer behind', async () => {
    const { clock, schedule } = createSchedule(60_000);
    schedule.noteStatus(status(clock.now() + 5_000));
    schedule.dispose();
    await settled();
    expect(clock.waiting).toBe(0);
  });
});
