import * as vscode from 'vscode';
import { PortalError } from '../../portal/base/errors';
import type { Disposable } from '../../portal/base/disposable';
import type { CatalogEntity } from '../../portal/catalog/entity';
import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import { isWebAddress } from '../../portal/catalog/entityPage/pageLinks';
import { titleOf, toRelated, type EntityLooks } from '../../portal/catalog/entityPage/relatedEntity';
import { entitiesOfCard } from '../../portal/catalog/entityPage/relationCards';
import { definitionOf, toEntityPage } from '../../portal/catalog/entityPage/toEntityPage';
import { parseGitHubUri } from '../../portal/github/gitHubUri';
import type { EntityAction, EntityHistory, EntityProtocol, EntityView } from '../../protocol/entity';
import { waitForCatalog } from '../docs/waitForCatalog';
import type { EditorServices } from '../services';
import { checkoutName } from '../tree/checkoutName';
import { hasDocs, kindIcon, repositoryAddress, toAppearance } from '../tree/entityAppearance';
import { describePlace } from '../tree/problemPlace';
import { createWebviewPanel } from '../webviews/createWebviewPanel';
import { serveWebview, type WebviewConnection } from '../webviews/serveWebview';
import { goBack, goForward, goTo } from './entityState';
import type { DrawGraph } from './graphRoom';
import { nearRefs } from './nearRefs';
import { hostToSignIn, whyUnknown } from './whyUnknown';

export interface EntityPanelOptions {
  readonly services: EditorServices;
  readonly loadGraph: () => Promise<DrawGraph>;
  readonly history: EntityHistory;
  /** Opens another entity in a panel of its own. */
  readonly open: (ref: string) => void;
  readonly revived?: vscode.WebviewPanel;
}

/** As people call it: from its repository or workspace folder. */
const pathOf = (uri: string): string => (parseGitHubUri(uri) ? describePlace(uri).path : vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true)));

const LOOKS: EntityLooks = { iconOf: (known) => toAppearance(known).icon, iconOfKind: kindIcon };
/** Changes of the catalog come in bursts while it is read. */
const SETTLE_MS = 150;
/** A longer definition is shown as far as this; the whole of it stands in its file. */
const MOST_DEFINITION = 1_000_000;

/** A tab is no place for a novel. */
const MOST_TITLE = 80;

const COMMANDS: Readonly<Record<Exclude<EntityAction, 'search' | 'refresh' | 'signIn'>, string>> = {
  openDefinition: 'stagedoor.openDefinition',
  openDocs: 'stagedoor.openEntityDocs',
  openRepository: 'stagedoor.openRepository',
  copyRef: 'stagedoor.copyEntityRef',
  inspect: 'stagedoor.inspectEntity',
  star: 'stagedoor.starEntity',
  unstar: 'stagedoor.unstarEntity',
};

/** A panel with the page of one entity at a time; others are walked to, back and forward. */
export class EntityPanel implements Disposable {
  readonly #options: EntityPanelOptions;
  readonly #panel: vscode.WebviewPanel;
  readonly #connection: WebviewConnection<EntityProtocol>;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #gone = new AbortController();
  #history: EntityHistory;
  /** What the page shows, as it was sent; the same is not sent again. */
  #sent = '';
  #ready = false;
  #settling: Disposable | undefined;

