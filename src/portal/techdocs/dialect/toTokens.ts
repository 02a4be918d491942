import type { MarkdownIt, Token } from 'markdown-it';
import { renderCode } from './codeBlock';
import { Element, isBlockLevel } from './element';
import type { PageParse } from './pageParse';
import { AMPERSAND, STASHED, STASHED_ALL, STX, unescapeCharacters } from './placeholders';
import { isHtmlNode, toHtml } from './preprocess/htmlNode';

export type TokenClass = new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;

const ALL_STASHED = new RegExp(`^(?:${STASHED})+$`);
const ALONE = new RegExp(`^${STASHED}$`);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

export interface TokenOptions {
  readonly Token: TokenClass;
  readonly page: PageParse;
  /** Whether blocks say on which line of the file they begin, as `data-line`. */
  readonly withLines: boolean;
  /** What is written for the address of a link or picture. */
  readonly toHref: (href: string, place: LinkPlace) => string;
}

/** Where a link or picture stands. */
export interface LinkPlace {
  readonly kind: 'link' | 'image';
  /** Lines of the block around it, from 0, the second one excluded. */
  readonly lines: readonly [number, number];
}

/** The tree of a page as markdown-it's tokens, each with its lines of the file as `map`. */
export function toTokens(root: Element, options: TokenOptions): Token[] {
  const writer = new Writer(options);
  root.children.forEach((child) => writer.element(child));
  return writer.tokens;
}

class Writer {
  readonly tokens: Token[] = [];
  readonly #options: TokenOptions;
  /** Of the innermost block that stands in lines of the file. */
  #lines: readonly [number, number] = [0, 1];

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  element(element: Element): void {
    const around = this.#lines;
    this.#lines = element.map ?? around;
    this.#element(element);
    this.#lines = around;
    this.#text(element.tail, element);
  }

