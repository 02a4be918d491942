import type { SnapshotStore } from '../../portal/ports/snapshotStore';

/** Files of one folder, as far as snapshots need them. What is not there is no error. */
export interface SnapshotFolder {
  /** Names of the files; none where there is no folder. */
  list(): Promise<readonly string[]>;
  read(name: string): Promise<Uint8Array | undefined>;
  /** Makes the folder where there is none. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Fails where `to` is there. */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface GenerationOptions {
  /** In ms since the epoch. */
  readonly now?: () => number;
  /** What was begun longer ago than this, and is not whole, was left by a crash; in ms, two minutes when left out. */
  readonly abandonedAfter?: number;
}

/** `<name>.<generation>.snapshot`; of several generations the last in order counts. */
const FILE = /^([a-z0-9-]+)\.([0-9a-z]+)\.snapshot$/;
/** A file that is being written, and when that began. */
const TEMPORARY = /\.([0-9a-z]{10})[0-9a-z]*\.snapshot\.tmp$/;
/** Writing takes seconds. */
const ABANDONED_MS = 2 * 60_000;
/** A reader that finds its generation gone looks for the one that took its place. */
const MOST_LOOKS = 5;

/**
 * Snapshots as files that are never written over. The editor's `rename` over an existing file deletes that file first, in
 * the Node host as in the browser, so that there would be a moment, or after a crash a start, without any: each write is
 * a new file instead, made under another name and renamed when it is whole, and only then the older ones go.
 */
export function createGenerations(folder: SnapshotFolder, { now = Date.now, abandonedAfter = ABANDONED_MS }: GenerationOptions = {}): SnapshotStore {
  let latest = 0;
  /** @param others those it comes after, also where the clock that made them went ahead */
  const nextGeneration = (others: readonly string[]): string => {
    latest = Math.max(latest + 1, now(), ...others.map((file) => timeOf(FILE.exec(file)?.[2] ?? '') + 1));
    // The time orders them; what comes behind keeps two windows apart.
    return latest.toString(36).padStart(10, '0') + Math.random().toString(36).slice(2, 8);
  };
  const readNames = async (): Promise<readonly string[]> => (await folder.list()).filter((name) => FILE.test(name));
  /** Files of a snapshot, the newest first. */
  const generationsOf = async (name: string): Promise<readonly string[]> => (await readNames()).filter((file) => FILE.exec(file)?.[1] === name).sort().reverse();
  const drop = async (files: readonly string[]): Promise<void> => {
    await Promise.all(files.map((file) => folder.remove(file)));
  };

  /** What a crash left may hold what is private, and nothing else would ever remove it. */
  const dropAbandoned = async (): Promise<void> => {
    const time = now();
    await drop((await folder.list()).filter((file) => Math.abs(time - timeOf(TEMPORARY.exec(file)?.[1] ?? time.toString(36))) > abandonedAfter));
  };

  return {
    async read(name) {
      for (let look = 0; look < MOST_LOOKS; look++) {
        const [newest] = await generationsOf(name);
        const bytes = newest === undefined ? undefined : await folder.read(newest);
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
      try {
        await folder.write(temporary, bytes);
        await folder.rename(temporary, target);
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
    async writtenAt(name) {
      const [newest] = await generationsOf(name);
      return newest === undefined ? undefined : timeOf(FILE.exec(newest)?.[2] ?? '');
    },
  };
}

/** ms since the epoch, out of a generation or the first part of it */
function timeOf(generation: string): number {
  return parseInt(generation.slice(0, 10), 36) || 0;
}
