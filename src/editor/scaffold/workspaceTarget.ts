import * as vscode from 'vscode';
import { messageOf, PortalError } from '../../portal/base/errors';
import type { TargetFolder } from '../../portal/scaffolder/writeFiles';
import { isLink, typeOf } from '../files/fileType';

/**
 * A folder the scaffolder writes to. Links inside it are not followed: one that leads elsewhere would let a file be
 * written outside the folder that the user has chosen.
 */
export function createWorkspaceTarget(folder: vscode.Uri): TargetFolder {
  async function lookAt(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
    try {
      return await typeOf(uri);
    } catch (error) {
      throw new PortalError('server', `${uri.path} cannot be looked at: ${messageOf(error)}`, { cause: error });
    }
  }

  /** @returns whether the file is there; folders above it that are not are made when it is written */
  async function look(path: string): Promise<boolean> {
    const segments = path.split('/');
    for (let length = 1; length <= segments.length; length++) {
      const uri = vscode.Uri.joinPath(folder, ...segments.slice(0, length));
      const type = await lookAt(uri);
      if (type === undefined) {
        return false;
      }
      if (isLink(type)) {
        throw new PortalError('conflict', `${uri.path} is a link, which is not followed. Choose another folder, or remove the link.`);
      }
      const isLast = length === segments.length;
      if (type !== (isLast ? vscode.FileType.File : vscode.FileType.Directory)) {
        throw new PortalError('conflict', `${uri.path} is in the way: a ${isLast ? 'file' : 'folder'} is to go there. Choose another folder.`);
      }
    }
    return true;
  }

  return {
    read: async (path) => ((await look(path)) ? vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path)) : undefined),
    write: async (path, bytes) => {
      await look(path);
      try {
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), bytes);
      } catch (error) {
        throw new PortalError('server', `${path} could not be written: ${messageOf(error)}`, { cause: error });
      }
    },
  };
}
