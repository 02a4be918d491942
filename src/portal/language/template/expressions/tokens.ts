/** A word, text, number or sign of an expression. Offsets count from the start of the text it stands in. */
export interface Token {
  readonly type: 'name' | 'string' | 'number' | 'sign' | 'regex';
  /** As it reads: a string without its quotes. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const SIGNS = ['===', '!==', '**', '//', '==', '!=', '<=', '>='];

/** The tokens of a stretch of text. */
export function tokenize(text: string, start: number, end: number): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = start; at < end; ) {
    const rest = text.slice(at, end);
    const space = /^\s+/.exec(rest)?.[0].length;
    if (space !== undefined) {
      at += space;
      continue;
    }
    const token = readToken(rest, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function readToken(rest: string, at: number): Token {
  const quoted = skipQuoted(rest, 0);
  if (quoted !== undefined) {
    const closed = quoted > 1 && rest[quoted - 1] === rest[0];
    return { type: 'string', value: rest.slice(1, closed ? quoted - 1 : quoted).replace(/\\(.)/gs, '$1'), start: at, end: at + quoted };
  }
  const regex = /^r\/(?:\\.|[^\\/])+\/[gimy]*/.exec(rest)?.[0];
  if (regex !== undefined) {
    return { type: 'regex', value: regex, start: at, end: at + regex.length };
  }
  const word = /^[A-Za-z_$][\w$]*/.exec(rest)?.[0];
  if (word !== undefined) {
    return { type: 'name', value: word, start: at, end: at + word.length };
  }
  const number = /^\d+(?:\.\d+)?/.exec(rest)?.[0];
  if (number !== undefined) {
    return { type: 'number', value: number, start: at, end: at + number.length };
  }
  const sign = SIGNS.find((each) => rest.startsWith(each)) ?? rest[0] ?? '';
  return { type: 'sign', value: sign, start: at, end: at + sign.length };
}

/** Behind the quoted text that begins here; `undefined` where none does. One that is not closed goes to the end. */
export function skipQuoted(text: string, at: number): number | undefined {
  const quote = text[at];
  if (quote !== '"' && quote !== "'") {
    return undefined;
  }
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') {
      end += 1;
    } else if (text[end] === quote) {
      return end + 1;
    }
  }
  return text.length;
}
