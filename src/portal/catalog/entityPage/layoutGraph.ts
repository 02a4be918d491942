import { graphlib, layout } from '@dagrejs/dagre';
import type { GraphEdge, GraphNode, RelationGraph } from './relationGraph';

export type GraphDirection = 'LR' | 'TB';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A relation graph with places: `x` and `y` are the middles of nodes, in pixels from the upper left corner. */
export interface LaidOutGraph extends Omit<RelationGraph, 'nodes' | 'edges'> {
  readonly nodes: readonly (GraphNode & Point)[];
  readonly edges: readonly (GraphEdge & { readonly points: readonly Point[] })[];
  readonly width: number;
  readonly height: number;
  /** Of each node. */
  readonly nodeWidth: number;
  readonly nodeHeight: number;
}

const NODE_WIDTH = 190;
const NODE_HEIGHT = 44;

export function layoutGraph(graph: RelationGraph, direction: GraphDirection): LaidOutGraph {
  const plan = new graphlib.Graph({ multigraph: true });
  plan.setGraph({ rankdir: direction, nodesep: 16, ranksep: direction === 'LR' ? 96 : 56, marginx: 12, marginy: 12 });
  plan.setDefaultEdgeLabel(() => ({}));
  graph.nodes.forEach(({ ref }) => plan.setNode(ref, { width: NODE_WIDTH, height: NODE_HEIGHT }));
  graph.edges.forEach(({ from, to, type }) => plan.setEdge(from, to, {}, type));
  layout(plan);
  const size: unknown = plan.graph();
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, ...toPoint(plan.node(node.ref)) })),
    edges: graph.edges.map((edge) => ({ ...edge, points: pointsOf(plan.edge(edge.from, edge.to, edge.type)) })),
    width: numberOf(size, 'width'),
    height: numberOf(size, 'height'),
    nodeWidth: NODE_WIDTH,
    nodeHeight: NODE_HEIGHT,
  };
}

/** The layout writes what it finds into labels that it does not type. */
function pointsOf(label: unknown): readonly Point[] {
  const points: unknown = typeof label === 'object' && label !== null && 'points' in label ? label.points : undefined;
  return Array.isArray(points) ? points.map(toPoint) : [];
}

function toPoint(value: unknown): Point {
  return { x: numberOf(value, 'x'), y: numberOf(value, 'y') };
}

function numberOf(value: unknown, key: string): number {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'number' && Number.isFinite(found) ? Math.round(found * 10) / 10 : 0;
}
