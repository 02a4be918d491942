import { throwIfCancelled } from '../base/cancellation';
import type { PlannedFile } from './planService';

/** What the scaffolder asks of a folder; paths are relative and safe. */
export interface TargetFolder {
  /** The bytes of a file, or `undefined` where there is nothing. Something that is no file throws. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Writes a file, with the folders above it. */
  write(path: string, bytes: Uint8Array): Promise<void>;
}

/** How a planned file meets what is there. `same` needs no writing, `different` would be overwritten. */
export type FileState = 'new' | 'same' | 'different';

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Looks at the folder without touching it. By path. */
export async function compareFiles(files: readonly PlannedFile[], folder: TargetFolder): Promise<ReadonlyMap<string, FileState>> {
  const states = await Promise.all(
    files.map(async ({ path, bytes }): Promise<[string, FileState]> => {
      const existing = await folder.read(path);
      return [path, existing === undefined ? 'new' : isEqual(existing, bytes) ? 'same' : 'different'];
    }),
  );
  return new Map(states);
}

export interface WriteResult {
  readonly written: readonly string[];
  /** Files that exist with other content and were to be kept. Where there is one, nothing was written. */
  readonly conflicts: readonly string[];
}

/**
 * Writes a plan into a folder. Looks again before it writes, so that a file that came into being since the review is
 * not lost, and what an earlier, interrupted run wrote is not written twice.
 * @param overwrite paths the user has agreed to lose
 */
export async function writeFiles(
  files: readonly PlannedFile[],
  folder: TargetFolder,
  options: { readonly overwrite: ReadonlySet<string>; readonly onProgress?: (path: string) => void; readonly signal?: AbortSignal },
): Promise<WriteResult> {
  const states = await compareFiles(files, folder);
  const conflicts = files.map((file) => file.path).filter((path) => states.get(path) === 'different' && !options.overwrite.has(path));
  if (conflicts.length > 0) {
    return { written: [], conflicts };
  }
  const written: string[] = [];
  for (const { path, bytes } of files) {
    throwIfCancelled(options.signal);
    if (states.get(path) !== 'same') {
      options.onProgress?.(path);
      await folder.write(path, bytes);
      written.push(path);
    }
  }
  return { written, conflicts: [] };
}
