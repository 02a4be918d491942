import * as vscode from 'vscode';
import type { RepositoryNode, UnregisteredNode } from './catalogNode';
import { partLabel, partOf, type UnregisteredItem } from './unregisteredList';

/** The heading above repositories without a catalog file, or a part of a long list of them. */
export function toUnregisteredHeading({ id, prefix }: UnregisteredNode, items: readonly UnregisteredItem[]): vscode.TreeItem {
  const count = partOf(items, prefix).length;
  const number = count.toLocaleString(vscode.env.language);
  const isWhole = prefix === '';
  const label = isWhole ? 'Without a Catalog File' : partLabel(items, prefix);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.contextValue = 'withoutFile';
  item.description = isWhole ? `${number} ${count === 1 ? 'repository' : 'repositories'}` : number;
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  if (isWhole) {
    item.iconPath = new vscode.ThemeIcon('repo');
    item.tooltip = 'What they hold is not in the catalog. Choose one to propose a catalog file for it. Archived repositories and forks are left out; the setting stagedoor.catalog.showUnregistered hides the list.';
  }
  return item;
}

/** @param found what is known of it now; the node may be older */
export function toRepositoryItem({ id, repository: before }: RepositoryNode, found: UnregisteredItem | undefined): vscode.TreeItem {
  const repository = found?.info ?? before;
  const { owner, name } = repository;
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = found?.description === undefined ? owner : `${owner} · ${found.description}`;
  item.tooltip = [`${owner}/${name}`, ...(found?.description === undefined ? [] : [found.description]), 'Choose it to propose a catalog file; nothing is sent before you confirm.'].join('\n');
  item.iconPath = new vscode.ThemeIcon(repository.private ? 'lock' : 'repo');
  item.contextValue = 'unregistered';
  item.command = { title: 'Register', command: 'stagedoor.registerRepository', arguments: [repository] };
  item.accessibilityInformation = { label: `Repository ${name} of ${owner}, without a catalog file` };
  return item;
}
