import { DisposableStore } from '../../portal/base/disposable';
import { Emitter, type Event } from '../../portal/base/event';
import type { CatalogService, CatalogStatus, FileProblems, RefreshReason, UnregisteredRepository } from '../../portal/catalog/catalogService';
import type { CatalogChange, CatalogQuery } from '../../portal/catalog/query';
import type { Log } from '../../portal/ports/log';

const EMPTY: CatalogQuery = { size: 0, get: () => undefined, kinds: () => [], byKind: () => [], all: () => [], relations: () => [] };
const NO_CHECKOUTS: ReadonlyMap<string, string> = new Map();

/** The catalog from the moment of activation on: empty and loading until the room is there that reads it, which `load` or `refresh` enters. */
export class LateCatalog implements CatalogService {
  readonly #enter: () => Promise<CatalogService>;
  readonly #store = new DisposableStore();
  readonly #changed: Emitter<CatalogChange>;
  readonly #problemsChanged: Emitter<void>;
  readonly #statusChanged: Emitter<CatalogStatus>;
  readonly onDidChange: Event<CatalogChange>;
  readonly onDidChangeProblems: Event<void>;
  readonly onDidChangeStatus: Event<CatalogStatus>;
  /** Texts of unsaved editors that came before the catalog did. */
  readonly #overlays = new Map<string, string | undefined>();
  #catalog: CatalogService | undefined;
  #loading = true;

  /** @param enter the same catalog each time; it stays the one who made it who disposes it */
  constructor(enter: () => Promise<CatalogService>, log: Pick<Log, 'error'>) {
    this.#enter = enter;
    const onError = (error: unknown): void => log.error('A listener of the catalog failed.', error);
    this.#changed = this.#store.add(new Emitter<CatalogChange>(onError));
    this.#problemsChanged = this.#store.add(new Emitter<void>(onError));
    this.#statusChanged = this.#store.add(new Emitter<CatalogStatus>(onError));
    this.onDidChange = this.#changed.event;
    this.onDidChangeProblems = this.#problemsChanged.event;
    this.onDidChangeStatus = this.#statusChanged.event;
  }

  get graph(): CatalogQuery {
    return this.#catalog?.graph ?? EMPTY;
  }

  get status(): CatalogStatus {
    return this.#catalog?.status ?? { loading: this.#loading, refreshing: false, sources: [] };
  }

  get problems(): readonly FileProblems[] {
    return this.#catalog?.problems ?? [];
  }

  get unregistered(): readonly UnregisteredRepository[] {
    return this.#catalog?.unregistered ?? [];
  }

  get mine(): readonly string[] {
    return this.#catalog?.mine ?? [];
  }

  get checkouts(): ReadonlyMap<string, string> {
    return this.#catalog?.checkouts ?? NO_CHECKOUTS;
  }

  /** Rejects also where the room cannot be loaded. */
  async load(): Promise<void> {
    await (await this.#open()).load();
  }

  /** Rejects also where the room cannot be loaded. */
  async refresh(reason: RefreshReason, signal?: AbortSignal): Promise<void> {
    await (await this.#open()).refresh(reason, signal);
  }

  overlay(uri: string, text: string | undefined): void {
    if (this.#catalog) {
      this.#catalog.overlay(uri, text);
    } else {
      this.#overlays.set(uri, text);
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #open(): Promise<CatalogService> {
    try {
      const catalog = await this.#enter();
      if (!this.#catalog) {
        this.#attach(catalog);
      }
      return catalog;
    } catch (error) {
      // Nobody shall wait for what does not come.
      this.#loading = false;
      this.#statusChanged.fire(this.status);
      throw error;
    }
  }

  #attach(catalog: CatalogService): void {
    this.#catalog = catalog;
    this.#store.add(catalog.onDidChange((change) => this.#changed.fire(change)));
    this.#store.add(catalog.onDidChangeProblems(() => this.#problemsChanged.fire()));
    this.#store.add(catalog.onDidChangeStatus((status) => this.#statusChanged.fire(status)));
    this.#overlays.forEach((text, uri) => catalog.overlay(uri, text));
    this.#overlays.clear();
  }
}
