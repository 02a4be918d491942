import type { Action } from '../action';
import { text } from '../input';
import { toWorkspacePath } from '../../workspace/workspacePath';
import { fetchFile } from './fetching';

/** `fetch:plain:file`: copies one file. Source: `fetchFile` of @backstage/plugin-scaffolder-node. */
export const fetchPlainFile: Action = {
  id: 'fetch:plain:file',
  supportsDryRun: true,
  run: async (context) => {
    const { input, workspace, log } = context;
    log('Fetching plain content from remote URL');
    const target = toWorkspacePath(text(input, 'targetPath') ?? '');
    const bytes = await fetchFile(context, text(input, 'url'));
    if (bytes) {
      workspace.writeFile(target, bytes);
    }
  },
};
