import type { MarkdownIt, Token } from 'markdown-it';
import footnote from 'markdown-it-footnote';

interface FootnoteMeta {
  readonly id: number;
  readonly subId: number;
  readonly label: string | undefined;
}

/** The plugin's syntax with the markup of Python-Markdown's `footnotes`. */
export function footnotes(md: MarkdownIt): void {
  md.use(footnote);
  md.inline.ruler.disable('footnote_inline'); // ^[text] is not known there
  const escape = md.utils.escapeHtml;
  const rules = md.renderer.rules;
  rules['footnote_ref'] = (tokens, i) => {
    const { id, subId, label } = metaOf(tokens[i]);
    const name = escape(label ?? String(id + 1));
    return `<sup id="${toRefId(name, subId)}"><a class="footnote-ref" href="#fn:${name}">${id + 1}</a></sup>`;
  };
  rules['footnote_block_open'] = () => '<div class="footnote">\n<hr />\n<ol>\n';
  rules['footnote_block_close'] = () => '</ol>\n</div>\n';
  rules['footnote_open'] = (tokens, i) => `<li id="fn:${escape(metaOf(tokens[i]).label ?? '')}">\n`;
  rules['footnote_close'] = () => '</li>\n';
  rules['footnote_anchor'] = (tokens, i) => {
    const { id, subId, label } = metaOf(tokens[i]);
    const link = `<a class="footnote-backref" href="#${toRefId(escape(label ?? ''), subId)}" title="Jump back to footnote ${id + 1} in the text">&#8617;</a>`;
    return subId === 0 ? `&#160;${link}` : link;
  };
}

function toRefId(name: string, subId: number): string {
  return `fnref${subId === 0 ? '' : subId + 1}:${name}`;
}

function metaOf(token: Token | undefined): FootnoteMeta {
  const meta: unknown = token?.meta;
  const read = (key: string): unknown => (typeof meta === 'object' && meta !== null ? Object.getOwnPropertyDescriptor(meta, key)?.value : undefined);
  const [id, subId, label] = [read('id'), read('subId'), read('label')];
  return { id: typeof id === 'number' ? id : 0, subId: typeof subId === 'number' ? subId : 0, label: typeof label === 'string' ? label : undefined };
}
