import { Element } from '../element';
import { escaped } from '../placeholders';
import type { InlineRule } from './inlineRule';

/** What a backslash takes the meaning from: Python-Markdown's own, and those of the extensions that are on. */
const ESCAPABLE = new Set('\\`*_{}[]()>#+-.!|^~= :');

/** `\*`. Source: `EscapeInlineProcessor`. */
export function backslash(): InlineRule {
  return {
    sign: '\\',
    pattern: /\\(.)/gsu,
    match: (found) => {
      const [all, character = ''] = found;
      const end = found.index + all.length;
      return ESCAPABLE.has(character) ? { node: escaped(character), start: found.index, end } : { skipTo: end };
    },
  };
}

/** Two blanks at the end of a line. */
export function lineBreak(): InlineRule {
  return breakAt(/ {2}\n/g);
}

/** Each end of a line. Source: Python-Markdown's `nl2br`. */
export function everyLineBreak(): InlineRule {
  return breakAt(/\n/g);
}

function breakAt(pattern: RegExp): InlineRule {
  return {
    sign: '\n',
    pattern,
    match: (found) => ({ node: new Element('br'), start: found.index, end: found.index + found[0].length }),
  };
}

/** A tag or comment in the midst of text, kept as it is. Source: `HtmlInlineProcessor`. */
export function inlineHtml(): InlineRule {
  return kept('<', /<(?:\/?[a-zA-Z][^<>@ ]*(?: [^<>]*)?|!--(?:(?!<!--|-->).)*--)>/gs);
}

/** `&copy;`, `&#169;`. */
export function entity(): InlineRule {
  return kept('&', /&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);/g);
}

function kept(sign: string, pattern: RegExp): InlineRule {
  return {
    sign,
    pattern,
    match: (found, _text, context) => ({ node: context.page.stash.store(context.toSource(found[0])), start: found.index, end: found.index + found[0].length }),
  };
}

/** `:smile:`, as the picture a portal shows. Source: pymdownx.emoji with its default index, EmojiOne. */
export function emoji(codeOf: (name: string) => string | undefined): InlineRule {
  return {
    sign: ':',
    pattern: /:[+\-\p{L}\p{N}_]+:/gu,
    match: (found) => {
      const code = codeOf(found[0].slice(1, -1));
      if (code === undefined) {
        // A name of nothing is text, and nothing in it is anything else.
        return { node: found[0], start: found.index, end: found.index + found[0].length };
      }
      const picture = new Element('img', {
        alt: code.split('-').map((part) => String.fromCodePoint(Number.parseInt(part, 16))).join(''),
        class: 'emojione',
        src: `https://cdnjs.cloudflare.com/ajax/libs/emojione/2.2.7/assets/svg/${code.replace(/-(?:fe0f|200d)/g, '')}.svg`,
        title: found[0],
      });
      return { node: picture, start: found.index, end: found.index + found[0].length };
    },
  };
}
