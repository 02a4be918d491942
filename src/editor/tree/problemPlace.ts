import { baseName, dirName } from '../../portal/base/uri';
import { parseGitHubUri } from '../../portal/github/gitHubUri';

/** A file as one would call it in a list: by its folder where it has the customary name (`payment-service`), otherwise with its own. */
export function describePlace(uri: string): { readonly label: string; readonly path: string } {
  const file = parseGitHubUri(uri);
  const path = file ? [file.owner, file.repository, file.path].join('/') : `${baseName(dirName(uri))}/${baseName(uri)}`;
  const label = (file ? `${file.repository}/${file.path}` : path).replace(/\/catalog-info\.ya?ml$/, '');
  return { label, path };
}
