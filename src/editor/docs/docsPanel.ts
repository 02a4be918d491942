import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import { PortalError } from '../../portal/base/errors';
import { findPage, toDocsPath, toDocsUri, type DocsSite } from '../../portal/techdocs/site/docsSite';
import { parseGitHubUri } from '../../portal/github/gitHubUri';
import { isMarkdownPath } from '../../portal/techdocs/site/pageUrl';
import type { DocsAction, DocsProtocol, DocsTarget } from '../../protocol/docs';
import { serveWebview, type WebviewConnection } from '../webviews/serveWebview';
import { describeFailure } from './docsFailure';
import { listenToEditor, openDefinition, openSource, scrollEditors, topLineOf } from './docsEditorSync';
import { toWebAddress } from './docsRepository';
import { PageCheck, type DocsProblems } from './docsProblems';
import { createDocsRequests, type DocsRequestServices } from './docsRequests';
import { docsSettings, keepTextSize } from './docsSettings';
import { openDocsWebview } from './docsWebview';
import { followLink } from './followLink';
import { LivePages } from './livePages';
import { concerns, panelTitle, titleOf, toPageFrame, toSiteView } from './docsViews';
import { subjectOf, type SubjectOptions } from './subjectOf';

export interface DocsPanelOptions extends DocsRequestServices, SubjectOptions {
  readonly problems: DocsProblems;
  /** Whether a site was read from what is kept, as GitHub cannot be reached. */
  readonly isCopy: (site: DocsSite) => boolean;
  readonly target: DocsTarget;
  /** The page to begin with, where one is known from before. */
  readonly page: string | undefined;
  readonly column: vscode.ViewColumn;
  readonly revived: vscode.WebviewPanel | undefined;
}

/** What a page is shown for. */
interface Showing {
  /** Whether it changed under the reader: what is on the screen stays where it is. */
  readonly update: boolean;
  readonly fragment: string | undefined;
}

