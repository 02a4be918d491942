import type { JsonObject } from '../../../catalog/entity';
import type { FolderEntry, Workspace } from '../../workspace/workspace';
import type { Action } from '../action';
import { flag, texts } from '../input';

/** `fs:readdir`: lists folders. */
export const fsReaddir: Action = {
  id: 'fs:readdir',
  supportsDryRun: true,
  run: ({ input, workspace, output }) => {
    const listed = (texts(input, 'paths') ?? []).flatMap((path) => list(workspace, path, flag(input, 'recursive') ?? false));
    output('files', listed.filter(({ type }) => type !== 'folder').map(toContent));
    output('folders', listed.filter(({ type }) => type === 'folder').map(toContent));
    return Promise.resolve();
  },
};

/** In the order of Node's `readdir`: a folder's own entries, then what is in its folders, the last one first. */
function list(workspace: Workspace, path: string, recursive: boolean): readonly FolderEntry[] {
  const found: FolderEntry[] = [];
  const queue = [path];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    const entries = workspace.readFolder(folder);
    found.push(...entries);
    if (recursive) {
      queue.push(...entries.filter(({ type }) => type === 'folder').map((entry) => entry.path));
    }
  }
  return found;
}

function toContent({ name, path }: FolderEntry): JsonObject {
  return { name, path, fullPath: `<workspace>/${path}` };
}
