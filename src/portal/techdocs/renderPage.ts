import createMarkdownIt from 'markdown-it';
import { DEFAULT_OPTIONS, type DialectOptions } from './dialect/options';
import { parseBlocks, prepare, readWords, toSource } from './dialect/parsePage';
import { tokenRules, toTokens, type TokenClass } from './dialect/toTokens';
import { headingText } from './dialect/tree/headings';
import { readFrontMatter } from './frontMatter';
import type { PartWriter } from './page/pagePart';
import { PageSession } from './page/pageSession';
import type { RenderedPage } from './page/renderedPage';
import { expandSnippets, type ReadSnippet } from './snippets';

export interface WriteOptions {
  /** What is written for a link or picture; left out, what the source says. */
  readonly toHref?: (href: string) => string;
  /** Whether blocks carry the line of the file they begin on as `data-line`. */
  readonly withLines?: boolean;
  /** What the site sets of the dialect. */
  readonly dialect?: DialectOptions;
  /** Reads files that the page takes in by `--8<--`; left out, there are none. */
  readonly readSnippet?: ReadSnippet;
  /** Reads the page in one piece, which is slower and makes the same of it: for comparing. */
  readonly whole?: boolean;
}

export interface RenderOptions extends WriteOptions {
  /** The title shown where the page has no level one heading; the theme does the same. */
  readonly title: string;
}

/** Renders one page as its text changes, in time of what changed. */
export interface LivePage {
  render(text: string, title: string): Promise<RenderedPage>;
}

export interface PageRenderer {
  render(text: string, options: RenderOptions): Promise<RenderedPage>;
  /** For a page that is rendered again and again: one for each page shown, and a new one when the site changes. */
  live(options: WriteOptions): LivePage;
  /** The text of a level one heading that opens a page (front matter cut off), as HTML without tags, or `undefined`. */
  headingOf(body: string): string | undefined;
}

export function createPageRenderer(): PageRenderer {
  const md = createMarkdownIt({ html: true, xhtmlOut: true });
  tokenRules(md);
  const Token = tokenClassOf(md);
  const writerOf = ({ toHref, withLines }: WriteOptions): PartWriter => ({
    write: (root, page, onLink) => {
      const tokens = toTokens(root, {
        Token,
        page,
        withLines: withLines ?? false,
        toHref: (href, place) => {
          onLink({ href, ...place });
          return toHref ? toHref(href) : href;
        },
      });
      return md.renderer.render(tokens, md.options, {});
    },
  });
  const live = (options: WriteOptions): LivePage => {
    const session = new PageSession(options.dialect ?? DEFAULT_OPTIONS, writerOf(options), options.whole);
    return {
      render: async (text, title) => {
        const { body, lines } = readFrontMatter(text);
        return session.render(await expandSnippets(toSource(body, lines), options.readSnippet ?? (() => Promise.resolve(undefined))), title);
      },
    };
  };
  return {
    render: (text, options) => live(options).render(text, options.title),
    live,
    headingOf: (body) => {
      // A heading that opens the page ends with its first blocks: the rest need not be parsed.
      const start = body.replace(/^\s+/, '').split('\n').slice(0, 3).join('\n');
      const { root, page } = parseBlocks(prepare(toSource(start, 0)), { options: DEFAULT_OPTIONS });
      const { definitions } = page;
      readWords({ root, page }, definitions, () => new Map());
      const [first] = root.children;
      return first?.tag === 'h1' ? headingText(first, page) || undefined : undefined;
    },
  };
}

/** The renderer's own class of tokens, of which the package exports only the type. */
function tokenClassOf(md: ReturnType<typeof createMarkdownIt>): TokenClass {
  let found: TokenClass | undefined;
  md.core.ruler.push('techdocs', (state) => {
    found = state.Token;
  });
  // The blocks and words of this dialect are read in steps of their own: none of markdown-it's rules apply.
  md.core.ruler.enableOnly(['techdocs']);
  md.parse('', {});
  if (!found) {
    throw new Error('markdown-it runs its core rules when it parses');
  }
  return found;
}

export type { RenderedPage };
