import { isPortalError } from '../base/errors';
import type { CatalogRepository, RepositoryFile } from '../catalog/organizationReader';
import { fromBase64, readBlob } from './contents';
import type { GitHubClient } from './gitHubClient';

/** The longest path that is taken for one. */
const LONGEST_PATH = 255;

/**
 * Whether the text of a file could be that of a symbolic link: a path and nothing else. GraphQL does not tell the two apart
 * unless the whole folder is asked for; no catalog file looks like this, so hardly ever is a request made in vain.
 */
export function isLinkLike({ text }: RepositoryFile): boolean {
  return text !== undefined && text.length <= LONGEST_PATH && /^[^\s:#"'{}[\]|>&*!%@`]+$/.test(text) && /[./]/.test(text);
}

/**
 * A file that looks like a link, read as what it leads to within its repository, as Backstage reads it: through the contents
 * API. A link that leads to no file there is said to be one. A file that is none after all is left as it is.
 */
export async function followLink(client: GitHubClient, repository: CatalogRepository, file: RepositoryFile, signal: AbortSignal): Promise<RepositoryFile> {
  const { owner, name, branch } = repository.info;
  const parameters = { owner, repo: name, path: file.path, ref: repository.commit ?? branch };
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', parameters, { signal, about: `${file.path} in ${owner}/${name}` });
    if (Array.isArray(data)) {
      return file;
    }
    if (data.type === 'symlink') {
      const { text: _text, ...rest } = file;
      return { ...rest, unreadable: `${file.path} is a symbolic link to ${file.text ?? 'something'}, which is no file of the repository.` };
    }
    if (data.type !== 'file' || data.sha === file.blob) {
      return file;
    }
    const bytes = data.encoding === 'base64' ? fromBase64(data.content) : await readBlob(client, { owner, repository: name }, data.sha, { signal });
    // Both names, so that the file counts as another one when what it leads to changes.
    return { ...file, blob: `${file.blob}:${data.sha}`, text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (isPortalError(error, 'not-found')) {
      return file;
    }
    throw error;
  }
}
