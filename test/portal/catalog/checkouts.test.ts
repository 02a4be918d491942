import { describe, expect, test } from 'vitest';
import type { CatalogStatus } from '../../../src/portal/catalog/catalogService';
import { checkoutOf, isCheckout } from '../../../src/portal/catalog/checkouts';
import { graphOf, need, onGitHub } from './entityPage/catalog';

const FOLDER = 'file:///home/ada/cart';
const local = graphOf({ kind: 'Component', name: 'cart', origin: onGitHub('Cart', 'catalog-info.yaml', { uri: `${FOLDER}/catalog-info.yaml`, source: 'workspace' }) });
const remote = graphOf({ kind: 'Component', name: 'cart', origin: onGitHub('Cart', 'catalog-info.yaml') });
const status = (...ids: string[]): CatalogStatus => ({ loading: false, refreshing: false, sources: ids.map((id) => ({ id, label: id })) });
const checkouts = new Map([['github.com/acme/cart', FOLDER]]);

describe('a folder in the place of a repository', () => {
  const of = (graph: typeof local, ...sources: string[]): string | undefined => checkoutOf(need(graph, 'component:default/cart'), { checkouts, status: status(...sources) });

  test('is told of entities in it, where the organization is read from GitHub', () => {
    expect(of(local, 'workspace', 'github:https://github.com/Acme')).toBe(FOLDER);
    expect(of(local, 'github:https://github.com/acme#1f2e')).toBe(FOLDER);
    expect(of(local, 'workspace', 'github:https://github.com/acme-two', 'github:https://ghe.example.com/acme')).toBeUndefined();
  });

  test('is not told of what comes from GitHub, or of a folder that hides nothing', () => {
    expect(of(remote, 'github:https://github.com/acme')).toBeUndefined();
    expect(checkoutOf(need(local, 'component:default/cart'), { checkouts: new Map(), status: status('github:https://github.com/acme') })).toBeUndefined();
    expect([FOLDER, 'file:///home/ada/other'].map((folder) => isCheckout(folder, { checkouts, status: status('github:https://github.com/acme') }))).toEqual([true, false]);
  });
});
