import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PortalError } from '../../portal/base/errors';
import type { SkeletonReader } from '../../portal/scaffolder/template/skeletons';
import type { TreeEntry } from '../../portal/scaffolder/workspace/fileTree';

const MAX_ENTRIES = 20_000;
const MAX_BYTES = 200_000_000;

/**
 * Reads what templates fetch from disk, inside of one folder: links are read as links and lead nowhere.
 * @param root the repository that the template lies in
 * @param elsewhere reads addresses that are no `file:`
 */
export function createDiskSkeletons(root: string, elsewhere: SkeletonReader): SkeletonReader {
  const toPath = async (url: string): Promise<string> => {
    const path = fileURLToPath(url);
    const real = await realpath(path).catch((error: unknown) => {
      throw isMissing(error) ? new PortalError('not-found', `There is no ${relative(root, path) || '.'} in ${root}.`, { cause: error }) : error;
    });
    const inside = relative(await realpath(root), real);
    if (inside === '..' || inside.startsWith(`..${sep}`) || inside.split(sep).includes('.git')) {
      throw new PortalError('forbidden', 'Relative path is not allowed to refer to a directory outside its parent');
    }
    return real;
  };
  return {
    readTree: async (url, signal) => {
      if (!url.startsWith('file:')) {
        return elsewhere.readTree(url, signal);
      }
      const entries: TreeEntry[] = [];
      await walk(await toPath(url), '', entries, { bytes: 0 });
      return entries;
    },
    readFile: async (url, signal) => {
      if (!url.startsWith('file:')) {
        return elsewhere.readFile(url, signal);
      }
      const path = await toPath(url);
      if (!(await lstat(path)).isFile()) {
        throw new PortalError('not-found', `${relative(root, path)} is no file.`);
      }
      return readFile(path);
    },
  };
}

async function walk(folder: string, path: string, entries: TreeEntry[], read: { bytes: number }): Promise<void> {
  const children = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw isMissing(error) ? new PortalError('not-found', `${folder} is no folder.`, { cause: error }) : error;
  });
  for (const child of children.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const [at, inner] = [join(folder, child.name), path === '' ? child.name : `${path}/${child.name}`];
    if (child.name === '.git' && path === '') {
      continue;
    }
    if (child.isSymbolicLink()) {
      entries.push({ path: inner, type: 'symlink', target: await readlink(at) });
    } else if (child.isDirectory()) {
      entries.push({ path: inner, type: 'folder' });
      await walk(at, inner, entries, read);
    } else if (child.isFile()) {
      const { mode, size } = await lstat(at);
      read.bytes += size;
      refuseTooMuch(entries.length, read.bytes, folder);
      entries.push({ path: inner, type: 'file', bytes: await readFile(at), executable: (mode & 0o100) !== 0 });
    }
  }
}

function refuseTooMuch(entries: number, bytes: number, folder: string): void {
  if (entries > MAX_ENTRIES || bytes > MAX_BYTES) {
    throw new PortalError('too-large', `${folder} holds more than ${MAX_ENTRIES} files or ${MAX_BYTES / 1e6} MB. Fetch less.`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));
}
