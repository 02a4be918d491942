import { Block } from './dialect/block';

/** A file by its path from the folder of mkdocs.yml; `undefined` where there is none, or none that may be read. */
export type ReadSnippet = (path: string) => Promise<string | undefined>;

const MARK = /^([ \t]*)(;*)(?:(-+8<-+[ \t]+)("(?:\\"|[^"\n\r])+?"|'(?:\\'|[^'\n\r])+?')(?![ \t])|(-+8<-+)(?![ \t]))$/;
const SECTION = /^(.*?)(;*)(-+8<-+[ \t]+)(\[[ \t]*(start|end)[ \t]*:[ \t]*([a-z][-_0-9a-z]*)[ \t]*\])(.*?)$/i;
const FILE = /^(.*?)(?:(:[0-9]*)?(:[0-9]*)?|(:[a-z][-_0-9a-z]*)?)$/i;
/** A page that is made of more files than this is not meant. */
const MOST_FILES = 200;

/**
 * Fills in `--8<-- "file"`. What comes out of another file stands on the line that names it; a file that is missing leaves
 * nothing. Source: pymdownx.snippets, which TechDocs keeps inside the site's folder.
 */
export async function expandSnippets(source: Block, read: ReadSnippet): Promise<Block> {
  return source.text.includes('8<') ? Block.ofLines(await new Expansion(read).expand(source.rows(), [])) : source;
}

class Expansion {
  readonly #read: ReadSnippet;
  #files = 0;

  constructor(read: ReadSnippet) {
    this.#read = read;
  }

  /** @param open files that are being filled in, so that circles end */
  async expand(rows: readonly Block[], open: readonly string[]): Promise<Block[]> {
    const out: Block[] = [];
    let inBlock = false;
    for (const row of rows) {
      const mark = MARK.exec(row.text);
      const [, space = '', escapes = '', inline, quoted = '', block] = mark ?? [];
      if (mark && escapes !== '') {
        out.push(new Block(row.text.replace(';', ''), row.lines));
      } else if (block !== undefined) {
        inBlock = !inBlock;
      } else if (inline !== undefined && !inBlock) {
        out.push(...(await this.#fill(quoted.slice(1, -1).trim(), space, row, open)));
      } else if (mark === null && !inBlock) {
        out.push(row);
      } else if (mark === null) {
        const indent = /^[ \t]*/.exec(row.text)?.[0] ?? '';
        out.push(...(row.text.trim() === '' ? [new Block('', row.lines)] : await this.#fill(row.text.trim(), indent, row, open)));
      }
    }
    return out;
  }

  async #fill(name: string, space: string, row: Block, open: readonly string[]): Promise<readonly Block[]> {
    const [, written = '', from, to, section] = FILE.exec(name) ?? [];
    const path = toPath(written.trim());
    if (name.startsWith(';') || path === undefined || open.includes(path) || this.#files >= MOST_FILES) {
      return [];
    }
    this.#files++;
    const text = await this.#read(path);
    if (text === undefined) {
      return [];
    }
    const all = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
    const lines = section === undefined ? cut(all, from, to) : sectionOf(all, section.slice(1));
    const rows = await this.expand(lines.map((line) => new Block(line, row.lines)), [...open, path]);
    return rows.map((line) => new Block(space + line.text, line.lines));
  }
}

/** Lines `from` to `to`, counted from 1; either may be missing. */
function cut(lines: readonly string[], from: string | undefined, to: string | undefined): readonly string[] {
  const start = from && from.length > 1 ? Math.max(0, Number(from.slice(1)) - 1) : 0;
  return lines.slice(start, to && to.length > 1 ? Number(to.slice(1)) : undefined);
}

function sectionOf(lines: readonly string[], name: string): readonly string[] {
  const out: string[] = [];
  let inside = false;
  for (const line of lines) {
    const match = SECTION.exec(line);
    const [, before = '', escapes = '', mark = '', section = '', kind = '', found, after = ''] = match ?? [];
    if (match && inside && escapes !== '') {
      out.push(before + escapes.slice(1) + mark + section + after);
    } else if (match && found === name) {
      if (kind.toLowerCase() === 'end') {
        break;
      }
      inside = true;
    } else if (!match && inside) {
      out.push(line);
    }
  }
  return out;
}

/** The path inside the site's folder, or `undefined` where it leads out of it, or to another place altogether. */
function toPath(written: string): string | undefined {
  if (written === '' || /^([/\\]|[A-Za-z][A-Za-z0-9+.-]*:)/.test(written)) {
    return undefined;
  }
  const segments: string[] = [];
  for (const segment of written.split(/[/\\]/)) {
    if (segment === '..') {
      if (segments.pop() === undefined) {
        return undefined;
      }
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return segments.length > 0 ? segments.join('/') : undefined;
}
