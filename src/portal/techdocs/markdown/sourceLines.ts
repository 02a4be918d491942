import type { MarkdownIt, StateCore } from 'markdown-it';
import { contextOf } from './pageContext';

/** Marks each block with the line of the file it begins on, from 0, as `data-line`: what scrolls together needs it. */
export function sourceLines(md: MarkdownIt): void {
  md.core.ruler.push('source_lines', (state: StateCore) => {
    const context = contextOf(state.env);
    if (!context.withLines) {
      return;
    }
    for (const token of state.tokens) {
      if (token.map && token.nesting === 1 && token.tag !== '') {
        token.attrSet('data-line', String(token.map[0] + context.firstLine));
      }
    }
  });
}
