import { describe, expect, it, vi } from 'vitest';
import { Emitter } from '../../../src/portal/base/event';
import type { CatalogService, CatalogStatus, RefreshReason } from '../../../src/portal/catalog/catalogService';

const editor = vi.hoisted((): { settings: Record<string, unknown>; events: Record<string, (event: unknown) => void> } => ({ settings: {}, events: {} }));

vi.mock('vscode', () => {
  const event = (name: string) => (listener: (event: unknown) => void) => {
    const before = editor.events[name];
    editor.events[name] = (value) => {
      before?.(value);
      listener(value);
    };
    return { dispose: () => undefined };
  };
  return {
    workspace: {
      getConfiguration: () => ({ get: (key: string) => editor.settings[key] }),
      onDidChangeConfiguration: event('configuration'),
      onDidChangeWorkspaceFolders: event('folders'),
      onDidGrantWorkspaceTrust: event('trust'),
    },
    window: { onDidChangeWindowState: event('window') },
  };
});

const { registerRefreshing } = await import('../../../src/editor/commands/registerRefreshing');
const { RefreshRunner } = await import('../../../src/editor/commands/refreshRunner');
const { FOCUS_PAUSE_MS } = await import('../../../src/editor/commands/refreshSchedule');
const { ManualClock } = await import('../support/manualClock');

const MINUTE = 60_000;

function start(interval: number) {
  editor.settings = { 'catalog.refreshInterval': interval };
  editor.events = {};
  const clock = new ManualClock();
  const reasons: RefreshReason[] = [];
  const status: CatalogStatus = { loading: false, refreshing: false, sources: [] };
  const catalog = {
    status,
    load: () => Promise.resolve(),
    onDidChangeStatus: new Emitter<CatalogStatus>().event,
    refresh: (reason: RefreshReason) => {
      reasons.push(reason);
      return Promise.resolve();
    },
  } as unknown as CatalogService; // The part of it that refreshing knows.
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const tokens = { onDidChange: new Emitter<string>().event, get: () => Promise.resolve(undefined) };
  const services = { catalog, clock, log, tokens } as unknown as Parameters<typeof registerRefreshing>[0];
  const registered = registerRefreshing(services, new RefreshRunner({ catalog, clock, log }));
  return { clock, reasons, registered };
}

describe('registerRefreshing', () => {
  it('reads at the start, then at each interval of the setting', async () => {
    const { clock, reasons } = start(5);
    expect(reasons).toEqual([]);
    await clock.pass(0);
    expect(reasons).toEqual(['start']);
    await clock.pass(5 * MINUTE - 1);
    expect(reasons).toHaveLength(1);
    await clock.pass(1);
    await clock.pass(5 * MINUTE);
    expect(reasons).toEqual(['start', 'schedule', 'schedule']);
  });

  it('takes a new interval at once', async () => {
    const { clock, reasons } = start(0);
    await clock.pass(0);
    await clock.pass(100 * MINUTE);
    expect(reasons).toEqual(['start']);
    editor.settings = { 'catalog.refreshInterval': 1 };
    editor.events.configuration?.({ affectsConfiguration: (section: string) => section === 'stagedoor.catalog.refreshInterval' });
    await clock.pass(MINUTE);
    expect(reasons).toEqual(['start', 'schedule']);
  });

  it('reads when the window gets the focus, and not when it loses it', async () => {
    const { clock, reasons } = start(0);
    await clock.pass(0);
    await clock.pass(FOCUS_PAUSE_MS);
    editor.events.window?.({ focused: false });
    expect(reasons).toEqual(['start']);
    editor.events.window?.({ focused: true });
    expect(reasons).toEqual(['start', 'focus']);
  });

  it('is silent once it is disposed', async () => {
    const { clock, reasons, registered } = start(1);
    await clock.pass(0);
    registered.dispose();
    await clock.pass(10 * MINUTE);
    expect(reasons).toEqual(['start']);
  });
});
