import type { Range } from '../../catalog/entity';
import { rangeOn } from '../outlineNode';

/** A link or picture as it is written on a page. */
export interface MarkdownLink {
  readonly target: string;
  readonly range: Range;
  readonly type: 'link' | 'image';
}

const INLINE = /(!?)\[(?:\\.|[^[\]\\]|!?\[(?:\\.|[^[\]\\])*\](?:\([^)\s]*\))?)*\]\(\s*(?:<([^>]*)>|((?:\\.|[^\s()\\]|\([^\s()]*\))*))/g;
const REFERENCE = /^ {0,3}\[(?!\^)[^\]]+\]:\s*(?:<([^>]*)>|(\S+))/;
const HTML = /<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const FENCE = /^\s*(?:>\s*)*(`{3,}|~{3,})/;

/** Finds links with where they stand; what stands in code, comments and front matter is none. */
export function linksIn(text: string): readonly MarkdownLink[] {
  const lines = text.split(/\r?\n/);
  const links: MarkdownLink[] = [];
  let fence: string | undefined;
  let comment = false;
  for (let line = frontMatterLines(lines); line < lines.length; line += 1) {
    const written = lines[line] ?? '';
    const mark = FENCE.exec(written)?.[1];
    if (mark !== undefined && (fence === undefined || (mark[0] === fence[0] && mark.length >= fence.length))) {
      fence = fence === undefined ? mark : undefined;
      continue;
    }
    if (fence !== undefined) {
      continue;
    }
    const { shown, open } = withoutComments(written, comment);
    comment = open;
    links.push(...linksOn(withoutCode(shown), line));
  }
  return links;
}

function linksOn(text: string, line: number): readonly MarkdownLink[] {
  const found: MarkdownLink[] = [];
  const add = (type: MarkdownLink['type'], target: string, start: number) => found.push({ type, target, range: rangeOn(line, start, start + target.length) });
  const reference = REFERENCE.exec(text);
  if (reference) {
    const target = reference[1] ?? reference[2] ?? '';
    add('link', target, reference[0].length - target.length - (reference[1] === undefined ? 0 : 1));
  }
  for (const match of text.matchAll(INLINE)) {
    const target = match[2] ?? match[3] ?? '';
    add(match[1] === '!' ? 'image' : 'link', target, match.index + match[0].length - target.length - (match[2] === undefined ? 0 : 1));
    // A picture may stand inside the text of a link.
    for (const inner of match[0].slice(1).matchAll(/!\[[^\]]*\]\(([^)\s]*)/g)) {
      add('image', inner[1] ?? '', match.index + 1 + inner.index + inner[0].length - (inner[1] ?? '').length);
    }
  }
  for (const match of text.matchAll(HTML)) {
    const target = match[2] ?? match[3] ?? '';
    add(match[1]?.toLowerCase() === 'img' ? 'image' : 'link', target, match.index + match[0].length - 1 - target.length);
  }
  return found;
}

function frontMatterLines(lines: readonly string[]): number {
  const end = lines[0]?.trimEnd() === '---' ? lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line)) : -1;
  return end + 1;
}

/** Code spans with blanks in their place. */
function withoutCode(text: string): string {
  return text.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, (code) => ' '.repeat(code.length));
}

function withoutComments(text: string, inside: boolean): { readonly shown: string; readonly open: boolean } {
  let shown = '';
  let open = inside;
  for (let at = 0; at < text.length; ) {
    const mark = open ? '-->' : '<!--';
    const next = text.indexOf(mark, at);
    const end = next === -1 ? text.length : next + (open ? mark.length : 0);
    shown += open ? ' '.repeat(end - at) : text.slice(at, end);
    at = end;
    if (next !== -1) {
      open = !open;
      if (open) {
        shown += '    ';
        at += mark.length;
      }
    }
  }
  return { shown, open };
}
