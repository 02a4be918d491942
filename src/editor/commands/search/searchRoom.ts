import * as vscode from 'vscode';
import { isCancelled } from '../../../portal/base/cancellation';
import { DisposableStore, type Disposable } from '../../../portal/base/disposable';
import { Slices } from '../../../portal/base/pause';
import { finishInSlices } from '../../../portal/base/steps';
import type { CatalogEntity } from '../../../portal/catalog/entity';
import type { CatalogQuery } from '../../../portal/catalog/query';
import { parseSearch } from '../../../portal/catalog/search/parseSearch';
import { SearchIndex } from '../../../portal/catalog/search/searchIndex';
import type { SearchStates } from '../../../portal/catalog/search/searchFilter';
import type { EditorServices } from '../../services';
import { RecentEntities } from './recentEntities';
import { SearchPick, type SearchAction } from './searchPick';

export interface SearchServices extends Pick<EditorServices, 'catalog' | 'clock' | 'context' | 'log'> {
  readonly stars: { readonly refs: ReadonlySet<string> };
  /** What `is:broken` asks. */
  readonly isBroken: (ref: string) => boolean;
}

/** What the keys and buttons of the search do; each takes a ref. */
const COMMANDS: Readonly<Record<SearchAction, string>> = {
  definition: 'stagedoor.openDefinition',
  docs: 'stagedoor.openDocs',
  repository: 'stagedoor.openRepository',
  page: 'stagedoor.openEntityPage',
};

/** The search, loaded when it is first asked for. It keeps its index, and brings it up to date when it is opened again. */
export class SearchRoom implements Disposable {
  readonly #services: SearchServices;
  readonly #recent: RecentEntities;
  readonly #store = new DisposableStore();
  readonly #disposed = new AbortController();
  #index = SearchIndex.empty;
  #graph: CatalogQuery | undefined;
  /** Refs that changed since the index was made. */
  readonly #touched = new Set<string>();
  #updating: Promise<SearchIndex> | undefined;
  #open: SearchPick | undefined;

  constructor(services: SearchServices) {
    this.#services = services;
    this.#recent = new RecentEntities(services.context.workspaceState);
    this.#store.add(services.catalog.onDidChange(({ added, changed, removed }) => {
      [...added, ...changed, ...removed].forEach((ref) => this.#touched.add(ref));
    }));
  }

  /** Opens the search; what is chosen is opened. */
  search(): void {
    this.#show('Search the Catalog', undefined);
  }

  /** Lets the user choose an entity for a command. @returns `undefined` where they choose none */
  choose(title: string): Promise<CatalogEntity | undefined> {
    return new Promise((resolve) => this.#show(title, resolve));
  }

  /** What a query finds, the best first. Rejects with `cancelled` once the room is disposed of. */
  async find(query: string, limit: number): Promise<readonly CatalogEntity[]> {
    return (await this.#current()).search(parseSearch(query), this.#states(), limit).found;
  }

  /** A key was pressed while the search is open. */
  act(action: SearchAction): void {
    this.#open?.act(action);
  }

  dispose(): void {
    this.#disposed.abort();
    this.#open?.dispose();
    this.#store.dispose();
  }

  #show(title: string, resolve: ((known: CatalogEntity | undefined) => void) | undefined): void {
    const { catalog, clock } = this.#services;
    this.#open?.dispose();
    const pick = new SearchPick({
      title,
      catalog,
      clock,
      recent: this.#recent,
      isChoice: resolve !== undefined,
      states: () => this.#states(),
      index: () => this.#current(),
      act: (action, known) => {
        this.#recent.note(known.ref);
        if (resolve) {
          resolve(known);
        } else {
          void vscode.commands.executeCommand(COMMANDS[action], known.ref);
        }
      },
      onDidHide: () => {
        if (this.#open === pick) {
          this.#open = undefined;
          void vscode.commands.executeCommand('setContext', 'stagedoor.searching', false);
        }
        resolve?.(undefined);
      },
      onError: (error) => this.#services.log.error('The catalog could not be searched', error),
    });
    this.#open = pick;
    void vscode.commands.executeCommand('setContext', 'stagedoor.searching', resolve === undefined);
    pick.show();
  }

  #states(): SearchStates {
    const { catalog, stars, isBroken } = this.#services;
    const starred = stars.refs;
    return { mine: catalog.mine, isStarred: (ref) => starred.has(ref), isBroken };
  }

  /** The index of the newest graph, made without holding up the editor. Those who ask meanwhile share it. */
  async #current(): Promise<SearchIndex> {
    this.#updating ??= this.#update().finally(() => {
      this.#updating = undefined;
    });
    return this.#updating;
  }

  async #update(): Promise<SearchIndex> {
    const { catalog, clock } = this.#services;
    const { graph } = catalog;
    if (graph === this.#graph) {
      return this.#index;
    }
    const slices = new Slices(clock, this.#disposed.signal);
    const touched = [...this.#touched];
    this.#touched.clear();
    const isNew = this.#graph === undefined || touched.length > graph.size / 2;
    try {
      this.#index = await finishInSlices(isNew ? SearchIndex.of(graph) : this.#index.with(graph, { added: [], changed: touched, removed: [] }), slices);
      this.#graph = graph;
    } catch (error) {
      if (!isCancelled(error)) {
        // It is made anew the next time.
        this.#graph = undefined;
      }
      throw error;
    }
    return this.#index;
  }
}

export function createSearchRoom(services: SearchServices): SearchRoom {
  return new SearchRoom(services);
}
