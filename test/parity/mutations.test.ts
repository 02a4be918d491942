import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needShared } from '../shared';
import { createRandom } from '../soak/languageFuzz';
import { readEntityFiles } from './corpusFiles';
import { scoreMutations, type MutationScore } from './mutationRun';
import { MUTATIONS } from './mutations';

const LEAST = 0.98;
/** Of the mutations of a corpus. */
const SHARE = 0.08;

/** A flow that is never closed is told of where the next thing cannot stand in it, which is a line further down. */
const LATER = ['flowIsOpen'];

function expectFlagged({ total, missed }: MutationScore): void {
  console.log(`Mutations flagged on their line: ${total - missed.length} of ${total}`);
  const kinds = new Set(missed.map((each) => each.split(' ').at(-1)));
  expect([...kinds].filter((kind) => kind === undefined || !LATER.includes(kind))).toEqual([]);
}

describe('a valid entity that is broken in one line', () => {
  test('is flagged on that line, in files of our own, in every way', () => {
    const score = scoreMutations(readEntityFiles(resolve(import.meta.dirname, '../github/sample/repositories')));
    expect(Object.keys(MUTATIONS).length).toBeGreaterThanOrEqual(40);
    expect([...score.used].sort()).toEqual(Object.keys(MUTATIONS).sort());
    expectFlagged(score);
  });
});

describe('a valid entity of a real catalog that is broken in one line', () => {
  const corpus = needShared('corpus');

  test('is flagged on that line', { timeout: 120_000 }, () => {
    const random = createRandom(11);
    const score = scoreMutations(readEntityFiles(corpus.path), () => random() < SHARE);
    expect(score.total).toBeGreaterThan(1000);
    expectFlagged(score);
    expect(score.missed.length / score.total).toBeLessThanOrEqual(1 - LEAST);
  });
});
