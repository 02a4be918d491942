import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PortalError } from '../../portal/base/errors';
import { problemsOfPaths } from '../../portal/scaffolder/safePath';
import type { TreeEntry } from '../../portal/scaffolder/workspace/fileTree';

/**
 * Leaves a tree in a folder that does not exist or is empty. It is made beside it and moved in its place as a whole. Links come last,
 * so that nothing is written through one.
 *
 * @throws PortalError `conflict` where something is there, `invalid` where two names are one on disks that ignore case
 */
export async function writeTree(entries: readonly TreeEntry[], out: string): Promise<void> {
  const [problem] = problemsOfPaths(entries.filter(({ type }) => type !== 'folder').map(({ path }) => path));
  if (problem !== undefined) {
    throw new PortalError('invalid', `${problem} Nothing was written.`);
  }
  await refuseFilled(out);
  await mkdir(dirname(out), { recursive: true });
  const beside = await mkdtemp(join(dirname(out), `.${basename(out)}-`));
  try {
    for (const entry of [...entries].sort((a, b) => Number(a.type === 'symlink') - Number(b.type === 'symlink'))) {
      await writeEntry(entry, join(beside, entry.path));
    }
    await chmod(beside, 0o755);
    await rmdir(out).catch(ignoreMissing);
    await rename(beside, out);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
}

/** @throws PortalError `conflict` where the folder holds something */
export async function refuseFilled(out: string): Promise<void> {
  const there = await readdir(out).catch((error: unknown) => {
    ignoreMissing(error);
    return [];
  });
  if (there.length > 0) {
    throw new PortalError('conflict', `${out} is not empty, and nothing in it is overwritten. Name a new folder.`);
  }
}

async function writeEntry(entry: TreeEntry, path: string): Promise<void> {
  await mkdir(entry.type === 'folder' ? path : dirname(path), { recursive: true });
  if (entry.type === 'file') {
    await writeFile(path, entry.bytes);
    await chmod(path, entry.executable ? 0o755 : 0o644);
  } else if (entry.type === 'symlink') {
    await symlink(entry.target, path);
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
    throw error;
  }
}
