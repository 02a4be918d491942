import * as vscode from 'vscode';
import { isPortalError, messageOf } from '../../portal/base/errors';
import { decodeEntities } from '../../portal/techdocs/dialect/entities';
import type { RenderedPage } from '../../portal/techdocs/renderPage';
import { findPage, type DocsSite, type NavNode } from '../../portal/techdocs/site/docsSite';
import type { DocsAction, DocsTarget, FailureView, PageLink, PageView, SiteView } from '../../protocol/docs';

export function toSiteView(site: DocsSite, target: DocsTarget, title: string): SiteView {
  const version = target.type === 'entity' ? target.at?.label : undefined;
  const source = target.type === 'entity' ? target.ref : vscode.workspace.asRelativePath(vscode.Uri.parse(site.docs, true), true);
  return { target, title: site.config.siteName || title, source, version, nav: site.nav.map(toShown), notices: site.notices };
}

export function toPageView(site: DocsSite, path: string, rendered: RenderedPage, more: Pick<PageView, 'update' | 'fragment' | 'onGitHub'>): PageView {
  const order = flatten(site.nav);
  const at = order.findIndex((page) => page.path === path);
  return {
    path,
    title: decodeEntities(findPage(site, path)?.title ?? path),
    sections: sectionsOf(site.nav, path) ?? [],
    html: rendered.html,
    toc: rendered.toc,
    previous: at > 0 ? order[at - 1] : undefined,
    next: at >= 0 ? order[at + 1] : undefined,
    ...more,
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

/** What the panel knows beside an error. */
export interface FailureContext {
  /** Whether the entity is in the catalog. */
  readonly entity: boolean;
  /** Whether the site itself could be opened, and only something in it is amiss. */
  readonly site: boolean;
  /** The GitHub that the docs are on, where nobody is signed in to it, and whether they were shown before. */
  readonly signedOut?: { readonly host: string; readonly wasShown: boolean } | undefined;
}

/** An error as the panel tells it, with what can be done about it. */
export function toFailureView(error: unknown, known: FailureContext): FailureView {
  const reason = isPortalError(error) ? error.reason : undefined;
  // Without a session GitHub says of what is private that it is not there.
  if (known.signedOut && (reason === 'not-found' || reason === 'unauthorized' || reason === 'forbidden')) {
    return toSignInView(messageOf(error), known.signedOut);
  }
  const actions: { id: DocsAction; label: string }[] = [];
  if (known.site) {
    actions.push({ id: 'home', label: vscode.l10n.t('Go to the First Page') });
  }
  // Only what is wrong in a file is mended there.
  if (known.entity && !known.site && (reason === 'not-found' || reason === 'invalid')) {
    actions.push({ id: 'openDefinition', label: vscode.l10n.t('Open catalog-info.yaml') });
  }
  actions.push({ id: 'retry', label: vscode.l10n.t('Try Again') });
  return { title: titleOf(reason, known), message: messageOf(error), withSite: known.site, actions };
}

function toSignInView(message: string, { host, wasShown }: NonNullable<FailureContext['signedOut']>): FailureView {
  const name = host.replace(/^https?:\/\//, '');
  return {
    title: vscode.l10n.t('Sign In to See These Docs'),
    message: wasShown
      ? vscode.l10n.t('These docs are on {0}, and you are no longer signed in there. Sign in to see them again.', name)
      : vscode.l10n.t('You are not signed in to {0}, which shows what is private only then. If these docs are public: {1}', name, message),
    withSite: false,
    actions: [
      { id: 'signIn', label: vscode.l10n.t('Sign In') },
      { id: 'retry', label: vscode.l10n.t('Try Again') },
    ],
  };
}

function titleOf(reason: string | undefined, known: { readonly site: boolean }): string {
  switch (reason) {
    case 'not-found':
      return known.site ? vscode.l10n.t('This Page Is Missing') : vscode.l10n.t('No Docs Here');
    case 'offline':
    case 'timeout':
      return vscode.l10n.t('GitHub Cannot Be Reached');
    case 'unauthorized':
    case 'forbidden':
    case 'sso':
      return vscode.l10n.t('Not Allowed to Read These Docs');
    case 'rate-limited':
      return vscode.l10n.t('GitHub Asks for a Pause');
    default:
      return vscode.l10n.t('These Docs Cannot Be Shown');
  }
}
