import { pairBitsOf } from './pairBits';
import { lettersOf, type SearchEntry } from './searchEntry';

/** A word of a query, prepared once for all entries. */
export interface SearchWord {
  /** Folded. */
  readonly text: string;
  readonly letters: number;
  /** Its pairs of letters. */
  readonly pairs: readonly number[];
  /** Written as a ref: `component:default/shop`. */
  readonly isRef: boolean;
}

export function toSearchWord(text: string): SearchWord {
  return { text, letters: lettersOf(text), pairs: pairBitsOf(text), isRef: /[:/]/.test(text) };
}

interface Tier {
  readonly exact: number;
  readonly prefix: number;
  readonly start: number;
  readonly initials: number;
  readonly within: number;
  readonly scattered: number;
}

// What is hit counts more than where: exact > prefix > start of a word > anywhere > letters in order; then name > title > tag > owner > description.
const NAME: Tier = { exact: 1000, prefix: 900, start: 800, initials: 740, within: 620, scattered: 300 };
const TITLE: Tier = { exact: 970, prefix: 870, start: 770, initials: 710, within: 590, scattered: 270 };
const TAG: Tier = { exact: 680, prefix: 520, start: 480, initials: 0, within: 360, scattered: 0 };
const OWNER: Tier = { exact: 650, prefix: 500, start: 460, initials: 0, within: 340, scattered: 0 };
const DESCRIPTION: Tier = { exact: 240, prefix: 240, start: 240, initials: 0, within: 200, scattered: 0 };
/** For a word that is right but for one letter, in the name; a little less in the title. */
const SLIP = 120;
/** What a text gains that has hardly anything beside the word, at most: less than the next better kind of match. */
const MOST_CLOSENESS = 20;

/** The highest score there is, with everything added. */
export const MAX_SCORE = NAME.exact + MOST_CLOSENESS;

/** What a word scores by the start of a name, of its words or of a title at least, or does not score at all. */
export const LEAST_BY_START = NAME.prefix;

/** How well a word fits an entity; 0 where it does not. @param mayContain false where it is known to be no part of any text */
export function scoreWord({ text, letters, isRef }: SearchWord, entry: SearchEntry, mayContain: boolean): number {
  if (isRef && entry.known.ref.includes(text)) {
    return entry.known.ref === text ? NAME.exact : entry.known.ref.startsWith(text) ? NAME.prefix : NAME.within;
  }
  let best = mayContain && entry.text.includes(text) ? scoreFields(text, entry) : 0;
  if (best < NAME.initials && text.length > 1 && (letters & ~entry.letters) === 0) {
    best = Math.max(best, entry.nameInitials.startsWith(text) ? NAME.initials : 0, entry.titleInitials.startsWith(text) ? TITLE.initials : 0);
    if (best < NAME.scattered) {
      best = Math.max(best, isScattered(text, entry.name) ? NAME.scattered : isScattered(text, entry.title) ? TITLE.scattered : 0);
    }
  }
  return best;
}

/** Whether a word fits an entity at all, which costs less than to tell how well. */
export function fitsWord(word: SearchWord, entry: SearchEntry): boolean {
  return entry.text.includes(word.text) || scoreWord(word, entry, false) > 0;
}

/** Looks into a field only where it could do better than those before it. */
function scoreFields(text: string, { name, nameWords, title, tags, owner, description }: SearchEntry): number {
  let best = scoreText(text, name, NAME);
  if (best < NAME.start && nameWords !== '') {
    best = Math.max(best, scoreText(text, nameWords, NAME));
  }
  if (title.length === text.length || (best < TITLE.prefix && title !== '')) {
    best = Math.max(best, scoreText(text, title, TITLE));
  }
  if (best < TAG.exact) {
    for (const tag of tags) {
      best = Math.max(best, scoreText(text, tag, TAG));
    }
    if (best < OWNER.exact && owner !== '') {
      best = Math.max(best, scoreText(text, owner, OWNER));
    }
  }
  return best > 0 ? best : scoreText(text, description, DESCRIPTION);
}

