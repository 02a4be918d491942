import { describe, expect, it } from 'vitest';
import { groupByName, itemsOfRange, rangeLabel } from '../../../../src/portal/catalog/grouping/nameRanges';

const self = (name: string): string => name;
const names = (count: number, toName: (index: number) => string): string[] => Array.from({ length: count }, (_, index) => toName(index)).sort();
const padded = (index: number): string => `service-${String(index).padStart(5, '0')}`;

describe('groupByName', () => {
  it('leaves alone what is short enough', () => {
    expect(groupByName(['a', 'b'], self)).toEqual({ items: ['a', 'b'] });
  });

  it('splits after what all names share, and keeps every entry once and in order', () => {
    const all = names(10_000, padded);
    const grouped = groupByName(all, self);
    if (!('ranges' in grouped)) {
      throw new Error('not split');
    }
    expect(grouped.ranges.map(({ prefix }) => prefix)).toEqual(Array.from({ length: 10 }, (_, index) => `service-0${index}`));
    expect(grouped.ranges.flatMap(({ items }) => items)).toEqual(all);
  });

  it('splits again within a range until nothing is too long', () => {
    const check = (items: readonly string[], prefix: string): number => {
      const grouped = groupByName(items, self, prefix);
      if ('items' in grouped) {
        return grouped.items.length;
      }
      expect(grouped.ranges.length).toBeLessThanOrEqual(500);
      return grouped.ranges.reduce((sum, range) => sum + check(itemsOfRange(items, self, range.prefix), range.prefix), 0);
    };
    expect(check(names(10_000, padded), '')).toBe(10_000);
  });

  it('keeps the other ranges when an entry is added', () => {
    const before = groupByName(names(1_000, padded), self, '', 100);
    const after = groupByName([...names(1_000, padded), 'service-00500x'].sort(), self, '', 100);
    expect('ranges' in before && before.ranges.map(({ prefix }) => prefix)).toEqual('ranges' in after && after.ranges.map(({ prefix }) => prefix));
  });

  it('does not split names that are the same, nor break a character in two', () => {
    expect(groupByName(names(600, () => 'same'), self)).toHaveProperty('items.length', 600);
    const grouped = groupByName([...names(300, () => '😀a'), ...names(300, () => '😁b')], self);
    expect('ranges' in grouped && grouped.ranges.map(({ prefix }) => prefix)).toEqual(['😀', '😁']);
  });

  it('takes a name that ends where the others go on', () => {
    const grouped = groupByName(['pay', ...names(600, (index) => `pay${index % 10}${index}`)], self);
    expect('ranges' in grouped && grouped.ranges.map(({ prefix }) => prefix)).toEqual(['pay\0', 'pay0', 'pay1', 'pay2', 'pay3', 'pay4', 'pay5', 'pay6', 'pay7', 'pay8', 'pay9']);
    expect(itemsOfRange(['pay', 'pay0'], self, 'pay\0')).toEqual(['pay']);
    expect([rangeLabel(['pay'], self, 'pay\0'), rangeLabel(['pay0', 'pay01'], self, 'pay0'), rangeLabel(['cart-01', 'cart-07'], self, 'c')]).toEqual(['pay', 'pay0…', 'cart-0…']);
  });
});
