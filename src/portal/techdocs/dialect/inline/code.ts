import { Element } from '../element';
import { escaped, escapeCode } from '../placeholders';
import type { InlineRule } from './inlineRule';

/** Code spans, coloured where they begin with `#!language` or `:::language`. Source: pymdownx.inlinehilite. */
export function codeSpan(classOf: (language: string) => string): InlineRule {
  return {
    sign: '`',
    pattern: /(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)(`+)(?:(?::{3,}|#!)([\p{L}\p{N}_#.+-]*)\s+)?(.+?)(?<!`)\2(?!`)/gsu,
    match: (found, _text, { page }) => {
      const [all, slashes, , language = '', code = ''] = found;
      const [start, end] = [found.index, found.index + all.length];
      if (slashes !== undefined) {
        return { node: slashes.replace(/\\\\/g, escaped('\\')), start, end };
      }
      const element = new Element('code', language === '' ? {} : { class: classOf(language) });
      return { node: element.setText(page.stash.store(escapeCode(code.trim()))), start, end };
    },
  };
}
