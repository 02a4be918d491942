import { layoutGraph } from '../../portal/catalog/entityPage/layoutGraph';
import { toRelationGraph } from '../../portal/catalog/entityPage/relationGraph';
import type { EntityLooks } from '../../portal/catalog/entityPage/relatedEntity';
import type { CatalogQuery } from '../../portal/catalog/query';
import type { GraphState, LaidOutGraph } from '../../protocol/entity';

export type DrawGraph = (ref: string, question: GraphState, graph: CatalogQuery, looks: EntityLooks) => LaidOutGraph;

export const drawGraph: DrawGraph = (ref, question, graph, looks) => layoutGraph(toRelationGraph(ref, question, graph, looks), question.direction);
