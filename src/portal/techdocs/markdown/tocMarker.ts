import type { MarkdownIt, StateCore } from 'markdown-it';
import { contextOf, type TocEntry } from './pageContext';

/** A paragraph of `[TOC]` becomes the list of the page's headings. Source: Python-Markdown's `toc`. */
export function tocMarker(md: MarkdownIt): void {
  md.core.ruler.after('heading_anchors', 'toc_marker', (state: StateCore) => {
    state.tokens.forEach((token, i) => {
      const [open, close] = [state.tokens[i - 1], state.tokens[i + 1]];
      if (token.type === 'inline' && token.content.trim() === '[TOC]' && open?.type === 'paragraph_open' && close) {
        const list = new state.Token('html_block', '', 0);
        list.content = `<div class="toc">\n${toList(contextOf(state.env).toc, state.md.utils.escapeHtml)}</div>\n`;
        open.hidden = close.hidden = true;
        token.children = [list];
      }
    });
  });
}

/** Nests entries by level: one that is deeper than the entry before it becomes its child, however much deeper it is. */
function toList(entries: readonly TocEntry[], escape: (text: string) => string): string {
  let html = '';
  const levels: number[] = [];
  for (const entry of entries) {
    const top = levels.at(-1);
    if (top === undefined || entry.level > top) {
      html += '<ul>\n<li>';
      levels.push(entry.level);
    } else {
      while (levels.length > 1 && (levels.at(-1) ?? 0) > entry.level && (levels.at(-2) ?? 0) >= entry.level) {
        html += '</li>\n</ul>\n';
        levels.pop();
      }
      levels[levels.length - 1] = entry.level;
      html += '</li>\n<li>';
    }
    html += `<a href="#${escape(entry.id)}">${escape(entry.title)}</a>`;
  }
  return html + '</li>\n</ul>\n'.repeat(levels.length);
}
