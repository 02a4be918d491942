import { findPage, type DocsSite } from '../site/docsSite';
import { resolveLink } from '../site/resolveLink';
import { Places, type SourceRange } from './places';
import type { RenderedPage } from './renderedPage';

export type PageProblemKind =
  /** A link to something that is not among the files of the docs. */
  | 'broken-link'
  | 'missing-image'
  /** A link to a place that its page does not have. */
  | 'missing-anchor'
  /** Something that a portal takes out of the page. */
  | 'dropped';

/** Something on a page that a reader will miss, and where it stands in the page's text. */
export interface PageProblem extends SourceRange {
  readonly kind: PageProblemKind;
  readonly message: string;
}

export interface ProblemOptions {
  readonly site: DocsSite;
  /** Of the page, below the docs folder. */
  readonly path: string;
  /** The page's text, of which `page` was made. */
  readonly text: string;
  readonly page: RenderedPage;
  /** What `#…` may name on another page; `undefined` where it is not known. */
  readonly anchorsOf?: (path: string) => Promise<ReadonlySet<string> | undefined>;
}

/** Elements that the reader's sanitizer takes out. Source: the sanitizer of @backstage/plugin-techdocs 1.18.2. */
const DROPPED = /<(script|style|iframe|object|embed|form|frame|base)\b/gi;

/** Goes over a rendered page: links, pictures, anchors, and HTML that no portal shows. In the order of the text. */
export async function findPageProblems({ site, path, text, page, anchorsOf }: ProblemOptions): Promise<readonly PageProblem[]> {
  const lines = text.split(/\r\n?|\n/);
  const places = new Places(lines);
  const problems: PageProblem[] = [];
  const own = page.anchors;
  for (const { href, kind, lines: [from, to] } of page.links) {
    const place = places.nearest(href, from, to);
    // An address inside the site's server is nobody's to check, as MkDocs leaves it alone too.
    if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(href) || href === '') {
      continue;
    }
    const target = resolveLink(site, path, href);
    if (target.type === 'broken') {
      problems.push({ kind: kind === 'image' ? 'missing-image' : 'broken-link', message: target.message, ...place });
    } else if (kind === 'image' && target.type === 'page') {
      problems.push({ kind: 'missing-image', message: `${href} is no picture.`, ...place });
    } else if (target.type === 'page' && target.fragment) {
      const anchors = target.path === path ? own : await anchorsOf?.(target.path);
      if (anchors && !anchors.has(target.fragment)) {
        const title = findPage(site, target.path)?.path ?? target.path;
        problems.push({ kind: 'missing-anchor', message: `There is no heading or anchor #${target.fragment} ${target.path === path ? 'on this page' : `in ${title}`}.`, ...place });
      }
    }
  }
  for (const { html, line } of page.blocks) {
    for (const [written, tag = ''] of html.matchAll(DROPPED)) {
      problems.push({ kind: 'dropped', message: `A portal takes <${tag.toLowerCase()}> out of the page.`, ...places.nearest(written, line, lines.length) });
    }
  }
  return problems.sort((a, b) => a.start.line - b.start.line || a.start.character - b.start.character);
}
