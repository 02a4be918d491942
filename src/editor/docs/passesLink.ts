import * as vscode from 'vscode';
import { isLink, typeOf } from '../files/fileType';
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
    if (type === undefined) {
      return false; // Nothing is there: whoever reads it will say so.
    }
    if (isLink(type)) {
      return true;
    }
  }
  return false;
}
