import * as vscode from 'vscode';
import { messageOf } from '../../portal/base/errors';
import type { FolderEntry } from '../../portal/language/features/completePaths';
import type { Log } from '../../portal/ports/log';
import { isMissing } from '../files/fileType';

/** The entries of a folder, symbolic links as what they lead to. What cannot be read has none, and the log says why. */
export async function listFolder(uri: string, log: Pick<Log, 'warn'>): Promise<readonly FolderEntry[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri, true));
    return entries.map(([name, type]) => ({ name, isFolder: (type & vscode.FileType.Directory) !== 0 }));
  } catch (error) {
    if (!isMissing(error)) {
      log.warn(`${uri} cannot be listed: ${messageOf(error)}`);
    }
    return [];
  }
}
