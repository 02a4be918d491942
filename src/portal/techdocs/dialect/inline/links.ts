import { Element } from '../element';
import type { PageParse } from '../pageParse';
import { AMPERSAND, pending } from '../placeholders';
import type { InlineContext, InlineMatch, InlineRule } from './inlineRule';
import { EDGE } from './words';

/** The text between brackets, nested ones counted. @param start behind the opening bracket */
function readBrackets(text: string, start: number): { readonly inner: string; readonly end: number } | undefined {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    depth += character === '[' ? 1 : character === ']' ? -1 : 0;
    if (depth === 0) {
      return { inner: text.slice(start, at), end: at + 1 };
    }
  }
  return undefined;
}

interface Target {
  readonly href: string;
  readonly title: string | undefined;
  readonly end: number;
}

const ANGLED = /\(\s*(?:(<[^<>]*>)\s*(?:('[^']*'|"[^"]*")\s*)?\))?/y;

/** `(address "title")` behind the brackets. Source: `LinkInlineProcessor.getLink`. */
function readTarget(text: string, start: number, context: InlineContext): Target | undefined {
  ANGLED.lastIndex = start;
  const open = ANGLED.exec(text);
  if (!open) {
    return undefined;
  }
  const angled = open[1];
  const found = angled === undefined ? scanTarget(text, start + open[0].length) : { href: angled.slice(1, -1), title: open[2]?.slice(1, -1), end: start + open[0].length };
  return (
    found && {
      end: found.end,
      href: context.unwrap(found.href).trim(),
      title: found.title === undefined ? undefined : dequote(context.unwrap(found.title.trim())).replace(/\s/g, ' '),
    }
  );
}

function dequote(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

/** A quotation mark in the address may begin a title, or not: where it does not end in a bracket, it is part of the address. */
function scanTarget(text: string, start: number): Target | undefined {
  let depth = 1;
  let spare = 1;
  let spareEnd = -1;
  let inTitle = false;
  const quotes: { sign: string; from: number; to: number }[] = [];
  let last = '';
  for (let at = start; at < text.length; at++) {
    const sign = text.charAt(at);
    const [first, second] = quotes;
    if (sign === '(') {
      if (!inTitle) {
        depth++;
      } else if (spare > 0) {
        spare--;
      }
    } else if (sign === ')') {
      if ((first && first.to >= 0 && first.sign === last) || (second && second.to >= 0 && second.sign === last)) {
        depth = 0;
      } else if (!inTitle) {
        depth--;
      } else if (spare > 0) {
        spare--;
        spareEnd = spare === 0 ? at + 1 : spareEnd;
      }
    } else if (sign === '"' || sign === "'") {
      if (!first) {
        inTitle = true;
        spare = depth;
        depth = 1;
        quotes.push({ sign, from: at + 1, to: -1 });
      } else if (sign === first.sign) {
        first.to = at + 1;
      } else if (!second) {
        quotes.push({ sign, from: at + 1, to: -1 });
      } else {
        second.to = at + 1;
      }
    }
    if (depth === 0) {
      const title = quotes.find((quote) => quote.to >= 0 && quote.sign === last);
      return title
        ? { href: text.slice(start, title.from - 1), title: text.slice(title.from, title.to - 1), end: at + 1 }
        : { href: text.slice(start, at), title: undefined, end: at + 1 };
    }
    last = sign === ' ' ? last : sign;
  }
  return spare === 0 && spareEnd >= 0 ? { href: text.slice(start, spareEnd - 1), title: undefined, end: spareEnd } : undefined;
}

type Make = (text: string, href: string, title: string | undefined, context: InlineContext) => Element;

const toLink: Make = (text, href, title) => new Element('a', { href, ...(title && { title }) }).setText(text);
const toImage: Make = (text, src, title, context) => new Element('img', { alt: context.unwrap(text), src, ...(title && { title }) });

const LINK = /(?<!!)\[/g;
const IMAGE = /!\[/g;

/** `[text](address "title")` and `![text](address)`. */
export function inlineLink(kind: 'link' | 'image'): InlineRule {
  const make = kind === 'link' ? toLink : toImage;
  return {
    sign: kind === 'link' ? '[' : '![',
    pattern: new RegExp(kind === 'link' ? LINK : IMAGE),
    match: (found, text, context): InlineMatch | undefined => {
      const label = readBrackets(text, found.index + found[0].length);
      const target = label && readTarget(text, label.end, context);
      return label && target && { node: make(label.inner, target.href, target.title, context), start: found.index, end: target.end };
    },
  };
}

/** `[text][id]` and `![text][id]`; short: `[id]`. */
export function referenceLink(kind: 'link' | 'image', short: boolean): InlineRule {
  const make = kind === 'link' ? toLink : toImage;
  return {
    sign: kind === 'link' ? '[' : '![',
    pattern: new RegExp(kind === 'link' ? LINK : IMAGE),
    match: (found, text, context) => {
      const label = readBrackets(text, found.index + found[0].length);
      const id = label && readId(text, label, short);
      if (!label || !id) {
        return undefined;
      }
      const known = context.page.reference(id.name.replace(/\s+/g, ' '));
      return known ? { node: make(label.inner, known.href, known.title, context), start: found.index, end: id.end } : { skipTo: id.end };
    },
  };
}

function readId(text: string, label: { readonly inner: string; readonly end: number }, short: boolean): { readonly name: string; readonly end: number } | undefined {
  if (short) {
    return { name: label.inner.toLowerCase(), end: label.end };
  }
  const pattern = /\s?\[([^\]]*)\]/y;
  pattern.lastIndex = label.end;
  const match = pattern.exec(text);
  return match ? { name: (match[1] === '' ? label.inner : (match[1] ?? '')).toLowerCase(), end: label.end + match[0].length } : undefined;
}

/** `<https://…>`. Source: pymdownx.magiclink. */
export function angledLink(): InlineRule {
  return {
    sign: '<',
    pattern: /<((?:ht|f)tps?:\/\/[^<>]*)>/gi,
    match: (found, _text, context) => {
      const [all, address = ''] = found;
      const element = new Element('a', { href: context.unwrap(address) }).setText(address, true);
      return { node: element, start: found.index, end: found.index + all.length };
    },
  };
}

/** Every character as a number, which hides an address from simple readers of pages. */
function toNumbers(text: string): string {
  return Array.from(text, (character) => `${AMPERSAND}#${character.codePointAt(0) ?? 0};`).join('');
}

function toMailLink(address: string): Element {
  return new Element('a', { href: toNumbers(`mailto:${address}`) }).setText(toNumbers(address), true);
}

/** `<jane@example.com>`. Source: `AutomailInlineProcessor`. */
export function angledMail(): InlineRule {
  return {
    sign: '@',
    pattern: /<([^<> !]+@[^@<> ]+)>/g,
    match: (found, _text, context) => {
      const address = context.unwrap(found[1] ?? '').replace(/^mailto:/, '');
      return { node: toMailLink(address), start: found.index, end: found.index + found[0].length };
    },
  };
}

const HOST = '(?!_)[\\p{L}\\p{N}][-\\p{L}\\p{N}_]*(?:\\.[-\\p{L}\\p{N}_.]+)*';
const BARE = `(?:${EDGE}|(?<=_))(?:(?:ht|f)tps?://${HOST}|(w{3}\\.)${HOST})/?[-\\p{L}\\p{N}_.?,!'(){}[\\]/+&@%$#=:"|~;]*(?:[\\p{L}\\p{N}]|[-/#@$+=])`;

/** An address that stands in the text as it is. Source: pymdownx.magiclink. */
export function bareLink(): InlineRule {
  return {
    sign: '',
    pattern: new RegExp(BARE, 'giu'),
    notIn: ['a'],
    match: (found) => {
      const [all, www] = found;
      const element = new Element('a', { href: www === undefined ? all : `http://${all}` }).setText(all, true);
      return { node: element, start: found.index, end: found.index + all.length };
    },
  };
}

/** A mail address that stands in the text as it is. Source: pymdownx.magiclink. */
export function bareMail(): InlineRule {
  return {
    sign: '@',
    pattern: /(?<![-/+@a-z\d_])(?:[-+a-z\d_](?:[-a-z\d_+]|\.(?!\.))*)(?<!\.)@(?:[-a-z\d_]+\.)(?:(?:[-a-z\d_]|(?<!\.)\.(?!\.))*)[a-z](?![\p{L}\p{N}_])(?![-@])/giu,
    notIn: ['a'],
    match: (found) => ({ node: toMailLink(found[0]), start: found.index, end: found.index + found[0].length }),
  };
}

/** `[^id]` where the page defines that footnote. Source: `FootnoteInlineProcessor`. */
export function footnoteReference(): InlineRule {
  return {
    sign: '[^',
    pattern: /\[\^([^\]]*)\]/g,
    match: (found, _text, { page }) => {
      const id = found[1] ?? '';
      if (!page.hasFootnote(id)) {
        return undefined;
      }
      return { node: toFootnoteMark(page, id), start: found.index, end: found.index + found[0].length };
    },
  };
}

/** How often the footnote was referred to before, and its number, are known when the whole page is. */
function toFootnoteMark(page: PageParse, id: string): Element {
  const use = page.footnoteUses.push({ id, isTop: page.isAtTop }) - 1;
  const mark = new Element('sup', { id: `fnref${pending('use', use)}:${id}` });
  mark.add('a', { class: 'footnote-ref', href: `#fn:${id}` }).setText(pending('footnote', use), true);
  return mark;
}
