import { Element } from '../element';
import type { InlineMatch, InlineRule } from './inlineRule';
import { WORD } from './words';

type Shape = 'single' | 'double' | 'double2';
type Form = readonly [pattern: string, shape: Shape, outer: string, inner?: string];

interface Compiled {
  readonly pattern: RegExp;
  readonly shape: Shape;
  readonly outer: string;
  readonly inner: string;
}

/**
 * A family of marks around text, such as `*`, `**` and `***`. Its forms are tried in order where a mark stands; inside, only
 * later forms are. Source: `PatternSequenceProcessor` of pymdown-extensions.
 */
function marks(mark: string, forms: readonly Form[]): InlineRule {
  const compiled: Compiled[] = forms.map(([pattern, shape, outer, inner = '']) => ({ pattern: new RegExp(pattern, 'suy'), shape, outer, inner }));
  const build = (match: RegExpExecArray, form: Compiled, index: number): Element => {
    const [, , first = '', second] = match;
    const outer = new Element(form.outer);
    if (form.shape === 'single') {
      fill(outer, undefined, first, index);
      return outer;
    }
    const inner = new Element(form.inner);
    if (form.shape === 'double') {
      fill(inner, undefined, first, index);
      outer.children.push(inner);
      if (second !== undefined) {
        fill(outer, inner, second, index);
      }
    } else {
      fill(outer, undefined, first, index);
      outer.children.push(inner);
      fill(inner, undefined, second ?? '', index);
    }
    return outer;
  };
  /** Puts a text into an element, with what later forms make of it. */
  const fill = (parent: Element, after: Element | undefined, data: string, index: number): void => {
    let last = after;
    let done = 0;
    const addText = (text: string): void => {
      if (text !== '' && last) {
        last.tail = text;
      } else if (text !== '') {
        parent.setText(text);
      }
    };
    let at = data.indexOf(mark);
    while (at >= 0) {
      const form = compiled.findIndex(({ pattern }, i) => i > index && matchAt(pattern, data, at));
      const found = compiled[form];
      const match = found && matchAt(found.pattern, data, at);
      if (found && match) {
        addText(data.slice(done, at));
        last = build(match, found, form);
        parent.children.push(last);
        done = at + match[0].length;
      }
      at = data.indexOf(mark, Math.max(at + 1, done));
    }
    addText(data.slice(done));
  };
  return {
    sign: mark,
    pattern: new RegExp(literal(mark), 'g'),
    match: (found, text): InlineMatch | undefined => {
      for (const [index, form] of compiled.entries()) {
        const match = matchAt(form.pattern, text, found.index);
        if (match) {
          return { node: build(match, form, index), start: found.index, end: found.index + match[0].length };
        }
      }
      return undefined;
    },
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Open and close of a mark that must not lie inside a word. */
const before = (mark: string): string => `(?:(?<=_)|(?<![\\p{L}\\p{N}_${literal(mark)}]))`;
const after = (mark: string): string => `(?:(?=_)|(?![\\p{L}\\p{N}_${literal(mark)}]))`;

/** A mark as it stands in an expression. */
function literal(mark: string): string {
  return mark === '*' || mark === '^' ? `\\${mark}` : mark;
}

/** Source: pymdownx.betterem with `smart_enable: all`. */
export function smartAsterisks(): InlineRule {
  const [open, close] = [before('*'), after('*')];
  const content = '(.+?\\**?)';
  const inner = '((?:[^*]|\\*(?=[^\\s])|(?<=\\s)\\*+?(?=\\s))+?\\**)';
  const start = '(?![\\s*])';
  return marks('*', [
    [`${open}(\\*{3})${start}${content}(?<!\\s)\\1${close}`, 'double', 'strong', 'em'],
    [`${open}(\\*{3})${start}${inner}(?<!\\s)\\*{2}${close}${content}(?<!\\s)\\*${close}`, 'double', 'em', 'strong'],
    [`${open}(\\*{3})${start}${inner}(?<!\\s)\\*${close}${content}(?<!\\s)\\*{2}${close}`, 'double', 'strong', 'em'],
    // Emphasis around strong text comes first.
    [`${open}(\\*)${start}(.+?)(?<![*\\s])\\*${close}`, 'single', 'em'],
    [`${open}(\\*{2})${start}${content}(?<!\\s)\\1${close}`, 'single', 'strong'],
    [`${open}(\\*)${start}${content}(?<!\\s)\\1${close}`, 'single', 'em'],
  ]);
}

/** Source: pymdownx.betterem with `smart_enable: all`. */
export function smartUnderscores(): InlineRule {
  const [open, close] = [`(?<!${WORD})`, `(?!${WORD})`];
  const content = '(.+?_*?)';
  const inner = '((?:[^_]|_(?=[^\\s])|(?<=\\s)_+?(?=\\s))+?_*)';
  const start = '(?![\\s_])';
  return marks('_', [
    [`${open}(_{3})${start}${content}(?<!\\s)\\1${close}`, 'double', 'strong', 'em'],
    [`${open}(_{3})${start}${inner}(?<!\\s)_{2}${close}${content}(?<!\\s)_${close}`, 'double', 'em', 'strong'],
    [`${open}(_{3})${start}${inner}(?<!\\s)_${close}${content}(?<!\\s)_{2}${close}`, 'double', 'strong', 'em'],
    [`(?<![\\p{L}\\p{N}_])(_)${start}(.+?)(?<![_\\s])_(?![\\p{L}\\p{N}_])`, 'single', 'em'],
    [`${open}(_{2})${start}${content}(?<!\\s)\\1${close}`, 'single', 'strong'],
    [`${open}(_)${start}${content}(?<!\\s)\\1${close}`, 'single', 'em'],
  ]);
}

/** `^^inserted^^` and `^superscript^`, or `~~deleted~~` and `~subscript~`. Source: pymdownx.caret and pymdownx.tilde, smart. */
export function smartPair(mark: '^' | '~', strong: string, weak: string): InlineRule {
  const m = literal(mark);
  const [open, close] = [before(mark), after(mark)];
  const content = `(${m}|[^\\s]+?)`;
  const smart = `(.+?${m}*?)`;
  const start = `(?![\\s${m}])`;
  return marks(mark, [
    [`(${m}{3})${start}${content}(?<!\\s)\\1`, 'double', strong, weak],
    [`(${m}{3})${start}${content}(?<!\\s)${m}{2}${close}${content}(?<!\\s)${m}`, 'double', weak, strong],
    [`(${m}{3})${start}${content}(?<!\\s)${m}${close}${smart}(?<!\\s)${m}{2}`, 'double', strong, weak],
    [`${open}(${m}{2})${start}${smart}(?<!\\s)\\1${close}`, 'single', strong],
    [`(${m})(?!\\s)${content}(?<!\\s)\\1`, 'single', weak],
  ]);
}

/** `==marked==`. Source: pymdownx.mark, smart. */
export function smartMark(): InlineRule {
  return marks('=', [[`${before('=')}(={2})(?![\\s=])((?:(?<=\\s)=+?(?=\\s)|.)+?=*?)(?<!\\s)\\1${after('=')}`, 'single', 'mark']]);
}
