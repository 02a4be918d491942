import { PortalError } from './errors';

/** A regular expression, taken apart. */
export type PatternNode =
  | { readonly type: 'character'; readonly test: (code: number) => boolean }
  | { readonly type: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly type: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly type: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number }
  | { readonly type: 'assertion'; readonly test: (text: string, at: number) => boolean }
  | { readonly type: 'look'; readonly node: PatternNode; readonly negative: boolean };

type CharacterTest = (code: number) => boolean;

const isDigit: CharacterTest = (code) => code >= 48 && code <= 57;
const isWord: CharacterTest = (code) => isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isSpace: CharacterTest = (code) => /\s/.test(String.fromCharCode(code));
const isLineEnd: CharacterTest = (code) => code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
const isWordAt = (text: string, at: number): boolean => at >= 0 && at < text.length && isWord(text.charCodeAt(at));
const isBoundary = (text: string, at: number): boolean => isWordAt(text, at - 1) !== isWordAt(text, at);
const not = (test: CharacterTest): CharacterTest => (code) => !test(code);

const CLASSES: Readonly<Record<string, CharacterTest>> = { d: isDigit, D: not(isDigit), w: isWord, W: not(isWord), s: isSpace, S: not(isSpace) };
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, '0': 0 };
const QUANTIFIERS: Readonly<Record<string, readonly [number, number]>> = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] };

/**
 * Takes apart a regular expression of JavaScript, without flags. @param source must be one, as `new RegExp` sees it
 * @throws PortalError `invalid` on what no linear matcher can do: a back reference, or a look behind
 */
export function parsePattern(source: string): PatternNode {
  return new PatternParser(source).choice();
}

class PatternParser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take('|')) {
      options.push(this.#sequence());
    }
    return options.length === 1 && options[0] ? options[0] : { type: 'choice', options };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.#at < this.#source.length && !this.#isNext('|') && !this.#isNext(')')) {
      items.push(this.#quantified(this.#atom()));
    }
    return { type: 'sequence', items };
  }

  #quantified(node: PatternNode): PatternNode {
    const [whole, low, comma, high] = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.#source.slice(this.#at)) ?? [];
    const range = whole === undefined ? QUANTIFIERS[this.#peek()] : ([Number(low), comma === undefined ? Number(low) : high ? Number(high) : Infinity] as const);
    if (!range) {
      return node;
    }
    this.#at += whole?.length ?? 1;
    // Whether it is greedy does not change whether there is a match.
    this.#take('?');
    return { type: 'repeat', node, min: range[0], max: range[1] };
  }

  #atom(): PatternNode {
    const character = this.#next();
    switch (character) {
      case '^':
        return { type: 'assertion', test: (_text, at) => at === 0 };
      case '$':
        return { type: 'assertion', test: (text, at) => at === text.length };
      case '.':
        return { type: 'character', test: not(isLineEnd) };
      case '(':
        return this.#group();
      case '[':
        return { type: 'character', test: this.#class() };
      case '\\':
        return this.#escape();
      default:
        return toLiteral(character);
    }
  }

  #group(): PatternNode {
    const [opening = ''] = /^\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:)/.exec(this.#source.slice(this.#at)) ?? [];
    if (/^\?<[=!]/.test(opening)) {
      throw unsupported(this.#source, 'looks behind');
    }
    if (/^\?[a-z-]+:/.test(opening)) {
      throw unsupported(this.#source, 'sets flags');
    }
    this.#at += opening.length;
    const node = this.choice();
    this.#take(')');
    return opening === '?=' || opening === '?!' ? { type: 'look', node, negative: opening === '?!' } : node;
  }

  #escape(): PatternNode {
    const character = this.#next();
    if (character === 'b' || character === 'B') {
      return { type: 'assertion', test: character === 'b' ? isBoundary : (text, at) => !isBoundary(text, at) };
    }
    if (/[1-9k]/.test(character)) {
      throw unsupported(this.#source, 'refers back to a group');
    }
    const known = CLASSES[character];
    return known ? { type: 'character', test: known } : toLiteral(this.#escaped(character));
  }

  /** The character that an escape stands for, its letter read already. */
  #escaped(letter: string): string {
    const [digits] = (letter === 'x' ? /^[0-9a-f]{2}/i : letter === 'u' ? /^[0-9a-f]{4}/i : /^$/).exec(this.#source.slice(this.#at)) ?? [];
    if (digits) {
      this.#at += digits.length;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const control = CONTROLS[letter];
    return control === undefined ? letter : String.fromCharCode(control);
  }

  #class(): CharacterTest {
    const negative = this.#take('^');
    const tests: CharacterTest[] = [];
    while (this.#at < this.#source.length && !this.#take(']')) {
      const first = this.#member();
      const isRange = this.#isNext('-') && this.#source[this.#at + 1] !== ']' && this.#source[this.#at + 1] !== undefined;
      if (!isRange || typeof first !== 'number') {
        tests.push(toTest(first));
        continue;
      }
      this.#at++;
      const last = this.#member();
      // `[a-\d]` is no range: all three stand for themselves.
      tests.push(...(typeof last === 'number' ? [(code: number): boolean => code >= first && code <= last] : [toTest(first), toTest(45), last]));
    }
    return (code) => tests.some((test) => test(code)) !== negative;
  }

  #member(): number | CharacterTest {
    const character = this.#next();
    if (character !== '\\') {
      return character.charCodeAt(0);
    }
    const letter = this.#next();
    return CLASSES[letter] ?? (letter === 'b' ? 8 : this.#escaped(letter).charCodeAt(0));
  }

  #peek(): string {
    return this.#source[this.#at] ?? '';
  }

  #isNext(character: string): boolean {
    return this.#peek() === character;
  }

  #next(): string {
    return this.#source[this.#at++] ?? '';
  }

  #take(character: string): boolean {
    const found = this.#isNext(character);
    this.#at += found ? 1 : 0;
    return found;
  }
}

function toTest(member: number | CharacterTest): CharacterTest {
  return typeof member === 'number' ? (code) => code === member : member;
}

function toLiteral(character: string): PatternNode {
  return { type: 'character', test: toTest(character.charCodeAt(0)) };
}

function unsupported(source: string, what: string): PortalError {
  return new PortalError('invalid', `The regular expression ${source} ${what}, which Stagedoor does not do, because it could take for ever. Write it without.`);
}