/** A panel with the docs of one site: shows pages, follows links, and keeps up with what is typed. */
export class DocsPanel implements vscode.Disposable {
  readonly #options: DocsPanelOptions;
  readonly #panel: vscode.WebviewPanel;
  readonly #connection: WebviewConnection<DocsProtocol>;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when another site or page is shown. */
  readonly onDidChange = this.#changed.event;
  #target: DocsTarget;
  #site: DocsSite | undefined;
  readonly #live: LivePages;
  readonly #check: PageCheck;
  #path: string | undefined;
  /** Whether the pages lie in a repository on GitHub. */
  #onGitHub = false;
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
    this.#live = new LivePages(options.service);
    this.#check = new PageCheck(options.problems, services.log, (page, problems) => this.#connection.notify('problems', { page, problems }));
    this.#panel = openDocsWebview(services.context, { ...options, title: this.#title, preserveFocus: options.target.type === 'file' });
    this.#connection = serveWebview<DocsProtocol>(this.#panel.webview, {
      log: services.log,
      requests: createDocsRequests(options, () => this.#opened),
      events: {
        ready: () => {
          this.#live.forget();
          this.#showSettings();
          return this.#site ? this.#showAll(this.#site) : this.#open(this.#path);
        },
        navigate: ({ path, fragment }) => this.#show(path, fragment),
        follow: ({ page, href }) => this.#follow(page, href),
        openSource: ({ page, line }) => this.#openFile(page, line),
        editOnGitHub: ({ page }) => this.#editOnGitHub(page),
        scrolled: ({ page, line }) => {
          if (page === this.#path && this.#site && this.#settings.scrollSync) {
            scrollEditors(vscode.Uri.parse(toDocsUri(this.#site, page), true), line);
          }
        },
        setTextSize: ({ percent }) => keepTextSize(services.context.globalState, percent),
        openIssue: async ({ url }) => {
          await vscode.env.openExternal(vscode.Uri.parse(url, true));
        },
        act: ({ action }) => this.#act(action),
      },
    });
    this.#subscriptions.push(
      this.#changed,
      this.#panel.onDidDispose(() => this.dispose()),
      ...listenToEditor({
        isShown: (uri) => this.#isShown(uri),
        onText: (text) => this.#update(text),
        onScrolled: (line) => this.#path !== undefined && this.#connection.notify('scrollTo', { page: this.#path, line }),
        onTurned: (uri) => this.#turnToFile(uri),
        onSettings: () => this.#showSettings(),
      }),
      ...(services.files.onDidChange ? [services.files.onDidChange((uris) => this.#filesChanged(uris))] : []),
    );
  }

  /** Hears when the user closes the panel. */
  onDidDispose(listener: () => void): void {
    this.#subscriptions.push(this.#panel.onDidDispose(listener));
  }

  /** What is open: the site, and the page of it. */
  get shown(): { readonly site: DocsSite; readonly path: string | undefined } | undefined {
    return this.#site && { site: this.#site, path: this.#path };
  }

  get target(): DocsTarget {
    return this.#target;
  }

  onDidBecomeActive(listener: () => void): void {
    this.#subscriptions.push(this.#panel.onDidChangeViewState(() => (this.#panel.active ? listener() : undefined)));
  }

  /** Turns to a page and comes to the front. */
  async turnTo(path: string, fragment?: string): Promise<void> {
    this.#panel.reveal(undefined, true);
    await this.#show(path, fragment);
  }

  /** Comes to the front where it shows the docs of `target` already. @returns whether it does */
  async reveal(target: DocsTarget): Promise<boolean> {
    const path = target.type === 'file' && this.#site ? toDocsPath(this.#site, target.uri) : undefined;
    const page = path !== undefined && this.#site ? findPage(this.#site, path) : undefined;
    const same = target.type === 'entity' ? this.#target.type === 'entity' && this.#target.ref === target.ref && this.#target.at?.ref === target.at?.ref : page !== undefined;
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
    this.#check.forget();
    this.#connection.dispose();
    for (const subscription of this.#subscriptions.splice(0)) {
      subscription.dispose();
    }
    this.#panel.dispose();
  }

  get #title(): string {
    return titleOf(this.#target, this.#options.services.catalog.graph);
  }

  /** The page that is shown once the site is read again, such as one that is just being made. */
  expect(path: string): void {
    this.#check.forget();
    this.#path = path;
  }

  get #opened(): DocsSite {
    if (!this.#site) {
      throw new PortalError('not-found', 'No docs are open.');
    }
    return this.#site;
  }

  get #settings(): ReturnType<typeof docsSettings> {
    return docsSettings(this.#options.services.context.globalState);
  }

  #showSettings(): void {
    this.#connection.notify('settings', this.#settings);
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
      const opened = await service.openSite(await subjectOf(this.#target, this.#options, signal), signal);
      const { site } = opened;
      const page = (path === undefined ? undefined : findPage(site, path)) ?? opened.page;
      this.#setSite(site);
      if (!page) {
        throw new PortalError('not-found', `The docs folder has no Markdown page. Add a first page index.md to it.`);
      }
      await this.#showPage(site, page.path, { update: false, fragment: undefined }, signal);
      const [titled, onGitHub] = await Promise.all([service.readTitles(site, signal), this.#options.repositoryOf(site.docs)]);
      if (this.#site === site) {
        this.#onGitHub = onGitHub !== undefined;
        this.#setSite(titled);
        if (this.#path !== undefined) {
          await this.#showPage(titled, this.#path, { update: true, fragment: undefined }, signal);
        }
      }
    } catch (error) {
      await this.#fail(error);
    }
  }

  #setSite(site: DocsSite): void {
    this.#site = site;
    this.#host = parseGitHubUri(site.docs)?.host;
    this.#onGitHub ||= this.#host !== undefined;
    this.#panel.title = panelTitle(site, this.#target, this.#title);
    this.#changed.fire();
    this.#connection.notify('site', toSiteView(site, this.#target, this.#title, this.#options.isCopy(site)));
  }

  async #showAll(site: DocsSite): Promise<void> {
    this.#connection.notify('site', toSiteView(site, this.#target, this.#title, this.#options.isCopy(site)));
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

  async #showPage(site: DocsSite, path: string, more: Showing, signal?: AbortSignal): Promise<void> {
    if (this.#path !== path) {
      this.#check.forget();
      this.#path = path;
      this.#changed.fire();
    }
    const open = vscode.workspace.textDocuments.find((document) => toDocsPath(site, document.uri.toString()) === path);
    const text = open?.getText() ?? (await this.#options.service.page(site, path, signal));
    if (this.#path === path) {
      await this.#render(site, path, text, more);
    }
  }

  async #render(site: DocsSite, path: string, text: string, more: Showing): Promise<void> {
    const result = await this.#live.render(site, path, text, more.update);
    // Files that a page takes in are read meanwhile: what is older than the last keystroke is dropped.
    if (!result) {
      return;
    }
    this.#check.soon({ site, path, text, page: result.rendered }, this.#work.signal);
    const frame = toPageFrame(site, path, result.rendered, this.#onGitHub);
    if (result.patch) {
      this.#connection.notify('patch', { ...frame, version: result.version, patch: result.patch });
      return;
    }
    this.#connection.notify('page', { ...frame, version: result.version, blocks: result.rendered.blocks, fragment: more.fragment });
    const top = more.fragment === undefined ? topLineOf(vscode.Uri.parse(toDocsUri(site, path), true)) : undefined;
    if (top !== undefined && top > 0) {
      this.#connection.notify('scrollTo', { page: path, line: top });
    }
  }

  #update(text: string): void {
    if (this.#site && this.#path !== undefined) {
      this.#render(this.#site, this.#path, text, { update: true, fragment: undefined }).catch((error: unknown) => this.#fail(error));
    }
  }

  /** The panel keeps up with the editor: another page of the same site is shown when its file comes to the front. */
  #turnToFile(uri: vscode.Uri): void {
    const path = this.#site && toDocsPath(this.#site, uri.toString());
    if (path !== undefined && path !== this.#path && isMarkdownPath(path) && this.#site && findPage(this.#site, path)) {
      void this.#show(path);
    }
  }

  #isShown(uri: vscode.Uri): boolean {
    return this.#site !== undefined && this.#path !== undefined && toDocsPath(this.#site, uri.toString()) === this.#path;
  }

