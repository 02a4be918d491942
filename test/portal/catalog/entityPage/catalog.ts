import { CatalogGraph } from '../../../../src/portal/catalog/catalogGraph';
import { toRecord } from '../../../../src/portal/catalog/catalogRecord';
import type { CatalogEntity, EntityOrigin, JsonObject } from '../../../../src/portal/catalog/entity';
import type { CatalogQuery } from '../../../../src/portal/catalog/query';

export interface Written {
  readonly kind: string;
  readonly name: string;
  readonly metadata?: JsonObject;
  readonly spec?: JsonObject;
  /** Left out, the file at the root of a repository of the entity's own name. */
  readonly origin?: Partial<EntityOrigin>;
}

/** A repository on GitHub, and where a file in it comes from when the organization is read. */
export function onGitHub(repository: string, path: string, more: Partial<EntityOrigin> = {}): Partial<EntityOrigin> {
  return {
    uri: `stagedoor-github:/https%2Bgithub.com/acme/${repository}/main/${path}`,
    source: 'github:https://github.com/acme',
    location: `url:https://github.com/acme/${repository}/blob/main/${path}`,
    repository: { host: 'https://github.com', owner: 'acme', name: repository, branch: 'main', private: false },
    ...more,
  };
}

/** A real graph of these entities. */
export function graphOf(...entities: readonly Written[]): CatalogQuery {
  const records = entities.map(({ kind, name, metadata, spec, origin }) =>
    toRecord(
      { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { ...metadata, name }, ...(spec && { spec }) },
      { uri: '', document: 0, position: { line: 3, character: 2 }, source: '', ...(origin ?? onGitHub(name, 'catalog-info.yaml')) },
    ),
  );
  return CatalogGraph.empty.with(new Map(records.map((record) => [record.ref, record]))).graph;
}

export function need(graph: CatalogQuery, ref: string): CatalogEntity {
  const known = graph.get(ref);
  if (!known) {
    throw new Error(`${ref} is not in the graph of this test`);
  }
  return known;
}
