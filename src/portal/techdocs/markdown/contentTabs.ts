import type { MarkdownIt, StateBlock, Token } from 'markdown-it';
import { findBodyEnd, isAtBlockIndent, lineText, parseBody, pushInline } from './indentedBody';
import { contextOf } from './pageContext';

const MARKER = /^={3}(\+!|!\+|\+|!)? +"(.*?)" *$/;

interface Tab {
  readonly title: string;
  readonly selected: boolean;
  readonly start: number;
  readonly end: number;
}

/** `=== "Title"` with an indented body; neighbours make one set. Source: pymdownx.tabbed with `alternate_style`. */
export function contentTabs(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'tabbed', parseTabs, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

function parseTabs(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if (!readMarker(state, start)) {
    return false;
  }
  if (silent) {
    return true;
  }
  const tabs = collectTabs(state, start, end);
  const last = tabs.at(-1)?.end ?? start + 1;
  const set = ++contextOf(state.env).tabSets;
  const selected = Math.max(0, tabs.findLastIndex((tab) => tab.selected));
  const open = push(state, 'div', 1, { class: 'tabbed-set tabbed-alternate', 'data-tabs': `${set}:${tabs.length}` });
  open.map = [start, last];
  tabs.forEach((_tab, i) =>
    push(state, 'input', 0, { ...(i === selected ? { checked: 'checked' } : {}), id: `__tabbed_${set}_${i + 1}`, name: `__tabbed_${set}`, type: 'radio' }),
  );
  push(state, 'div', 1, { class: 'tabbed-labels' });
  tabs.forEach((tab, i) => {
    push(state, 'label', 1, { for: `__tabbed_${set}_${i + 1}` }).block = false;
    pushInline(state, tab.title, tab.start);
    push(state, 'label', -1).block = false;
  });
  push(state, 'div', -1);
  push(state, 'div', 1, { class: 'tabbed-content' });
  for (const tab of tabs) {
    push(state, 'div', 1, { class: 'tabbed-block' }).map = [tab.start, tab.end];
    parseBody(state, tab.start, tab.end);
    push(state, 'div', -1);
  }
  push(state, 'div', -1);
  push(state, 'div', -1);
  state.line = last;
  return true;
}

function readMarker(state: StateBlock, line: number): RegExpExecArray | null {
  return isAtBlockIndent(state, line) ? MARKER.exec(lineText(state, line)) : null;
}

function collectTabs(state: StateBlock, start: number, end: number): Tab[] {
  const tabs: Tab[] = [];
  let line = start;
  for (let match = readMarker(state, line); match; match = line < end ? readMarker(state, line) : null) {
    const flags = match[1] ?? '';
    if (tabs.length > 0 && flags.includes('!')) {
      break;
    }
    const bodyEnd = findBodyEnd(state, line, end);
    tabs.push({ title: match[2] ?? '', selected: flags.includes('+'), start: line, end: bodyEnd });
    line = state.skipEmptyLines(bodyEnd);
  }
  return tabs;
}

function push(state: StateBlock, tag: string, nesting: 1 | 0 | -1, attributes: Readonly<Record<string, string>> = {}): Token {
  const token = state.push(`tabbed_${tag}`, tag, nesting);
  token.attrs = nesting === -1 ? null : Object.entries(attributes);
  return token;
}
