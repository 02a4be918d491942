import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import type { PlaceholderReader } from '../portal/catalog/checking/checkFile';
import { decodeFile, type DecodedFile } from '../portal/catalog/checking/decodeFile';
import type { RepositoryInfo } from '../portal/catalog/entity';
import { pathInRepository } from '../portal/catalog/locationTargets';
import { toRepository } from '../portal/github/gitCheckout';
import { UsageError } from './command';
import { findGitCheckout } from './gitCheckout';

export interface PlaceOptions {
  readonly repository: string | undefined;
  readonly branch: string | undefined;
}

/** A folder on disk, and the place in a repository that it stands for. Nothing outside of the folder is read. */
export interface FolderPlace {
  readonly repository: RepositoryInfo;
  /** The folder on disk that the repository's paths count from. */
  readonly root: string;
  /** The path in the repository of a file on disk. */
  toPath(file: string): string;
  readonly readFile: (path: string) => Promise<DecodedFile | undefined>;
  readonly readPlaceholder: PlaceholderReader;
}

/**
 * Where a folder lives: the root of the repository that the options name, else where its git checkout says, else the root of
 * a repository made up after the folder's name. @throws UsageError where the address is none of a repository
 */
export async function findFolderPlace(folder: string, options: PlaceOptions): Promise<FolderPlace> {
  const checkout = await findGitCheckout(folder);
  const root = options.repository === undefined ? (checkout?.root ?? folder) : folder;
  const branch = options.branch ?? checkout?.branch ?? 'main';
  const found = options.repository === undefined ? checkout && toRepository({ repository: checkout.repository, branch }) : readRepository(options.repository, branch);
  const repository = found ?? { host: 'https://github.com', owner: 'local', name: encodeURIComponent(basename(root) || 'root'), branch, private: true };
  const read = (path: string): Promise<DecodedFile | undefined> => readInside(folder, root, path);
  return {
    repository,
    root,
    toPath: (file) => relative(root, file).split(sep).join('/'),
    readFile: read,
    readPlaceholder: async (url) => {
      const path = pathInRepository(url, repository);
      if (path === undefined) {
        return undefined;
      }
      const decoded = await read(path);
      return decoded && !decoded.problems.some(({ severity }) => severity === 'error') ? decoded.text : null;
    },
  };
}

function readRepository(address: string, branch: string): RepositoryInfo {
  const match = /^(https?:\/\/[^/]+)\/([^/]+)\/([^/]+?)(?:\.git)?\/*$/.exec(address);
  const [, host, owner, name] = match ?? [];
  if (host === undefined || owner === undefined || name === undefined || !URL.canParse(address)) {
    throw new UsageError(`--repository takes a web address such as https://github.com/acme/shop, not "${address}".`);
  }
  return { host, owner, name, branch, private: true };
}

/** @returns `undefined` where there is no such file in the folder, also by way of a link */
async function readInside(folder: string, root: string, path: string): Promise<DecodedFile | undefined> {
  try {
    const real = await realpath(resolve(root, ...path.split('/')));
    const top = await realpath(folder);
    const isInside = real.startsWith(top.endsWith(sep) ? top : top + sep);
    // What git keeps beside the files is no part of the repository.
    const isKept = real.slice(top.length).split(sep).includes('.git');
    return isInside && !isKept && (await stat(real)).isFile() ? decodeFile(await readFile(real)) : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      return undefined;
    }
    throw error;
  }
}
