import type { CatalogEntity, Entity, JsonObject } from '../../../src/portal/catalog/entity';
import { toRecord } from '../../../src/portal/catalog/catalogRecord';
import type { CatalogQuery } from '../../../src/portal/catalog/query';

export interface EntityOptions {
  readonly namespace?: string;
  readonly metadata?: JsonObject;
  readonly spec?: JsonObject;
  readonly uri?: string;
  readonly source?: string;
  readonly location?: string;
}

export function entityOf(kind: string, name: string, options: EntityOptions = {}): CatalogEntity {
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

export function graphOf(...entities: CatalogEntity[]): CatalogQuery {
  const nameOf = ({ entity }: CatalogEntity): string => String(entity.metadata.title ?? entity.metadata.name).toLowerCase();
  const sorted = [...entities].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return {
    size: sorted.length,
    get: (ref) => sorted.find((known) => known.ref === ref),
    kinds: () => [...new Set(sorted.map(({ entity }) => entity.kind))].sort(),
    byKind: (kind) => sorted.filter(({ entity }) => entity.kind.toLowerCase() === kind.toLowerCase()),
    all: () => sorted,
    relations: () => [],
  };
}
