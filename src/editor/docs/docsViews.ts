import * as vscode from 'vscode';
import type { CatalogQuery } from '../../portal/catalog/query';
import { decodeEntities } from '../../portal/techdocs/dialect/entities';
import type { RenderedPage } from '../../portal/techdocs/renderPage';
import { findPage, toDocsPath, type DocsSite, type NavNode } from '../../portal/techdocs/site/docsSite';
import type { DocsTarget, PageFrame, PageLink, SiteView } from '../../protocol/docs';

/** What a panel is called before its site is known. */
export function titleOf(target: DocsTarget, graph: CatalogQuery): string {
  if (target.type === 'file') {
    return vscode.l10n.t('Docs');
  }
  const { title, name } = graph.get(target.ref)?.entity.metadata ?? {};
  return title ?? name ?? target.ref;
}

/** What the tab of a panel says. */
export function panelTitle(site: DocsSite, target: DocsTarget, title: string): string {
  const version = target.type === 'entity' ? target.at?.label : undefined;
  return [site.config.siteName || title, ...(version === undefined ? [] : [version])].join(' · ');
}

/** Whether a file that came, went or changed has to do with a site. Of a folder that went as a whole, only the folder itself is told. */
export function concerns(site: DocsSite, uri: string): boolean {
  return toDocsPath(site, uri) !== undefined || toDocsPath({ docs: `${uri}/` }, site.docs) !== undefined || /\/mkdocs\.ya?ml$/.test(uri);
}

/** @param isCopy whether it is what was kept, as GitHub cannot be reached */
export function toSiteView(site: DocsSite, target: DocsTarget, title: string, isCopy: boolean): SiteView {
  const version = target.type === 'entity' ? target.at?.label : undefined;
  const source = target.type === 'entity' ? target.ref : vscode.workspace.asRelativePath(vscode.Uri.parse(site.docs, true), true);
  return { target, title: site.config.siteName || title, source, version, nav: site.nav.map(toShown), notices: [...(isCopy ? [vscode.l10n.t('GitHub cannot be reached: this is what was read before.')] : []), ...site.notices] };
}

/** What a page has around its article. */
export function toPageFrame(site: DocsSite, path: string, rendered: Pick<RenderedPage, 'toc'>, onGitHub: boolean): PageFrame {
  const order = flatten(site.nav);
  const at = order.findIndex((page) => page.path === path);
  return {
    path,
    title: decodeEntities(findPage(site, path)?.title ?? path),
    sections: sectionsOf(site.nav, path) ?? [],
    toc: rendered.toc,
    previous: at > 0 ? order[at - 1] : undefined,
    next: at >= 0 ? order[at + 1] : undefined,
    onGitHub,
  };
}

/** MkDocs puts titles into a page as HTML; a reader sees them decoded. */
function toShown(node: NavNode): NavNode {
  return node.type === 'section' ? { ...node, title: decodeEntities(node.title), children: node.children.map(toShown) } : { ...node, title: decodeEntities(node.title) };
}

/** The pages of the navigation in reading order. */
function flatten(nav: readonly NavNode[]): readonly PageLink[] {
  return nav.flatMap((node) => (node.type === 'page' ? [{ path: node.path, title: decodeEntities(node.title) }] : node.type === 'section' ? flatten(node.children) : []));
}

function sectionsOf(nav: readonly NavNode[], path: string): readonly string[] | undefined {
  for (const node of nav) {
    if (node.type === 'page' && node.path === path) {
      return [];
    }
    const inner = node.type === 'section' ? sectionsOf(node.children, path) : undefined;
    if (inner && node.type === 'section') {
      return [decodeEntities(node.title), ...inner];
    }
  }
  return undefined;
}
