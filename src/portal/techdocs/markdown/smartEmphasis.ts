import type { MarkdownIt, StateInline } from 'markdown-it';

/**
 * Stars inside a word do not emphasise, as underscores never do. Otherwise markdown-it's own rule, whose second pass
 * pairs the delimiters. Source: pymdownx.betterem with `smart_enable: all`.
 */
export function smartEmphasis(md: MarkdownIt): void {
  md.inline.ruler.at('emphasis', (state: StateInline, silent: boolean) => {
    const marker = state.src.charCodeAt(state.pos);
    if (silent || (marker !== 0x2a && marker !== 0x5f)) {
      return false;
    }
    const scanned = state.scanDelims(state.pos, false);
    for (let i = 0; i < scanned.length; i++) {
      const token = state.push('text', '', 0);
      token.content = String.fromCharCode(marker);
      state.delimiters.push({ marker, length: scanned.length, token: state.tokens.length - 1, end: -1, open: scanned.can_open, close: scanned.can_close });
    }
    state.pos += scanned.length;
    return true;
  });
}
