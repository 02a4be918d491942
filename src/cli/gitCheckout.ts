import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readGitCheckout, type GitCheckout } from '../portal/github/gitCheckout';

/** The checkout that `folder` lies in, its root as a path, or `undefined` where it lies in none. */
export async function findGitCheckout(folder: string): Promise<GitCheckout | undefined> {
  for (let root = resolve(folder); ; root = dirname(root)) {
    const checkout = await readGitCheckout(pathToFileURL(`${root}/`).toString(), readText);
    if (checkout || root === dirname(root)) {
      return checkout && { ...checkout, root };
    }
  }
}

/** What cannot be read says nothing: the folder then counts as one without a remote. */
async function readText(uri: string): Promise<string | undefined> {
  return readFile(fileURLToPath(uri), 'utf8').catch(() => undefined);
}
