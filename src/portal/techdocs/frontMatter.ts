import { parse } from 'yaml';

export interface FrontMatter {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Lines that the front matter takes at the start of the text. */
  readonly lines: number;
}

const META = /^ {0,3}([A-Za-z0-9_-]+):\s*(.*)/;
const META_MORE = /^(?: {4}|\t)\s*(.*)/;

/**
 * Splits front matter from a page: YAML between lines of dashes, or MultiMarkdown's lines of `Key: value` before the first
 * empty line. What looks like YAML and is no map of values stays part of the page. Source: mkdocs 1.6 `utils.meta.get_data`.
 */
export function readFrontMatter(text: string): FrontMatter {
  const page = text.replace(/^\uFEFF/, '');
  const match = /^---[ \t]*\r?\n([\s\S]*?\r?\n)(?:---|\.\.\.)[ \t]*\r?\n/.exec(page);
  if (!match) {
    return readMetaLines(page);
  }
  const data = parseMap(match[1] ?? '');
  return data ? { data, ...bodyFrom(page, match[0].length) } : { data: {}, body: page, lines: 0 };
}

/** The first lines, as far as they are `Key: value`, values going on indented. They go even where nobody meant them so. */
function readMetaLines(page: string): FrontMatter {
  const data: Record<string, string> = {};
  let key: string | undefined;
  let at = 0;
  while (at < page.length) {
    const next = /\r\n?|\n/g;
    next.lastIndex = at;
    const end = next.exec(page);
    const line = page.slice(at, end?.index);
    const first = META.exec(line);
    const more = first ? null : META_MORE.exec(line);
    if (first) {
      key = (first[1] ?? '').toLowerCase();
      const value = (first[2] ?? '').trim();
      data[key] = key in data ? `${data[key] ?? ''} ${value}` : value;
    } else if (more && key !== undefined) {
      data[key] = `${data[key] ?? ''} ${(more[1] ?? '').trim()}`;
    } else if (line.trim() !== '') {
      break;
    }
    at = end ? next.lastIndex : page.length;
    if (line.trim() === '') {
      break;
    }
  }
  return { data, ...bodyFrom(page, at) };
}

/** What follows, without line breaks at its start. */
function bodyFrom(page: string, at: number): Pick<FrontMatter, 'body' | 'lines'> {
  const start = at + (/^[\r\n]*/.exec(page.slice(at))?.[0].length ?? 0);
  return { body: page.slice(start), lines: page.slice(0, start).split(/\r\n?|\n/).length - 1 };
}

function parseMap(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(text, { logLevel: 'silent', maxAliasCount: 100 });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // MkDocs shows a block that is not YAML as text, and so do we
  }
}
