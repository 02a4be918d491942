import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PortalError } from '../../src/portal/base/errors';
import type { FileSource } from '../../src/portal/ports/fileSource';

/** The URI of a folder on disk, with a slash at the end. */
export function toFolderUri(folder: string): string {
  return `${pathToFileURL(folder).toString().replace(/\/$/, '')}/`;
}

/** Reads `file:` URIs as they lie on disk. */
export function createFolderSource(): FileSource {
  return {
    read: async (uri) => {
      try {
        return await readFile(fileURLToPath(uri));
      } catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'ENOTDIR')) {
          return undefined;
        }
        throw error;
      }
    },
    list: async (folder, extensions) => {
      const path = fileURLToPath(folder);
      if (!existsSync(path)) {
        throw new PortalError('not-found', `There is no folder ${path}.`);
      }
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && (extensions?.some((extension) => entry.name.endsWith(extension)) ?? true))
        .map((entry) => pathToFileURL(`${entry.parentPath}/${entry.name}`).toString());
    },
  };
}
