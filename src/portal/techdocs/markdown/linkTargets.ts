import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { contextOf } from './pageContext';

/**
 * Writes out links and pictures as the caller wants them. markdown-it's own check of schemes is left off: MkDocs writes
 * every address, and the reader's sanitizer decides afterwards.
 */
export function linkTargets(md: MarkdownIt): void {
  md.validateLink = () => true;
  md.normalizeLink = (url) => url;
  md.core.ruler.push('link_targets', (state: StateCore) => {
    const { toHref } = contextOf(state.env);
    const visit = (token: Token): void => {
      const name = token.type === 'link_open' ? 'href' : token.type === 'image' ? 'src' : undefined;
      const value = name && token.attrGet(name);
      if (name && typeof value === 'string') {
        token.attrSet(name, toHref(value));
      }
      token.children?.forEach(visit);
    };
    state.tokens.forEach(visit);
  });
}
