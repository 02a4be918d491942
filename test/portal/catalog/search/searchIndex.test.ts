import { describe, expect, test } from 'vitest';
import { finish } from '../../../../src/portal/base/steps';
import { toRecord } from '../../../../src/portal/catalog/catalogRecord';
import { parseSearch } from '../../../../src/portal/catalog/search/parseSearch';
import type { SearchStates } from '../../../../src/portal/catalog/search/searchFilter';
import { SearchIndex } from '../../../../src/portal/catalog/search/searchIndex';
import { graphOf, record } from './entities';

const nobody: SearchStates = { mine: [], isStarred: () => false, isBroken: () => false };

function search(records: readonly ReturnType<typeof record>[], line: string, states = nobody, limit = 20): string[] {
  return finish(SearchIndex.of(graphOf(records))).search(parseSearch(line), states, limit).found.map(({ ref }) => ref.replace('default/', '').replace('component:', ''));
}

describe('ranking', () => {
  test('goes from the exact name over its start, a word in it and letters in order', () => {
    const records = ['spayx', 'plasma-relay', 'payment', 'pay', 'legacy-pay', 'unrelated'].map((name) => record(name));
    expect(search(records, 'pay')).toEqual(['pay', 'payment', 'legacy-pay', 'spayx', 'plasma-relay']);
  });

  test('puts a name over a title, a title over tag, owner and description', () => {
    const records = [
      record('a', { description: 'Does orders' }),
      record('b', { owner: 'orders' }),
      record('c', { tags: ['orders'] }),
      record('d', { title: 'Orders' }),
      record('orders'),
    ];
    expect(search(records, 'orders')).toEqual(['orders', 'd', 'c', 'b', 'a']);
  });

  test('knows the words of a name that are parted by capitals, and first letters', () => {
    const records = [record('PaymentService'), record('order-event-gateway'), record('orderAPIGateway')];
    expect(search([record('PaymentService'), record('paymentserver')], 'serv')).toEqual(['paymentservice', 'paymentserver']);
    expect(search(records, 'oeg')[0]).toBe('order-event-gateway');
    expect(search(records, 'oag')[0]).toBe('orderapigateway');
  });

  test('prefers the name that has least beside the word', () => {
    expect(search(['cart-service-with-a-long-name', 'cart-api'].map((name) => record(name)), 'cart')).toEqual(['cart-api', 'cart-service-with-a-long-name']);
  });

  test('is the same where so much is found that only the best are looked at closely', () => {
    // More than are looked at one by one; most of them begin with the word, some hold it elsewhere, one bears it.
    const many = Array.from({ length: 2_500 }, (_, index) => record(index % 5 === 0 ? `old-cart-${index}` : `cart-${index}`));
    const records = [record('Cart'), record('a', { title: 'Cart' }), record('b', { description: 'Fills a cart' }), ...many];
    const index = finish(SearchIndex.of(graphOf(records)));
    for (const line of ['c', 'ca', 'cart', 'a', 'old']) {
      const { found, total } = index.search(parseSearch(line), nobody, 50);
      const all = finish(SearchIndex.of(graphOf(records))).search(parseSearch(line), nobody, 5_000);
      expect([line, found.map(({ ref }) => ref), total]).toEqual([line, all.found.slice(0, 50).map(({ ref }) => ref), all.total]);
    }
    expect(index.search(parseSearch('cart'), nobody, 3).found.map(({ ref }) => ref)).toEqual(['component:default/cart', 'component:default/a', 'component:default/cart-1']);
    expect(index.search(parseSearch('cart'), nobody, 50).total).toBe(2_503);
  });

  test('of a filtered search that is typed on is the one of a search made anew', () => {
    const records = Array.from({ length: 300 }, (_, index) => record(`cart-${index}`, { tags: [index % 2 === 0 ? 'even' : 'odd'], owner: `team-${index % 7}` }));
    const index = finish(SearchIndex.of(graphOf(records)));
    for (const line of ['tag:even', 'tag:even c', 'tag:even cart-2', 'tag:odd cart-2', 'tag:odd cart-29 ', '-tag:odd cart-29', 'tag:odd,even owner:team-3 cart-2', 'owner:team-3 crat']) {
      expect([line, index.search(parseSearch(line), nobody, 500)]).toEqual([line, finish(SearchIndex.of(graphOf(records))).search(parseSearch(line), nobody, 500)]);
    }
  });

  test('forgives one slip of four letters or more: wrong, missing, too many, swapped', () => {
    const records = [record('payment-service'), record('inventory')];
    for (const line of ['paymant', 'paymnt', 'paymeent', 'paymnet', 'servixe', 'invnetory']) {
      expect([line, search(records, line)]).toEqual([line, [line.startsWith('inv') ? 'inventory' : 'payment-service']]);
    }
    expect(search(records, 'pxymxnt')).toEqual([]);
    expect(search(records, 'pax')).toEqual([]);
  });

  test('puts slips behind what is right, and leaves them out where enough is', () => {
    expect(search([record('carts'), record('cards')], 'cards')).toEqual(['cards', 'carts']);
    const many = Array.from({ length: 12 }, (_, index) => record(`cards-${index}`));
    expect(search([record('carts'), ...many], 'cards')).not.toContain('carts');
  });

  test('folds case and diacritics on both sides', () => {
    const records = [record('a', { title: 'Zürich Straßenverkehr' }), record('b', { tags: ['café'.normalize('NFD')] })];
    expect(search(records, 'zurich strassen')).toEqual(['a']);
    expect(search(records, 'ZÜRICH')).toEqual(['a']);
    expect(search(records, 'Café')).toEqual(['b']);
  });

  test('wants every word, anywhere', () => {
    const records = [record('payment-service', { owner: 'team-money' }), record('payment-api', { owner: 'team-web' })];
    expect(search(records, 'pay money')).toEqual(['payment-service']);
    expect(search(records, 'pay nowhere')).toEqual([]);
  });

  test('takes a whole or a partial ref', () => {
    const records = [record('shop'), record('shop', { kind: 'API' })];
    expect(search(records, 'api:default/shop')).toEqual(['api:shop']);
    expect(search(records, 'component:default/sh')).toEqual(['shop']);
  });

  test('keeps equals in order of title or name, and takes the first of them', () => {
    const records = ['cc', 'aa', 'bb'].map((name) => record(`x-${name}`));
    const index = finish(SearchIndex.of(graphOf(records)));
    expect(index.search(parseSearch('x'), nobody, 2)).toMatchObject({ found: [{ ref: 'component:default/x-aa' }, { ref: 'component:default/x-bb' }], total: 3 });
    expect(index.search(parseSearch(''), nobody, 2)).toMatchObject({ found: [{ ref: 'component:default/x-aa' }, { ref: 'component:default/x-bb' }], total: 3 });
  });
});

