import { LARGE_GRAPH, largeFile } from '../../portal/language/largeFile';
import { CATALOG_URI, createTestService, diagnose } from '../../portal/language/testCatalog';
import type { BenchRow } from '../row';

const KEYS = 41;

export const typing: BenchRow = {
  id: 'typing',
  title: 'Completion and diagnostics after a key, in a file of 5,000 lines with a catalog of 10,000 entities',
  unit: 'ms',
  limit: 50,
  measure: () => {
    const service = createTestService({ graph: LARGE_GRAPH });
    const text = largeFile();
    const lines = text.split('\n');
    const owner = lines.findIndex((line, index) => index > 2600 && line.startsWith('  owner:'));
    const started = performance.now();
    diagnose(service, { uri: CATALOG_URI, version: 0, text });
    const first = performance.now() - started;
    const values = Array.from({ length: KEYS }, (_, index) => {
      const source = { uri: CATALOG_URI, version: index + 1, text: lines.with(owner, `  owner: team-${index}`).join('\n') };
      const before = performance.now();
      service.complete(source, { line: owner, character: 12 });
      diagnose(service, source);
      return performance.now() - before;
    });
    return Promise.resolve({ values, note: `The first time, in slices: ${first.toFixed(0)} ms` });
  },
};
