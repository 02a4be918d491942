import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import { messageOf } from '../../portal/base/errors';
import type { CatalogEntity } from '../../portal/catalog/entity';
import type { DocsService } from '../../portal/techdocs/docsService';
import { DocsSearch } from '../../portal/techdocs/search/docsSearch';
import type { DocsHit } from '../../portal/techdocs/search/siteIndex';
import type { DocsSite } from '../../portal/techdocs/site/docsSite';
import { hasDocs } from '../../portal/techdocs/site/techdocsRef';
import type { EditorServices } from '../services';
import { createVsCodeSnapshotStore } from '../storage/vsCodeSnapshotStore';

/** Sites that are brought up to date at a time. */
const READS = 2;
/** After this long, in ms, the docs of all entities are looked over again when somebody searches. */
const FRESH = 10 * 60_000;

/** Search in one site and in the docs of all entities: what was found before is at hand at once, and brought up to date while one types. */
export class DocsFinder implements vscode.Disposable {
  readonly #services: EditorServices;
  readonly #service: DocsService;
  readonly #search: DocsSearch;
  readonly #subscription: vscode.Disposable;
  /** Sites being brought up to date for panels, by id. */
  readonly #updates = new Map<string, { readonly site: DocsSite; readonly done: Promise<void> }>();
  #indexing: Promise<void> | undefined;
  #indexedAt = -Infinity;
  readonly #stop = new AbortController();

  constructor(services: EditorServices, service: DocsService) {
    this.#services = services;
    this.#service = service;
    const snapshots = createVsCodeSnapshotStore(vscode.Uri.joinPath(services.context.globalStorageUri, 'docs'));
    this.#search = new DocsSearch({ service, snapshots, clock: services.clock, log: services.log });
    // What one account may see is not for the next one.
    this.#subscription = services.tokens.onDidChange(() => void this.#forget());
  }

  /** In the site that a panel shows. @param service reads it, at its version */
  async searchSite(id: string, site: DocsSite, query: string, signal: AbortSignal): Promise<readonly DocsHit[]> {
    await this.#search.restore(id);
    if (this.#updates.get(id)?.site !== site) {
      const done = this.#search.update(id, site, { signal: this.#stop.signal }).then(
        () => undefined,
        (error: unknown) => (isCancelled(error) ? undefined : this.#services.log.warn(`The docs of ${id} could not be taken into the search: ${messageOf(error)}`)),
      );
      this.#updates.set(id, { site, done });
    }
    await Promise.race([this.#updates.get(id)?.done, aborted(signal)]);
    return this.#search.search(query, { site: id, limit: 30 });
  }

  /** Lets the user search the docs of all entities. @returns what was chosen */
  async choose(): Promise<DocsHit | undefined> {
    const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly hit?: DocsHit }>();
    picker.title = vscode.l10n.t('Search Docs');
    picker.placeholder = vscode.l10n.t('Words to look for in the docs of all entities');
    picker.busy = true;
    let shown = 0;
    const show = async (): Promise<void> => {
      const turn = ++shown;
      const query = picker.value;
      const hits = await this.#search.search(query, { limit: 60 });
      if (turn === shown) {
        picker.items = hits.length === 0 && query.trim() !== '' && !picker.busy ? [{ label: vscode.l10n.t('Nothing was found'), alwaysShow: true }] : hits.map((hit) => this.#toItem(hit));
      }
    };
    const entities = [...this.#services.catalog.graph.all()].filter(hasDocs);
    await Promise.all(entities.map(({ ref }) => this.#search.restore(ref)));
    void this.#index(entities).then(() => {
      picker.busy = false;
      void show();
    });
    try {
      return await new Promise<DocsHit | undefined>((resolve) => {
        picker.onDidChangeValue(() => void show());
        picker.onDidAccept(() => resolve(picker.selectedItems[0]?.hit));
        picker.onDidHide(() => resolve(undefined));
        picker.show();
      });
    } finally {
      picker.dispose();
    }
  }

  dispose(): void {
    this.#stop.abort();
    this.#subscription.dispose();
  }

  #toItem(hit: DocsHit): vscode.QuickPickItem & { readonly hit: DocsHit } {
    const { title, name } = this.#services.catalog.graph.get(hit.site)?.entity.metadata ?? {};
    return { label: hit.section ? `${hit.pageTitle} › ${hit.section}` : hit.pageTitle, description: title ?? name ?? hit.site, detail: hit.excerpt.text, alwaysShow: true, hit };
  }

  /** Takes in what is new in the docs of all entities, in the background. One run serves all who ask meanwhile. */
  #index(entities: readonly CatalogEntity[]): Promise<void> {
    if (this.#services.clock.now() - this.#indexedAt < FRESH || entities.length === 0) {
      return this.#indexing ?? Promise.resolve();
    }
    this.#indexing ??= Promise.resolve(
      vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Reading docs for the search'), cancellable: true }, async (progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        this.#stop.signal.addEventListener('abort', () => stop.abort(), { once: true });
        const waiting = [...entities];
        const work = async (): Promise<void> => {
          for (let entity = waiting.shift(); entity && !stop.signal.aborted; entity = waiting.shift()) {
            progress.report({ message: vscode.l10n.t('{0} ({1} of {2})', entity.entity.metadata.title ?? entity.entity.metadata.name, entities.length - waiting.length, entities.length), increment: 100 / entities.length });
            await this.#takeIn(entity, stop.signal);
          }
        };
        await Promise.all(Array.from({ length: READS }, work));
        this.#indexedAt = stop.signal.aborted ? -Infinity : this.#services.clock.now();
      }),
    ).finally(() => {
      this.#indexing = undefined;
    });
    return this.#indexing;
  }

  /** Docs that cannot be read are left out, and the log says why. */
  async #takeIn(entity: CatalogEntity, signal: AbortSignal): Promise<void> {
    try {
      const { site } = await this.#service.openSite(entity, signal);
      await this.#search.update(entity.ref, site, { signal });
    } catch (error) {
      if (!isCancelled(error)) {
        this.#services.log.warn(`The docs of ${entity.ref} are left out of the search: ${messageOf(error)}`);
      }
    }
  }

  async #forget(): Promise<void> {
    this.#indexedAt = -Infinity;
    this.#updates.clear();
    await this.#search.forgetAll();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
