import type { CatalogService } from '../../portal/catalog/catalogService';
import { isCheckout } from '../../portal/catalog/checkouts';
import type { CatalogEntity } from '../../portal/catalog/entity';
import { WORKSPACE } from '../../portal/catalog/workspaceSource';
import type { SourceLabel, SourceLabels } from './groupHeading';

export interface SourceFolder {
  readonly uri: string;
  readonly name: string;
}

/** The source of an entity, folders of the workspace told apart: `workspace:file:///home/me/shop`, `github:https://github.com/acme`. */
export function sourceKeyOf({ origin }: CatalogEntity, folders: readonly SourceFolder[]): string {
  if (origin.source !== WORKSPACE) {
    return origin.source;
  }
  // Folders can lie in one another: the innermost is meant.
  const holding = folders.filter(({ uri }) => origin.uri.startsWith(`${uri.replace(/\/$/, '')}/`)).sort((a, b) => b.uri.length - a.uri.length);
  return holding[0] ? `${WORKSPACE}:${holding[0].uri}` : WORKSPACE;
}

export function createSourceLabels(catalog: Pick<CatalogService, 'checkouts' | 'status'>, folders: readonly SourceFolder[]): SourceLabels {
  return (key): SourceLabel | undefined => {
    if (key === WORKSPACE || key.startsWith(`${WORKSPACE}:`)) {
      const folder = folders.find(({ uri }) => key === `${WORKSPACE}:${uri}`);
      return { label: folder?.name ?? 'Open Folders', hint: folder && isCheckout(folder.uri, catalog) ? 'folder, instead of GitHub' : 'folder', icon: 'root-folder' };
    }
    const source = catalog.status.sources.find(({ id }) => id === key);
    const host = /^github:https?:\/\/([^/]+)/.exec(key)?.[1];
    const label = source?.label ?? key;
    return { label, icon: host === undefined ? 'link' : 'github', ...(host !== undefined && host !== 'github.com' && { hint: host }) };
  };
}
