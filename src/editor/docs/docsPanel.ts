import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import { messageOf, PortalError } from '../../portal/base/errors';
import type { DocsService } from '../../portal/techdocs/docsService';
import { findPage, toDocsPath, toDocsUri, type DocsSite } from '../../portal/techdocs/site/docsSite';
import { parseGitHubUri } from '../../portal/github/gitHubUri';
import { READ_SCOPES } from '../../portal/github/scopes';
import { isMarkdownPath } from '../../portal/techdocs/site/pageUrl';
import { resolveLink } from '../../portal/techdocs/site/resolveLink';
import type { DocsAction, DocsProtocol, DocsTarget } from '../../protocol/docs';
import type { EditorServices } from '../services';
import { createWebviewPanel } from '../webviews/createWebviewPanel';
import { serveWebview, type WebviewConnection } from '../webviews/serveWebview';
import { isRemote } from './docsPlaces';
import { resolvePicture } from './docsPictures';
import { toFailureView, toPageView, toSiteView } from './docsViews';
import { waitForCatalog } from './waitForCatalog';

export interface DocsPanelOptions {
  readonly services: EditorServices;
  readonly service: DocsService;
  readonly target: DocsTarget;
  /** The page to begin with, where one is known from before. */
  readonly page: string | undefined;
  readonly column: vscode.ViewColumn;
  readonly revived: vscode.WebviewPanel | undefined;
}

