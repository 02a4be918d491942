import { describe, expect, test } from 'vitest';
import { goBack, goForward, goTo, readHistory, startHistory, toRef } from '../../../src/editor/entity/entityState';
import { refOfInspectUri, toInspectUri } from '../../../src/editor/entity/inspectUri';
import { nearRefs } from '../../../src/editor/entity/nearRefs';
import { graphOf } from '../../portal/catalog/entityPage/catalog';

describe('where a panel has been', () => {
  test('can be walked back and forward, until it goes elsewhere', () => {
    const there = goTo(goTo(startHistory('a'), 'b'), 'c');
    expect(there).toEqual({ ref: 'c', back: ['a', 'b'], forward: [] });
    const back = goBack(goBack(there));
    expect(back).toEqual({ ref: 'a', back: [], forward: ['b', 'c'] });
    expect(goBack(back)).toEqual(back);
    expect(goForward(back)).toEqual({ ref: 'b', back: ['a'], forward: ['c'] });
    expect(goForward(there)).toEqual(there);
    expect(goTo(back, 'd')).toEqual({ ref: 'd', back: ['a'], forward: [] });
    expect(goTo(back, 'a')).toBe(back);
  });

  test('is not remembered without end', () => {
    let history = startHistory('start');
    for (let index = 0; index < 200; index += 1) {
      history = goTo(history, `n${index}`);
    }
    expect(history.back).toHaveLength(50);
    expect(history.back.at(-1)).toBe('n198');
  });

  test('comes back from disk only as far as it makes sense', () => {
    expect(readHistory({ ref: 'component:default/a', back: ['api:x', 5, 'a/b:c:d', ''], forward: 'no', tab: 'graph' })).toMatchObject({ ref: 'component:default/a', forward: [] });
    expect(readHistory({ ref: 'component:default/a', back: ['api:x', 5] })?.back).toEqual(['api:default/x']);
    for (const state of [undefined, null, 'x', 5, {}, { ref: 5 }, { ref: '' }, { ref: ' ' }]) {
      expect(readHistory(state)).toBeUndefined();
    }
  });
});

test('a ref is understood as people write it', () => {
  expect(toRef('cart')).toBe('component:default/cart');
  expect(toRef('API:Shop/Cart')).toBe('api:shop/cart');
  expect(toRef({ id: 'x' })).toBeUndefined();
});

test('a document that shows an entity as stored is named by its ref', () => {
  const uri = toInspectUri('component:default/cart.yaml');
  expect(uri.path).toBe('/component/default/cart.yaml.yaml');
  expect(refOfInspectUri(uri)).toBe('component:default/cart.yaml');
});

describe('what may have been meant by a ref to nothing', () => {
  const graph = graphOf({ kind: 'Component', name: 'payments' }, { kind: 'Component', name: 'payment-api' }, { kind: 'Component', name: 'pigments' }, { kind: 'API', name: 'paiments' }, { kind: 'Component', name: 'quite-other' });

  test('is written alike, the nearest first, or has the same name elsewhere', () => {
    expect(nearRefs({ kind: 'component', namespace: 'default', name: 'paiments' }, graph)).toEqual(['component:default/payments', 'component:default/pigments', 'api:default/paiments']);
    expect(nearRefs({ kind: 'nothing', namespace: 'default', name: 'nothing' }, graph)).toEqual([]);
  });
});
