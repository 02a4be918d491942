import * as vscode from 'vscode';
import type { SnapshotStore } from '../../portal/ports/snapshotStore';
import { isMissing } from '../files/fileType';

/** `<name>.<generation>.snapshot`; of several generations the last in order counts. */
const FILE = /^([a-z0-9-]+)\.([0-9a-z]+)\.snapshot$/;
/** A file that is being written, and when that began. */
const TEMPORARY = /\.([0-9a-z]{10})[0-9a-z]*\.snapshot\.tmp$/;
/** Writing takes seconds: what lies about for longer was left by a crash. */
const ABANDONED_MS = 10 * 60_000;
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
  /** @param others those it comes after, also where the clock that made them went ahead */
  const nextGeneration = (others: readonly string[]): string => {
    latest = Math.max(latest + 1, Date.now(), ...others.map((file) => timeOf(FILE.exec(file)?.[2] ?? '') + 1));
    // The time orders them; what comes behind keeps two windows apart.
    return latest.toString(36).padStart(10, '0') + Math.random().toString(36).slice(2, 8);
  };
  const readFiles = async (): Promise<readonly string[]> =>
    (await orIfMissing(async () => fs.readDirectory(folder), [])).flatMap(([name, type]) => (type === vscode.FileType.File ? [name] : []));
  const readNames = async (): Promise<readonly string[]> => (await readFiles()).filter((name) => FILE.test(name));
  /** Files of a snapshot, the newest first. */
  const generationsOf = async (name: string): Promise<readonly string[]> => (await readNames()).filter((file) => FILE.exec(file)?.[1] === name).sort().reverse();
  const drop = async (files: readonly string[]): Promise<void> => {
    await Promise.all(files.map((file) => orIfMissing(async () => fs.delete(fileOf(file)), undefined)));
  };

  /** What a crash left may hold what is private, and nothing else would ever remove it. */
  const dropAbandoned = async (): Promise<void> => {
    const now = Date.now();
    await drop((await readFiles()).filter((file) => Math.abs(now - timeOf(TEMPORARY.exec(file)?.[1] ?? now.toString(36))) > ABANDONED_MS));
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
      const target = `${name}.${nextGeneration(await generationsOf(name))}.snapshot`;
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
      await dropAbandoned();
    },
    async remove(name) {
      await drop(await generationsOf(name));
    },
    async list() {
      return [...new Set((await readNames()).flatMap((file) => FILE.exec(file)?.[1] ?? []))].sort();
    },
  };
}

/** ms since the epoch, out of a generation or the first part of it */
function timeOf(generation: string): number {
  return parseInt(generation.slice(0, 10), 36) || 0;
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
