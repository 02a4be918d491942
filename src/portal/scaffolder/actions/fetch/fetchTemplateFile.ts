import type { Action } from '../action';
import { text } from '../input';
import { fetchFile } from './fetching';
import { renderFile } from './templateFile';

/** `fetch:template:file`: fetches a file and renders it into the workspace. */
export const fetchTemplateFile: Action = {
  id: 'fetch:template:file',
  supportsDryRun: true,
  run: (context) => {
    const url = text(context.input, 'url');
    return renderFile(context, url ?? '', () => {
      context.log('Fetching template file content from remote URL');
      return fetchFile(context, url);
    });
  },
};
