import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { matchingPaths } from '../fetch/globs';
import { texts } from '../input';

/** `fs:delete`: removes what paths and patterns mean. What is not there is no error. */
export const fsDelete: Action = {
  id: 'fs:delete',
  supportsDryRun: true,
  run: ({ input, workspace, log }) => {
    for (const pattern of texts(input, 'files') ?? []) {
      const safe = toWorkspacePath(pattern);
      const named = safe !== '' && workspace.find(safe) !== undefined;
      const paths = workspace.entries().filter(({ type }) => type !== 'folder').map(({ path }) => path);
      const found = named ? [safe] : [...matchingPaths([safe], paths, () => false)];
      for (const path of found) {
        workspace.remove(path);
        log(`File ${joinPath('<workspace>', path)} deleted successfully`);
      }
    }
    return Promise.resolve();
  },
};
