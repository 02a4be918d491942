import * as vscode from 'vscode';
import type { SnapshotStore } from '../../portal/ports/snapshotStore';
import { isMissing } from '../files/fileType';
import { createGenerations } from './generations';

/** Snapshots as files below `folder`, in the Node host and in the browser. */
export function createVsCodeSnapshotStore(folder: vscode.Uri, fs: vscode.FileSystem = vscode.workspace.fs): SnapshotStore {
  const fileOf = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  return createGenerations({
    list: async () => (await orIfMissing(async () => fs.readDirectory(folder), [])).flatMap(([name, type]) => (type === vscode.FileType.File ? [name] : [])),
    read: (name) => orIfMissing<Uint8Array | undefined>(async () => fs.readFile(fileOf(name)), undefined),
    async write(name, bytes) {
      await fs.createDirectory(folder);
      await fs.writeFile(fileOf(name), bytes);
    },
    rename: async (from, to) => fs.rename(fileOf(from), fileOf(to), { overwrite: false }),
    remove: (name) => orIfMissing(async () => fs.delete(fileOf(name)), undefined),
  });
}

async function orIfMissing<T>(run: () => Promise<T>, fallback: T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isMissing(error)) {
      return fallback;
    }
    throw error;
  }
}
