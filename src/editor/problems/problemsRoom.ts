import * as vscode from 'vscode';
import { messageOf } from '../../portal/base/errors';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import type { CatalogProblem } from '../../portal/catalog/problems/catalogProblem';
import { CatalogProblems } from '../../portal/catalog/problems/catalogProblems';
import { findReference } from '../../portal/catalog/problems/findReference';
import { filterProblems, type ProblemGrouping } from '../../portal/catalog/problems/groupProblems';
import { toCsv, toMarkdown } from '../../portal/catalog/problems/problemReport';
import { parseGitHubUri } from '../../portal/github/gitHubUri';
import type { EditorServices } from '../services';
import { hostOf } from '../status/notices';
import { toRange } from '../language/toVsCode';
import type { ProblemNode } from './problemNode';
import { ProblemsTree } from './problemsTree';

export type ProblemsServices = Pick<EditorServices, 'catalog' | 'clock' | 'context' | 'log'>;

const GROUPING_KEY = 'stagedoor.problems.grouping';
const MINE_KEY = 'stagedoor.problems.mine';

/** Everything behind the view of the problems, loaded when the catalog was read or somebody looks. */
export class ProblemsRoom implements Disposable {
  readonly #services: ProblemsServices;
  readonly problems: CatalogProblems;
  readonly #store = new DisposableStore();
  readonly tree: ProblemsTree;
  #view: vscode.TreeView<ProblemNode> | undefined;

  constructor(services: ProblemsServices) {
    this.#services = services;
    const { catalog, clock, log } = services;
    this.tree = this.#store.add(new ProblemsTree());
    this.problems = this.#store.add(new CatalogProblems({ catalog, clock, onError: (error) => log.error('The problems of the catalog could not be gathered', error) }));
    this.#store.add(this.problems.onDidChange(() => this.#draw()));
    this.#store.add(catalog.onDidChangeStatus(() => this.#draw()));
  }

  attach(view: vscode.TreeView<ProblemNode>): void {
    this.#view = view;
    this.#draw();
  }

  /** Resolves once all that is known by now is shown. */
  async settled(): Promise<number> {
    await this.problems.settled();
    this.#draw();
    return this.problems.all.length;
  }

  async open(id: unknown, isRelated = false): Promise<void> {
    const problem = this.problems.all.find((entry) => entry.id === id);
    if (!problem) {
      void vscode.window.showInformationMessage('This problem is gone.');
    } else if (problem.uri === undefined) {
      await this.#openSource(problem);
    } else {
      const other = isRelated ? problem.related[0] : undefined;
      await this.#openFile(other?.uri ?? problem.uri, other ? { range: other.range } : problem);
    }
  }

  async copyMessage(node: unknown): Promise<void> {
    const problem = this.#problemOf(node);
    if (problem) {
      await vscode.env.clipboard.writeText(`${problem.message} (${problem.code})`);
    }
  }

