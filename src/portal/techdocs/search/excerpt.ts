/** A stretch of text with the words that were looked for. */
export interface Excerpt {
  readonly text: string;
  /** Offsets into `text`: begin and end of each word found. */
  readonly marks: readonly (readonly [number, number])[];
}

const BEFORE = 50;
const LENGTH = 180;

/** The first place of a text that has one of the words, with what stands around it. @param words folded as `fold` does */
export function excerptOf(text: string, words: readonly string[]): Excerpt {
  const all = marksIn(text, words);
  const first = all[0]?.[0] ?? 0;
  let start = first <= BEFORE ? 0 : text.lastIndexOf(' ', first - BEFORE) + 1;
  start = first - start > BEFORE * 2 ? first - BEFORE : start;
  const cut = text.length <= start + LENGTH ? text.length : text.lastIndexOf(' ', start + LENGTH);
  const end = cut <= first ? Math.min(text.length, start + LENGTH) : cut;
  const [head, tail] = [start > 0 ? '… ' : '', end < text.length ? ' …' : ''];
  const marks = all.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start + head.length, to - start + head.length] as const);
  return { text: head + text.slice(start, end) + tail, marks };
}

/** Words as they are compared: without case and accents. */
export function fold(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whole words of the text that are among those looked for. */
function marksIn(text: string, words: readonly string[]): readonly (readonly [number, number])[] {
  const wanted = new Set(words);
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}_]+/gu)).flatMap((match) => (wanted.has(fold(match[0])) ? [[match.index, match.index + match[0].length] as const] : []));
}
