import { skipQuoted } from './tokens';

/** What stands between delimiters of a template. Offsets count from the start of the text. */
export interface Tag {
  readonly type: 'variable' | 'block';
  /** From the opening delimiter to behind the closing one. */
  readonly start: number;
  readonly end: number;
  /** Between the delimiters. */
  readonly innerStart: number;
  readonly innerEnd: number;
  /** Whether its closing delimiter is there. */
  readonly closed: boolean;
}

export interface TagOptions {
  /** Whether variables stand in `{{ }}`, as cookiecutter has it. */
  readonly cookiecutter?: boolean;
}

/** The name of a block tag: `for`, `endif`. */
export function blockName(text: string, tag: Tag): string {
  return /^\s*([A-Za-z_]\w*)/.exec(text.slice(tag.innerStart, tag.innerEnd))?.[1] ?? '';
}

/**
 * Finds the tags of a template as nunjitsu does: comments and what stands in `raw` or `verbatim` hold none. A tag that is not
 * closed ends with its line, so that those behind it are found while it is typed.
 */
export function scanTags(text: string, { cookiecutter = false }: TagOptions = {}): readonly Tag[] {
  const variable = cookiecutter ? '{{' : '${{';
  const tags: Tag[] = [];
  for (let at = text.indexOf('{'); at !== -1; at = text.indexOf('{', at)) {
    const next = text[at + 1];
    if (next === '#') {
      const end = text.indexOf('#}', at + 2);
      at = end === -1 ? text.length : end + 2;
    } else if (next === '%') {
      const tag = readTag(text, 'block', at, at + 2, '%}');
      tags.push(tag);
      const name = blockName(text, tag);
      at = name === 'raw' || name === 'verbatim' ? endOfRaw(text, tag.end, name) : tag.end;
    } else if (next === '{' && (cookiecutter || text[at - 1] === '$')) {
      const tag = readTag(text, 'variable', at + 2 - variable.length, at + 2, '}}');
      tags.push(tag);
      at = tag.end;
    } else {
      at += 1;
    }
  }
  return tags;
}

function readTag(text: string, type: Tag['type'], start: number, from: number, close: string): Tag {
  const line = text.indexOf('\n', from);
  for (let at = from; at < text.length; ) {
    if (text.startsWith(close, at)) {
      const innerEnd = text[at - 1] === '-' && at - 1 >= from ? at - 1 : at;
      return { type, start, end: at + close.length, innerStart: text[from] === '-' ? from + 1 : from, innerEnd, closed: true };
    }
    if (text.startsWith('${{', at) || text.startsWith('{%', at)) {
      break;
    }
    at = skipQuoted(text, at) ?? at + 1;
  }
  const end = line === -1 ? text.length : line;
  return { type, start, end, innerStart: from, innerEnd: end, closed: false };
}

function endOfRaw(text: string, from: number, name: string): number {
  const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
  end.lastIndex = from;
  const found = end.exec(text);
  return found ? found.index + found[0].length : text.length;
}
