import { isWithin } from '../../portal/base/uri';
import type { WorkspaceFolder } from '../../portal/catalog/workspaceSource';
import type { FileSource } from '../../portal/ports/fileSource';
import type { Log } from '../../portal/ports/log';
import { createGitLocations } from '../language/gitLocations';

/** The folders of the workspace, each with the repository it is the checkout of, or the checkout it is a part of. */
export function readWorkspaceFolders(uris: readonly string[], files: Pick<FileSource, 'read'>, log: Pick<Log, 'warn'>): Promise<readonly WorkspaceFolder[]> {
  const locations = createGitLocations(files, log);
  return Promise.all(
    uris.map(async (uri) => {
      // As of a file in the folder, which is how the language features find theirs: both judge by the same.
      const file = `${uri.replace(/\/$/, '')}/.`;
      await locations.prepare(file);
      const checkout = locations.rootOf(file);
      if (!checkout || !isWithin(uri, checkout.folder)) {
        return { uri };
      }
      return uri.replace(/\/$/, '') === checkout.folder ? { uri, repository: checkout.repository } : { uri, checkout };
    }),
  );
}
