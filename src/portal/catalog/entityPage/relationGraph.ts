import type { CatalogQuery } from '../query';
import type { RelatedEntity } from './entityPage';
import { toRelated, type EntityLooks } from './relatedEntity';

/** What of the relations around an entity is asked for. */
export interface GraphQuestion {
  /** How many relations away, 1 to 3. */
  readonly depth: number;
  /** `out`: what it belongs to and needs; `in`: what belongs to it and needs it. */
  readonly follow: 'both' | 'out' | 'in';
  /** Types of relations to leave out, as named by `types` of the answer. */
  readonly hidden: readonly string[];
}

export interface RelationGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The types of all relations met on the way, those left out too. */
  readonly types: readonly { readonly id: string; readonly label: string }[];
  /** How many entities next to those shown are left out, because there would be too many. */
  readonly left: number;
}

export interface GraphNode extends RelatedEntity {
  /** How many relations away from the middle. */
  readonly distance: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `depends on` */
  readonly label: string;
  readonly type: string;
}

const MOST_NODES = 60;
/** A team that owns thousands must not crowd out all else. */
const MOST_AROUND_ONE = 20;
const MOST_DEPTH = 3;

/** Relations come in pairs; an arrow is drawn once, from what has the field. */
const INVERSE: ReadonlyMap<string, string> = new Map([
  ['ownerOf', 'ownedBy'],
  ['hasPart', 'partOf'],
  ['apiProvidedBy', 'providesApi'],
  ['apiConsumedBy', 'consumesApi'],
  ['dependencyOf', 'dependsOn'],
  ['parentOf', 'childOf'],
  ['hasMember', 'memberOf'],
]);
const LABELS: ReadonlyMap<string, string> = new Map([
  ['ownedBy', 'owned by'],
  ['partOf', 'part of'],
  ['providesApi', 'provides'],
  ['consumesApi', 'consumes'],
  ['dependsOn', 'depends on'],
  ['childOf', 'child of'],
  ['memberOf', 'member of'],
]);

/** The entities around one, breadth first, with the relations among them. */
export function toRelationGraph(ref: string, { depth, follow, hidden }: GraphQuestion, graph: CatalogQuery, looks: EntityLooks): RelationGraph {
  const nodes = new Map<string, GraphNode>([[ref, { ...toRelated(ref, graph, looks), distance: 0 }]]);
  const edges = new Map<string, GraphEdge>();
  const types = new Set<string>();
  const left = new Set<string>();
  const levels = Math.min(Math.max(Math.trunc(depth), 1), MOST_DEPTH);
  let level = [ref];
  for (let distance = 1; distance <= levels; distance += 1) {
    const next: string[] = [];
    for (const from of level) {
      let around = 0;
      for (const relation of graph.relations(from)) {
        const forward = INVERSE.get(relation.type);
        const type = forward ?? relation.type;
        types.add(type);
        if (hidden.includes(type) || (follow === 'out' && forward !== undefined) || (follow === 'in' && forward === undefined)) {
          continue;
        }
        if (!nodes.has(relation.targetRef)) {
          around += 1;
          if (nodes.size >= MOST_NODES || around > MOST_AROUND_ONE) {
            left.add(relation.targetRef);
            continue;
          }
          nodes.set(relation.targetRef, { ...toRelated(relation.targetRef, graph, looks), distance });
          next.push(relation.targetRef);
        }
        const [start, end] = forward === undefined ? [from, relation.targetRef] : [relation.targetRef, from];
        edges.set(`${start} ${type} ${end}`, { from: start, to: end, type, label: labelOf(type) });
      }
    }
    level = next;
  }
  nodes.forEach((_, shown) => left.delete(shown));
  return { nodes: [...nodes.values()], edges: [...edges.values()], types: [...types].sort().map((id) => ({ id, label: labelOf(id) })), left: left.size };
}

function labelOf(type: string): string {
  return LABELS.get(type) ?? type;
}
