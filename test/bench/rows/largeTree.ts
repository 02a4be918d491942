import type { CatalogNode } from '../../../src/editor/tree/catalogNode';
import { CatalogTreeModel } from '../../../src/editor/tree/catalogTreeModel';
import { Arrangement } from '../../../src/portal/catalog/grouping/arrangement';
import { GROUPINGS, type Grouping } from '../../../src/portal/catalog/grouping/grouping';
import type { CatalogQuery } from '../../../src/portal/catalog/query';
import { LARGE, openLargeCatalog } from '../largeCatalog';
import type { BenchRow, Measurement } from '../row';

const ROUNDS = 5;
/** More children than this are parted. */
const MOST_CHILDREN = 500;

/** Opens the tree from its root along the largest nodes. @returns how long the longest answer took, in ms */
function walk(graph: CatalogQuery, grouping: Grouping): number {
  const model = new CatalogTreeModel({ graph, problems: [], notices: [], arrangement: new Arrangement(grouping, graph), sourceLabels: () => undefined });
  let longest = 0;
  const open = (node: CatalogNode | undefined): readonly CatalogNode[] => {
    const started = performance.now();
    const children = model.children(node);
    longest = Math.max(longest, performance.now() - started);
    if (children.length > MOST_CHILDREN) {
      throw new Error(`By ${grouping}, ${node?.id ?? 'the root'} has ${children.length} children.`);
    }
    return children;
  };
  // The first answer puts everything in its place.
  const level = [...open(undefined)];
  const sizeOf = (node: CatalogNode): number => (node.type === 'group' || node.type === 'range' ? model.count(node) : 0);
  for (let largest = level.sort((a, b) => sizeOf(b) - sizeOf(a))[0]; largest && (largest.type === 'group' || largest.type === 'range'); ) {
    largest = [...open(largest)].sort((a, b) => sizeOf(b) - sizeOf(a))[0];
  }
  return longest;
}

async function measure(grouping: Grouping): Promise<Measurement> {
  const { graph } = await openLargeCatalog();
  return { values: Array.from({ length: ROUNDS }, () => walk(graph, grouping)), note: 'the longest answer from the root to a leaf, the first one with all to be put in its place' };
}

/** One row a grouping. */
export const largeTree: readonly BenchRow[] = GROUPINGS.map((grouping) => ({
  id: `tree-${grouping}`,
  title: `getChildren of ${LARGE.toLocaleString('en')} entities by ${grouping}`,
  unit: 'ms',
  limit: 50,
  measure: () => measure(grouping),
}));
