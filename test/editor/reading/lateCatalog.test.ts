import { describe, expect, test, vi } from 'vitest';
import { LateCatalog } from '../../../src/editor/reading/lateCatalog';
import { Emitter } from '../../../src/portal/base/event';
import type { CatalogService, CatalogStatus } from '../../../src/portal/catalog/catalogService';
import type { CatalogChange, CatalogQuery } from '../../../src/portal/catalog/query';

const GRAPH: CatalogQuery = { size: 3, get: () => undefined, kinds: () => ['Component'], byKind: () => [], all: () => [], relations: () => [] };
const CHANGE: CatalogChange = { added: ['component:default/shop'], changed: [], removed: [] };
const READY: CatalogStatus = { loading: false, refreshing: false, sources: [{ id: 'workspace', label: 'Workspace' }] };

/** A catalog that says what is done to it. */
function createInner() {
  const changed = new Emitter<CatalogChange>();
  const problemsChanged = new Emitter<void>();
  const statusChanged = new Emitter<CatalogStatus>();
  const service = {
    graph: GRAPH,
    status: READY,
    problems: [{ uri: 'file:///a.yaml', problems: [] }],
    unregistered: [],
    mine: ['user:default/kim'],
    checkouts: new Map([['acme/shop', 'file:///shop']]),
    onDidChange: changed.event,
    onDidChangeProblems: problemsChanged.event,
    onDidChangeStatus: statusChanged.event,
    load: vi.fn(() => Promise.resolve()),
    refresh: vi.fn(() => Promise.resolve()),
    overlay: vi.fn(),
    dispose: vi.fn(),
  } satisfies CatalogService;
  return { service, changed, problemsChanged, statusChanged };
}

const log = { error: vi.fn() };

describe('the catalog before its room is there', () => {
  test('is empty and loading, and enters the room only when it is asked to read', async () => {
    const { service } = createInner();
    const enter = vi.fn(() => Promise.resolve(service));
    const late = new LateCatalog(enter, log);
    expect(late.status).toEqual({ loading: true, refreshing: false, sources: [] });
    expect([late.graph.size, [...late.graph.all()], late.graph.get('component:default/shop'), late.graph.relations('component:default/shop')]).toEqual([0, [], undefined, []]);
    expect([late.problems, late.unregistered, late.mine, late.checkouts.size]).toEqual([[], [], [], 0]);
    expect(enter).not.toHaveBeenCalled();
    await late.load();
    expect(service.load).toHaveBeenCalledOnce();
    expect([late.graph, late.status, late.problems, late.mine, late.checkouts]).toEqual([GRAPH, READY, service.problems, service.mine, service.checkouts]);
  });

  test('hands on what the catalog tells, once each, to those who listened from the start', async () => {
    const { service, changed, problemsChanged, statusChanged } = createInner();
    const late = new LateCatalog(() => Promise.resolve(service), log);
    const heard: unknown[] = [];
    late.onDidChange((change) => heard.push(change));
    late.onDidChangeProblems(() => heard.push('problems'));
    late.onDidChangeStatus((status) => heard.push(status));
    await Promise.all([late.load(), late.refresh('manual')]);
    changed.fire(CHANGE);
    problemsChanged.fire();
    statusChanged.fire(READY);
    expect(heard).toEqual([CHANGE, 'problems', READY]);
  });

  test('forwards a refresh with its reason and its end, also where nothing was loaded', async () => {
    const { service } = createInner();
    const late = new LateCatalog(() => Promise.resolve(service), log);
    const { signal } = new AbortController();
    await late.refresh('manual', signal);
    expect(service.refresh).toHaveBeenCalledWith('manual', signal);
    expect(service.load).not.toHaveBeenCalled();
  });

  test('keeps the newest text of each unsaved editor until the catalog is there', async () => {
    const { service } = createInner();
    const late = new LateCatalog(() => Promise.resolve(service), log);
    late.overlay('file:///a.yaml', 'one');
    late.overlay('file:///a.yaml', 'two');
    late.overlay('file:///b.yaml', 'three');
    late.overlay('file:///b.yaml', undefined);
    await late.load();
    late.overlay('file:///c.yaml', 'four');
    expect(service.overlay.mock.calls).toEqual([['file:///a.yaml', 'two'], ['file:///b.yaml', undefined], ['file:///c.yaml', 'four']]);
  });

  test('waits no longer where the room cannot be loaded, and tries again when asked again', async () => {
    const { service } = createInner();
    const enter = vi.fn<() => Promise<CatalogService>>().mockRejectedValueOnce(new Error('no network')).mockResolvedValue(service);
    const late = new LateCatalog(enter, log);
    const heard: boolean[] = [];
    late.onDidChangeStatus(({ loading }) => heard.push(loading));
    await expect(late.load()).rejects.toThrow('no network');
    expect([heard, late.status.loading]).toEqual([[false], false]);
    await late.refresh('start');
    expect(late.graph).toBe(GRAPH);
  });

  test('a listener that throws keeps nobody from hearing', async () => {
    const { service, changed } = createInner();
    const late = new LateCatalog(() => Promise.resolve(service), log);
    const heard: CatalogChange[] = [];
    late.onDidChange(() => {
      throw new Error('broken');
    });
    late.onDidChange((change) => heard.push(change));
    await late.load();
    changed.fire(CHANGE);
    expect(heard).toEqual([CHANGE]);
    expect(log.error).toHaveBeenCalledOnce();
  });

  test('says nothing more once disposed, and leaves the catalog to who made it', async () => {
    const { service, changed } = createInner();
    const late = new LateCatalog(() => Promise.resolve(service), log);
    const heard: CatalogChange[] = [];
    late.onDidChange((change) => heard.push(change));
    await late.load();
    late.dispose();
    changed.fire(CHANGE);
    expect(heard).toEqual([]);
    expect(service.dispose).not.toHaveBeenCalled();
  });
});
