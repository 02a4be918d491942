import * as vscode from 'vscode';
import type { CatalogProblem } from '../../portal/catalog/problems/catalogProblem';
import { groupProblems, type ProblemGrouping } from '../../portal/catalog/problems/groupProblems';
import { escapeMarkdown } from '../tree/entityTooltip';
import { describePlace } from '../tree/problemPlace';
import { childrenOf, type ProblemGroupNode, type ProblemNode } from './problemNode';

export interface ProblemsTreeInput {
  readonly problems: readonly CatalogProblem[];
  readonly grouping: ProblemGrouping;
  readonly labelOf: (source: string) => string;
}

const ICONS = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  information: new vscode.ThemeIcon('info'),
} as const;

/** Draws the problems by group. After a change only the groups that differ are drawn again. */
export class ProblemsTree implements vscode.TreeDataProvider<ProblemNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ProblemNode | ProblemNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #groups: readonly ProblemGroupNode[] = [];
  #grouping: ProblemGrouping = 'class';

  update({ problems, grouping, labelOf }: ProblemsTreeInput): void {
    const before = this.#groups;
    const known = new Map(before.map((group) => [group.id, group]));
    const stale: ProblemGroupNode[] = [];
    this.#groups = groupProblems(problems, grouping, labelOf).map(({ id, label, problems: all }) => {
      const old = known.get(`${grouping}:${id}`);
      if (old && old.label === label && isSameList(old.problems, all)) {
        return old;
      }
      // The editor tells nodes apart by identity: the one it knows stays, with what is new in it.
      const group: ProblemGroupNode = Object.assign(old ?? { type: 'group' as const, id: `${grouping}:${id}` }, { label, problems: all });
      stale.push(group);
      return group;
    });
    const isSameOrder = grouping === this.#grouping && before.length === this.#groups.length && before.every((group, index) => group === this.#groups[index]);
    this.#grouping = grouping;
    if (!isSameOrder) {
      this.#changed.fire(undefined);
    } else if (stale.length > 0) {
      this.#changed.fire(stale);
    }
  }

  getChildren(node?: ProblemNode): ProblemNode[] {
    return node === undefined ? [...this.#groups] : node.type === 'problem' ? [] : [...childrenOf(node)];
  }

  getTreeItem(node: ProblemNode): vscode.TreeItem {
    return node.type === 'problem' ? toProblemItem(node.id, node.problem) : toHeading(node);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function toHeading(node: Exclude<ProblemNode, { readonly type: 'problem' }>): vscode.TreeItem {
  const numberOf = (value: number): string => value.toLocaleString(vscode.env.language);
  const label = node.type === 'group' ? node.label : `${numberOf(node.first + 1)} to ${numberOf(node.first + node.problems.length)}`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  item.contextValue = node.type;
  if (node.type === 'group') {
    item.description = numberOf(node.problems.length);
    const worst = node.problems.some(({ severity }) => severity === 'error') ? 'error' : node.problems.some(({ severity }) => severity === 'warning') ? 'warning' : 'information';
    item.iconPath = ICONS[worst];
    item.accessibilityInformation = { label: `${label}, ${node.problems.length}` };
  }
  return item;
}

function toProblemItem(id: string, problem: CatalogProblem): vscode.TreeItem {
  const { severity, message, ref, uri } = problem;
  const item = new vscode.TreeItem(ref?.replace(':default/', ':') ?? (uri === undefined ? problem.source.replace(/^github:https?:\/\//, '') : describePlace(uri).label));
  item.id = id;
  item.description = ref !== undefined && message.startsWith(`${ref} `) ? message.slice(ref.length + 1) : message;
  item.iconPath = ICONS[severity];
  item.contextValue = uri === undefined ? 'problem source' : problem.related.length > 0 ? 'problem related' : 'problem';
  item.tooltip = new vscode.MarkdownString(toTooltip(problem));
  item.command = { title: 'Open', command: 'stagedoor.problems.open', arguments: [problem.id] };
  item.accessibilityInformation = { label: `${severity}: ${message} ${problem.advice}` };
  return item;
}

/** Not trusted: what a catalog file says runs no commands. */
function toTooltip({ message, advice, code, owner, uri, range, related }: CatalogProblem): string {
  const place = uri === undefined ? '' : `${describePlace(uri).path}${range === undefined ? '' : `, line ${range.start.line + 1}`}`;
  const facts = [place, ...related.map((other) => `see also ${describePlace(other.uri).path}, line ${other.range.start.line + 1}`), owner === undefined ? '' : `owner ${owner}`, code];
  return [escapeMarkdown(message), escapeMarkdown(advice), `_${facts.filter(Boolean).map(escapeMarkdown).join(' · ')}_`].join('\n\n');
}

function isSameList(a: readonly CatalogProblem[], b: readonly CatalogProblem[]): boolean {
  return a.length === b.length && a.every((problem, index) => problem === b[index]);
}