  /** Files came, went or changed on disk: the navigation may be another, and so may a page that no editor holds. */
  #filesChanged(uris: readonly string[]): void {
    const site = this.#site;
    if (site && uris.some((uri) => concerns(site, uri))) {
      clearTimeout(this.#reopening);
      this.#reopening = setTimeout(() => void this.#reopen(), 200);
    }
  }

  async #reopen(): Promise<void> {
    const { service } = this.#options;
    const signal = this.#begin();
    let site: DocsSite;
    let first: string | undefined;
    try {
      const opened = await service.openSite(await subjectOf(this.#target, this.#options, signal), signal);
      first = opened.page?.path;
      site = await service.readTitles(opened.site, signal);
    } catch (error) {
      await this.#fail(error, { site: false });
      return;
    }
    this.#setSite(site);
    try {
      // Without one, the first page was on its way when the files changed.
      const path = this.#path ?? first;
      if (path !== undefined) {
        await this.#showPage(site, path, { update: true, fragment: undefined }, signal);
      }
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #follow(page: string, href: string): Promise<void> {
    if (this.#site) {
      await followLink(this.#site, page, href, {
        graph: this.#options.services.catalog.graph,
        showPage: (path, fragment) => this.#show(path, fragment),
        openFile: (path) => this.#openFile(path),
      });
    }
  }

  async #openFile(path: string, line?: number): Promise<void> {
    if (this.#site?.files.has(path)) {
      await openSource(this.#site, path, this.#panel.viewColumn, line);
    }
  }

  async #editOnGitHub(page: string): Promise<void> {
    const file = this.#site?.files.has(page) ? await this.#options.repositoryOf(toDocsUri(this.#site, page)) : undefined;
    if (file) {
      await vscode.env.openExternal(vscode.Uri.parse(toWebAddress(file, 'edit'), true));
    }
  }

  async #act(action: DocsAction): Promise<void> {
    switch (action) {
      case 'retry':
        return this.#open(this.#path);
      case 'home':
        // What was wanted until now is not: files that change meanwhile must not bring it back.
        this.#path = undefined;
        return this.#open(undefined);
      case 'signIn':
        await vscode.commands.executeCommand('stagedoor.signIn', this.#remoteHost);
        return;
      case 'openDefinition':
        await openDefinition(this.#options.services, this.#target);
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
    const { services } = this.#options;
    const entity = this.#target.type === 'entity' && services.catalog.graph.get(this.#target.ref) !== undefined;
    const failure = await describeFailure(error, services, { host: this.#remoteHost, wasShown: this.#host !== undefined, entity, ...known });
    // Another page may be on its way by now.
    if (!signal.aborted) {
      this.#live.forget();
      this.#connection.notify('failure', failure);
    }
  }
}
