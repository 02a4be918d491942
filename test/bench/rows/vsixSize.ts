import { statSync } from 'node:fs';
import { vsix } from '../../../scripts/lib/paths';
import type { BenchRow } from '../row';

export const vsixSize: BenchRow = {
  id: 'vsix',
  title: 'Size of the .vsix',
  unit: 'kB',
  limit: 12_000,
  measure: () => Promise.resolve({ values: [statSync(vsix).size / 1000] }),
};
