import { stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { CatalogModel } from '../portal/catalog/checking/catalogModel';
import { checkDecodedFile, type PlaceholderReader } from '../portal/catalog/checking/checkFile';
import { isSkeleton, skeletonFoldersOf } from '../portal/catalog/checking/skeleton';
import { findCatalogFiles, readCatalogFile, type CatalogFile } from './catalogFiles';
import { UsageError } from './command';
import type { FindMore } from './findings';
import { catalogFilesOf } from './ingestFolder';
import type { GitTree } from './gitTree';
import { findRepositoryPlace, type PlaceOptions, type RepositoryPlace } from './repositoryPlace';
import type { ValidatedFile } from './validateReport';

export interface CheckOptions {
  readonly place: PlaceOptions;
  readonly model: CatalogModel;
  readonly findMore: FindMore;
  readonly signal: AbortSignal;
}

/** Checks a file, or the catalog files of a folder. @param path as it was written @throws UsageError where there is nothing */
export async function validatePath(path: string, cwd: string, options: CheckOptions): Promise<ValidatedFile[]> {
  const full = resolve(cwd, path);
  const found = await stat(full).catch(() => undefined);
  if (!found?.isDirectory() && !found?.isFile()) {
    throw new UsageError(`there is no file or folder ${path}.`);
  }
  const isFolder = found.isDirectory();
  const place = await findRepositoryPlace(full, isFolder, options.place);
  const files = isFolder ? await findCatalogFiles(full) : [await readCatalogFile(full)];
  const toName = (file: string): string => (isFolder ? relative(full, file).split(sep).join('/') : basename(file));
  return checkFiles(files, { place, read: place.read, toName, skipsSkeletons: isFolder }, options);
}

/** The same of a folder as a commit has it. @param tree with paths as the place of the folder counts them */
export async function validateCommit(folder: string, tree: GitTree, options: CheckOptions): Promise<ValidatedFile[]> {
  const place = await findRepositoryPlace(folder, true, options.place);
  const files = (await catalogFilesOf(tree)).map((file) => ({ ...file, path: join(place.root, file.path) }));
  const read: PlaceholderReader = async (url) => {
    const path = place.pathOf(url);
    const bytes = path === undefined ? undefined : (await tree.read([path])).get(path);
    return path === undefined ? undefined : bytes ? new TextDecoder().decode(bytes) : null;
  };
  return checkFiles(files, { place: { ...place, read }, read, toName: (file) => relative(folder, file).split(sep).join('/'), skipsSkeletons: true }, options);
}

interface Where {
  readonly place: RepositoryPlace;
  readonly read: PlaceholderReader;
  readonly toName: (file: string) => string;
  readonly skipsSkeletons: boolean;
}

async function checkFiles(files: readonly CatalogFile[], { place, read, toName, skipsSkeletons }: Where, { model, findMore, signal }: CheckOptions): Promise<ValidatedFile[]> {
  const folders = files.flatMap((file) => skeletonFoldersOf(place.toPath(file.path), file.parsed));
  const validated: ValidatedFile[] = [];
  for (const { path: file, decoded, parsed } of files) {
    const named = { file: toName(file), path: place.toPath(file) };
    if (skipsSkeletons && isSkeleton(place.toPath(file), decoded.text, parsed, folders)) {
      validated.push({ ...named, skipped: true, checked: undefined, more: [] });
    } else {
      const checked = await checkDecodedFile(decoded, parsed, { location: place.toLocation(file), model }, read);
      const isReadable = !decoded.problems.some(({ severity }) => severity === 'error');
      validated.push({ ...named, skipped: false, checked, more: isReadable ? await findMore({ path: file, text: decoded.text, place, checked }, signal) : [] });
    }
  }
  return validated;
}
