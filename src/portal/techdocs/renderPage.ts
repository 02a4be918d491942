import { createMarkdown } from './markdown/createMarkdown';
import { textOf } from './markdown/headingAnchors';
import { toEnv, type PageContext, type TocEntry } from './markdown/pageContext';
import { readFrontMatter } from './frontMatter';

export interface RenderedPage {
  /** The article's HTML as MkDocs writes it. Foreign content: sanitize before showing. */
  readonly html: string;
  readonly toc: readonly TocEntry[];
}

export interface RenderOptions {
  /** The title shown where the page has no level one heading; the theme does the same. */
  readonly title: string;
  /** What is written for a link or picture; left out, what the source says. */
  readonly toHref?: (href: string) => string;
  /** Whether blocks carry the line of the file they begin on as `data-line`. */
  readonly withLines?: boolean;
}

export interface PageRenderer {
  render(text: string, options: RenderOptions): RenderedPage;
  /** The text of a level one heading that opens a page (front matter cut off), or `undefined`. */
  headingOf(body: string): string | undefined;
}

export function createPageRenderer(): PageRenderer {
  const md = createMarkdown();
  const toContext = (firstLine: number, options: Partial<RenderOptions>): PageContext => ({
    firstLine,
    toHref: options.toHref ?? ((href) => href),
    toc: [],
    ids: new Set(),
    tabSets: 0,
    withLines: options.withLines ?? false,
  });
  return {
    render: (text, options) => {
      const { body, lines } = readFrontMatter(text);
      const context = toContext(lines, options);
      const html = md.render(body, toEnv(context));
      return { html: html.includes('<h1') ? html : `<h1>${md.utils.escapeHtml(options.title)}</h1>\n${html}`, toc: context.toc };
    },
    headingOf: (body) => {
      // A heading that opens the page ends with its first blocks: the rest need not be parsed.
      const start = body.replace(/^\s+/, '').split('\n').slice(0, 3).join('\n');
      const tokens = md.parse(start, toEnv(toContext(0, {})));
      const [open, inline] = tokens;
      return open?.tag === 'h1' && inline?.children ? textOf(inline.children).trim() || undefined : undefined;
    },
  };
}
