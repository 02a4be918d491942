import { messageOf } from '../../portal/base/errors';
import type { RepositoryInfo } from '../../portal/catalog/entity';
import type { WorkspaceFolder } from '../../portal/catalog/workspaceSource';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';
import { readCheckout, type Checkout } from '../language/gitLocations';

/** The folders of the workspace, each with the repository it is the checkout of. */
export function readWorkspaceFolders(uris: readonly string[], files: Pick<FileSource, 'read'>, log: Pick<Log, 'warn'>): Promise<readonly WorkspaceFolder[]> {
  return Promise.all(
    uris.map(async (uri) => {
      try {
        return { uri, repository: toRepository(await readCheckout(files, uri.endsWith('/') ? uri : `${uri}/`)) };
      } catch (error) {
        log.warn(`The git configuration of ${uri} cannot be read, so its address on the web is not known: ${messageOf(error)}`);
        return { uri };
      }
    }),
  );
}

/** Only `https://host/owner/name` is a repository as GitHub has them. */
export function toRepository(checkout: Pick<Checkout, 'repository' | 'branch'> | undefined): RepositoryInfo | undefined {
  const match = /^(https?:\/\/[^/]+)\/([^/]+)\/([^/]+)$/.exec(checkout?.repository ?? '');
  const [, host, owner, name] = match ?? [];
  return checkout && host && owner && name
    ? // Nobody was asked whether it is public: it is treated as if it were not.
      { host, owner, name, branch: checkout.branch, private: true }
    : undefined;
}
