import { findPage, toDocsUri, type DocsPage, type DocsSite } from './docsSite';
import { folderOf, joinPath } from './pageUrl';

/** Where a link on a page leads. */
export type LinkTarget =
  | { readonly type: 'page'; readonly path: string; readonly fragment: string | undefined }
  /** A file of the docs folder that is no page. */
  | { readonly type: 'file'; readonly uri: string; readonly path: string }
  | { readonly type: 'external'; readonly url: string }
  | { readonly type: 'broken'; readonly message: string };

/** Schemes that may be handed to the system. Source: the link schemes of the TechDocs reader. */
const EXTERNAL = /^(https?|ftps?|mailto|tel|sms|callto|cid|xmpp|matrix):/i;

/**
 * Resolves a link as written on a page. MkDocs reads a path against the source file; HTML written by hand is relative
 * to the page's address, so that is tried next. Only files of the docs folder are ever found.
 */
export function resolveLink(site: DocsSite, from: string, href: string): LinkTarget {
  const link = href.trim();
  if (EXTERNAL.test(link)) {
    return { type: 'external', url: link };
  }
  if (link.startsWith('//')) {
    return { type: 'external', url: `https:${link}` };
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) {
    return { type: 'broken', message: `Links of the form ${link.slice(0, link.indexOf(':') + 1)} are not followed from docs.` };
  }
  const [, rawPath = '', , rawFragment] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(link) ?? [];
  const fragment = rawFragment === undefined ? undefined : decode(rawFragment);
  const path = decode(rawPath);
  if (path === '') {
    return { type: 'page', path: from, fragment };
  }
  const page = findPage(site, from);
  // Absolute links are relative to the site: that is where TechDocs serves it.
  const candidates = path.startsWith('/')
    ? [joinPath('', path)]
    : [joinPath(folderOf(from), path), ...(page ? [joinPath(decode(folderOf(page.url)), path)] : [])];
  for (const candidate of candidates) {
    const target = candidate === undefined ? undefined : findTarget(site, candidate);
    if (target) {
      return 'url' in target ? { type: 'page', path: target.path, fragment } : { type: 'file', ...target, uri: toDocsUri(site, target.path) };
    }
  }
  return candidates.every((candidate) => candidate === undefined)
    ? { type: 'broken', message: `${path} leads out of the docs folder.` }
    : { type: 'broken', message: `${path} is not among the files of these docs.` };
}

/** The file of the docs folder that an image or download on a page names, or `undefined`. */
export function resolveFile(site: DocsSite, from: string, source: string): string | undefined {
  const target = resolveLink(site, from, source);
  return target.type === 'file' ? target.path : undefined;
}

function findTarget(site: DocsSite, path: string): DocsPage | { readonly path: string } | undefined {
  const page = findPage(site, path) ?? byAddress(site).get(path);
  return page ?? (site.files.has(path) ? { path } : undefined);
}

const BY_ADDRESS = new WeakMap<DocsSite, ReadonlyMap<string, DocsPage>>();

/** Pages by what may be written for their addresses, without a slash at the end; of two the first in the navigation. */
function byAddress(site: DocsSite): ReadonlyMap<string, DocsPage> {
  const known = BY_ADDRESS.get(site);
  if (known) {
    return known;
  }
  const pages = new Map<string, DocsPage>();
  for (const page of [...site.pages].reverse()) {
    const address = decode(page.url).replace(/\/$/, '');
    [address, ...(address.endsWith('/index.html') ? [address.slice(0, -'/index.html'.length)] : []), ...(address === '' ? ['index.html'] : [])].forEach((each) => pages.set(each, page));
  }
  BY_ADDRESS.set(site, pages);
  return pages;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % sign, as people write them
  }
}
