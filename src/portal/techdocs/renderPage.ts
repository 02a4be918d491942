import createMarkdownIt, { type Env, type Token } from 'markdown-it';
import { DEFAULT_OPTIONS, type DialectOptions } from './dialect/options';
import { parsePage, toSource } from './dialect/parsePage';
import { tokenRules, toTokens, type TokenClass } from './dialect/toTokens';
import { headingText, type Heading } from './dialect/tree/headings';
import { readFrontMatter } from './frontMatter';
import { expandSnippets, type ReadSnippet } from './snippets';

export interface RenderedPage {
  /** The article's HTML as MkDocs writes it. Foreign content: sanitize before showing. */
  readonly html: string;
  readonly toc: readonly Heading[];
}

export interface RenderOptions {
  /** The title shown where the page has no level one heading; the theme does the same. */
  readonly title: string;
  /** What is written for a link or picture; left out, what the source says. */
  readonly toHref?: (href: string) => string;
  /** Whether blocks carry the line of the file they begin on as `data-line`. */
  readonly withLines?: boolean;
  /** What the site sets of the dialect. */
  readonly dialect?: DialectOptions;
  /** Reads files that the page takes in by `--8<--`; left out, there are none. */
  readonly readSnippet?: ReadSnippet;
}

export interface PageRenderer {
  render(text: string, options: RenderOptions): Promise<RenderedPage>;
  /** The text of a level one heading that opens a page (front matter cut off), as HTML without tags, or `undefined`. */
  headingOf(body: string): string | undefined;
}

export function createPageRenderer(): PageRenderer {
  const md = createMarkdownIt({ html: true, xhtmlOut: true });
  tokenRules(md);
  md.core.ruler.push('techdocs', (state) => {
    state.tokens = contextOf(state.env).toTokens(state.Token);
  });
  // The blocks and words of this dialect are read in steps of their own: none of markdown-it's rules apply.
  md.core.ruler.enableOnly(['techdocs']);
  return {
    render: async (text, options) => {
      const { body, lines } = readFrontMatter(text);
      const source = await expandSnippets(toSource(body, lines), options.readSnippet ?? (() => Promise.resolve(undefined)));
      const { root, page, headings } = parsePage(source, options.dialect ?? DEFAULT_OPTIONS);
      const html = md.render('', {
        [CONTEXT]: { toTokens: (Token) => toTokens(root, { Token, page, withLines: options.withLines ?? false, toHref: options.toHref ?? ((href) => href) }) } satisfies Context,
      });
      return { html: html.includes('<h1') ? html : `<h1>${md.utils.escapeHtml(options.title)}</h1>\n${html}`, toc: headings };
    },
    headingOf: (body) => {
      // A heading that opens the page ends with its first blocks: the rest need not be parsed.
      const start = body.replace(/^\s+/, '').split('\n').slice(0, 3).join('\n');
      const { root, page } = parsePage(toSource(start, 0), DEFAULT_OPTIONS);
      const [first] = root.children;
      return first?.tag === 'h1' ? headingText(first, page) || undefined : undefined;
    },
  };
}

const CONTEXT = Symbol('page');

interface Context {
  readonly toTokens: (Token: TokenClass) => Token[];
}

function contextOf(env: Env): Context {
  const context = env[CONTEXT];
  if (typeof context !== 'object' || context === null) {
    throw new Error('A page is rendered with its context');
  }
  return context as Context;
}
