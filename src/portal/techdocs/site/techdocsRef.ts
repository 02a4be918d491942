import type { CatalogEntity } from '../../catalog/entity';
import { parseEntityRef, stringifyEntityRef } from '../../catalog/entityRef';
import { PortalError } from '../../base/errors';
import { dirName, isWithin, resolveUri } from '../../base/uri';

export const TECHDOCS_REF = 'backstage.io/techdocs-ref';
export const TECHDOCS_ENTITY = 'backstage.io/techdocs-entity';
export const TECHDOCS_ENTITY_PATH = 'backstage.io/techdocs-entity-path';

export interface DocsPlace {
  /** The folder of mkdocs.yml, a URI with a slash at the end. */
  readonly folder: string;
  /** Whose docs they are: the entity asked for, or the one it points to. */
  readonly owner: CatalogEntity;
  /** A page inside the docs (`techdocs-entity-path`), as a site address. */
  readonly path: string | undefined;
}

export interface PlaceOptions {
  readonly lookUp: (ref: string) => CatalogEntity | undefined;
  /** The URI of the folder that a web address names (`https://github.com/acme/x/tree/main/docs/`), or `undefined`. */
  readonly toFolderUri: (address: string, entity: CatalogEntity) => string | undefined;
  /** The folder that the docs of a file may not leave: its repository or workspace folder. */
  readonly boundaryOf: (uri: string) => string;
}

export function hasDocs(entity: CatalogEntity): boolean {
  const annotations = entity.entity.metadata.annotations ?? {};
  return TECHDOCS_REF in annotations || TECHDOCS_ENTITY in annotations;
}

/**
 * Where the docs of an entity lie, by its annotations.
 * @throws PortalError `not-found` where it has none, `invalid` where an annotation cannot be followed
 */
export function resolveDocsPlace(entity: CatalogEntity, options: PlaceOptions): DocsPlace {
  const annotations = entity.entity.metadata.annotations ?? {};
  const other = annotations[TECHDOCS_ENTITY];
  if (typeof other === 'string') {
    const ref = parseEntityRef(other, { kind: 'component', namespace: entity.entity.metadata.namespace ?? 'default' });
    const owner = ref && options.lookUp(stringifyEntityRef(ref));
    if (!owner) {
      throw new PortalError('not-found', `${entity.ref} shows the docs of ${other} (${TECHDOCS_ENTITY}), which is not in the catalog. Correct the annotation, or refresh the catalog.`);
    }
    const path = annotations[TECHDOCS_ENTITY_PATH];
    return { folder: folderOf(owner, options), owner, path: typeof path === 'string' ? path.replace(/^\/+/, '') : undefined };
  }
  return { folder: folderOf(entity, options), owner: entity, path: undefined };
}

function folderOf(entity: CatalogEntity, options: PlaceOptions): string {
  const annotation = entity.entity.metadata.annotations?.[TECHDOCS_REF];
  if (typeof annotation !== 'string') {
    throw new PortalError('not-found', `${entity.ref} has no docs: its catalog-info.yaml has no annotation ${TECHDOCS_REF}. Add "${TECHDOCS_REF}: dir:." where mkdocs.yml lies beside it.`);
  }
  const [, type, target = ''] = /^(dir|url):(.*)$/s.exec(annotation.trim()) ?? [];
  if (type === 'dir') {
    const base = dirName(entity.origin.uri);
    const folder = withSlash(resolveUri(base, encodeSegments(target.trim() || '.')));
    if (!isWithin(folder, options.boundaryOf(entity.origin.uri))) {
      throw new PortalError('invalid', `${TECHDOCS_REF} of ${entity.ref} leads out of its repository: ${annotation}. Point it to a folder inside.`);
    }
    return folder;
  }
  const folder = type === 'url' ? options.toFolderUri(target.trim(), entity) : undefined;
  if (folder === undefined) {
    throw new PortalError('invalid', `${TECHDOCS_REF} of ${entity.ref} cannot be followed: ${annotation}. Write dir:FOLDER, or url: with the address of a folder on a GitHub that is configured.`);
  }
  return withSlash(folder);
}

/** A relative path is one of folders: `?`, `#`, `:` and encoded slashes in it are letters like any other. */
function encodeSegments(path: string): string {
  return `./${path.replace(/^\/+/, '').split(/[/\\]/).map((segment) => encodeURIComponent(segment)).join('/')}`;
}

function withSlash(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}
