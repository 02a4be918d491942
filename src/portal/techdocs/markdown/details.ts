import type { MarkdownIt, StateBlock } from 'markdown-it';
import { findBodyEnd, isAtBlockIndent, lineText, parseBody, pushInline } from './indentedBody';

const MARKER = /^\?{3}(\+)? ?(?:([\w-]+(?: +[\w-]+)*?)?(?: *"(.*?)")|([\w-]+(?: +[\w-]+)*?)) *$/;

/** `??? note "Title"` folds its indented body, `???+` shows it at first. Source: pymdownx.details. */
export function details(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'details', parseDetails, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

function parseDetails(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const match = isAtBlockIndent(state, start) ? MARKER.exec(lineText(state, start)) : null;
  if (!match) {
    return false;
  }
  if (silent) {
    return true;
  }
  const bodyEnd = findBodyEnd(state, start, end);
  const classes = (match[2] ?? match[4] ?? '').toLowerCase().replace(/ +/g, ' ');
  const kind = classes.split(' ')[0] ?? '';
  const open = state.push('details_open', 'details', 1);
  open.map = [start, bodyEnd];
  open.block = true;
  open.attrs = [...(classes === '' ? [] : [['class', classes] satisfies [string, string]]), ...(match[1] ? [['open', 'open'] satisfies [string, string]] : [])];
  state.push('summary_open', 'summary', 1);
  pushInline(state, match[3] ?? kind.charAt(0).toUpperCase() + kind.slice(1), start);
  state.push('summary_close', 'summary', -1);
  parseBody(state, start, bodyEnd);
  state.push('details_close', 'details', -1);
  state.line = bodyEnd;
  return true;
}
