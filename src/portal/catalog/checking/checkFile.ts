import type { Slices } from '../../base/pause';
import { finish, finishInSlices, type Steps } from '../../base/steps';
import type { CheckedFile, CheckOptions } from '../checkedFile';
import { checkParsedFileInSteps } from './checkText';
import type { DecodedFile } from './decodeFile';
import { decodeFile } from './decodeFile';
import type { ParsedFile } from './parsedFile';
import { parseFile } from './parsedFile';

export type FileOptions = Omit<CheckOptions, 'placeholders'>;

/**
 * Reads the target of a placeholder.
 * @returns its text, `null` where there is no such file, `undefined` where it lies somewhere that is not read
 */
export type PlaceholderReader = (url: string) => Promise<string | null | undefined>;

/**
 * `checkText` with the targets of placeholders read. Rejects only with what `read` rejects with.
 * @param content the bytes of the file, or its text where it has been decoded
 */
export function checkFile(content: Uint8Array | string, options: FileOptions, read: PlaceholderReader): Promise<CheckedFile> {
  const decoded = typeof content === 'string' ? { text: content, problems: [] } : decodeFile(content);
  return checkDecodedFile(decoded, parseFile(decoded.text), options, read);
}

/**
 * `checkFile` for a file that is decoded and parsed already.
 * @param slices gives way to others in between; at one go when left out
 */
export async function checkDecodedFile(decoded: DecodedFile, parsed: ParsedFile, options: FileOptions, read: PlaceholderReader, slices?: Slices): Promise<CheckedFile> {
  const work = async <T>(steps: Steps<T>): Promise<T> => (slices ? finishInSlices(steps, slices) : finish(steps));
  if (decoded.problems.some(({ severity }) => severity === 'error')) {
    return { documents: [], problems: decoded.problems };
  }
  const first = await work(checkParsedFileInSteps(parsed, options));
  const urls = unreadOf(first);
  const placeholders = new Map<string, string | null>();
  await Promise.all(
    urls.map(async (url) => {
      const text = await read(url);
      if (text !== undefined) {
        placeholders.set(url, text);
      }
    }),
  );
  const checked = await work(checkAgain(first, parsed, { ...options, placeholders }));
  return decoded.problems.length > 0 ? { ...checked, problems: [...decoded.problems, ...checked.problems] } : checked;
}

/** URLs of all placeholders that were not read. */
export function unreadOf(file: CheckedFile): readonly string[] {
  return [...new Set(file.documents.flatMap(({ unread }) => unread))];
}

/** @param first what was found without any targets; stands where none was read */
export function* checkAgain(first: CheckedFile, parsed: ParsedFile, options: CheckOptions): Steps<CheckedFile> {
  return unreadOf(first).some((url) => options.placeholders?.has(url)) ? yield* checkParsedFileInSteps(parsed, options) : first;
}
