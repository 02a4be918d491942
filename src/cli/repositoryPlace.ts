import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { PlaceholderReader } from '../portal/catalog/checking/checkFile';
import { decodeFile } from '../portal/catalog/checking/decodeFile';
import { findGitCheckout } from './gitCheckout';

/** A folder on disk and the repository that it stands for. */
export interface RepositoryPlace {
  readonly root: string;
  /** The file's path from the root, with `/`. */
  toPath(file: string): string;
  /** The file's address on the web: `https://github.com/acme/shop/blob/main/catalog-info.yaml`. */
  toLocation(file: string): string;
  /** The path of an address in this repository and branch; `undefined` of others. */
  pathOf(url: string): string | undefined;
  /** Reads files of this repository and branch from disk; what lies elsewhere is not read. */
  readonly read: PlaceholderReader;
}

export interface PlaceOptions {
  readonly repository: string | undefined;
  readonly branch: string | undefined;
}

/**
 * Where a folder or file lives: as the options say, else as its git remote and branch say, else in a repository made up
 * after the folder's name, so that relative placeholders can be read all the same.
 */
export async function findRepositoryPlace(path: string, isFolder: boolean, options: PlaceOptions): Promise<RepositoryPlace> {
  const folder = isFolder ? path : dirname(path);
  const checkout = await findGitCheckout(folder);
  // A folder that is said to be a repository is its root, whatever it lies in.
  const root = options.repository !== undefined && isFolder ? folder : (checkout?.root ?? folder);
  const repository = options.repository ?? checkout?.repository ?? `https://github.com/local/${encodeURIComponent(basename(root) || 'root')}`;
  return createPlace(root, repository.replace(/\/+$/, ''), options.branch ?? checkout?.branch ?? 'main');
}

function createPlace(root: string, repository: string, branch: string): RepositoryPlace {
  const toPath = (file: string) => relative(root, file).split(sep).join('/');
  const encodedPathOf = (url: string): string | undefined => {
    const start = ['blob', 'tree', 'raw', 'edit'].map((view) => `${repository}/${view}/${branch}/`).find((known) => url.startsWith(known));
    return start === undefined ? undefined : url.slice(start.length).replace(/[?#].*$/, '');
  };
  return {
    root,
    toPath,
    pathOf: (url) => decodePath(encodedPathOf(url)),
    toLocation: (file) => `${repository}/blob/${branch}/${toPath(file).split('/').map(encodeURIComponent).join('/')}`,
    read: async (url) => {
      const path = encodedPathOf(url);
      return path === undefined ? undefined : readInside(root, path);
    },
  };
}

/** @returns `undefined` of what is no path */
function decodePath(encoded: string | undefined): string | undefined {
  try {
    return encoded?.split('/').map(decodeURIComponent).join('/');
  } catch (error) {
    if (error instanceof URIError) {
      return undefined;
    }
    throw error;
  }
}

/** @returns `null` where there is no such file, or where it lies outside of the root, also by way of a link */
async function readInside(root: string, encoded: string): Promise<string | null> {
  const real = await toRealPath(root, encoded);
  if (real === undefined) {
    return null;
  }
  const { text, problems } = decodeFile(await readFile(real));
  return problems.some(({ severity }) => severity === 'error') ? null : text;
}

async function toRealPath(root: string, encoded: string): Promise<string | undefined> {
  try {
    const real = await realpath(resolve(root, ...encoded.split('/').map(decodeURIComponent)));
    const top = await realpath(root);
    const isInside = real.startsWith(top.endsWith(sep) ? top : top + sep);
    return isInside && (await stat(real)).isFile() ? real : undefined;
  } catch (error) {
    // A path that is not there, cannot be read, or is no path at all: for the placeholder it is not found.
    if (error instanceof URIError || (error instanceof Error && 'code' in error)) {
      return undefined;
    }
    throw error;
  }
}
