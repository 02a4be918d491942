import * as vscode from 'vscode';
import type { SnapshotStore } from '../../portal/ports/snapshotStore';

/** `<name>.<generation>.snapshot`; of several generations the last in order counts. */
const FILE = /^([a-z0-9-]+)\.([0-9a-z]+)\.snapshot$/;
/** A reader that finds its generation gone looks for the one that took its place. */
const MOST_LOOKS = 5;

/**
 * Snapshots as files below `folder`. The editor's `rename` over an existing file deletes that file first, so that there
 * would be a moment, or after a crash a start, without any: each write is a new file instead, made under another name
 * and renamed when it is whole, and only then the older ones go.
 */
export function createVsCodeSnapshotStore(folder: vscode.Uri, fs: vscode.FileSystem = vscode.workspace.fs): SnapshotStore {
  const fileOf = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  let latest = 0;
  const nextGeneration = (): string => {
    latest = Math.max(latest + 1, Date.now());
    // The time orders them; what comes behind keeps two windows apart.
    return latest.toString(36).padStart(10, '0') + Math.random().toString(36).slice(2, 8);
  };
  const readNames = async (): Promise<readonly string[]> =>
    (await orIfMissing(async () => fs.readDirectory(folder), [])).flatMap(([name, type]) => (type === vscode.FileType.File && FILE.test(name) ? [name] : []));
  /** Files of a snapshot, the newest first. */
  const generationsOf = async (name: string): Promise<readonly string[]> => (await readNames()).filter((file) => FILE.exec(file)?.[1] === name).sort().reverse();
  const drop = async (files: readonly string[]): Promise<void> => {
    await Promise.all(files.map((file) => orIfMissing(async () => fs.delete(fileOf(file)), undefined)));
  };

  return {
    async read(name) {
      for (let look = 0; look < MOST_LOOKS; look++) {
        const [newest] = await generationsOf(name);
        const bytes = newest === undefined ? undefined : await orIfMissing<Uint8Array | undefined>(async () => fs.readFile(fileOf(newest)), undefined);
        if (newest === undefined || bytes) {
          return bytes;
        }
      }
      return undefined;
    },
    async replace(name, bytes) {
      const target = `${name}.${nextGeneration()}.snapshot`;
      if (!FILE.test(target)) {
        throw new Error(`Not a snapshot's name: ${name}`);
      }
      const temporary = `${target}.tmp`;
      await fs.createDirectory(folder);
      try {
        await fs.writeFile(fileOf(temporary), bytes);
        await fs.rename(fileOf(temporary), fileOf(target), { overwrite: false });
      } catch (error) {
        await drop([temporary]);
        throw error;
      }
      await drop((await generationsOf(name)).filter((file) => file < target));
    },
    async remove(name) {
      await drop(await generationsOf(name));
    },
    async list() {
      return [...new Set((await readNames()).flatMap((file) => FILE.exec(file)?.[1] ?? []))].sort();
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
