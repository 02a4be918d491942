import { describe, expect, it } from 'vitest';
import type { SourceText } from '../../../src/portal/language/sourceText';
import { LARGE_GRAPH, largeFile } from './largeFile';
import { CATALOG_URI, createTestService } from './testCatalog';

describe('a file of 200 documents and 5,000 lines with a catalog of 10,000 entities', () => {
  const text = largeFile();
  const lines = text.split('\n');

  it('is as large as it says', () => {
    expect(lines.length).toBeGreaterThanOrEqual(5000);
    expect(LARGE_GRAPH.size).toBe(10_000);
  });

  it('is read again only where it was changed', () => {
    let readsOfAll = 0;
    const all = () => {
      readsOfAll++;
      return LARGE_GRAPH.all();
    };
    const service = createTestService({ graph: { ...LARGE_GRAPH, all } });
    const owner = lines.findIndex((line, index) => index > 2600 && line.startsWith('  owner:'));
    const stepsOf = (source: SourceText): number => {
      const work = service.diagnoseInSteps(source);
      for (let steps = 1; ; steps++) {
        const { done, value } = work.next();
        if (done) {
          expect(value).toEqual([]);
          return steps;
        }
      }
    };
    const first = stepsOf({ uri: CATALOG_URI, version: 0, text });
    const later: number[] = [];
    for (let version = 1; version <= 5; version += 1) {
      const source = { uri: CATALOG_URI, version, text: lines.with(owner, `  owner: team-${version}`).join('\n') };
      expect(service.complete(source, { line: owner, character: 12 }).items).toHaveLength(200);
      later.push(stepsOf(source));
      expect(service.complete(source, { line: owner - 3, character: 0 }).items.length).toBeGreaterThanOrEqual(0);
      expect(service.hover(source, { line: owner, character: 12 })).toBeDefined();
    }
    // Two steps a document pass by what is known; parsing and checking it again takes two more.
    expect(Math.max(...later)).toBeLessThan(first * 0.7);
    expect(readsOfAll).toBeLessThanOrEqual(1);
  });
});
