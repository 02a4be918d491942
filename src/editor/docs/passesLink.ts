import * as vscode from 'vscode';
import { isMissing } from '../storage/vsCodeSnapshotStore';
import { isRemote } from './docsPlaces';

/**
 * Whether a path below a folder is a symbolic link or lies behind one. The editor's file system does not say where a
 * link leads, so all are refused; GitHub's files have none.
 */
export async function passesLink(folder: string, path: string): Promise<boolean> {
  if (isRemote(folder)) {
    return false;
  }
  let uri = vscode.Uri.parse(folder, true);
  for (const segment of path.split('/').filter(Boolean)) {
    uri = vscode.Uri.joinPath(uri, segment);
    const type = await typeOf(uri);
    if (type === undefined || (type & vscode.FileType.SymbolicLink) !== 0) {
      return type !== undefined;
    }
  }
  return false;
}

/** `undefined` where there is nothing: whoever reads it will say so. */
async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}
