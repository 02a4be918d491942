import { PortalError } from '../../../base/errors';
import { outsideError, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { renderFolder } from '../fetch/templateFolder';
import { text } from '../input';
import { FOLDER_INPUT } from './inputs';

/** `workspace:template`: renders a folder of the workspace into another. */
export const workspaceTemplate: Action = {
  id: 'workspace:template',
  description: 'Renders a folder of the workspace.',
  supportsDryRun: true,
  input: FOLDER_INPUT,
  run: async (context) => {
    const { input, workspace } = context;
    const source = toWorkspacePath(text(input, 'sourcePath') ?? '');
    const target = toWorkspacePath(text(input, 'targetPath') ?? './');
    if (target === source || target.startsWith(`${source}/`) || source === '') {
      throw new PortalError('invalid', 'targetPath must not be within template path');
    }
    if (!workspace.isFolder(source)) {
      throw source === '' ? outsideError() : new PortalError('not-found', `ENOENT: no such file or directory, scandir '${source}'`);
    }
    const prefix = `${source}/`;
    const inside = workspace.entries().flatMap((entry) => (entry.path.startsWith(prefix) ? [{ ...entry, path: entry.path.slice(prefix.length) }] : []));
    await renderFolder(context, () => Promise.resolve(inside));
  },
};
