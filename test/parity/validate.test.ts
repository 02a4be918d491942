import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareValidate, hasValidateCorpus } from './validateParity';

const shared = process.env['STAGEDOOR_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const corpus = join(shared, 'corpus');

describe('validate, against what real Backstage said', () => {
  for (const model of [false, true]) {
    test(`a corpus of real catalogs, ${model ? 'newer model' : 'built-in kinds'}`, async ({ skip }) => {
      skip(!hasValidateCorpus(corpus), `there is no corpus at ${corpus}`);
      const { total, differences } = await compareValidate(corpus, model);
      expect(differences).toEqual([]);
      expect(total).toBeGreaterThan(0);
    });
  }

  test('documents made to be hard', async () => {
    const own = resolve(import.meta.dirname, '../fixtures/catalog');
    expect(existsSync(own)).toBe(true);
    for (const model of [false, true]) {
      expect((await compareValidate(own, model)).differences).toEqual([]);
    }
  });
});
