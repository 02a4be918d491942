import type { Action } from '../action';
import { renderFile } from '../fetch/templateFile';
import { text } from '../input';
import { FILE_INPUT } from './inputs';

/** `workspace:template:file`: renders a file of the workspace. */
export const workspaceTemplateFile: Action = {
  id: 'workspace:template:file',
  description: 'Renders a file of the workspace.',
  supportsDryRun: true,
  input: FILE_INPUT,
  run: (context) => {
    const source = text(context.input, 'sourcePath') ?? '';
    return renderFile(context, source, () => Promise.resolve(context.workspace.readFile(source)));
  },
};
