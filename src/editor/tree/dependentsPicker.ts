import * as vscode from 'vscode';
import { kindOfRef, nameOfRef } from '../../portal/catalog/grouping/kindOrder';
import type { CatalogQuery } from '../../portal/catalog/query';
import { findDependents, type Dependent } from '../../portal/catalog/related/dependents';
import { relationName } from '../../portal/catalog/related/relationNames';
import { kindIcon, labelOf, toAppearance } from './entityAppearance';
import type { TreeRoomServices } from './treeRoomServices';

interface DependentItem extends vscode.QuickPickItem {
  readonly ref?: string;
}

/** Shows who depends on an entity: first those that name it, and on demand those that depend on these. Choosing one opens its definition. */
export async function showDependents({ catalog, numberOf }: Pick<TreeRoomServices, 'catalog' | 'numberOf'>, ref: string): Promise<void> {
  const { graph } = catalog;
  const name = nameIn(graph, ref);
  const openAside: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('list-tree'), tooltip: 'Show in the Catalog' };
  const widen: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('type-hierarchy-super'), tooltip: 'Include Those That Depend on It Indirectly' };
  const narrow: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('symbol-reference'), tooltip: 'Only Those That Depend on It Directly' };
  const pick = vscode.window.createQuickPick<DependentItem>();
  let indirect = false;
  const show = (): void => {
    const found = findDependents(graph, ref, indirect ? undefined : 1);
    pick.title = `Who Depends on ${name}: ${numberOf(found.length)} ${indirect ? 'directly or indirectly' : 'directly'}`;
    pick.placeholder = found.length === 0 ? `Nothing in the catalog depends on ${name}` : 'Choose one to open its definition';
    pick.buttons = [indirect ? narrow : widen];
    pick.items = toItems(found, graph, ref, openAside);
  };
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  show();
  const chosen = await new Promise<{ readonly ref: string; readonly command: string } | undefined>((resolve) => {
    pick.onDidTriggerButton(() => {
      indirect = !indirect;
      show();
    });
    pick.onDidTriggerItemButton(({ item }) => item.ref !== undefined && resolve({ ref: item.ref, command: 'stagedoor.showRelations' }));
    pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      if (item?.ref === undefined) {
        // The row that offers the indirect ones.
        indirect = true;
        show();
      } else if (graph.get(item.ref)) {
        resolve({ ref: item.ref, command: 'stagedoor.openDefinition' });
      }
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  if (chosen) {
    await vscode.commands.executeCommand(chosen.command, chosen.ref);
  }
}

function toItems(found: readonly Dependent[], graph: CatalogQuery, ref: string, openAside: vscode.QuickInputButton): readonly DependentItem[] {
  const items: DependentItem[] = [];
  let depth = 0;
  for (const dependent of found) {
    if (dependent.depth !== depth) {
      depth = dependent.depth;
      items.push({ label: depth === 1 ? 'directly' : `over ${depth - 1} ${depth === 2 ? 'other' : 'others'}`, kind: vscode.QuickPickItemKind.Separator });
    }
    items.push(toItem(dependent, graph, ref, openAside));
  }
  const deeper = depth === 1 && findDependents(graph, ref, 2).length > found.length;
  return deeper
    ? [...items, { label: 'indirectly', kind: vscode.QuickPickItemKind.Separator }, { label: 'Include Those That Depend on It Indirectly', iconPath: new vscode.ThemeIcon('type-hierarchy-super'), alwaysShow: true }]
    : items;
}

function toItem({ ref, via, type }: Dependent, graph: CatalogQuery, asked: string, openAside: vscode.QuickInputButton): DependentItem {
  const known = graph.get(ref);
  const way = via === asked ? undefined : `${type === 'apiConsumedBy' ? 'consumes' : 'depends on'} ${nameIn(graph, via)}`;
  const shared = { ref, detail: way ?? (type === 'apiConsumedBy' ? 'consumes it' : relationName('dependsOn').toLowerCase() + ' it') };
  if (!known) {
    return { ...shared, label: nameOfRef(ref), description: `${kindOfRef(ref)}, not in the catalog`, iconPath: new vscode.ThemeIcon('question') };
  }
  const { label, description, icon } = toAppearance(known);
  return { ...shared, label, description, iconPath: new vscode.ThemeIcon(icon || kindIcon(kindOfRef(ref))), buttons: [openAside] };
}

function nameIn(graph: CatalogQuery, ref: string): string {
  const known = graph.get(ref);
  return known ? labelOf(known) : nameOfRef(ref);
}
