import type { CatalogNode } from '../../../src/editor/tree/catalogNode';
import { CatalogTreeModel } from '../../../src/editor/tree/catalogTreeModel';
import { Slices } from '../../../src/portal/base/pause';
import { Arrangement } from '../../../src/portal/catalog/grouping/arrangement';
import { GROUPINGS, type Grouping } from '../../../src/portal/catalog/grouping/grouping';
import type { CatalogQuery } from '../../../src/portal/catalog/query';
import { quickClock } from '../../portal/github/onLocalGitHub';
import { LARGE, openLargeCatalog } from '../largeCatalog';
import { median, type BenchRow, type Measurement } from '../row';
import { timeOf } from '../time';

const ROUNDS = 5;
/** More children than this are parted. */
const MOST_CHILDREN = 500;

/** Opens the tree from its root along the largest nodes, once all is in its place. @returns how long the longest answer took, in ms */
function walk(graph: CatalogQuery, arrangement: Arrangement): number {
  const model = new CatalogTreeModel({ graph, problems: [], notices: [], arrangement, sourceLabels: () => undefined });
  let longest = 0;
  const open = (node: CatalogNode | undefined): readonly CatalogNode[] => {
    const started = performance.now();
    const children = model.children(node);
    longest = Math.max(longest, performance.now() - started);
    if (children.length > MOST_CHILDREN) {
      throw new Error(`By ${arrangement.grouping}, ${node?.id ?? 'the root'} has ${children.length} children.`);
    }
    return children;
  };
  const sizeOf = (node: CatalogNode): number => (node.type === 'group' || node.type === 'range' ? model.count(node) : 0);
  const largestOf = (nodes: readonly CatalogNode[]): CatalogNode | undefined => [...nodes].sort((a, b) => sizeOf(b) - sizeOf(a))[0];
  for (let largest = largestOf(open(undefined)); largest?.type === 'group' || largest?.type === 'range'; ) {
    largest = largestOf(open(largest));
  }
  return longest;
}

async function measure(grouping: Grouping): Promise<Measurement> {
  const { graph } = await openLargeCatalog();
  const values: number[] = [];
  const prepared: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const arrangement = new Arrangement(grouping, graph);
    prepared.push(await timeOf(() => arrangement.prepare(new Slices(quickClock))));
    values.push(walk(graph, arrangement));
  }
  return { values, note: `the longest answer from the root to a leaf; once before, in slices: ${median(prepared).toFixed(0)} ms` };
}

/** One row a grouping. */
export const largeTree: readonly BenchRow[] = GROUPINGS.map((grouping) => ({
  id: `tree-${grouping}`,
  title: `getChildren of ${LARGE.toLocaleString('en')} entities by ${grouping}`,
  unit: 'ms',
  limit: 50,
  measure: () => measure(grouping),
}));