/** A panel with the docs of one site: shows pages, follows links, and keeps up with what is typed. */
export class DocsPanel implements vscode.Disposable {
  readonly #options: DocsPanelOptions;
  readonly #panel: vscode.WebviewPanel;
  readonly #connection: WebviewConnection<DocsProtocol>;
  readonly #subscriptions: vscode.Disposable[] = [];
  #target: DocsTarget;
  #site: DocsSite | undefined;
  /** Counts renderings, so that one that is overtaken is not shown. */
  #generation = 0;
  #path: string | undefined;
  /** The GitHub that the docs shown last are on. */
  #host: string | undefined;
  /** Ends what is under way for a page or site that nobody waits for any more. */
  #work = new AbortController();
  #reopening: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DocsPanelOptions) {
    const { services } = options;
    this.#options = options;
    this.#target = options.target;
    this.#path = options.page;
    this.#panel = createWebviewPanel({
      context: services.context,
      name: 'docs',
      title: this.#title,
      styled: true,
      imageSources: ['data:', 'https:'],
      styleAttributes: true,
      showOptions: { viewColumn: options.column, preserveFocus: options.target.type === 'file' },
      ...(options.revived ? { revived: options.revived } : {}),
    });
    this.#connection = serveWebview<DocsProtocol>(this.#panel.webview, {
      log: services.log,
      requests: {
        picture: async (from, signal) => {
          if (!this.#site) {
            throw new PortalError('not-found', 'No docs are open.');
          }
          return { url: await resolvePicture(options.service, this.#site, from, signal) };
        },
      },
      events: {
        ready: () => (this.#site ? this.#showAll(this.#site) : this.#open(this.#path)),
        navigate: ({ path }) => this.#show(path),
        follow: ({ page, href }) => this.#follow(page, href),
        openSource: ({ page }) => this.#openFile(page),
        act: ({ action }) => this.#act(action),
      },
    });
    this.#subscriptions.push(
      this.#panel.onDidDispose(() => this.dispose()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#isShown(document.uri)) {
          this.#update(document.getText());
        }
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        const path = editor && this.#site && toDocsPath(this.#site, editor.document.uri.toString());
        if (path !== undefined && path !== this.#path && isMarkdownPath(path) && this.#site && findPage(this.#site, path)) {
          void this.#show(path);
        }
      }),
      ...(services.files.onDidChange ? [services.files.onDidChange((uris) => this.#filesChanged(uris))] : []),
    );
  }

  /** Hears when the user closes the panel. */
  onDidDispose(listener: () => void): void {
    this.#subscriptions.push(this.#panel.onDidDispose(listener));
  }

  /** Comes to the front where it shows the docs of `target` already. @returns whether it does */
  async reveal(target: DocsTarget): Promise<boolean> {
    const path = target.type === 'file' && this.#site ? toDocsPath(this.#site, target.uri) : undefined;
    const page = path !== undefined && this.#site ? findPage(this.#site, path) : undefined;
    const same = target.type === 'entity' ? this.#target.type === 'entity' && this.#target.ref === target.ref : page !== undefined;
    if (same) {
      this.#panel.reveal(undefined, target.type === 'file');
      if (page && page.path !== this.#path) {
        await this.#show(page.path);
      }
    }
    return same;
  }

  /** The session of a host is another one: what is shown of that host is read again, and what may no longer be seen is gone. */
  async noteSession(host: string): Promise<void> {
    const shown = this.#site ? parseGitHubUri(this.#site.docs)?.host : this.#remoteHost;
    if (shown === host) {
      const path = this.#path;
      // What is still on its way for the session before is dropped.
      this.#site = this.#path = undefined;
      this.#panel.title = vscode.l10n.t('Docs');
      await this.#open(path);
    }
  }

  dispose(): void {
    clearTimeout(this.#reopening);
    this.#work.abort();
    this.#connection.dispose();
    for (const subscription of this.#subscriptions.splice(0)) {
      subscription.dispose();
    }
    this.#panel.dispose();
  }

  get #title(): string {
    if (this.#target.type === 'file') {
      return vscode.l10n.t('Docs');
    }
    const entity = this.#options.services.catalog.graph.get(this.#target.ref)?.entity;
    return entity?.metadata.title ?? entity?.metadata.name ?? this.#target.ref;
  }

  /** A new piece of work, which ends the one before. */
  #begin(): AbortSignal {
    this.#work.abort();
    this.#work = new AbortController();
    return this.#work.signal;
  }

  async #open(path: string | undefined): Promise<void> {
    const { service } = this.#options;
    const signal = this.#begin();
    this.#connection.notify('loading', { title: this.#title });
    try {
      const opened = await service.openSite(await this.#subject(signal), signal);
      const { site } = opened;
      const page = (path === undefined ? undefined : findPage(site, path)) ?? opened.page;
      this.#setSite(site);
      if (!page) {
        throw new PortalError('not-found', `The docs folder has no Markdown page. Add a first page index.md to it.`);
      }
      await this.#showPage(site, page.path, { update: false, fragment: undefined }, signal);
      const titled = await service.readTitles(site, signal);
      if (this.#site === site) {
        this.#setSite(titled);
        if (this.#path !== undefined) {
          await this.#showPage(titled, this.#path, { update: true, fragment: undefined }, signal);
        }
      }
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #subject(signal: AbortSignal): Promise<Parameters<DocsService['openSite']>[0]> {
    if (this.#target.type === 'file') {
      return this.#target.uri;
    }
    const { catalog } = this.#options.services;
    const { ref } = this.#target;
    await waitForCatalog(this.#options.services, () => catalog.graph.get(ref) !== undefined, signal);
    const entity = catalog.graph.get(ref);
    if (!entity) {
      throw new PortalError('not-found', `${ref} is not in the catalog. Refresh the catalog, then try again.`);
    }
    return entity;
  }

  #setSite(site: DocsSite): void {
    this.#site = site;
    this.#host = parseGitHubUri(site.docs)?.host;
    this.#panel.title = site.config.siteName || this.#title;
    this.#connection.notify('site', toSiteView(site, this.#target, this.#title));
  }

  async #showAll(site: DocsSite): Promise<void> {
    this.#connection.notify('site', toSiteView(site, this.#target, this.#title));
    if (this.#path !== undefined) {
      await this.#show(this.#path);
    }
  }

  /** Shows a page of the open site; titles that are still being read are not waited for and not given up. */
  async #show(path: string, fragment?: string): Promise<void> {
    if (!this.#site) {
      return this.#open(path);
    }
    try {
      await this.#showPage(this.#site, path, { update: false, fragment });
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #showPage(site: DocsSite, path: string, more: { readonly update: boolean; readonly fragment: string | undefined }, signal?: AbortSignal): Promise<void> {
    this.#path = path;
    const open = vscode.workspace.textDocuments.find((document) => toDocsPath(site, document.uri.toString()) === path);
    const text = open?.getText() ?? (await this.#options.service.page(site, path, signal));
    if (this.#path === path) {
      await this.#render(site, path, text, more);
    }
  }

  async #render(site: DocsSite, path: string, text: string, more: { readonly update: boolean; readonly fragment: string | undefined }): Promise<void> {
    const generation = ++this.#generation;
    const rendered = await this.#options.service.render(site, path, text, { withLines: true });
    // Files that a page takes in are read meanwhile: what is older than the last keystroke is dropped.
    if (generation === this.#generation) {
      this.#connection.notify('page', toPageView(site, path, rendered, more));
    }
  }

  #update(text: string): void {
    if (this.#site && this.#path !== undefined) {
      this.#render(this.#site, this.#path, text, { update: true, fragment: undefined }).catch((error: unknown) => this.#fail(error));
    }
  }

  #isShown(uri: vscode.Uri): boolean {
    return this.#site !== undefined && this.#path !== undefined && toDocsPath(this.#site, uri.toString()) === this.#path;
  }

  /** Files came, went or changed on disk: the navigation may be another, and so may a page that no editor holds. */
  #filesChanged(uris: readonly string[]): void {
    const site = this.#site;
    // Of a folder that went as a whole, only the folder itself is told.
    const concerns = site && uris.some((uri) => toDocsPath(site, uri) !== undefined || toDocsPath({ docs: `${uri}/` }, site.docs) !== undefined || /\/mkdocs\.ya?ml$/.test(uri));
    if (concerns) {
      clearTimeout(this.#reopening);
      this.#reopening = setTimeout(() => void this.#reopen(), 200);
    }
  }

  async #reopen(): Promise<void> {
    const { service } = this.#options;
    const signal = this.#begin();
    let site: DocsSite;
    try {
      site = await service.readTitles((await service.openSite(await this.#subject(signal), signal)).site, signal);
    } catch (error) {
      await this.#fail(error, { site: false });
      return;
    }
    this.#setSite(site);
    try {
      if (this.#path !== undefined) {
        await this.#showPage(site, this.#path, { update: true, fragment: undefined }, signal);
      }
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #follow(page: string, href: string): Promise<void> {
    const target = this.#site && resolveLink(this.#site, page, href);
    switch (target?.type) {
      case 'page':
        return this.#show(target.path, target.fragment);
      case 'external':
        await vscode.env.openExternal(vscode.Uri.parse(target.url));
        return;
      case 'file':
        return this.#openFile(target.path);
      case 'broken':
        await vscode.window.showWarningMessage(vscode.l10n.t('This link leads nowhere: {0}', target.message));
        return;
      case undefined:
        return;
    }
  }

  async #openFile(path: string): Promise<void> {
    if (this.#site?.files.has(path)) {
      const uri = vscode.Uri.parse(toDocsUri(this.#site, path), true);
      await vscode.commands.executeCommand('vscode.open', uri, isRemote(this.#site.docs) ? undefined : { viewColumn: vscode.ViewColumn.Beside });
    }
  }

  async #act(action: DocsAction): Promise<void> {
    switch (action) {
      case 'retry':
        return this.#open(this.#path);
      case 'home':
        return this.#open(undefined);
      case 'signIn':
        await vscode.commands.executeCommand('stagedoor.signIn', this.#remoteHost);
        return;
      case 'openDefinition': {
        const origin = this.#target.type === 'entity' ? this.#options.services.catalog.graph.get(this.#target.ref)?.origin : undefined;
        if (origin) {
          await vscode.window.showTextDocument(vscode.Uri.parse(origin.uri, true), { selection: new vscode.Range(origin.position.line, 0, origin.position.line, 0) });
        }
      }
    }
  }

  /** The GitHub that the docs are or were on; `undefined` for those of a folder. */
  get #remoteHost(): string | undefined {
    const uri = this.#target.type === 'file' ? this.#target.uri : this.#options.services.catalog.graph.get(this.#target.ref)?.origin.uri;
    return this.#host ?? (uri === undefined ? undefined : parseGitHubUri(uri)?.host);
  }

  /** @param known whether the site itself could be opened, and only something in it is amiss */
  async #fail(error: unknown, known = { site: this.#site !== undefined }): Promise<void> {
    if (isCancelled(error)) {
      return;
    }
    const { signal } = this.#work;
    const { catalog, log, tokens } = this.#options.services;
    const host = this.#remoteHost;
    const wasShown = this.#host !== undefined;
    let isSignedOut = false;
    try {
      isSignedOut = host !== undefined && (await tokens.get({ host, scopes: READ_SCOPES, interactive: false })) === undefined;
    } catch (reason) {
      log.warn(`Whether anybody is signed in to ${host ?? ''} could not be found out: ${messageOf(reason)}`);
    }
    // Another page may be on its way by now.
    if (!signal.aborted) {
      const entity = this.#target.type === 'entity' && catalog.graph.get(this.#target.ref) !== undefined;
      this.#connection.notify('failure', toFailureView(error, { entity, ...known, ...(isSignedOut && host !== undefined && { signedOut: { host, wasShown } }) }));
    }
  }
}
