import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needShared } from '../shared';
import { compareValidate } from './validateParity';

describe('validate, against what real Backstage said of a corpus of real catalogs', () => {
  const corpus = needShared('corpus');
  for (const model of [false, true]) {
    test(model ? 'newer model' : 'built-in kinds', async () => {
      const { total, differences } = await compareValidate(corpus.path, model);
      expect(differences).toEqual([]);
      expect(total).toBeGreaterThan(0);
    });
  }
});

describe('validate, against what real Backstage said', () => {
  test('documents made to be hard', async () => {
    const own = resolve(import.meta.dirname, '../fixtures/catalog');
    expect(existsSync(own)).toBe(true);
    for (const model of [false, true]) {
      expect((await compareValidate(own, model)).differences).toEqual([]);
    }
  });
});