  async openRelated(node: unknown): Promise<void> {
    await this.open(this.#problemOf(node)?.id, true);
  }

  async pickGrouping(): Promise<void> {
    const choices: readonly (vscode.QuickPickItem & { readonly grouping: ProblemGrouping })[] = [
      { label: '$(list-tree) Kind of problem', description: 'what one would do about it', grouping: 'class' },
      { label: '$(organization) Owner', description: 'whoever has most to do comes first', grouping: 'owner' },
      { label: '$(repo) Source', description: 'organization or workspace', grouping: 'source' },
    ];
    const choice = await vscode.window.showQuickPick(choices, { title: 'Group the Problems by' });
    if (choice) {
      await this.#services.context.workspaceState.update(GROUPING_KEY, choice.grouping);
      this.#draw();
    }
  }

  async showMine(isMine: boolean): Promise<void> {
    await this.#services.context.workspaceState.update(MINE_KEY, isMine);
    this.#draw();
  }

  async report(): Promise<void> {
    const choice = await vscode.window.showQuickPick(
      [
        { label: '$(markdown) Copy as Markdown', run: 'markdown' },
        { label: '$(table) Copy as CSV', description: 'for a spreadsheet', run: 'csv' },
        { label: '$(open-preview) Open as a Document', run: 'document' },
      ] as const,
      { title: 'Report of the Problems' },
    );
    if (!choice) {
      return;
    }
    const context = { labelOf: (source: string) => this.#labelOf(source), placeOf: toPlace };
    const text = choice.run === 'csv' ? toCsv(this.#shown, context) : toMarkdown(this.#shown, context);
    if (choice.run === 'document') {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content: text }));
    } else {
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage(`Copied ${this.#shown.length} problems`, 3_000);
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  get #isMine(): boolean {
    return this.#services.context.workspaceState.get<unknown>(MINE_KEY) === true;
  }

  get #shown(): readonly CatalogProblem[] {
    return filterProblems(this.problems.all, this.#isMine ? { owners: this.#services.catalog.mine } : {});
  }

  #draw(): void {
    const grouping = this.#services.context.workspaceState.get<unknown>(GROUPING_KEY);
    const all = this.problems.all;
    const shown = this.#shown;
    this.tree.update({ problems: shown, grouping: grouping === 'owner' || grouping === 'source' ? grouping : 'class', labelOf: (source) => this.#labelOf(source) });
    void vscode.commands.executeCommand('setContext', 'stagedoor.problemsMine', this.#isMine);
    if (all.length > 0) {
      void vscode.commands.executeCommand('setContext', 'stagedoor.hasProblems', true);
    }
    if (this.#view) {
      const numberOf = (value: number): string => value.toLocaleString(vscode.env.language);
      const errors = shown.filter(({ severity }) => severity === 'error').length;
      this.#view.description = this.#isMine ? `mine: ${numberOf(shown.length)} of ${numberOf(all.length)}` : numberOf(all.length);
      this.#view.badge = errors > 0 ? { value: errors, tooltip: errors === 1 ? '1 error in the catalog' : `${numberOf(errors)} errors in the catalog` } : undefined;
      this.#view.message = all.length === 0 ? (this.#services.catalog.status.refreshing ? 'The catalog is being read.' : 'There is nothing wrong in the catalog.') : undefined;
    }
  }

  #labelOf(source: string): string {
    return this.#services.catalog.status.sources.find(({ id }) => id === source)?.label ?? source;
  }

  #problemOf(node: unknown): CatalogProblem | undefined {
    const id = typeof node === 'object' && node !== null && 'problem' in node && typeof node.problem === 'object' && node.problem !== null && 'id' in node.problem ? node.problem.id : undefined;
    return this.problems.all.find((problem) => problem.id === id);
  }

  async #openFile(uri: string, { range, target }: Pick<CatalogProblem, 'range' | 'target'>): Promise<void> {
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
      const found = target !== undefined && range ? findReference(document.getText(), range.start, target) : undefined;
      const selection = found ?? range;
      await vscode.window.showTextDocument(document, { preview: true, ...(selection && { selection: document.validateRange(toRange(selection)) }) });
    } catch (error) {
      this.#services.log.error(`${uri} could not be opened`, error);
      void vscode.window.showErrorMessage(`The file could not be opened: ${messageOf(error)}`);
    }
  }

  async #openSource({ message, source, reason, advice }: CatalogProblem): Promise<void> {
    const isSignIn = reason === 'unauthorized' || reason === 'forbidden';
    const action = isSignIn ? 'Sign In' : 'Read Again';
    const choice = await vscode.window.showWarningMessage(`${message} ${advice}`, action, 'Show Log');
    if (choice === 'Show Log') {
      await vscode.commands.executeCommand('stagedoor.showLog');
    } else if (choice === action) {
      await (isSignIn ? vscode.commands.executeCommand('stagedoor.signIn', hostOf(source)) : vscode.commands.executeCommand('stagedoor.refreshCatalog'));
    }
  }
}

export function createProblemsRoom(services: ProblemsServices): ProblemsRoom {
  return new ProblemsRoom(services);
}

/** A file as one would name it in a report: its address on the web, or its path in the workspace. */
function toPlace(uri: string): string {
  const file = parseGitHubUri(uri);
  return file ? `${file.host}/${file.owner}/${file.repository}/blob/${file.ref}/${file.path}` : vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true));
}
