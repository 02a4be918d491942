import * as vscode from 'vscode';
import { GROUPINGS, type Grouping } from '../../portal/catalog/grouping/grouping';
import { GROUPING_NAMES } from './filterSummary';
import type { TreeRoomServices } from './treeRoomServices';

const DETAILS: Readonly<Record<Grouping, { readonly icon: string; readonly detail: string }>> = {
  kind: { icon: 'symbol-class', detail: 'Components, APIs, Resources …' },
  owner: { icon: 'organization', detail: 'What each group and user owns' },
  system: { icon: 'type-hierarchy-sub', detail: 'Domains with their systems, and what those are made of' },
  lifecycle: { icon: 'history', detail: 'Production, experimental, deprecated …' },
  type: { icon: 'symbol-field', detail: 'Services, libraries, databases …' },
  tag: { icon: 'tag', detail: 'An entity stands under each of its tags' },
  source: { icon: 'github', detail: 'Open folders, organizations and other places the catalog is read from' },
};

/** Lets the user choose by what the catalog is grouped. */
export async function pickGrouping({ viewState }: Pick<TreeRoomServices, 'viewState'>): Promise<void> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly grouping: Grouping }>();
  pick.title = 'Group the Catalog By';
  pick.matchOnDetail = true;
  pick.items = GROUPINGS.map((grouping) => ({
    grouping,
    label: GROUPING_NAMES[grouping],
    iconPath: new vscode.ThemeIcon(DETAILS[grouping].icon),
    detail: DETAILS[grouping].detail,
    ...(grouping === viewState.grouping && { description: 'current' }),
  }));
  pick.activeItems = pick.items.filter(({ grouping }) => grouping === viewState.grouping);
  const chosen = await new Promise<Grouping | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.activeItems[0]?.grouping));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  if (chosen) {
    viewState.grouping = chosen;
  }
}
