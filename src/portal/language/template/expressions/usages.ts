import { blockName, scanTags, type Tag, type TagOptions } from './scanTags';
import { tokenize, type Token } from './tokens';

/** A part of a path: `.name`, `['name']`, or `[0]`. */
export interface Segment {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A variable with what is asked of it: `steps['fetch'].output.url`. */
export interface Access {
  readonly root: Segment;
  readonly path: readonly Segment[];
  /** Whether the path goes on in a way that is not known: `parameters[each.value]`. */
  readonly dynamic: boolean;
  readonly called: boolean;
  /** Behind the last of it. */
  readonly end: number;
  readonly tag: Tag;
}

export interface TemplateUsages {
  readonly tags: readonly Tag[];
  readonly accesses: readonly Access[];
  readonly filters: readonly Segment[];
  /** Names that the text itself gives a meaning: by `for`, `set`, `macro`. */
  readonly locals: ReadonlySet<string>;
}

const WORDS = new Set('and or not in is if else true false none null True False None undefined'.split(' '));

/** What a template uses of what it is given. Works on half-written ones. */
export function usagesIn(text: string, options?: TagOptions): TemplateUsages {
  const tags = scanTags(text, options);
  const accesses: Access[] = [];
  const filters: Segment[] = [];
  const locals = new Set<string>();
  for (const tag of tags) {
    const tokens = tokenize(text, tag.innerStart, tag.innerEnd);
    const name = tag.type === 'block' ? blockName(text, tag) : undefined;
    readTokens(tag, name === undefined ? tokens : tokens.slice(1), name, { accesses, filters, locals });
  }
  return { tags, accesses, filters, locals };
}

interface Found {
  readonly accesses: Access[];
  readonly filters: Segment[];
  readonly locals: Set<string>;
}

function readTokens(tag: Tag, tokens: readonly Token[], block: string | undefined, found: Found): void {
  const from = declare(tokens, block, found.locals);
  if (block === 'filter') {
    const [first] = tokens;
    if (first?.type === 'name') {
      found.filters.push(toSegment(first));
    }
  }
  for (let at = block === 'filter' ? 1 : from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.type !== 'name') {
      continue;
    }
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (isSign(before, '|')) {
      found.filters.push(toSegment(token));
    } else if (!WORDS.has(token.value) && !isSign(before, '.') && !isTest(tokens, at) && !isKey(tokens, at) && !(isSign(after, '=') && at > 0)) {
      found.accesses.push(readAccess(tokens, at, tag));
    }
  }
}

/** Takes note of the names that a block tag declares. @returns where what it evaluates begins */
function declare(tokens: readonly Token[], block: string | undefined, locals: Set<string>): number {
  const names = (end: number) => tokens.slice(0, end).filter(({ type }) => type === 'name').forEach(({ value }) => locals.add(value));
  if (block === 'for') {
    const end = tokens.findIndex(({ type, value }) => type === 'name' && value === 'in');
    names(end === -1 ? tokens.length : end);
    locals.add('loop');
    return end === -1 ? tokens.length : end + 1;
  }
  if (block === 'set') {
    const end = tokens.findIndex((token) => isSign(token, '='));
    names(end === -1 ? tokens.length : end);
    return end === -1 ? tokens.length : end + 1;
  }
  if (block === 'macro') {
    names(tokens.length);
    locals.add('caller');
    return tokens.length;
  }
  if (block === 'call' && isSign(tokens[0], '(')) {
    const end = tokens.findIndex((token) => isSign(token, ')'));
    names(end);
    return end + 1;
  }
  return block === 'block' || block === 'endblock' || block === 'raw' || block === 'verbatim' ? tokens.length : 0;
}

function readAccess(tokens: readonly Token[], index: number, tag: Tag): Access {
  const first = tokens[index];
  const root = first ? toSegment(first) : { name: '', start: tag.innerStart, end: tag.innerStart };
  const path: Segment[] = [];
  let end = root.end;
  let at = index + 1;
  for (;;) {
    const [token, next, close] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (isSign(token, '.') && (next?.type === 'name' || next?.type === 'number')) {
      path.push(toSegment(next));
      end = next.end;
      at += 2;
    } else if (isSign(token, '[') && next && (next.type === 'string' || next.type === 'number') && isSign(close, ']')) {
      path.push({ name: next.value, start: next.start + (next.type === 'string' ? 1 : 0), end: next.end - (next.type === 'string' ? 1 : 0) });
      end = close?.end ?? next.end;
      at += 3;
    } else {
      return { root, path, dynamic: isSign(token, '['), called: isSign(token, '('), end, tag };
    }
  }
}

function toSegment({ value, start, end }: Token): Segment {
  return { name: value, start, end };
}

function isSign(token: Token | undefined, sign: string): boolean {
  return token?.type === 'sign' && token.value === sign;
}

/** `x is defined`, `x is not defined`. */
function isTest(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const word = before?.type === 'name' && before.value === 'not' ? tokens[at - 2] : before;
  return word?.type === 'name' && word.value === 'is';
}

/** The key of an object: `{name: …}`. */
function isKey(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return isSign(tokens[at + 1], ':') && (isSign(before, '{') || isSign(before, ','));
}
