import type { DocumentProblem } from '../problem';
import { MAX_FILE_CHARACTERS } from './limits';
import { toFileProblem } from './parsedFile';

export interface DecodedFile {
  readonly text: string;
  readonly problems: readonly DocumentProblem[];
}

/** A UTF-8 character takes up to this many bytes; more than this a file cannot hold without being too large. */
const MAX_BYTES = 3 * MAX_FILE_CHARACTERS;

/**
 * The text of a file. Bytes that are no UTF-8 become replacement characters, as in Backstage, and a warning.
 * What is too large is not decoded: `text` is empty then and `problems` holds an error.
 */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  if (bytes.length > MAX_BYTES) {
    const size = (bytes.length / 1024 / 1024).toFixed(1);
    const message = `This file is ${size} MB large; files of more than 2 million characters are not read. Split it into several.`;
    return { text: '', problems: [toFileProblem('too-large', message)] };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), problems: [] };
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
    if (bytes.includes(0)) {
      // No text at all, which is told of by itself.
      return { text: new TextDecoder().decode(bytes), problems: [] };
    }
    const message = 'This file is not UTF-8 throughout: what cannot be read is replaced by �. Save it as UTF-8.';
    return { text: new TextDecoder().decode(bytes), problems: [{ ...toFileProblem('encoding', message), severity: 'warning' }] };
  }
}
