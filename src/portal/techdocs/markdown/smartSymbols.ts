import type { MarkdownIt, StateCore } from 'markdown-it';

/** Source: pymdownx.smartsymbols with its default options. */
const SYMBOLS: readonly (readonly [RegExp, string])[] = [
  [/\(tm\)/g, '™'],
  [/\(c\)/g, '©'],
  [/\(r\)/g, '®'],
  [/\bc\/o\b/g, '℅'],
  [/\+\/-/g, '±'],
  [/<-->/g, '↔'],
  [/(?<!-)-->/g, '→'],
  [/<--(?!-)/g, '←'],
  [/=\/=/g, '≠'],
  [/(?<![\d/])1\/4(?![\d/])/g, '¼'],
  [/(?<![\d/])1\/2(?![\d/])/g, '½'],
  [/(?<![\d/])3\/4(?![\d/])/g, '¾'],
  [/(?<![\d/])1\/3(?![\d/])/g, '⅓'],
  [/(?<![\d/])2\/3(?![\d/])/g, '⅔'],
];
const ORDINAL = /\b(\d*?)((?<=1)1th|(?<=1)2th|(?<=1)3th|(?<!1)1st|(?<!1)2nd|(?<!1)3rd|\dth)\b/g;

/** `(c)`, `-->`, `+/-`, `1/2`, `1st` and their like in running text. */
export function smartSymbols(md: MarkdownIt): void {
  md.core.ruler.push('smart_symbols', (state: StateCore) => {
    for (const block of state.tokens) {
      const children = block.type === 'inline' ? (block.children ?? []) : [];
      for (const [i, token] of children.entries()) {
        if (token.type !== 'text' || token.content === '') {
          continue;
        }
        token.content = SYMBOLS.reduce((text, [pattern, symbol]) => text.replace(pattern, symbol), token.content);
        const html = state.md.utils.escapeHtml(token.content).replace(ORDINAL, (whole) => `${whole.slice(0, -2)}<sup>${whole.slice(-2)}</sup>`);
        if (html !== state.md.utils.escapeHtml(token.content)) {
          const replaced = new state.Token('html_inline', '', 0);
          replaced.content = html;
          children[i] = replaced;
        }
      }
    }
  });
}
