import * as vscode from 'vscode';
import { CARD_COMMANDS, toTooltip } from './entityTooltip';
import { editFilter } from './filterPicker';
import { pickGrouping } from './groupingPicker';
import { showDependents } from './dependentsPicker';
import type { TreeRoomServices } from './treeRoomServices';

/** What of the tree is not needed to draw it. */
export interface TreeRoom {
  tooltipOf(ref: string): vscode.MarkdownString | undefined;
  pickGrouping(): Promise<void>;
  editFilter(): Promise<void>;
  showDependents(ref: string): Promise<void>;
}

export function createTreeRoom(services: TreeRoomServices): TreeRoom {
  const { catalog, stars, problemsOf } = services;
  return {
    tooltipOf(ref) {
      const known = catalog.graph.get(ref);
      if (!known) {
        return undefined;
      }
      const card = new vscode.MarkdownString(toTooltip(known, catalog.graph, { starred: stars.has(ref), problems: problemsOf(ref) }), true);
      // What a file says is escaped; only these commands can be links, and only we write them.
      card.isTrusted = { enabledCommands: [...CARD_COMMANDS] };
      return card;
    },
    pickGrouping: () => pickGrouping(services),
    editFilter: () => editFilter(services),
    showDependents: (ref) => showDependents(services, ref),
  };
}
