import * as vscode from 'vscode';
import type { CatalogService } from '../../portal/catalog/catalogService';
import type { CatalogEntity } from '../../portal/catalog/entity';
import { toEntity } from '../commands/entityArgument';
import type { CatalogNode } from './catalogNode';
import { labelOf } from './entityAppearance';
import type { StarredEntities } from './starredEntities';
import type { TreeRoom } from './treeRoom';
import type { TreeRoomServices } from './treeRoomServices';
import type { ViewState } from './viewState';

/** Lets the user choose an entity. */
export type ChooseEntity = (question: string) => Promise<CatalogEntity | undefined>;

export interface TreeCommandServices {
  readonly catalog: CatalogService;
  readonly viewState: ViewState;
  readonly stars: StarredEntities;
  readonly view: vscode.TreeView<CatalogNode>;
  /** Where an entity stands in the tree; `undefined` where it is gone or the filter hides it. */
  readonly find: (ref: string) => Promise<CatalogNode | undefined>;
  readonly choose: ChooseEntity;
  /** Takes the filter off; resolves when everything is on show. */
  readonly clearFilter: () => Promise<void>;
  readonly room: () => Promise<TreeRoom>;
}

/** Loads, when it is first entered, what the tree needs only then. */
export function openTreeRoom(services: TreeRoomServices): () => Promise<TreeRoom> {
  let room: Promise<TreeRoom> | undefined;
  return () => (room ??= import('./treeRoom').then((loaded) => loaded.createTreeRoom(services)));
}

/** What can be done with the tree, and with entities in it. Entity commands take a ref or a node; several nodes where they are selected. */
export function registerTreeCommands(services: TreeCommandServices): vscode.Disposable {
  const { viewState, stars, room } = services;
  const setOwned = (owned: boolean) => () => {
    viewState.filter = { ...viewState.filter, owned };
  };
  const setStarred = (starred: boolean) => () => {
    viewState.filter = { ...viewState.filter, starred };
  };
  const setStar = (question: string, starred: boolean) => async (argument?: unknown, selection?: unknown) => {
    const refs = await refsFor(services, question, argument, selection);
    stars.set(refs, starred);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stagedoor.groupCatalog', async () => (await room()).pickGrouping()),
    vscode.commands.registerCommand('stagedoor.filterCatalog', async () => (await room()).editFilter()),
    vscode.commands.registerCommand('stagedoor.clearFilter', () => viewState.clearFilter()),
    vscode.commands.registerCommand('stagedoor.showOwned', setOwned(true)),
    vscode.commands.registerCommand('stagedoor.showAllOwners', setOwned(false)),
    vscode.commands.registerCommand('stagedoor.showStarred', setStarred(true)),
    vscode.commands.registerCommand('stagedoor.showUnstarred', setStarred(false)),
    vscode.commands.registerCommand('stagedoor.starEntity', setStar('Star Which Entity?', true)),
    vscode.commands.registerCommand('stagedoor.unstarEntity', setStar('Take the Star off Which Entity?', false)),
    vscode.commands.registerCommand('stagedoor.showRelations', async (argument?: unknown) => {
      const [ref] = await refsFor(services, 'Show the Relations of Which Entity?', argument);
      await showInTree(services, ref, 2);
    }),
    vscode.commands.registerCommand('stagedoor.findDependents', async (argument?: unknown) => {
      const [ref] = await refsFor(services, 'Who Depends on Which Entity?', argument);
      if (ref !== undefined) {
        await (await room()).showDependents(ref);
      }
    }),
    vscode.commands.registerCommand('stagedoor.catalog.reveal', (ref: unknown) => showInTree(services, typeof ref === 'string' ? ref.toLowerCase() : undefined, false)),
  );
}

/** The entities a command is about. The node it was started on counts for all that are selected, where it is one of them. */
async function refsFor({ catalog, view, choose }: TreeCommandServices, question: string, argument?: unknown, selection?: unknown): Promise<readonly string[]> {
  const started = toEntity(catalog, argument);
  const several: readonly unknown[] = Array.isArray(selection) ? selection : argument === undefined && view.visible ? view.selection : [];
  const refs = [...new Set(several.flatMap((node) => toEntity(catalog, node)?.ref ?? []))];
  if (started) {
    return refs.includes(started.ref) ? refs : [started.ref];
  }
  if (refs.length > 0 && argument === undefined) {
    return refs;
  }
  if (argument !== undefined) {
    void vscode.window.showWarningMessage('This entity is no longer in the catalog. Refresh the catalog to see what is there.');
    return [];
  }
  const chosen = await choose(question);
  return chosen ? [chosen.ref] : [];
}

/** Shows an entity in the tree. @param expand how many levels below it to open */
async function showInTree({ catalog, clearFilter, find, view }: TreeCommandServices, ref: string | undefined, expand: number | false): Promise<void> {
  const known = ref === undefined ? undefined : catalog.graph.get(ref);
  if (!known) {
    return;
  }
  let node = await find(known.ref);
  if (!node) {
    const clear = 'Clear Filter';
    if ((await vscode.window.showInformationMessage(`The filter of the catalog hides ${labelOf(known)}.`, clear)) !== clear) {
      return;
    }
    await clearFilter();
    node = await find(known.ref);
  }
  if (node) {
    await view.reveal(node, { select: true, focus: true, expand });
  }
}
