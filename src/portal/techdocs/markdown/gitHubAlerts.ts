import type { MarkdownIt, StateBlock } from 'markdown-it';
import { openAdmonition } from './admonition';
import { lineText } from './indentedBody';

/** Kind of alert → kind of box. Source: mkdocs-github-admonitions-plugin 0.1.1. */
const KINDS: Readonly<Record<string, string>> = { note: 'note', tip: 'tip', important: 'warning', warning: 'warning', caution: 'danger' };

/** `> [!NOTE]` as a box. Only at the start of a line, never inside another block. */
export function gitHubAlerts(md: MarkdownIt): void {
  md.block.ruler.before('blockquote', 'github_alert', parseAlert, { alt: ['paragraph', 'reference', 'list'] });
}

function parseAlert(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const match = state.sCount[start] === 0 && state.level === 0 ? /^> ?\[!(\w+)\][ \t]*$/.exec(lineText(state, start)) : null;
  const name = match?.[1]?.toLowerCase() ?? '';
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind === undefined) {
    return false;
  }
  if (silent) {
    return true;
  }
  const lines: string[] = [];
  let line = start + 1;
  for (; line < end && state.sCount[line] === 0 && lineText(state, line).startsWith('>'); line++) {
    lines.push(lineText(state, line).replace(/^> ?/, ''));
  }
  openAdmonition(state, kind, name.charAt(0).toUpperCase() + name.slice(1), start, line);
  const first = state.tokens.length;
  state.md.block.parse(lines.join('\n'), state.md, state.env, state.tokens);
  for (const token of state.tokens.slice(first)) {
    token.level += state.level;
    token.map = token.map && [token.map[0] + start + 1, token.map[1] + start + 1];
  }
  state.push('admonition_close', 'div', -1);
  state.line = line;
  return true;
}
