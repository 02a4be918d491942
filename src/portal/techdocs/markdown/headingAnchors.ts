import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { contextOf } from './pageContext';
import { slugify, takeId } from './slugify';

/** Gives headings their ids and permalinks and gathers the table of contents. Source: Python-Markdown's `toc` with `permalink: true`. */
export function headingAnchors(md: MarkdownIt): void {
  md.core.ruler.after('attribute_list', 'heading_anchors', addAnchors);
}

function addAnchors(state: StateCore): void {
  const context = contextOf(state.env);
  state.tokens.forEach((token) => {
    const id = token.attrGet('id');
    if (typeof id === 'string') {
      context.ids.add(id);
    }
  });
  state.tokens.forEach((token, i) => {
    const inline = state.tokens[i + 1];
    if (token.type !== 'heading_open' || !inline?.children) {
      return;
    }
    const title = textOf(inline.children);
    const given = token.attrGet('id');
    const id = given === null ? takeId(slugify(title), context.ids) : String(given);
    token.attrSet('id', id);
    context.toc.push({ id, title: title.trim(), level: Number(token.tag.slice(1)), line: (token.map?.[0] ?? 0) + context.firstLine });
    const link = new state.Token('html_inline', '', 0);
    link.content = `<a class="headerlink" href="#${state.md.utils.escapeHtml(id)}" title="Permanent link">&para;</a>`;
    inline.children.push(link);
  });
}

/** The text a reader sees of inline tokens. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'text':
        case 'code_inline':
        case 'emoji':
          return token.content;
        case 'softbreak':
        case 'hardbreak':
          return ' ';
        case 'image':
          return '';
        default:
          return token.children ? textOf(token.children) : '';
      }
    })
    .join('');
}
