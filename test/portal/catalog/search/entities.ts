import { CatalogGraph } from '../../../../src/portal/catalog/catalogGraph';
import { toRecord, type CatalogRecord } from '../../../../src/portal/catalog/catalogRecord';
import type { Entity } from '../../../../src/portal/catalog/entity';

export interface Given {
  readonly kind?: string;
  readonly namespace?: string;
  readonly title?: string;
  readonly description?: string;
  readonly tags?: string[];
  readonly owner?: string;
  readonly type?: string;
  readonly lifecycle?: string;
  readonly system?: string;
  readonly dependsOn?: string[];
  readonly uri?: string;
  readonly line?: number;
  readonly source?: string;
}

export function record(name: string, given: Given = {}): CatalogRecord {
  const { kind = 'Component', namespace, title, description, tags, uri = `file:///shop/${name}.yaml`, line = 3, source = 'workspace', ...spec } = given;
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }), ...(title !== undefined && { title }), ...(description !== undefined && { description }), ...(tags && { tags }) },
    spec: Object.fromEntries(Object.entries(spec)),
  };
  return toRecord(entity, { uri, document: 0, position: { line, character: 8 }, source });
}

export function graphOf(records: readonly CatalogRecord[]): CatalogGraph {
  return CatalogGraph.empty.with(new Map(records.map((entry) => [entry.ref, entry]))).graph;
}
