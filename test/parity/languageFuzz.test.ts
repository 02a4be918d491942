import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fuzzDiagnostics } from '../soak/languageFuzz';
import { readEntityFiles } from './corpusFiles';

const EDITS = 20_000;

describe('random edits', () => {
  test('lead to the same diagnostics as a fresh parse, without an exception and in time', { timeout: 120_000 }, () => {
    const material = readEntityFiles(resolve(import.meta.dirname, '../github/sample/repositories'));
    expect(material.length).toBeGreaterThan(10);
    const { failures, slowest } = fuzzDiagnostics(material, EDITS, 4);
    console.log(`${EDITS} edits, the slowest call took ${slowest.toFixed(1)} ms of CPU time`);
    expect(failures).toEqual([]);
    expect(slowest).toBeLessThan(100);
  });
});
