import type { Slices } from '../../base/pause';
import { finishInSlices } from '../../base/steps';
import type { CheckedFile, CheckOptions } from '../../catalog/checkedFile';
import { checkAgain, unreadOf } from '../../catalog/checking/checkFile';
import { checkParsedFileInSteps } from '../../catalog/checking/checkText';
import { isRefusedAsWhole } from '../../catalog/checking/refusal';
import { parseFile } from '../../catalog/checking/parsedFile';

export interface WholeFile {
  readonly checked: CheckedFile;
  /** Whether nothing of the file comes into the catalog, its good documents neither. */
  readonly isRefused: boolean;
}

/** Checks a whole file, the targets of its placeholders read. @param read gives texts by URL, `null` where there is none */
export async function checkWithTargets(text: string, options: Omit<CheckOptions, 'placeholders'>, slices: Slices, read: (urls: readonly string[]) => Promise<ReadonlyMap<string, string | null>>): Promise<WholeFile> {
  const parsed = parseFile(text);
  await slices.next();
  const first = await finishInSlices(checkParsedFileInSteps(parsed, options), slices);
  const urls = unreadOf(first);
  const checked = urls.length === 0 ? first : await finishInSlices(checkAgain(first, parsed, { ...options, placeholders: await read(urls) }), slices);
  return { checked, isRefused: isRefusedAsWhole(checked, parsed) };
}
