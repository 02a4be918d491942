import { messageOf } from '../../portal/base/errors';
import type { WorkspaceFolder } from '../../portal/catalog/workspaceSource';
import { readGitCheckout, toRepository } from '../../portal/github/gitCheckout';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';
import { textReader } from '../language/gitLocations';

/** The folders of the workspace, each with the repository it is the checkout of. */
export function readWorkspaceFolders(uris: readonly string[], files: Pick<FileSource, 'read'>, log: Pick<Log, 'warn'>): Promise<readonly WorkspaceFolder[]> {
  return Promise.all(
    uris.map(async (uri) => {
      try {
        const checkout = await readGitCheckout(uri.endsWith('/') ? uri : `${uri}/`, textReader(files));
        return { uri, repository: checkout && toRepository(checkout) };
      } catch (error) {
        log.warn(`The git configuration of ${uri} cannot be read, so its address on the web is not known: ${messageOf(error)}`);
        return { uri };
      }
    }),
  );
}
