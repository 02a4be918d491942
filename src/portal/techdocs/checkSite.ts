import type { DocsService } from './docsService';
import { findPageProblems, type PageProblemKind } from './page/pageProblems';
import type { RenderedPage } from './page/renderedPage';
import { findPage, type DocsSite } from './site/docsSite';

/** Something of a site that MkDocs would warn of, or that its readers will miss. */
export interface DocsProblem {
  /** `undefined` for what is wrong with the site as a whole. */
  readonly kind: PageProblemKind | undefined;
  /** The page it is on, or `undefined` for the site as a whole. */
  readonly path: string | undefined;
  /** From 1; `undefined` for the site as a whole. */
  readonly line: number | undefined;
  readonly message: string;
}

/** Goes over all pages of a site: links, pictures and anchors that lead nowhere, what is dropped, and entries of the navigation without a page. */
export async function checkSite(service: DocsService, site: DocsSite, signal?: AbortSignal): Promise<readonly DocsProblem[]> {
  const problems: DocsProblem[] = site.notices.map((message) => ({ kind: undefined, path: undefined, line: undefined, message }));
  const rendered = new Map<string, Promise<{ readonly text: string; readonly page: RenderedPage }>>();
  const render = (path: string): Promise<{ readonly text: string; readonly page: RenderedPage }> => {
    const made = rendered.get(path) ?? service.page(site, path, signal).then(async (text) => ({ text, page: await service.render(site, path, text, { withLines: true }) }));
    rendered.set(path, made);
    return made;
  };
  for (const { path } of site.pages) {
    const found = await findPageProblems({
      site,
      path,
      ...(await render(path)),
      anchorsOf: async (other) => (findPage(site, other) ? (await render(other)).page.anchors : undefined),
    });
    problems.push(...found.map(({ kind, message, start }) => ({ kind, path, line: start.line + 1, message })));
  }
  return problems;
}
