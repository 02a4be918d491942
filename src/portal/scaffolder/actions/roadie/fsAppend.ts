import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { text } from '../input';

/** `roadiehq:utils:fs:append`: writes at the end of a file, which is made where there is none. */
export const fsAppend: Action = {
  id: 'roadiehq:utils:fs:append',
  supportsDryRun: true,
  run: ({ input, workspace, output }) => {
    const path = toWorkspacePath(text(input, 'path') ?? '');
    const before = workspace.exists(path) ? workspace.readText(path) : '';
    workspace.writeFile(path, before + (text(input, 'content') ?? ''));
    output('path', joinPath('<workspace>', path));
    return Promise.resolve();
  },
};
