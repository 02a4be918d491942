import { statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths';
import type { BenchRow } from '../row';

export const activationBundle: BenchRow = {
  id: 'bundle',
  title: 'Size of the bundle that activation loads (dist/extension.node.cjs)',
  unit: 'kB',
  limit: 700,
  measure: () => Promise.resolve({ values: [statSync(join(root, 'dist', 'extension.node.cjs')).size / 1000] }),
};
