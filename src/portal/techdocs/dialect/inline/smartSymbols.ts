import type { InlineRule } from './inlineRule';
import { EDGE } from './words';

const FRACTIONS: Readonly<Record<string, string>> = {
  '1/4': '&frac14;', '1/2': '&frac12;', '3/4': '&frac34;', '1/3': '&#8531;', '2/3': '&#8532;', '1/5': '&#8533;', '2/5': '&#8534;', '3/5': '&#8535;',
  '4/5': '&#8536;', '1/6': '&#8537;', '5/6': '&#8538;', '1/8': '&#8539;', '3/8': '&#8540;', '5/8': '&#8541;', '7/8': '&#8542;',
};
const ARROWS: Readonly<Record<string, string>> = { '-->': '&rarr;', '<--': '&larr;', '<-->': '&harr;' };

/** Name of the setting, what is found, what is put in its place. Source: pymdownx.smartsymbols. */
const SYMBOLS: readonly (readonly [name: string, sign: string, pattern: string, to: (match: RegExpExecArray) => string])[] = [
  ['trademark', '(', '\\(tm\\)', () => '&trade;'],
  ['copyright', '(', '\\(c\\)', () => '&copy;'],
  ['registered', '(', '\\(r\\)', () => '&reg;'],
  ['plusminus', '+/-', '\\+\\/-', () => '&plusmn;'],
  ['arrows', '--', '<-{2}>|(?<!-)-{2}>|<-{2}(?!-)', ([arrow]) => ARROWS[arrow] ?? arrow],
  ['notequal', '=/=', '=\\/=', () => '&ne;'],
  ['fractions', '/', `(?<!\\p{Nd})(?:${Object.keys(FRACTIONS).join('|').replaceAll('/', '\\/')})(?!\\p{Nd})`, ([fraction]) => FRACTIONS[fraction] ?? fraction],
  [
    'ordinal_numbers',
    '',
    `${EDGE}((?:[1-9][0-9]*)?)((?<=1)(?:1|2|3)th|1st|2nd|3rd|[04-9]th)${EDGE}`,
    ([, leading = '', tail = '']) => `${leading}${tail.slice(0, -2)}<sup>${tail.slice(1)}</sup>`,
  ],
  ['care_of', 'c/o', `${EDGE}c\\/o${EDGE}`, () => '&#8453;'],
];

export function smartSymbols(off: ReadonlySet<string>): readonly InlineRule[] {
  return SYMBOLS.filter(([name]) => !off.has(name)).map(([, sign, pattern, to]) => ({
    sign,
    pattern: new RegExp(pattern, 'gu'),
    match: (found, _text, { page }) => ({ node: page.stash.store(to(found)), start: found.index, end: found.index + found[0].length }),
  }));
}
