import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PortalError } from '../portal/base/errors';
import type { FileSource } from '../portal/ports/fileSource';

/** Reads `file:` URIs as they lie on disk; links are not followed when a folder is listed. */
export function createDiskFiles(): FileSource {
  return {
    read: async (uri) => {
      try {
        return await readFile(fileURLToPath(uri));
      } catch (error) {
        if (isMissing(error)) {
          return undefined;
        }
        throw error;
      }
    },
    list: async (folder, extensions) => {
      const path = fileURLToPath(folder);
      try {
        const entries = await readdir(path, { recursive: true, withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile() && !/[\\/](?:node_modules|\.git)(?:[\\/]|$)/.test(`${entry.parentPath}/`))
          .filter((entry) => extensions?.some((extension) => entry.name.endsWith(extension)) ?? true)
          .map((entry) => pathToFileURL(join(entry.parentPath, entry.name)).toString());
      } catch (error) {
        throw isMissing(error) ? new PortalError('not-found', `There is no folder ${path}.`, { cause: error }) : error;
      }
    },
  };
}

/** Whether a path below a folder passes a symbolic link. */
export async function passesLink(folder: string, path: string): Promise<boolean> {
  let at = fileURLToPath(folder);
  for (const segment of path.split('/')) {
    at = join(at, segment);
    try {
      if ((await lstat(at)).isSymbolicLink()) {
        return true;
      }
    } catch (error) {
      if (isMissing(error)) {
        return false;
      }
      throw error;
    }
  }
  return false;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code));
}
