import { describe, expect, it } from 'vitest';
import { compareRenderings } from './fuzz/compareRenderings';

describe('a page that is typed into', () => {
  it('is what a fresh rendering of it is', { timeout: 60_000 }, async () => {
    for (let seed = 1; seed <= 60; seed++) {
      expect(await compareRenderings(seed, 12)).toBeUndefined();
    }
  });
});
