import type { MarkdownIt, StateBlock } from 'markdown-it';
import { findBodyEnd, isAtBlockIndent, lineText, parseBody, pushInline } from './indentedBody';

const MARKER = /^!!! ?([\w-]+(?: +[\w-]+)*)(?: +"(.*?)")? *$/;

/** `!!! note "Title"` with an indented body. Source: Python-Markdown's `admonition` extension. */
export function admonition(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'admonition', parseAdmonition, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

function parseAdmonition(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const match = isAtBlockIndent(state, start) ? MARKER.exec(lineText(state, start)) : null;
  if (!match) {
    return false;
  }
  if (silent) {
    return true;
  }
  const bodyEnd = findBodyEnd(state, start, end);
  const classes = (match[1] ?? '').toLowerCase().replace(/ +/g, ' ');
  openAdmonition(state, classes, match[2] ?? toTitle(classes.split(' ')[0] ?? ''), start, bodyEnd);
  parseBody(state, start, bodyEnd);
  state.push('admonition_close', 'div', -1);
  state.line = bodyEnd;
  return true;
}

/** @param title an empty one leaves the title out */
export function openAdmonition(state: StateBlock, classes: string, title: string, start: number, end: number): void {
  const open = state.push('admonition_open', 'div', 1);
  open.attrs = [['class', `admonition ${classes}`]];
  open.map = [start, end];
  open.block = true;
  if (title !== '') {
    state.push('admonition_title_open', 'p', 1).attrs = [['class', 'admonition-title']];
    pushInline(state, title, start);
    state.push('admonition_title_close', 'p', -1);
  }
}

function toTitle(kind: string): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}
