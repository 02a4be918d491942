import * as vscode from 'vscode';
import { decodeEntities } from '../../portal/techdocs/dialect/entities';
import type { NavNode } from '../../portal/techdocs/site/docsSite';
import type { DocsPanel } from './docsPanel';

const VIEW = 'stagedoor.docs';

/** A row with the rows around it. */
interface DocsRow {
  readonly node: NavNode;
  readonly parent: DocsRow | undefined;
  readonly children: readonly DocsRow[];
}

/** The page of a row, as a command on it is given. */
export function pathOfRow(argument: unknown): string | undefined {
  const node: unknown = typeof argument === 'object' && argument !== null && 'node' in argument ? argument.node : undefined;
  return typeof node === 'object' && node !== null && 'path' in node && typeof node.path === 'string' ? node.path : undefined;
}

/** The view `Docs`: the navigation of the docs that were looked at last, with the page that is shown. It is there while docs are open. */
export class DocsView implements vscode.Disposable, vscode.TreeDataProvider<DocsRow> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<DocsRow>;
  /** Those that are open, the one looked at last at the end. */
  readonly #panels: DocsPanel[] = [];
  readonly #subscriptions: vscode.Disposable[];
  #roots: readonly DocsRow[] = [];
  #rows = new Map<string, DocsRow>();
  #nav: readonly NavNode[] | undefined;

  constructor() {
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      this.#view.onDidChangeVisibility(() => this.#reveal()),
      vscode.commands.registerCommand('stagedoor.docs.showPage', (path: unknown) => (typeof path === 'string' ? this.current?.turnTo(path) : undefined)),
    ];
  }

  /** The panel that was looked at last. */
  get current(): DocsPanel | undefined {
    return this.#panels.at(-1);
  }

  /** Shows what `panel` shows, until another one is looked at. */
  follow(panel: DocsPanel): void {
    const toFront = (): void => {
      this.#remove(panel);
      this.#panels.push(panel);
      this.#show();
    };
    toFront();
    panel.onDidBecomeActive(toFront);
    panel.onDidChange(() => (this.current === panel ? this.#show() : undefined));
    panel.onDidDispose(() => {
      this.#remove(panel);
      this.#show();
    });
  }

  getTreeItem({ node, children }: DocsRow): vscode.TreeItem {
    const title = decodeEntities(node.title);
    if (node.type === 'section') {
      return new vscode.TreeItem(title, this.#rows.size > 40 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded);
    }
    const item = new vscode.TreeItem(title, children.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
    if (node.type === 'page') {
      item.tooltip = node.path;
      item.contextValue = 'docsPage';
      item.iconPath = new vscode.ThemeIcon('markdown');
      item.command = { command: 'stagedoor.docs.showPage', title: vscode.l10n.t('Show Page'), arguments: [node.path] };
    } else {
      const isWeb = /^(https?:)?\/\//i.test(node.href);
      item.tooltip = node.href;
      item.iconPath = new vscode.ThemeIcon(isWeb ? 'link-external' : 'warning');
      item.command = isWeb ? { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [vscode.Uri.parse(node.href)] } : undefined;
    }
    return item;
  }

  getChildren(row?: DocsRow): readonly DocsRow[] & DocsRow[] {
    return [...(row?.children ?? this.#roots)];
  }

  getParent(row: DocsRow): DocsRow | undefined {
    return row.parent;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #remove(panel: DocsPanel): void {
    const at = this.#panels.indexOf(panel);
    if (at >= 0) {
      this.#panels.splice(at, 1);
    }
  }

  #show(): void {
    const shown = this.current?.shown;
    void vscode.commands.executeCommand('setContext', 'stagedoor.docsShown', this.#panels.length > 0);
    const nav = shown?.site.nav;
    this.#view.description = shown?.site.config.siteName;
    if (nav !== this.#nav) {
      this.#nav = nav;
      this.#rows = new Map();
      this.#roots = this.#toRows(nav ?? [], undefined);
      this.#changed.fire();
    }
    this.#reveal();
  }

  #toRows(nodes: readonly NavNode[], parent: DocsRow | undefined): readonly DocsRow[] {
    return nodes.map((node) => {
      const children: DocsRow[] = [];
      const row: DocsRow = { node, parent, children };
      if (node.type === 'section') {
        children.push(...this.#toRows(node.children, row));
      } else if (node.type === 'page') {
        this.#rows.set(node.path, row);
      }
      return row;
    });
  }

  #reveal(): void {
    const row = this.#rows.get(this.current?.shown?.path ?? '');
    if (row && this.#view.visible) {
      // The tree may be filled anew meanwhile; the next change reveals again.
      this.#view.reveal(row, { select: true, focus: false }).then(undefined, () => undefined);
    }
  }
}
