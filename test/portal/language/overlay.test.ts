import { afterEach, describe, expect, test } from 'vitest';
import { Slices } from '../../../src/portal/base/pause';
import type { CatalogService } from '../../../src/portal/catalog/catalogService';
import { createCatalogService } from '../../../src/portal/catalog/createCatalogService';
import { createLanguageService } from '../../../src/portal/language/languageService';
import type { Clock } from '../../../src/portal/ports/clock';
import { component, MemoryFileSource, MemorySnapshotStore } from '../catalog/memory';
import { CountingClock } from '../countingClock';
import { MemoryLog } from '../github/fakeGitHub';
import { quickClock } from '../github/onLocalGitHub';
import { diagnose } from './testCatalog';

const SHOP = 'file:///work/shop/catalog-info.yaml';
const CART = 'file:///work/cart/catalog-info.yaml';
const GROUP = 'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: team-a\nspec:\n  type: team\n  children: []\n';
const catalogs: CatalogService[] = [];

afterEach(() => catalogs.splice(0).forEach((catalog) => catalog.dispose()));

async function open(files: Readonly<Record<string, string>>, clock: Clock = quickClock) {
  const catalog = createCatalogService({
    clock,
    log: new MemoryLog(),
    files: new MemoryFileSource(files),
    snapshots: new MemorySnapshotStore(),
    version: '1',
    folders: () => Promise.resolve([{ uri: 'file:///work' }]),
    configuration: () => Promise.resolve({ sources: [] }),
  });
  catalogs.push(catalog);
  await catalog.load();
  await catalog.refresh('start');
  return { catalog, service: createLanguageService({ catalog, locationOf: () => undefined }) };
}

describe('what an unsaved editor holds counts for the references of other files', () => {
  const cart = component('cart', { owner: 'team-a' }) + '  dependsOn:\n    - component:shop\n';

  test.each([
    ['renamed', component('store')],
    ['removed', '# nothing\n'],
    ['of another namespace', component('shop').replace('  name:', '  namespace: other\n  name:')],
  ])('an entity that is %s is no more, and is there again when the editor is closed', async (_what, text) => {
    const { catalog, service } = await open({ [SHOP]: `${component('shop')}---\n${GROUP}`, [CART]: cart });
    const codes = () => diagnose(service, { uri: CART, version: 1, text: cart }).map(({ code, message }) => `${code} ${/component:\S+\/\w+/.exec(message)?.[0]}`);
    const changed = () =>
      new Promise<void>((resolve) => {
        const subscription = catalog.onDidChange(() => {
          subscription.dispose();
          resolve();
        });
      });
    expect(codes()).toEqual([]);
    let change = changed();
    catalog.overlay(SHOP, `${text}---\n${GROUP}`);
    await change;
    expect(codes()).toEqual(['reference/dangling component:default/shop']);
    change = changed();
    catalog.overlay(SHOP, undefined);
    await change;
    expect(codes()).toEqual([]);
  });
});

describe('a file of 5,000 lines gives way to others', () => {
  const text = `${Array.from({ length: 250 }, (_, index) => `${component(`service-${index}`)}${'  dependsOn:\n'}${'    - component:none\n'.repeat(10)}`).join('---\n')}`;

  test('while the catalog reads it', async () => {
    expect(text.split('\n').length).toBeGreaterThanOrEqual(5000);
    const clock = new CountingClock();
    const { catalog } = await open({ [SHOP]: text }, clock);
    expect(catalog.graph.size).toBe(250);
    // The clock lets twelve documents pass in a slice, in parsing and again in checking.
    expect(clock.pauses).toBeGreaterThan(2 * (250 / 12) - 2);
  });

  test('while it is checked for the first time, and stops when nobody wants to know any more', async () => {
    const { service } = await open({});
    const clock = new CountingClock();
    const found = await service.diagnose({ uri: SHOP, version: 1, text }, new Slices(clock), new AbortController().signal);
    expect(found).toEqual(diagnose(service, { uri: SHOP, version: 2, text }));
    expect(clock.pauses).toBeGreaterThan(4 * (250 / 12) - 4);
    const stop = new AbortController();
    const stale = service.diagnose({ uri: SHOP, version: 3, text: text.replaceAll('production', 'experimental') }, new Slices(new CountingClock(), stop.signal), stop.signal);
    stop.abort();
    await expect(stale).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
