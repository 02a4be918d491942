import { parse } from 'yaml';

export interface FrontMatter {
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Lines that the front matter takes at the start of the text. */
  readonly lines: number;
}

/**
 * Splits YAML front matter from a page. Text that looks like it and is not a map of values stays part of the page.
 * Source: mkdocs 1.6 `utils.meta.get_data`; its second form, MultiMarkdown's `Key: value` lines, is not read.
 */
export function readFrontMatter(text: string): FrontMatter {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text);
  const none = { data: {}, body: text.replace(/^\uFEFF/, ''), lines: 0 };
  if (!match) {
    return none;
  }
  const data = parseMap(match[1] ?? '');
  return data ? { data, body: text.slice(match[0].length), lines: match[0].split('\n').length - 1 } : none;
}

function parseMap(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(text, { logLevel: 'silent', maxAliasCount: 100 });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // MkDocs shows a block that is not YAML as text, and so do we
  }
}
