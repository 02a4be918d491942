import type { CheckedFile } from './checkedFile';
import { checkFile, type PlaceholderReader } from './checking/checkFile';
import { checkParsedFile, isRefusedAsWhole } from './checking/checkText';
import { decodeFile } from './checking/decodeFile';
import { parseFile } from './checking/parsedFile';
import { isSkeleton, skeletonFoldersOf } from './checking/skeleton';

/** All of checking that the catalog needs. Loaded when the first file is checked: a start from a snapshot does without. */
export interface CatalogFile {
  /** In its repository or folder, with `/`, without one at the start. */
  readonly path: string;
  readonly content: Uint8Array | string;
  /** What relative placeholders resolve against; see `CheckOptions.location`. */
  readonly location: string;
  /** What templates beside it fetch: files there are no entities yet. */
  readonly skeletonFolders: readonly string[];
}

export interface CatalogFileVerdict {
  readonly checked: CheckedFile;
  /** Nothing of the file comes into the catalog, its good documents neither. */
  readonly refused: boolean;
  /** A part of a template's skeleton: to be left out without a word. */
  readonly skeleton: boolean;
  /** Skeletons that templates in this file fetch. */
  readonly skeletonFolders: readonly string[];
}

/** Says what Backstage would say of a file. Rejects only with what `read` rejects with. */
export async function checkCatalogFile(file: CatalogFile, read: PlaceholderReader): Promise<CatalogFileVerdict> {
  const text = textOf(file.content);
  const parsed = parseFile(text);
  if (isSkeleton(file.path, text, parsed, file.skeletonFolders)) {
    return { checked: { documents: [], problems: [] }, refused: false, skeleton: true, skeletonFolders: [] };
  }
  const checked = await checkFile(file.content, { location: file.location }, read);
  return { checked, refused: isRefusedAsWhole(checked), skeleton: false, skeletonFolders: skeletonFoldersOf(file.path, parsed) };
}

/** URLs of the placeholders of a file, so that those of many files can be read together. */
export function placeholdersOf(text: string, location: string): readonly string[] {
  return text.includes('$') ? checkParsedFile(parseFile(text), { location }).documents.flatMap((document) => document.unread) : [];
}

function textOf(content: Uint8Array | string): string {
  return typeof content === 'string' ? content : decodeFile(content).text;
}
