import { PortalError } from '../../../base/errors';
import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { flag, objects, text } from '../input';

/** `fs:rename`: moves files and folders. */
export const fsRename: Action = {
  id: 'fs:rename',
  supportsDryRun: true,
  run: ({ input, workspace, log }) => {
    for (const file of objects(input, 'files')) {
      const [from, to] = [text(file, 'from'), text(file, 'to')];
      if (!from || !to) {
        throw new PortalError('invalid', 'each file must have a from and to property');
      }
      const [source, target] = [from, to].map((path) => joinPath('<workspace>', toWorkspacePath(path)));
      try {
        workspace.move(from, to, flag(file, 'overwrite') ?? false);
      } catch (error) {
        log(`Failed to rename file ${source} to ${target}`, 'error');
        throw error;
      }
      log(`File ${source} renamed to ${target} successfully`);
    }
    return Promise.resolve();
  },
};
