import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import type { CatalogEntity } from '../../portal/catalog/entity';
import type { SearchRoom, SearchServices } from './search/searchRoom';

/** The search as other commands use it. */
export interface Search extends Disposable {
  /** Lets the user choose an entity. @returns `undefined` where they choose none */
  choose(title: string): Promise<CatalogEntity | undefined>;
  /** What a query finds, the best first. */
  find(query: string, limit: number): Promise<readonly CatalogEntity[]>;
}

/** Registers `Stagedoor: Search the Catalog…` and its keys. The room behind it is loaded when it is first used. */
export function registerSearch(services: SearchServices): Search {
  let room: Promise<SearchRoom> | undefined;
  const enter = (): Promise<SearchRoom> => (room ??= import('./search/searchRoom').then((loaded) => loaded.createSearchRoom(services)));
  const commands = vscode.Disposable.from(
    vscode.commands.registerCommand('stagedoor.searchCatalog', async () => (await enter()).search()),
    // Keys while the search is open: without it there is no room to enter.
    vscode.commands.registerCommand('stagedoor.search.openDocs', async () => (await room)?.act('docs')),
    vscode.commands.registerCommand('stagedoor.search.openRepository', async () => (await room)?.act('repository')),
    vscode.commands.registerCommand('stagedoor.search.openEntityPage', async () => (await room)?.act('page')),
  );
  return {
    choose: async (title) => (await enter()).choose(title),
    find: async (query, limit) => (await enter()).find(query, limit),
    dispose: () => {
      commands.dispose();
      void room?.then((loaded) => loaded.dispose());
    },
  };
}