  constructor(options: EntityPanelOptions) {
    const { services, history, revived } = options;
    this.#options = options;
    this.#history = history;
    this.#panel = createWebviewPanel({ context: services.context, name: 'entity', title: this.#titleOf(history.ref), styled: true, ...(revived && { revived }) });
    this.#connection = serveWebview<EntityProtocol>(this.#panel.webview, {
      log: services.log,
      requests: {
        related: ({ ref, card }) => entitiesOfCard(ref, card, services.catalog.graph, LOOKS),
        definition: ({ ref }) => this.#definition(ref),
        graph: async ({ ref, question }) => (await options.loadGraph())(ref, question, services.catalog.graph, LOOKS),
      },
      events: {
        ready: () => this.#begin(),
        navigate: ({ ref, aside }) => (aside ? options.open(ref) : this.#go(goTo(this.#history, ref))),
        back: () => this.#go(goBack(this.#history)),
        forward: () => this.#go(goForward(this.#history)),
        act: ({ action }) => this.#act(action),
        openLink: ({ url }) => this.#openLink(url),
        writeMail: async ({ address }) => {
          await vscode.env.openExternal(vscode.Uri.from({ scheme: 'mailto', path: address }));
        },
        openProblem: async ({ line, character }) => {
          await vscode.commands.executeCommand('stagedoor.openProblem', this.#known?.origin.uri, line, character);
        },
      },
    });
    this.#subscriptions.push(
      this.#panel.onDidDispose(() => this.dispose()),
      services.catalog.onDidChange(() => this.#showSoon()),
      services.catalog.onDidChangeStatus(() => this.#showSoon()),
      services.catalog.onDidChangeProblems(() => this.#showSoon()),
      services.stars.onDidChange(() => this.#showSoon()),
    );
  }

  /** The entity that is shown. */
  get ref(): string {
    return this.#history.ref;
  }

  /** Hears when the user closes the panel. */
  onDidDispose(listener: () => void): void {
    this.#subscriptions.push(this.#panel.onDidDispose(listener));
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#gone.abort();
    this.#settling?.dispose();
    this.#connection.dispose();
    for (const subscription of this.#subscriptions.splice(0)) {
      subscription.dispose();
    }
    this.#panel.dispose();
  }

  get #known(): CatalogEntity | undefined {
    return this.#options.services.catalog.graph.get(this.#history.ref);
  }

  /** The page is there, or there again after it was hidden. */
  async #begin(): Promise<void> {
    this.#ready = true;
    this.#sent = '';
    if (!this.#known) {
      this.#connection.notify('loading', { ref: this.#history.ref });
      await waitForCatalog(this.#options.services, () => this.#known !== undefined, this.#gone.signal);
    }
    this.#show();
  }

  async #go(history: EntityHistory): Promise<void> {
    if (history.ref !== this.#history.ref) {
      this.#history = history;
      await this.#begin();
    }
  }

  #showSoon(): void {
    this.#settling ??= this.#options.services.clock.after(SETTLE_MS, () => {
      this.#settling = undefined;
      if (this.#ready && this.#panel.visible) {
        this.#show();
      }
    });
  }

  #show(): void {
    const { graph, problems, status } = this.#options.services.catalog;
    const known = this.#known;
    const { ref, back, forward } = this.#history;
    const view: EntityView = { history: this.#history, back: this.#nameOf(back.at(-1)), forward: this.#nameOf(forward[0]) };
    this.#panel.title = this.#titleOf(ref);
    if (known) {
      const actions = { docs: hasDocs(known), repository: repositoryAddress(known) !== undefined, starred: this.#options.services.stars.has(ref) };
      const page = toEntityPage(known, { graph, problems, sources: status.sources, looks: LOOKS, pathOf, actions, checkout: checkoutName(known, this.#options.services.catalog) });
      this.#send({ ...view, page });
    } else if (status.loading || status.refreshing) {
      // What has gone, as after a sign-out, is not left on the screen while the rest is read.
      if (this.#sent !== '') {
        this.#sent = '';
        this.#connection.notify('loading', { ref });
      }
    } else {
      this.#sent = '';
      this.#connection.notify('unknown', { ...view, ref, ...whyUnknown(status, graph.size), suggestions: this.#suggestions(ref).map((near) => toRelated(near, graph, LOOKS)) });
    }
  }

  #send(view: EntityProtocol['viewEvents']['page']): void {
    const text = JSON.stringify(view);
    if (text !== this.#sent) {
      this.#sent = text;
      this.#connection.notify('page', view);
    }
  }

  #suggestions(ref: string): readonly string[] {
    const parsed = parseEntityRef(ref);
    return parsed ? nearRefs(parsed, this.#options.services.catalog.graph) : [];
  }

  #definition(ref: string): EntityProtocol['hostRequests']['definition'][1] {
    const known = this.#options.services.catalog.graph.get(ref);
    const definition = known && definitionOf(known.entity);
    if (!definition) {
      throw new PortalError('not-found', `${ref} has no definition any more.`);
    }
    const { text } = definition;
    return { text: text.slice(0, MOST_DEFINITION), cutAt: text.length > MOST_DEFINITION ? text.length : undefined };
  }

  async #act(action: EntityAction): Promise<void> {
    switch (action) {
      case 'search':
        await vscode.commands.executeCommand('stagedoor.searchCatalog');
        return;
      case 'refresh':
        await vscode.commands.executeCommand('stagedoor.refreshCatalog');
        return;
      case 'signIn':
        await vscode.commands.executeCommand('stagedoor.signIn', hostToSignIn(this.#options.services.catalog.status));
        return;
      default:
        await vscode.commands.executeCommand(COMMANDS[action], this.#history.ref);
    }
  }

  /** Links come out of files: nothing but a web page is opened. */
  async #openLink(url: string): Promise<void> {
    if (isWebAddress(url)) {
      await vscode.env.openExternal(vscode.Uri.parse(url, true));
    }
  }

  #titleOf(ref: string): string {
    const known = this.#options.services.catalog.graph.get(ref);
    return (known ? titleOf(known) : (this.#nameOf(ref) ?? ref)).slice(0, MOST_TITLE);
  }

  #nameOf(ref: string | undefined): string | undefined {
    const known = ref === undefined ? undefined : this.#options.services.catalog.graph.get(ref);
    const parsed = ref === undefined ? undefined : parseEntityRef(ref);
    return known ? titleOf(known) : parsed ? shortenEntityRef(parsed, { kind: parsed.kind }) : ref;
  }
}
