import * as vscode from 'vscode';
import type { SnapshotStore } from '../../portal/ports/snapshotStore';

const EXTENSION = '.snapshot';

/** Snapshots as files below `folder`. Written beside and renamed over, so that a reader never sees half of one. */
export function createVsCodeSnapshotStore(folder: vscode.Uri, fs: vscode.FileSystem = vscode.workspace.fs): SnapshotStore {
  const fileOf = (name: string): vscode.Uri => {
    if (!/^[a-z0-9-]+$/.test(name)) {
      throw new Error(`Not a snapshot's name: ${name}`);
    }
    return vscode.Uri.joinPath(folder, name + EXTENSION);
  };
  return {
    async read(name) {
      return orIfMissing(async () => fs.readFile(fileOf(name)), undefined);
    },
    async replace(name, bytes) {
      const target = fileOf(name);
      // Another window may write the same snapshot: each has a temporary file of its own.
      const temporary = target.with({ path: `${target.path}.${Math.random().toString(36).slice(2)}.tmp` });
      await fs.createDirectory(folder);
      await fs.writeFile(temporary, bytes);
      try {
        await fs.rename(temporary, target, { overwrite: true });
      } catch (error) {
        await orIfMissing(async () => fs.delete(temporary), undefined);
        throw error;
      }
    },
    async remove(name) {
      await orIfMissing(async () => fs.delete(fileOf(name)), undefined);
    },
    async list() {
      const entries = await orIfMissing(async () => fs.readDirectory(folder), []);
      return entries
        .filter(([name, type]) => type === vscode.FileType.File && name.endsWith(EXTENSION))
        .map(([name]) => name.slice(0, -EXTENSION.length))
        .sort();
    },
  };
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

/** Whether a file system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
