/** How many numbers of 32 bits the pairs of an entry take. */
export const PAIR_WORDS = 4;
const BITS = PAIR_WORDS * 32;

/**
 * Which pairs of neighbouring letters a text has, a bit each of 128 that several pairs share: a text that lacks a bit of a
 * word does not hold the word, and a look at packed bits is many times cheaper than one at the text.
 */
export function pairBitsOf(text: string): readonly number[] {
  const bits: number[] = Array.from({ length: PAIR_WORDS }, () => 0);
  for (let at = 1; at < text.length; at++) {
    const bit = (text.charCodeAt(at - 1) * 31 + text.charCodeAt(at) * 7) % BITS;
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
  return bits;
}
