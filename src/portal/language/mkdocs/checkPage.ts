import type { DocsSite } from '../../techdocs/site/docsSite';
import { resolveLink } from '../../techdocs/site/resolveLink';
import { createProblem, type LanguageProblem } from '../diagnostics/languageProblem';
import { didYouMean, nearest } from '../template/nearest';
import { linksIn } from './markdownLinks';

/** What a page renders to, as far as its links go. */
export interface PageFacts {
  /** Every link and picture that becomes one, as written. */
  readonly hrefs: ReadonlySet<string>;
  readonly anchors: ReadonlySet<string>;
}

/**
 * Links and pictures of a page that lead nowhere. Absolute ones and those to elsewhere are not followed, as MkDocs does not.
 * @param path of the page below the docs folder
 * @param factsOf what other pages render to; `undefined` where one cannot be read
 */
export async function checkPage(site: DocsSite, path: string, text: string, own: PageFacts, factsOf: (path: string) => Promise<PageFacts | undefined>): Promise<readonly LanguageProblem[]> {
  const problems: LanguageProblem[] = [];
  for (const { target, type, range } of linksIn(text)) {
    if (!own.hrefs.has(target) || /^[a-z][a-z0-9+.-]*:|^\//i.test(target) || target === '') {
      continue;
    }
    const found = resolveLink(site, path, target);
    if (found.type === 'broken') {
      const meant = nearest(target.replace(/[?#].*$/, ''), relativePaths(site, path));
      const fixes = meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [{ range, newText: meant + (/#.*$/.exec(target)?.[0] ?? '') }], preferred: true }];
      problems.push(createProblem(type === 'image' ? 'docs/broken-image' : 'docs/broken-link', { message: `${found.message}${didYouMean(meant)}`, range, fixes }));
    } else if (found.type === 'page' && found.fragment !== undefined && found.fragment !== '') {
      const anchors = found.path === path ? own.anchors : (await factsOf(found.path))?.anchors;
      if (anchors && !anchors.has(found.fragment)) {
        const meant = nearest(found.fragment, anchors);
        const at = range.end.character - (target.length - target.indexOf('#') - 1);
        const place = { start: { line: range.start.line, character: at }, end: range.end };
        const where = found.path === path ? 'this page' : found.path;
        problems.push(createProblem('docs/broken-anchor', { message: `There is no heading #${found.fragment} on ${where}.${didYouMean(meant)}`, range: place, fixes: meant === undefined ? [] : [{ title: `Replace with ${meant}`, edits: [{ range: place, newText: meant }], preferred: true }] }));
      }
    }
  }
  return problems;
}

/** The files of a site as links on a page would name them. */
export function relativePaths(site: DocsSite, from: string): readonly string[] {
  return [...site.files].map((path) => relativePath(from, path));
}

export function relativePath(from: string, to: string): string {
  const base = from.split('/').slice(0, -1);
  const parts = to.split('/');
  let same = 0;
  while (same < base.length && same < parts.length - 1 && base[same] === parts[same]) {
    same += 1;
  }
  return [...base.slice(same).map(() => '..'), ...parts.slice(same)].map((part) => (/[\s()<>]/.test(part) ? encodeURIComponent(part) : part)).join('/');
}