describe('filters', () => {
  const records = [
    record('pay', { owner: 'team-x', tags: ['java', 'spring'], type: 'service', lifecycle: 'production', system: 'money' }),
    record('web', { owner: 'user:ada', tags: ['java'], type: 'website', lifecycle: 'deprecated' }),
    record('pay', { kind: 'API', owner: 'team-x', namespace: 'other', type: 'openapi' }),
  ];

  test.each([
    ['kind:api', ['api:other/pay']],
    ['kind:APIs', ['api:other/pay']],
    ['kind:component pay', ['pay']],
    ['kind:api,component pay', ['pay', 'api:other/pay']],
    ['-kind:api', ['pay', 'web']],
    ['owner:team-x', ['api:other/pay', 'pay']],
    ['owner:group:default/team-x kind:component', ['pay']],
    ['owner:ada', ['web']],
    ['tag:java tag:spring', ['pay']],
    ['type:website', ['web']],
    ['lifecycle:Production', ['pay']],
    ['system:money', ['pay']],
    ['namespace:other', ['api:other/pay']],
    ['is:deprecated', ['web']],
    ['is:owned', ['pay']],
    ['is:starred', ['web']],
    ['is:broken', ['web']],
    ['is:nonsense', []],
    ['owner:', ['api:other/pay', 'pay', 'web']],
    ['owner:"team-x" "pay" -kind:api', ['pay']],
  ])('%s', (line, expected) => {
    const states: SearchStates = { mine: ['group:default/team-x'], isStarred: (ref) => ref.endsWith('/web'), isBroken: (ref) => ref.endsWith('/web') };
    expect(search(records, line, states).sort()).toEqual([...expected].sort());
  });
});

describe('the index', () => {
  test('follows changes and says the same as one made anew', () => {
    const [a, b, c] = [record('alpha'), record('beta', { title: 'Zeta' }), record('gamma')];
    const before = graphOf([a, b]);
    const { graph, change } = before.with(new Map([[b.ref, record('beta', { title: 'Anton' })], [c.ref, c], [a.ref, undefined]]));
    const index = finish(finish(SearchIndex.of(before)).with(graph, change));
    const fresh = finish(SearchIndex.of(graph));
    expect(index.size).toBe(2);
    expect(index.search(parseSearch(''), nobody, 10)).toEqual(fresh.search(parseSearch(''), nobody, 10));
    expect(index.search(parseSearch('alpha'), nobody, 10).total).toBe(0);
    expect(index.search(parseSearch('anton'), nobody, 10).found.map(({ ref }) => ref)).toEqual([b.ref]);
  });

  test('does not parse entities', () => {
    const known = toRecord({ apiVersion: 'v1', kind: 'Component', metadata: { name: 'lazy' } }, { uri: 'file:///x', document: 0, position: { line: 0, character: 0 }, source: 'workspace' });
    const lazy = Object.defineProperty({ ...known }, 'entity', { get: () => { throw new Error('parsed'); } });
    expect(finish(SearchIndex.of(graphOf([lazy]))).search(parseSearch('lazy tag:x'), nobody, 10).total).toBe(0);
    expect(finish(SearchIndex.of(graphOf([lazy]))).search(parseSearch('lazy'), nobody, 10).total).toBe(1);
  });

  test('finds the same while a word is typed on as when it is asked for at once', () => {
    const words = ['payment', 'order', 'cart', 'user', 'price'];
    const records = Array.from({ length: 2_000 }, (_, index) => record(`${words[index % 5]}-${words[(index * 7 + 3) % 4]}-${index}`, { title: index % 3 === 0 ? `The ${words[index % 4]}` : `x${index}`, tags: [words[index % 3] ?? ''] }));
    const typed = finish(SearchIndex.of(graphOf(records)));
    for (const line of ['o', 'or', 'ord', 'orde', 'order', 'order p', 'order pr', 'order pri', 'order prx', 'order', 'ordre', 'component', 'component:', 'component:default/ord']) {
      expect([line, typed.search(parseSearch(line), nobody, 30)]).toEqual([line, finish(SearchIndex.of(graphOf(records))).search(parseSearch(line), nobody, 30)]);
    }
  });
});
