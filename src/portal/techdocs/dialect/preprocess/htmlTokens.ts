/** What a reader of HTML calls as it goes through a text; all offsets are into that text. */
export interface HtmlHandler {
  startTag(tag: string, attributes: ReadonlyMap<string, string | undefined>, start: number, end: number): void;
  /** A tag that closes itself: `<br/>`. */
  emptyTag(tag: string, attributes: ReadonlyMap<string, string | undefined>, start: number, end: number): void;
  endTag(tag: string, start: number, end: number): void;
  data(start: number, end: number): void;
  /** Comments, declarations, processing instructions, entities. */
  other(start: number, end: number, isBlock: boolean): void;
  /** Whether a declaration or processing instruction may begin here; elsewhere it is text. */
  mayDeclare(at: number): boolean;
  /** Whether the inside of `script` and `style` is to be passed over as text. */
  readsRaw(tag: string): boolean;
}

// A backtick is part of no tag, so that code spans stay whole. Source: `markdown.htmlparser`.
const START = /<[a-zA-Z][^`\t\n\r\f />\0]*(?:[\s/]*(?:(?<=['"\s/])[^`\s/>][^\s/=>]*(?:\s*=+\s*(?:'[^']*'|"[^"]*"|(?!['"])[^`>\s]*)(?:\s*,)*)?(?:\s|\/(?!>))*)*)?\s*/y;
const NAME = /([a-zA-Z][^\t\n\r\f />\0]*)(?:\s|\/(?!>))*/y;
const ATTRIBUTE = /((?<=['"\s/])[^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?(?:\s|\/(?!>))*/y;
const END = /<\/\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>/y;
const ENTITY = /&([a-zA-Z][-.a-zA-Z0-9]*);/y;
const NUMBER = /&#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]/y;
const RAW_TAGS = new Set(['script', 'style']);

/**
 * Goes through HTML in the midst of Markdown. Source: `html.parser` of Python 3.11 with the changes of `markdown.htmlparser`.
 * @returns whether all that began also ended, so that text behind this one would change nothing
 */
export function readHtml(text: string, handler: HtmlHandler): boolean {
  let isWhole = true;
  let raw: RegExp | undefined;
  let at = 0;
  const step = (): number => {
    if (raw) {
      raw.lastIndex = at;
      const close = raw.exec(text)?.index;
      const end = close ?? text.length;
      isWhole &&= close !== undefined;
      if (end > at) {
        handler.data(at, end);
        return end;
      }
      raw = undefined;
    }
    const next = nextOf(text, at);
    if (next > at) {
      handler.data(at, next);
      return next;
    }
    if (text.charAt(at) === '&') {
      return readReference();
    }
    if (/[a-zA-Z]/.test(text.charAt(at + 1))) {
      return readStart();
    }
    const end = text.startsWith('</', at) ? readEnd() : text.startsWith('<!', at) ? readDeclaration() : text.startsWith('<?', at) ? readInstruction() : at + 1;
    if (end === at + 1 || end < 0) {
      // A lone sign is text in any case; what else comes to this did not end.
      isWhole &&= !/[!?/]/.test(text.charAt(at + 1));
      return asData(end);
    }
    return end;
  };
  /** What does not end is text, up to where something else may begin. */
  const asData = (end: number): number => {
    let stop = end;
    if (end < 0) {
      const close = text.indexOf('>', at + 1);
      const open = text.indexOf('<', at + 1);
      stop = close >= 0 ? close + 1 : open >= 0 ? open : at + 1;
    }
    handler.data(at, stop);
    return stop;
  };
  const readReference = (): number => {
    const pattern = text.startsWith('&#', at) ? NUMBER : ENTITY;
    const match = matchAt(pattern, text, at);
    if (!match) {
      handler.data(at, at + 1);
      return at + 1;
    }
    const end = at + match[0].length - (match[0].endsWith(';') ? 0 : 1);
    handler.other(at, end, false);
    return end;
  };
  const readStart = (): number => {
    const end = endOfStart(text, at);
    if (end < 0) {
      isWhole = false;
      handler.data(at, at + 1);
      return at + 1;
    }
    const name = matchAt(NAME, text, at + 1);
    const tag = (name?.[1] ?? '').toLowerCase();
    const attributes = new Map<string, string | undefined>();
    let position = at + 1 + (name?.[0].length ?? 0);
    for (let match = matchAt(ATTRIBUTE, text, position); match && position < end && match[0] !== ''; match = matchAt(ATTRIBUTE, text, position)) {
      const [all, attribute = '', assigned, value = ''] = match;
      attributes.set(attribute.toLowerCase(), assigned === undefined ? undefined : value.replace(/^(["'])(.*)\1$/s, '$2'));
      position += all.length;
    }
    const close = text.slice(position, end).trim();
    if (close === '/>') {
      handler.emptyTag(tag, attributes, at, end);
    } else if (close === '>') {
      handler.startTag(tag, attributes, at, end);
      raw = RAW_TAGS.has(tag) && handler.readsRaw(tag) ? new RegExp(`</\\s*${tag}\\s*>`, 'gi') : undefined;
    } else {
      handler.data(at, end);
    }
    return end;
  };
  const readEnd = (): number => {
    const close = text.indexOf('>', at + 1);
    if (close < 0) {
      return -1;
    }
    const match = matchAt(END, text, at);
    const name = match ?? matchAt(NAME, text, at + 2);
    if (name) {
      const end = match ? at + match[0].length : text.indexOf('>', at + 2 + name[0].length - 1) + 1;
      if (end <= 0) {
        return -1;
      }
      handler.endTag((name[1] ?? '').toLowerCase(), at, end);
      return end;
    }
    if (!text.startsWith('</>', at)) {
      handler.other(at, close + 1, false);
    }
    return close + 1;
  };
  const readDeclaration = (): number => {
    if (text.startsWith('<!--', at)) {
      const end = /--\s*>/g;
      end.lastIndex = at + 4;
      const match = end.exec(text);
      if (match) {
        handler.other(at, match.index + match[0].length, true);
        return match.index + match[0].length;
      }
      return at + 1;
    }
    if (!handler.mayDeclare(at)) {
      handler.data(at, at + 2);
      return at + 2;
    }
    const isData = text.startsWith('<![CDATA[', at);
    const close = isData ? text.indexOf(']]>', at) + 2 : text.indexOf('>', at + 2);
    if (close < 2) {
      return at + 1;
    }
    handler.other(at, close + 1, isData || /^<!doctype/i.test(text.slice(at, at + 9)));
    return close + 1;
  };
  const readInstruction = (): number => {
    if (!handler.mayDeclare(at)) {
      handler.data(at, at + 2);
      return at + 2;
    }
    const close = text.indexOf('?>', at);
    if (close < 0) {
      return -1;
    }
    handler.other(at, close + 2, true);
    return close + 2;
  };
  while (at < text.length) {
    at = step();
  }
  return isWhole;
}

function nextOf(text: string, at: number): number {
  const pattern = /[&<]/g;
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Where a start tag ends, or -1 where it does not. */
function endOfStart(text: string, at: number): number {
  const match = matchAt(START, text, at);
  const end = at + (match?.[0].length ?? 0);
  const next = text.charAt(end);
  if (!match || next === '') {
    return -1;
  }
  if (next === '>') {
    return end + 1;
  }
  if (next === '/') {
    return text.startsWith('/>', end) ? end + 2 : -1;
  }
  return /[a-zA-Z=]/.test(next) ? -1 : Math.max(end, at + 1);
}
