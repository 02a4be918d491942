import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { text } from '../input';
import { fetchTree } from './fetching';

/** `fetch:plain`: copies a folder as it is. Source: `fetchContents` of @backstage/plugin-scaffolder-node. */
export const fetchPlain: Action = {
  id: 'fetch:plain',
  supportsDryRun: true,
  run: async (context) => {
    const { input, workspace, log } = context;
    log('Fetching plain content from remote URL');
    const target = toWorkspacePath(text(input, 'targetPath') ?? './');
    const entries = await fetchTree(context, text(input, 'url'));
    if (target !== '') {
      workspace.makeFolder(target);
    }
    for (const { path, ...node } of entries ?? []) {
      workspace.put(joinPath(target, path), node);
    }
  },
};
