import { expect, test } from 'vitest';
import { RecentEntities } from '../../../src/editor/commands/search/recentEntities';

function memory(stored?: unknown): ConstructorParameters<typeof RecentEntities>[0] & { stored: unknown } {
  const self = {
    stored,
    get: <T>(_key: string, fallback: T): T => (self.stored === undefined ? fallback : (self.stored as T)),
    update: (_key: string, value: unknown) => {
      self.stored = value;
      return Promise.resolve();
    },
  };
  return self;
}

test('remembers what was chosen, the latest first, each once', () => {
  const recent = new RecentEntities(memory());
  ['a', 'b', 'a'].forEach((ref) => recent.note(ref));
  expect(recent.refs).toEqual(['a', 'b']);
});

test('keeps twenty', () => {
  const recent = new RecentEntities(memory());
  Array.from({ length: 30 }, (_, index) => recent.note(String(index)));
  expect(recent.refs).toHaveLength(20);
  expect(recent.refs[0]).toBe('29');
});

test('bears nonsense in the store', () => {
  expect(new RecentEntities(memory({ not: 'a list' })).refs).toEqual([]);
  expect(new RecentEntities(memory(['a', 3, null])).refs).toEqual(['a']);
});
