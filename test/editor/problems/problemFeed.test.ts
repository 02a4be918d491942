import { afterEach, expect, test, vi } from 'vitest';
import { Emitter } from '../../../src/portal/base/event';
import type { CatalogStatus, FileProblems } from '../../../src/portal/catalog/catalogService';
import type { CatalogChange } from '../../../src/portal/catalog/query';
import { entityOf, graphOf } from '../support/catalogData';
import { ManualClock, settled } from '../support/manualClock';

const entered = vi.hoisted(() => ({ views: 0 }));

vi.mock('vscode', () => {
  class Thing {
    dispose(): void {
      entered.views -= 1;
    }
  }
  class Event {
    event = () => ({ dispose: () => undefined });
    fire(): void {
      // Nobody draws here.
    }
    dispose(): void {
      // Nothing is held.
    }
  }
  return {
    EventEmitter: Event,
    ThemeIcon: class {},
    ThemeColor: class {},
    Range: class {},
    TreeItemCollapsibleState: {},
    DiagnosticSeverity: {},
    DiagnosticTag: {},
    CompletionItemKind: {},
    Disposable: { from: () => new Event() },
    env: { language: 'en' },
    commands: { registerCommand: () => new Event(), executeCommand: () => Promise.resolve() },
    window: {
      createTreeView: () => {
        entered.views += 1;
        return new Thing();
      },
    },
  };
});

const { registerProblems } = await import('../../../src/editor/problems/registerProblems');

afterEach(() => {
  entered.views = 0;
});

function start() {
  const statusChanged = new Emitter<CatalogStatus>();
  const problems: FileProblems[] = [{ uri: 'stagedoor-github:/https%2Bgithub.com/acme/two/main/catalog-info.yaml', problems: [{ code: 'catalog/duplicate', severity: 'error', message: 'component:default/cart is defined twice', ref: 'component:default/cart', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } }] }];
  let status: CatalogStatus = { loading: true, refreshing: false, sources: [{ id: 'github:https://github.com/acme', label: 'acme', readAt: 1 }] };
  const catalog = {
    graph: graphOf(entityOf('Component', 'cart', { spec: { owner: 'nobody' } })),
    problems,
    get status() {
      return status;
    },
    onDidChange: new Emitter<CatalogChange>().event,
    onDidChangeProblems: new Emitter<void>().event,
    onDidChangeStatus: statusChanged.event,
  };
  const clock = new ManualClock();
  const context = { workspaceState: { get: () => undefined, update: () => Promise.resolve() } };
  const quiet = (): void => undefined;
  // Of the context and the catalog no more is looked at.
  const services = { catalog, clock, context, log: { debug: quiet, info: quiet, warn: quiet, error: quiet } } as unknown as Parameters<typeof registerProblems>[0];
  const loaded = (): void => {
    status = { ...status, loading: false };
    statusChanged.fire(status);
  };
  return { feed: registerProblems(services), clock, loaded };
}

test('knows nothing and loads nothing before the catalog is painted', async () => {
  const { feed, clock } = start();
  await clock.pass(10_000);
  expect([entered.views, feed.problemsOf('component:default/cart')]).toEqual([0, []]);
});

test('then tells of entities whose problems are known: both ends of a conflict, and what is missing', async () => {
  const { feed, clock, loaded } = start();
  const told: string[] = [];
  feed.onDidChange(({ refs }) => told.push(...refs));
  loaded();
  expect(entered.views).toBe(0);
  await clock.pass(0);
  await vi.waitFor(() => expect(entered.views).toBe(1));
  await clock.pass(1_000);
  await settled();
  expect(told).toEqual(['component:default/cart']);
  expect(feed.problemsOf('component:default/cart').map(({ class: of }) => of)).toEqual(['conflict', 'conflict', 'dangling']);
  feed.dispose();
  await vi.waitFor(() => expect(entered.views).toBe(0));
});
