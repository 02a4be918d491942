import { zipSync, type Zippable } from 'fflate';
import { PortalError } from '../../../base/errors';
import { nameOf, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { text } from '../input';

/** Out of the file system's own time, so that the same files make the same bytes. */
const TIME = new Date('1980-01-01T00:00:00');

/** `roadiehq:utils:zip`: packs a file or a folder of the workspace. */
export const zip: Action = {
  id: 'roadiehq:utils:zip',
  supportsDryRun: true,
  run: ({ input, workspace, output }) => {
    const [path, target] = [text(input, 'path') ?? '', text(input, 'outputPath') ?? ''];
    const source = toWorkspacePath(path);
    if (source !== '' && !workspace.exists(source)) {
      throw new PortalError('not-found', `File ${path} does not exist. Can't zip it.`);
    }
    const prefix = source === '' ? '' : `${source}/`;
    const files: Zippable = {};
    for (const entry of workspace.entries()) {
      if (entry.type === 'file' && (entry.path === source || entry.path.startsWith(prefix))) {
        const name = entry.path === source ? nameOf(source) : entry.path.slice(prefix.length);
        files[name] = [entry.bytes, { mtime: TIME, os: 3, attrs: (entry.executable ? 0o100755 : 0o100644) << 16 }];
      }
    }
    workspace.writeFile(target, zipSync(files));
    output('outputPath', target);
    return Promise.resolve();
  },
};
