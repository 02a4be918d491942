/** Letters that have no decomposition of their own. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', đ: 'd', ð: 'd', ł: 'l', æ: 'ae', œ: 'oe', þ: 'th', ı: 'i' };
const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Lower case without diacritics, so that `Zurich` finds `Zürich`. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  return BEYOND_ASCII.test(lower) ? lower.normalize('NFKD').replace(/\p{M}+/gu, '').replace(/[ßøđðłæœþı]/g, (letter) => PLAIN[letter] ?? letter) : lower;
}
