import { isBinary } from '../../workspace/isBinary';
import type { TreeEntry } from '../../workspace/fileTree';
import type { Action } from '../action';
import { decode } from '../fetch/templateFolder';
import { text } from '../input';

/** `debug:log`: tells a message, and what is in the workspace. */
export const debugLog: Action = {
  id: 'debug:log',
  supportsDryRun: true,
  run: ({ input, workspace, log }) => {
    log(JSON.stringify(input, undefined, 2));
    const message = text(input, 'message');
    if (message) {
      log(message);
    }
    const listing = input['listWorkspace'];
    if (listing) {
      const files = workspace.entries().filter(({ type }) => type !== 'folder');
      log(`Workspace:\n${files.map((file) => (listing === 'with-contents' ? withContent(file) : `  - ${file.path}`)).join('\n')}`);
    }
    return Promise.resolve();
  },
};

function withContent(file: TreeEntry): string {
  const content = file.type === 'file' && !isBinary(file.bytes) ? decode(file.bytes) : '';
  return ` - ${file.path}:\n\n  ${content}`;
}
