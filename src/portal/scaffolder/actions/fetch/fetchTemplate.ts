import type { Action } from '../action';
import { text } from '../input';
import { fetchTree } from './fetching';
import { renderFolder } from './templateFolder';

/** `fetch:template`: fetches a folder and renders it into the workspace. */
export const fetchTemplate: Action = {
  id: 'fetch:template',
  supportsDryRun: true,
  run: async (context) => {
    context.log('Fetching template content from remote URL');
    await renderFolder(context, () => fetchTree(context, text(context.input, 'url')));
  },
};
