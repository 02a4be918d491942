import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { flag, text } from '../input';

/** `roadiehq:utils:fs:write`: writes a file. JSON is set in order unless `preserveFormatting`. */
export const fsWrite: Action = {
  id: 'roadiehq:utils:fs:write',
  supportsDryRun: true,
  run: ({ input, workspace, output }) => {
    const path = toWorkspacePath(text(input, 'path') ?? '');
    const content = text(input, 'content') ?? '';
    workspace.writeFile(path, flag(input, 'preserveFormatting') ? content : inOrder(content));
    output('path', joinPath('<workspace>', path));
    return Promise.resolve();
  },
};

function inOrder(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), undefined, 2);
  } catch {
    return content; // It is no JSON, so there is nothing to set in order.
  }
}
