import type { DocsService } from './docsService';
import type { DocsSite } from './site/docsSite';
import { resolveLink } from './site/resolveLink';

/** Something of a site that MkDocs would warn of. */
export interface DocsProblem {
  /** The page it is on, or `undefined` for the site as a whole. */
  readonly path: string | undefined;
  readonly message: string;
}

/** Goes over all pages of a site: links and pictures that lead nowhere, and entries of the navigation without a page. */
export async function checkSite(service: DocsService, site: DocsSite, signal?: AbortSignal): Promise<readonly DocsProblem[]> {
  const problems: DocsProblem[] = site.notices.map((message) => ({ path: undefined, message }));
  for (const { path } of site.pages) {
    const text = await service.page(site, path, signal);
    await service.render(site, path, text, {
      toHref: (href) => {
        const target = /^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('#') || href.startsWith('/') ? undefined : resolveLink(site, path, href);
        if (target?.type === 'broken') {
          problems.push({ path, message: target.message });
        }
        return href;
      },
    });
  }
  return problems;
}
