import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { flag, text } from '../input';
import { toJson } from './fsParse';
import { merge } from './merging';

/** `roadiehq:utils:json:merge`: merges into a file of JSON, which is made where there is none. */
export const jsonMerge: Action = {
  id: 'roadiehq:utils:json:merge',
  supportsDryRun: true,
  run: ({ input, workspace, log, output }) => {
    const path = toWorkspacePath(text(input, 'path') ?? '');
    const before = workspace.exists(path) ? workspace.readText(path) : undefined;
    if (before === undefined) {
      log(`The file ${joinPath('<workspace>', path)} does not exist, creating it.`);
    }
    const content = input['content'] ?? {};
    const merged = merge(toJson(JSON.parse(before ?? '{}')), typeof content === 'string' ? toJson(JSON.parse(content)) : content, flag(input, 'mergeArrays') ?? false);
    workspace.writeFile(path, JSON.stringify(merged, undefined, flag(input, 'matchFileIndent') && before !== undefined ? indentOf(before) : 2));
    output('path', joinPath('<workspace>', path));
    return Promise.resolve();
  },
};

/** What the first line that is set in begins with. */
function indentOf(content: string): string {
  return /\n([ \t]+)\S/.exec(content)?.[1] ?? '  ';
}
