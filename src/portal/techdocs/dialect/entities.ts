import createMarkdownIt from 'markdown-it';

const { unescapeAll } = createMarkdownIt().utils;

/** `&amp;` as `&`. Backslashes stay as they are. */
export function decodeEntities(html: string): string {
  return html.includes('&') ? unescapeAll(html.replace(/\\/g, '\\\\')) : html;
}
