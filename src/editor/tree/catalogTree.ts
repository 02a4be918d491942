import * as vscode from 'vscode';
import { Slices } from '../../portal/base/pause';
import type { FileProblems } from '../../portal/catalog/catalogService';
import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import type { CatalogChange } from '../../portal/catalog/query';
import { relationName } from '../../portal/catalog/related/relationNames';
import type { Clock } from '../../portal/ports/clock';
import type { Notice } from '../status/notices';
import { repositoryId, type CatalogNode, type EntityNode, type GroupNode, type MissingNode, type ProblemFileNode, type RelationNode } from './catalogNode';
import { CatalogTreeModel, type CatalogTreeInput } from './catalogTreeModel';
import { kindHeading, kindIcon, toAppearance, typeIcon } from './entityAppearance';
import { entityUri } from './entityUri';
import { groupHint, groupIcon, groupLabel } from './groupHeading';
import { describePlace } from './problemPlace';
import { toRepositoryItem, toUnregisteredHeading } from './unregisteredItems';

/** What the tree asks about entities beside what the catalog knows of them. */
export interface EntityMarks {
  readonly isStarred: (ref: string) => boolean;
  /** The card that is shown over an entity; loaded when it is first asked for. */
  readonly tooltipOf: (ref: string) => Promise<vscode.MarkdownString | undefined>;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
/** Relations with no more targets than these open together with the entity. */
const FEW_TARGETS = 8;

/** Draws the catalog; the model says what there is, and after a change, which nodes to draw again. */
export class CatalogTree implements vscode.TreeDataProvider<CatalogNode>, vscode.Disposable {
  readonly #model: CatalogTreeModel;
  readonly #marks: EntityMarks;
  readonly #clock: Clock;
  readonly #changed = new vscode.EventEmitter<CatalogNode | CatalogNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(input: CatalogTreeInput, marks: EntityMarks, clock: Clock) {
    this.#clock = clock;
    this.#model = new CatalogTreeModel(input);
    this.#marks = marks;
  }

