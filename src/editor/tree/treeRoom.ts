import type * as vscode from 'vscode';
import { createEntityCard } from './entityCard';
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
  return {
    tooltipOf: (ref) => createEntityCard(ref, services),
    pickGrouping: () => pickGrouping(services),
    editFilter: () => editFilter(services),
    showDependents: (ref) => showDependents(services, ref),
  };
}