  #element(element: Element): void {
    const alone = this.#stashedAlone(element);
    if (element.isPending) {
      this.#html(element.text, element.map);
    } else if (element.code) {
      this.#code(element, this.#line(element));
    } else if (this.#isCriticAlone(element)) {
      this.#html(this.#restore(element.text).replace(/^(<(?:ins|del|mark) class="(?![^"]*\bbreak\b)[^"]*)"|(?<=>)(<(?:ins|del|mark) class="(?![^"]*\bbreak\b)[^"]*)"/g, '$1$2 block"'), element.map);
    } else if (alone !== undefined) {
      // What was taken out as a block needs no paragraph around it.
      this.#stashed(alone, element.map);
    } else {
      this.#open(element);
    }
  }

  #open(element: Element): void {
    const isVoid = VOID.has(element.tag);
    const open = this.#push(isVoid ? element.tag : `${element.tag}_open`, element.tag, isVoid ? 0 : 1, element);
    open.attrs = this.#attributes(element);
    // A line break behind the tag only where blocks follow: it would be text otherwise.
    open.block = isBlockLevel(element.tag) && element.text.trim() === '' && isBlockLevel(element.children[0]?.tag ?? 'p');
    if (isVoid) {
      return;
    }
    this.#text(element.text, element, element.tag === 'code');
    element.children.forEach((child) => this.element(child));
    this.#push(`${element.tag}_close`, element.tag, -1, element);
  }

  #attributes(element: Element): [string, string][] {
    const address = element.tag === 'a' ? 'href' : element.tag === 'img' ? 'src' : undefined;
    const attributes = [...element.attributes].map(([name, value]): [string, string] => {
      const text = unescapeCharacters(this.#restore(value));
      return [name, name === address && !text.includes(STX) ? this.#options.toHref(text, { kind: name === 'href' ? 'link' : 'image', lines: this.#lines }) : text];
    });
    const line = this.#line(element);
    return line === undefined ? attributes : [...attributes, ['data-line', String(line)]];
  }

  #line(element: Element): number | undefined {
    return this.#options.withLines && isBlockLevel(element.tag) ? element.map?.[0] : undefined;
  }

  /** The index in the stash of what is all of a paragraph, where it is a block. */
  #stashedAlone(element: Element): number | undefined {
    const isPlain = element.tag === 'p' && element.children.length === 0 && element.attributes.size === 0;
    const match = isPlain ? ALONE.exec(element.text) : null;
    if (!match) {
      return undefined;
    }
    const index = Number(match[1]);
    const stored = this.#options.page.stash.get(index);
    if (stored instanceof Element) {
      return index;
    }
    const tag = typeof stored === 'string' ? /^<\/?([^ >]+)/.exec(stored)?.[1] : undefined;
    return isHtmlNode(stored) || (tag !== undefined && (/^[!?@%]/.test(tag) || isBlockLevel(tag))) ? index : undefined;
  }

  /** A paragraph of nothing but marks of an editor's changes: these are blocks then. Source: `CriticsPostprocessor` of pymdownx.critic. */
  #isCriticAlone(element: Element): boolean {
    return (
      element.tag === 'p' &&
      element.children.length === 0 &&
      element.attributes.size === 0 &&
      ALL_STASHED.test(element.text) &&
      [...element.text.matchAll(STASHED_ALL)].every(([, index]) => this.#options.page.isCriticMark(Number(index)))
    );
  }

  #stashed(index: number, map: Element['map']): void {
    const stored = this.#options.page.stash.get(index);
    if (stored instanceof Element) {
      this.#code(stored, this.#line(stored));
    } else if (stored !== undefined) {
      this.#html(this.#restore(isHtmlNode(stored) ? toHtml(stored) : stored), map);
    }
  }

  #code(element: Element, line: number | undefined): void {
    if (!element.code) {
      return;
    }
    const { page } = this.#options;
    const html = renderCode(element.code, {
      options: page.options,
      index: page.codeBlocks++,
      restore: (placeholder) => this.#restore(placeholder),
      extra: line === undefined ? '' : ` data-line="${line}"`,
    });
    this.#html(html, element.map);
  }

  #text(text: string, element: Element, isCode = false): void {
    let start = 0;
    for (const match of text.matchAll(STASHED_ALL)) {
      this.#plain(text.slice(start, match.index), isCode);
      this.#stashed(Number(match[1]), element.map);
      start = match.index + match[0].length;
    }
    this.#plain(text.slice(start), isCode);
  }

  #plain(text: string, isCode: boolean): void {
    if (text !== '') {
      this.#push('text', '', 0).content = isCode ? text : unescapeCharacters(text);
    }
  }

  #html(content: string, map: Element['map']): void {
    const token = this.#push('html_block', '', 0);
    token.content = content;
    token.map = map ? [...map] : null;
  }

  /** HTML that was put aside may hold placeholders for further HTML. */
  #restore(html: string): string {
    return html.replace(STASHED_ALL, (_all, id: string) => {
      const stored = this.#options.page.stash.get(Number(id));
      if (stored instanceof Element) {
        return stored.code ? renderCode(stored.code, { options: this.#options.page.options, index: this.#options.page.codeBlocks++, restore: () => '', extra: '' }) : '';
      }
      return stored === undefined ? '' : this.#restore(isHtmlNode(stored) ? toHtml(stored) : stored);
    });
  }

  #push(type: string, tag: string, nesting: -1 | 0 | 1, element?: Element): Token {
    const token = new this.#options.Token(type, tag, nesting);
    token.block = nesting < 0 && isBlockLevel(tag);
    token.map = element?.map ? [...element.map] : null;
    this.tokens.push(token);
    return token;
  }
}

/** Texts are HTML where `&` begins an entity already. Source: `_escape_cdata` of Python-Markdown's serializer. */
function escapeText(text: string): string {
  return text
    .replace(/&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)/gi, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replaceAll(AMPERSAND, '&');
}

/** How the tokens are written. */
export function tokenRules(md: MarkdownIt): void {
  md.renderer.rules['text'] = (tokens, i) => escapeText(tokens[i]?.content ?? '');
  md.renderer.renderAttrs = ({ attrs }) => (attrs ?? []).map(([name, value]) => ` ${name}="${escapeText(String(value)).replace(/"/g, '&quot;')}"`).join('');
}
