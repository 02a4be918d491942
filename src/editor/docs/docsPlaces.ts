import * as vscode from 'vscode';
import { GITHUB_SCHEME, parseGitHubUri, toGitHubUri } from '../../portal/github/gitHubUri';
import type { CatalogEntity } from '../../portal/catalog/entity';

/**
 * The folder that a web address of GitHub names: `https://HOST/OWNER/REPO/tree/REF/DIR/`, or a bare repository. An
 * address does not tell where a ref with slashes ends, so the branch of the entity's own repository is tried first.
 */
export function toGitHubFolderUri(address: string, entity: CatalogEntity): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const [owner, name, view, ...rest] = url?.pathname.split('/').filter(Boolean).map(decodeURIComponent) ?? [];
  const own = entity.origin.repository;
  const known = own ? [own.host, 'https://github.com'] : ['https://github.com'];
  if (!url || !owner || !name || !known.includes(url.origin)) {
    return undefined;
  }
  const repository = name.replace(/\.git$/, '');
  const sameRepository = own?.owner.toLowerCase() === owner.toLowerCase() && own.name.toLowerCase() === repository.toLowerCase();
  if (view === undefined) {
    return toGitHubUri({ host: url.origin, owner, repository, ref: sameRepository ? own.branch : 'HEAD', path: '' });
  }
  const path = rest.join('/');
  const branch = sameRepository && (path === own.branch || path.startsWith(`${own.branch}/`)) ? own.branch : (rest[0] ?? '');
  const folder = path.slice(branch.length + 1).split('/').filter(Boolean);
  return ['tree', 'blob'].includes(view) && branch !== '' && !folder.includes('..')
    ? toGitHubUri({ host: url.origin, owner, repository, ref: branch, path: folder.join('/') })
    : undefined;
}

/** The folder that the docs of a file may not leave, with a slash at the end: its repository on GitHub, or its workspace folder. */
export function boundaryOf(uri: string): string | undefined {
  const file = parseGitHubUri(uri);
  if (file) {
    return `${toGitHubUri({ ...file, path: '' })}/`;
  }
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true));
  return folder && `${folder.uri.toString().replace(/\/$/, '')}/`;
}

export function isRemote(uri: string): boolean {
  return uri.startsWith(`${GITHUB_SCHEME}:`);
}
