import type { MarkdownIt } from 'markdown-it';
import { LANGUAGES } from './languages';

/** `#!python code` names its language. Source: pymdownx.inlinehilite. */
export function inlineCode(md: MarkdownIt): void {
  const plain = md.renderer.rules['code_inline'];
  md.renderer.rules['code_inline'] = (tokens, i, options, env, renderer) => {
    const token = tokens[i];
    const match = /^(?:#!|:::)([\w+-]+) (.+)$/s.exec(token?.content ?? '');
    if (token && match) {
      const language = (match[1] ?? '').toLowerCase();
      const shown = LANGUAGES.has(language) ? language : 'text';
      token.attrJoin('class', `language-${shown} highlight`);
      token.content = match[2] ?? '';
    }
    return plain?.(tokens, i, options, env, renderer) ?? '';
  };
}