  /** Draws again what differs. @param change left out, nothing of the entities is new */
  update(input: CatalogTreeInput, change?: CatalogChange): void {
    if (!input.arrangement.isReady) {
      void input.arrangement.prepare(new Slices(this.#clock)).then(() => this.update(input, change));
      return;
    }
    const stale = this.#model.update(input, change);
    if (stale === 'all') {
      this.#changed.fire(undefined);
    } else if (stale.length > 0) {
      this.#changed.fire([...stale]);
    }
  }

  /** Draws entities again whose marks are others. */
  redraw(refs: readonly string[]): void {
    const stale = this.#model.shownNodes(new Set(refs));
    if (stale.length > 0) {
      this.#changed.fire([...stale]);
    }
  }

  getChildren(node?: CatalogNode): CatalogNode[] | Promise<CatalogNode[]> {
    const { arrangement } = this.#model.input;
    const children = (): CatalogNode[] => [...this.#model.children(node)];
    return arrangement.isReady ? children() : arrangement.prepare(new Slices(this.#clock)).then(children);
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
      case 'group':
        return this.#groupItem(node);
      case 'range':
        return this.#headingItem(node, this.#model.rangeLabel(node), undefined, undefined);
      case 'relations':
        return this.#plainItem(node, 'Relations', 'references', Collapsed);
      case 'relation':
        return this.#relationItem(node);
      case 'nothing':
        return this.#plainItem(node, 'No relations', 'dash', None);
      case 'missing':
        return this.#missingItem(node);
      case 'unregistered':
        return toUnregisteredHeading(node, this.#model.input.unregistered ?? []);
      case 'repository':
        return toRepositoryItem(node, this.#model.input.unregistered?.find(({ key }) => repositoryId(key) === node.id));
      case 'entity':
        return this.#entityItem(node);
    }
  }

  async resolveTreeItem(item: vscode.TreeItem, node: CatalogNode): Promise<vscode.TreeItem> {
    if (node.type === 'entity') {
      item.tooltip = await this.#marks.tooltipOf(node.ref);
    }
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #entityItem(node: EntityNode): vscode.TreeItem {
    const { graph, arrangement } = this.#model.input;
    const known = graph.get(node.ref);
    if (!known) {
      // Drawn a moment after it went: the next refresh, already on its way, takes it off.
      return itemOf(node, node.ref);
    }
    const { grouping } = arrangement;
    const without = node.trail.length === 0 && (grouping === 'owner' || grouping === 'lifecycle') ? grouping : undefined;
    const starred = this.#marks.isStarred(known.ref);
    const { label, description, icon, deprecated, contextValue } = toAppearance(known, { starred, ...(without && { without }) });
    const item = itemOf(node, label, this.#model.canExpand(node) ? Collapsed : None);
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon, deprecated ? new vscode.ThemeColor('list.deemphasizedForeground') : undefined);
    item.contextValue = contextValue;
    item.resourceUri = vscode.Uri.from(entityUri(known.ref));
    item.command = { title: 'Open Definition', command: 'stagedoor.openDefinition', arguments: [known.ref] };
    item.accessibilityInformation = { label: [`${known.entity.kind} ${label}`, description, starred ? 'starred' : ''].filter(Boolean).join(', ') };
    return item;
  }

  #missingItem(node: MissingNode): vscode.TreeItem {
    const ref = parseEntityRef(node.ref);
    const kind = ref?.kind ?? '';
    const label = ref ? shortenEntityRef(ref, { kind }) : node.ref;
    const item = itemOf(node, label, this.#model.canExpand(node) ? Collapsed : None);
    item.description = `${kind}, not in the catalog`;
    item.iconPath = new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
    item.contextValue = 'missing';
    item.tooltip = `${node.ref} is named here, and the catalog does not have it.\nThe reference is misspelt, or what defines it is not among the sources of the catalog.`;
    item.accessibilityInformation = { label: `${kind} ${label}, not in the catalog` };
    return item;
  }

  #groupItem(node: GroupNode): vscode.TreeItem {
    const { arrangement, graph, sourceLabels } = this.#model.input;
    const { grouping } = arrangement;
    if (node.kind !== undefined) {
      const written = graph.kinds().find((kind) => kind.toLowerCase() === node.kind) ?? node.kind;
      return this.#headingItem(node, kindHeading(written), kindIcon(node.kind), undefined);
    }
    const label = groupLabel(grouping, node.key, graph, sourceLabels);
    const item = this.#headingItem(node, label, groupIcon(grouping, node.key, graph, sourceLabels, typeIcon), groupHint(grouping, node.key, graph, sourceLabels));
    if (grouping === 'owner' && graph.get(node.key)) {
      item.contextValue = 'group owner';
    }
    return item;
  }

  #relationItem(node: RelationNode): vscode.TreeItem {
    const item = this.#headingItem(node, relationName(node.relation), undefined, undefined);
    item.collapsibleState = this.#model.count(node) > FEW_TARGETS ? Collapsed : Expanded;
    return item;
  }

  #headingItem(node: CatalogNode, label: string, icon: string | undefined, hint: string | undefined): vscode.TreeItem {
    const item = itemOf(node, label, Collapsed);
    const count = this.#model.count(node);
    item.description = [count.toLocaleString(vscode.env.language), hint].filter(Boolean).join(' · ');
    item.contextValue = node.type;
    item.accessibilityInformation = { label: [label, hint, String(count)].filter(Boolean).join(', ') };
    if (icon !== undefined) {
      item.iconPath = new vscode.ThemeIcon(icon);
    }
    return item;
  }

  #plainItem(node: CatalogNode, label: string, icon: string, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
    const item = itemOf(node, label, state);
    item.iconPath = new vscode.ThemeIcon(icon);
    item.contextValue = node.type;
    return item;
  }

  #problemsItem(node: CatalogNode): vscode.TreeItem {
    const { problems } = this.#model.input;
    const item = itemOf(node, 'Problems', Collapsed);
    item.description = problems.length === 1 ? '1 file' : `${problems.length} files`;
    item.tooltip = 'Catalog files that could not be taken in, wholly or in part';
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.contextValue = 'problems';
    return item;
  }

  #problemFileItem(node: ProblemFileNode): vscode.TreeItem {
    const problems = this.#problemsOf(node.uri)?.problems ?? [];
    const { label, path } = describePlace(node.uri);
    const item = itemOf(node, label);
    const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
    item.description = worst?.message ?? '';
    item.tooltip = [path, ...problems.map(({ message, range }) => `Line ${range.start.line + 1}: ${message}`)].join('\n');
    item.iconPath = worst?.severity === 'error' ? errorIcon() : warningIcon();
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

function itemOf(node: CatalogNode, label: string, state = None): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = node.id;
  return item;
}

const errorIcon = (): vscode.ThemeIcon => new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
const warningIcon = (): vscode.ThemeIcon => new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

function noticeIcon({ severity }: Notice): vscode.ThemeIcon {
  switch (severity) {
    case 'error':
      return errorIcon();
    case 'warning':
      return warningIcon();
    case 'information':
      return new vscode.ThemeIcon('info');
  }
}
