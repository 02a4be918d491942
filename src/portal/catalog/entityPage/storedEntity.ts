import { stringify } from 'yaml';
import type { CatalogEntity, Entity, Relation } from '../entity';
import type { CatalogQuery } from '../query';

const COMMIT = /\b[0-9a-f]{40,}\b/;

/**
 * The annotations that ingestion adds to an entity; what its own file says of them goes before.
 * @param origin address of the outermost Location it came by, where it is known
 * Source: AnnotateLocationEntityProcessor of @backstage/plugin-catalog-backend, for addresses on GitHub.
 */
export function addedAnnotations({ origin: { location, uri } }: Pick<CatalogEntity, 'origin'>, origin?: string): Readonly<Record<string, string>> {
  const managed = location ?? toLocationRef(uri);
  const url = managed.startsWith('url:') ? managed.slice('url:'.length) : undefined;
  const edit = url !== undefined && !COMMIT.test(url) ? replaceView(url, 'edit') : undefined;
  const source = url === undefined ? undefined : replaceView(url.slice(0, url.lastIndexOf('/') + 1), 'tree');
  return {
    'backstage.io/managed-by-location': managed,
    'backstage.io/managed-by-origin-location': origin ?? managed,
    ...(url !== undefined && { 'backstage.io/view-url': url }),
    ...(edit !== undefined && { 'backstage.io/edit-url': edit }),
    ...(source !== undefined && { 'backstage.io/source-location': `url:${source}` }),
  };
}

/** The entity as a catalog stores it: with what ingestion adds, and its relations. */
export function toStoredYaml(known: CatalogEntity, graph: CatalogQuery, origin?: string): string {
  const stored = toStored(known.entity, addedAnnotations(known, origin), graph.relations(known.ref));
  return stringify(stored, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** @param added annotations that ingestion adds */
export function toStored({ apiVersion, kind, metadata, spec, ...more }: Entity, added: Readonly<Record<string, string>>, relations: readonly Relation[]): Record<string, unknown> {
  return {
    apiVersion,
    kind,
    metadata: { namespace: 'default', ...metadata, annotations: { ...added, ...metadata.annotations } },
    ...(spec && { spec }),
    ...more,
    relations: relations.map(({ type, targetRef }) => ({ type, targetRef })),
  };
}

/** A file on disk is named by its path, anything else by its address. */
function toLocationRef(uri: string): string {
  return uri.startsWith('file://') ? `file:${decodeURIComponent(new URL(uri).pathname)}` : `url:${uri}`;
}

/** `…/acme/shop/blob/main/x` → `…/acme/shop/edit/main/x`. */
function replaceView(url: string, view: 'edit' | 'tree'): string | undefined {
  const match = /^([^/]*\/\/[^/]+\/[^/]+\/[^/]+)\/(?:blob|tree|edit|raw)\/(.*)$/.exec(url);
  return match ? `${match[1]}/${view}/${match[2]}` : undefined;
}
