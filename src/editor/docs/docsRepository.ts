import { isWithin } from '../../portal/base/uri';
import type { CatalogEntity } from '../../portal/catalog/entity';
import { parseGitHubUri, toGitHubUri, type GitHubFile } from '../../portal/github/gitHubUri';
import type { DocsVersion } from '../../protocol/docs';
import type { GitLocations } from '../language/gitLocations';

/** Where on GitHub a file or folder is, whether it was read from there or lies in a checkout; `undefined` where no repository is known. */
export async function findOnGitHub(uri: string, locations: GitLocations): Promise<GitHubFile | undefined> {
  const remote = parseGitHubUri(uri);
  if (remote) {
    return remote;
  }
  // A folder's own name would be taken for that of a file beside the checkout's settings.
  await locations.prepare(uri.endsWith('/') ? `${uri}.` : uri);
  return inCheckout(uri, locations);
}

function inCheckout(uri: string, locations: GitLocations): GitHubFile | undefined {
  const root = locations.rootOf(uri.endsWith('/') ? `${uri}.` : uri);
  if (!root?.repository || !isWithin(uri, `${root.folder}/`)) {
    return undefined;
  }
  const { host, owner, name, branch } = root.repository;
  return { host, owner, repository: name, ref: branch, path: decodeURIComponent(uri.slice(root.folder.length + 1)).replace(/\/$/, '') };
}

/** The same file or folder in another version of its repository; one of another repository stays as it is. Locations must be prepared. */
export function toVersion(uri: string, at: DocsVersion, locations: GitLocations): string {
  const file = parseGitHubUri(uri) ?? inCheckout(uri, locations);
  if (!file || !isSame(file, at)) {
    return uri;
  }
  return toGitHubUri({ ...file, ref: at.ref }) + (uri.endsWith('/') ? '/' : '');
}

/** An entity as if its file had been read in another version. */
export function entityAt(entity: CatalogEntity, at: DocsVersion, locations: GitLocations): CatalogEntity {
  const uri = toVersion(entity.origin.uri, at, locations);
  const { repository } = entity.origin;
  return uri === entity.origin.uri ? entity : { ...entity, origin: { ...entity.origin, uri, ...(repository && { repository: { ...repository, branch: at.ref } }) } };
}

function isSame(file: GitHubFile, at: DocsVersion): boolean {
  return file.host === at.host && file.owner.toLowerCase() === at.owner.toLowerCase() && file.repository.toLowerCase() === at.repository.toLowerCase();
}

/** The web page of a file on GitHub. @param view `edit` leads to GitHub's editor, which there is on branches only */
export function toWebAddress({ host, owner, repository, ref, path }: GitHubFile, view: 'blob' | 'edit'): string {
  const shown = view === 'edit' && /^[0-9a-f]{40}$/.test(ref) ? 'blob' : view;
  return `${host}/${[owner, repository, shown, ...ref.split('/'), ...path.split('/')].map(encodeURIComponent).join('/')}`;
}