/** Words shorter than this have too little to go by. */
export const SHORTEST_SLIP = 4;

/** The score of a word that is right but for one slip, in the name or the title; 0 where it has more. */
export function scoreSlip(word: SearchWord, entry: SearchEntry): number {
  if (isBeyondSlip(word, entry.letters)) {
    return 0;
  }
  const { text } = word;
  return hasSlip(text, entry.name) ? SLIP : entry.title !== '' && hasSlip(text, entry.title) ? SLIP - 10 : 0;
}

function scoreText(word: string, text: string, tier: Tier): number {
  const at = text.indexOf(word);
  if (at < 0) {
    return 0;
  }
  if (at === 0) {
    return (text.length === word.length ? tier.exact : tier.prefix) + closeness(word, text);
  }
  for (let place = at; place > 0; place = text.indexOf(word, place + 1)) {
    if (isBoundary(text.charCodeAt(place - 1))) {
      return tier.start + closeness(word, text);
    }
  }
  return tier.within + closeness(word, text);
}

function closeness(word: string, text: string): number {
  return Math.max(0, MOST_CLOSENESS - ((text.length - word.length) >> 1));
}

/** Whether a character parts words; folded text holds no capitals. */
function isBoundary(code: number): boolean {
  return code < 48 || (code > 57 && code < 97) || (code > 122 && code < 128);
}

/** Whether the letters stand in this order, from the start of a word on. */
function isScattered(word: string, text: string): boolean {
  const first = word.charCodeAt(0);
  for (let start = 0; start + word.length <= text.length; start++) {
    if (text.charCodeAt(start) !== first || (start > 0 && !isBoundary(text.charCodeAt(start - 1)))) {
      continue;
    }
    let at = 1;
    for (let place = start + 1; place < text.length && at < word.length; place++) {
      if (text.charCodeAt(place) === word.charCodeAt(at)) {
        at++;
      }
    }
    // What does not fit from here fits from no later start either.
    return at === word.length;
  }
  return false;
}

/** Whether a word of the text begins like the word given, but for one letter that is wrong, missing, too many or swapped. */
function hasSlip(word: string, text: string): boolean {
  for (let start = 0; start < text.length; start++) {
    if ((start === 0 || isBoundary(text.charCodeAt(start - 1))) && beginsWithSlip(word, text, start)) {
      return true;
    }
  }
  return false;
}

function beginsWithSlip(word: string, text: string, start: number): boolean {
  let same = 0;
  while (same < word.length && word.charCodeAt(same) === text.charCodeAt(start + same)) {
    same++;
  }
  const rest = word.slice(same + 1);
  return (
    text.startsWith(rest, start + same + 1) ||
    text.startsWith(rest, start + same) ||
    text.startsWith(word.slice(same), start + same + 1) ||
    (word.charCodeAt(same) === text.charCodeAt(start + same + 1) && word.charCodeAt(same + 1) === text.charCodeAt(start + same) && text.startsWith(word.slice(same + 2), start + same + 2))
  );
}

/** Whether a word is so far from what has these letters that one slip does not explain it. */
export function isBeyondSlip({ text, letters }: SearchWord, present: number): boolean {
  return text.length < SHORTEST_SLIP || hasMoreThanOne(text, letters & ~present);
}

/** Whether more than one of the word's letters is among those given. */
function hasMoreThanOne(word: string, letters: number): boolean {
  if ((letters & (letters - 1)) !== 0 || letters === 0) {
    return letters !== 0; // Two bits are two letters: only a bit by itself has to be counted.
  }
  let count = 0;
  for (let at = 0; at < word.length; at++) {
    count += (letters >>> (word.charCodeAt(at) & 31)) & 1;
  }
  return count > 1;
}
