import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotFolder } from '../../src/editor/storage/generations';

/** A folder of the disk, with the calls that the editor's Node host makes: written in place, renamed unless the name is taken. */
export function createNodeFolder(folder: string): SnapshotFolder {
  const orIfMissing = async <T>(run: Promise<T>, fallback: T): Promise<T> => {
    try {
      return await run;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return fallback;
      }
      throw error;
    }
  };
  return {
    list: () => orIfMissing(readdir(folder), []),
    read: (name) => orIfMissing<Uint8Array | undefined>(readFile(join(folder, name)), undefined),
    async write(name, bytes) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), bytes);
    },
    async rename(from, to) {
      if (existsSync(join(folder, to))) {
        throw new Error(`${to} is there already.`);
      }
      await rename(join(folder, from), join(folder, to));
    },
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}
