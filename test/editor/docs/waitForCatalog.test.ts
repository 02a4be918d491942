import { describe, expect, it } from 'vitest';
import { waitForCatalog, type CatalogInTime } from '../../../src/editor/docs/waitForCatalog';
import { Emitter } from '../../../src/portal/base/event';
import type { CatalogStatus } from '../../../src/portal/catalog/catalogService';
import type { CatalogChange } from '../../../src/portal/catalog/query';

function open(first: Partial<CatalogStatus>) {
  const changed = new Emitter<CatalogChange>();
  const statusChanged = new Emitter<CatalogStatus>();
  const turns: (() => void)[] = [];
  let status: CatalogStatus = { loading: false, refreshing: false, sources: [], ...first };
  const catalog: CatalogInTime['catalog'] = {
    get status() {
      return status;
    },
    onDidChange: changed.event,
    onDidChangeStatus: statusChanged.event,
  };
  const clock = {
    now: () => 0,
    after: (_ms: number, run: () => void) => {
      turns.push(run);
      return { dispose: () => void turns.splice(turns.indexOf(run), 1) };
    },
  };
  let there = false;
  let resolved = false;
  const controller = new AbortController();
  const done = waitForCatalog({ catalog, clock }, () => there, controller.signal).then(() => {
    resolved = true;
  });
  const setStatus = (next: Partial<CatalogStatus>): void => {
    status = { ...status, ...next };
    statusChanged.fire(status);
  };
  const appear = (): void => {
    there = true;
    changed.fire({ added: [], changed: [], removed: [] });
  };
  return { done, controller, setStatus, appear, turn: () => turns.splice(0).forEach((run) => run()), isResolved: () => resolved };
}

describe('waiting for the catalog', () => {
  it('ends as soon as what is asked for turns up', async () => {
    const at = open({ loading: true });
    at.appear();
    await at.done;
  });

  it('outlasts the moment between loading and the first reading', async () => {
    const at = open({ loading: true });
    at.setStatus({ loading: false });
    at.setStatus({ refreshing: true });
    at.turn();
    await Promise.resolve();
    expect(at.isResolved()).toBe(false);
    at.setStatus({ refreshing: false });
    at.turn();
    await at.done;
  });

  it('does not begin where nothing is under way', async () => {
    const at = open({});
    at.turn();
    await at.done;
  });

  it('ends when nobody waits any more', async () => {
    const at = open({ refreshing: true });
    at.controller.abort();
    await at.done;
  });
});
