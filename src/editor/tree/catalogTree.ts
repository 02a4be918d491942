import * as vscode from 'vscode';
import type { FileProblems } from '../../portal/catalog/catalogService';
import type { CatalogChange } from '../../portal/catalog/query';
import type { Notice } from '../status/notices';
import type { CatalogNode } from './catalogNode';
import { CatalogTreeModel, type CatalogTreeInput } from './catalogTreeModel';
import { kindHeading, kindIcon, toAppearance } from './entityAppearance';
import { entityUri } from './entityUri';
import { toTooltip } from './entityTooltip';
import { rangeLabel } from './nameRanges';
import { describePlace } from './problemPlace';

/** Draws the catalog; the model says what there is, and after a change, which nodes to draw again. */
export class CatalogTree implements vscode.TreeDataProvider<CatalogNode>, vscode.Disposable {
  readonly #model: CatalogTreeModel;
  readonly #changed = new vscode.EventEmitter<CatalogNode | CatalogNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(input: CatalogTreeInput) {
    this.#model = new CatalogTreeModel(input);
  }

  update(input: CatalogTreeInput, change?: CatalogChange): void {
    const stale = this.#model.update(input, change);
    if (stale === 'all') {
      this.#changed.fire(undefined);
    } else if (stale.length > 0) {
      this.#changed.fire([...stale]);
    }
  }

  getChildren(node?: CatalogNode): CatalogNode[] {
    return [...this.#model.children(node)];
  }

  getParent(node: CatalogNode): CatalogNode | undefined {
    return this.#model.parent(node);
  }

  entityNode(ref: string): CatalogNode | undefined {
    return this.#model.entityNode(ref);
  }

  getTreeItem(node: CatalogNode): vscode.TreeItem {
    switch (node.type) {
      case 'notice':
        return this.#noticeItem(node);
      case 'problems':
        return this.#problemsItem(node);
      case 'problemFile':
        return this.#problemFileItem(node);
      case 'kind':
        return this.#headingItem(node, kindHeading(node.kind), kindIcon(node.kind));
      case 'range':
        return this.#headingItem(node, rangeLabel(node.prefix), undefined);
      case 'entity':
        return this.#entityItem(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: CatalogNode): vscode.TreeItem {
    const known = node.type === 'entity' ? this.#model.input.graph.get(node.id) : undefined;
    if (known) {
      // Not trusted: what a catalog file says runs no commands.
      item.tooltip = new vscode.MarkdownString(toTooltip(known, this.#model.input.graph));
    }
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #entityItem(node: CatalogNode): vscode.TreeItem {
    const known = this.#model.input.graph.get(node.id);
    if (!known) {
      // Drawn a moment after it went: the next refresh, already on its way, takes it off.
      return itemOf(node, node.id);
    }
    const { label, description, icon, deprecated, contextValue } = toAppearance(known);
    const item = itemOf(node, label);
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon, deprecated ? new vscode.ThemeColor('list.deemphasizedForeground') : undefined);
    item.contextValue = contextValue;
    item.resourceUri = vscode.Uri.from(entityUri(known.ref));
    item.command = { title: 'Open Definition', command: 'stagedoor.openDefinition', arguments: [known.ref] };
    item.accessibilityInformation = { label: `${known.entity.kind} ${label}, ${description}` };
    return item;
  }

  #headingItem(node: CatalogNode, label: string, icon: string | undefined): vscode.TreeItem {
    const item = itemOf(node, label, vscode.TreeItemCollapsibleState.Collapsed);
    const count = this.#model.entitiesOf(node).length;
    item.description = count.toLocaleString(vscode.env.language);
    item.contextValue = node.type;
    item.accessibilityInformation = { label: `${label}, ${count}` };
    if (icon !== undefined) {
      item.iconPath = new vscode.ThemeIcon(icon);
    }
    return item;
  }

  #problemsItem(node: CatalogNode): vscode.TreeItem {
    const { problems } = this.#model.input;
    const item = itemOf(node, 'Problems', vscode.TreeItemCollapsibleState.Collapsed);
    item.description = problems.length === 1 ? '1 file' : `${problems.length} files`;
    item.tooltip = 'Catalog files that could not be taken in, wholly or in part';
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.contextValue = 'problems';
    return item;
  }

  #problemFileItem(node: CatalogNode & { readonly type: 'problemFile' }): vscode.TreeItem {
    const problems = this.#problemsOf(node.uri)?.problems ?? [];
    const { label, path } = describePlace(node.uri);
    const item = itemOf(node, label);
    const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
    item.description = worst?.message ?? '';
    item.tooltip = [path, ...problems.map(({ message, range }) => `Line ${range.start.line + 1}: ${message}`)].join('\n');
    item.iconPath =
      worst?.severity === 'error'
        ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))
        : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.contextValue = 'problemFile';
    item.command = {
      title: 'Open File',
      command: 'stagedoor.openProblem',
      arguments: [node.uri, worst?.range.start.line ?? 0, worst?.range.start.character ?? 0],
    };
    return item;
  }

  #noticeItem(node: CatalogNode): vscode.TreeItem {
    const notice = this.#model.input.notices.find(({ id }) => `#notice:${id}` === node.id);
    const item = itemOf(node, notice?.label ?? notice?.text ?? '');
    if (notice) {
      item.description = notice.hint ?? '';
      item.tooltip = notice.action ? `${notice.text}\n${notice.action.title}` : notice.text;
      item.iconPath = noticeIcon(notice);
      item.contextValue = 'notice';
      if (notice.action) {
        const { title, command, arguments: given } = notice.action;
        item.command = { title, command, arguments: [...(given ?? [])] };
      }
    }
    return item;
  }

  #problemsOf(uri: string): FileProblems | undefined {
    return this.#model.input.problems.find((file) => file.uri === uri);
  }
}

function itemOf(node: CatalogNode, label: string, state = vscode.TreeItemCollapsibleState.None): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = node.id;
  return item;
}

function noticeIcon({ severity }: Notice): vscode.ThemeIcon {
  switch (severity) {
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'information':
      return new vscode.ThemeIcon('info');
  }
}
