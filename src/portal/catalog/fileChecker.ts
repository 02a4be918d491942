import type { Slices } from '../base/pause';
import { finishInSlices } from '../base/steps';
import type { CheckedFile } from './checkedFile';
import { toCatalogModel } from './checking/catalogModel';
import { checkDecodedFile, type PlaceholderReader } from './checking/checkFile';
import { checkParsedFileInSteps } from './checking/checkText';
import { decodeFile, type DecodedFile } from './checking/decodeFile';
import { parseFileInSteps } from './checking/parsedFile';
import { isRefusedAsWhole } from './checking/refusal';
import { isSkeleton, skeletonFoldersOf } from './checking/skeleton';
import type { RepositoryInfo } from './entity';
import { locationsIn, type PlacedLocation } from './locations/locationsIn';
import { toPatternTest } from './locations/targetPattern';
import type { ModelSettings } from './model/modelSettings';

/** All of checking that the catalog needs. Loaded when the first file is checked: a start from a snapshot does without. */
export interface CatalogFile {
  /** In its repository or folder, with `/`, without one at the start. */
  readonly path: string;
  readonly content: Uint8Array | string;
  /** What relative placeholders resolve against; see `CheckOptions.location`. */
  readonly location: string;
  /** What templates beside it fetch: files there are no entities yet. */
  readonly skeletonFolders: readonly string[];
  /** Where its Locations' targets lie; left out for a folder that lies nowhere on the web. */
  readonly repository?: RepositoryInfo | undefined;
  /** What is taken for an entity; a default Backstage's model when left out. */
  readonly model?: ModelSettings | undefined;
}

export interface CatalogFileVerdict {
  readonly checked: CheckedFile;
  /** Nothing of the file comes into the catalog, its good documents neither. */
  readonly refused: boolean;
  /** A part of a template's skeleton: to be left out without a word. */
  readonly skeleton: boolean;
  /** Its good Locations, with what they point to. */
  readonly locations: readonly PlacedLocation[];
  /** Skeletons that templates in this file fetch. */
  readonly skeletonFolders: readonly string[];
}

/** Says what Backstage would say of a file. Rejects only with what `read` rejects with, and where `slices` is cancelled. */
export async function checkCatalogFile(file: CatalogFile, read: PlaceholderReader, slices: Slices): Promise<CatalogFileVerdict> {
  const decoded = decode(file.content);
  const parsed = await finishInSlices(parseFileInSteps(decoded.text), slices);
  if (isSkeleton(file.path, decoded.text, parsed, file.skeletonFolders)) {
    return { checked: { documents: [], problems: [] }, refused: false, skeleton: true, locations: [], skeletonFolders: [] };
  }
  const checked = await checkDecodedFile(decoded, parsed, { location: file.location, model: toCatalogModel(file.model), emitted: true }, read, slices);
  return { checked, refused: isRefusedAsWhole(checked, parsed), skeleton: false, locations: locationsIn(checked, parsed, file.path, file.repository), skeletonFolders: skeletonFoldersOf(file.path, parsed) };
}

/** URLs of the placeholders of a file, so that those of many files can be read together. */
export async function placeholdersOf(text: string, location: string, slices: Slices): Promise<readonly string[]> {
  if (!text.includes('$')) {
    return [];
  }
  const parsed = await finishInSlices(parseFileInSteps(text), slices);
  const { documents } = await finishInSlices(checkParsedFileInSteps(parsed, { location }), slices);
  return documents.flatMap((document) => document.unread);
}

/** Those of a repository's paths that the pattern of a Location's target stands for. */
export function matchPaths(pattern: string, paths: readonly string[]): readonly string[] {
  return paths.filter(toPatternTest(pattern));
}

function decode(content: Uint8Array | string): DecodedFile {
  return typeof content === 'string' ? { text: content, problems: [] } : decodeFile(content);
}
