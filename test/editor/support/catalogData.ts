import { CatalogGraph } from '../../../src/portal/catalog/catalogGraph';
import type { Entity, JsonObject } from '../../../src/portal/catalog/entity';
import { toRecord, type CatalogRecord } from '../../../src/portal/catalog/catalogRecord';

export interface EntityOptions {
  readonly namespace?: string;
  readonly metadata?: JsonObject;
  readonly spec?: JsonObject;
  readonly uri?: string;
  readonly source?: string;
  readonly location?: string;
}

export function entityOf(kind: string, name: string, options: EntityOptions = {}): CatalogRecord {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { ...options.metadata, name, ...(options.namespace && { namespace: options.namespace }) },
    ...(options.spec && { spec: options.spec }),
  };
  return toRecord(entity, {
      uri: options.uri ?? `stagedoor-github:/https%2Bgithub.com/acme/${name}/main/catalog-info.yaml`,
      document: 0,
      position: { line: 3, character: 2 },
      source: options.source ?? 'github:https://github.com/acme',
      ...(options.location && { location: options.location }),
  });
}

/** A graph as the catalog makes it. */
export function graphOf(...entities: CatalogRecord[]): CatalogGraph {
  return CatalogGraph.empty.with(new Map(entities.map((known) => [known.ref, known]))).graph;
}
