import * as vscode from 'vscode';
import { isCancelled, throwIfCancelled } from '../../portal/base/cancellation';
import { messageOf } from '../../portal/base/errors';
import type { Log } from '../../portal/ports/log';
import type { DocsService } from '../../portal/techdocs/docsService';
import { findPageProblems, type PageProblem } from '../../portal/techdocs/page/pageProblems';
import type { RenderedPage } from '../../portal/techdocs/page/renderedPage';
import { findPage, toDocsUri, type DocsSite } from '../../portal/techdocs/site/docsSite';
import type { ProblemMark } from '../../protocol/docs';
import { isRemote } from './docsPlaces';

/** How long, in ms, nobody has typed when a page is looked over. */
const QUIET = 250;

/** A rendering that is looked over. */
export interface CheckedPage {
  readonly site: DocsSite;
  readonly path: string;
  readonly text: string;
  readonly page: RenderedPage;
}

/** Finds what is wrong with the pages that panels show, and lists it among the editor's problems where the page can be mended. */
export class DocsProblems implements vscode.Disposable {
  readonly #service: Pick<DocsService, 'page' | 'live'>;
  readonly #diagnostics: vscode.DiagnosticCollection;
  /** What was found on the pages that are shown, by their URIs. */
  readonly #found = new Map<string, readonly PageProblem[]>();
  readonly #subscription: vscode.Disposable;

  constructor(service: Pick<DocsService, 'page' | 'live'>, diagnostics: vscode.DiagnosticCollection) {
    this.#service = service;
    this.#diagnostics = diagnostics;
    const publish = ({ uri }: vscode.TextDocument): void => this.#publish(uri);
    this.#subscription = vscode.Disposable.from(vscode.workspace.onDidOpenTextDocument(publish), vscode.workspace.onDidCloseTextDocument(publish));
  }

  /**
   * @param isWanted whether the page is still shown when it has been looked over
   * @returns what is to be marked on the page, in its order
   */
  async check({ site, path, text, page }: CheckedPage, signal: AbortSignal, isWanted: () => boolean): Promise<readonly ProblemMark[]> {
    const anchors = new Map<string, Promise<ReadonlySet<string> | undefined>>();
    const anchorsOf = (other: string): Promise<ReadonlySet<string> | undefined> => {
      const known = anchors.get(other) ?? this.#anchorsOf(site, other, signal);
      anchors.set(other, known);
      return known;
    };
    const problems = await findPageProblems({ site, path, text, page, anchorsOf });
    throwIfCancelled(signal);
    if (isWanted() && !isRemote(site.docs)) {
      const uri = vscode.Uri.parse(toDocsUri(site, path), true);
      this.#found.set(uri.toString(), problems);
      this.#publish(uri);
    }
    const lines = text.split(/\r\n?|\n/);
    return problems.map((problem) => ({ kind: problem.kind, message: problem.message, line: problem.start.line, written: textAt(lines, problem) }));
  }

  /** A page that no panel shows any more is nobody's to mend. */
  forget(site: DocsSite, path: string): void {
    const uri = vscode.Uri.parse(toDocsUri(site, path), true);
    this.#found.delete(uri.toString());
    this.#diagnostics.delete(uri);
  }

  /** Links of a page that is open are checked by the language features, which can mend them too. */
  #publish(uri: vscode.Uri): void {
    const found = this.#found.get(uri.toString());
    if (found) {
      const isOpen = vscode.workspace.textDocuments.some((document) => !document.isClosed && document.uri.toString() === uri.toString());
      this.#diagnostics.set(uri, found.filter(({ kind }) => !isOpen || kind === 'dropped').map(toDiagnostic));
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#diagnostics.dispose();
  }

  async #anchorsOf(site: DocsSite, path: string, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    if (!findPage(site, path)) {
      return undefined;
    }
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === vscode.Uri.parse(toDocsUri(site, path), true).toString());
    return (await this.#service.live(site, path).render(open?.getText() ?? (await this.#service.page(site, path, signal)))).anchors;
  }
}

/** Looks over the page of one panel, once nobody has typed for a moment. */
export class PageCheck {
  readonly #problems: DocsProblems;
  readonly #log: Pick<Log, 'warn'>;
  readonly #onDone: (path: string, problems: readonly ProblemMark[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #checked: CheckedPage | undefined;

  constructor(problems: DocsProblems, log: Pick<Log, 'warn'>, onDone: (path: string, problems: readonly ProblemMark[]) => void) {
    this.#problems = problems;
    this.#log = log;
    this.#onDone = onDone;
  }

  soon(checked: CheckedPage, signal: AbortSignal): void {
    this.#checked = checked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#problems.check(checked, signal, () => this.#checked === checked).then(
        (problems) => (this.#checked === checked ? this.#onDone(checked.path, problems) : undefined),
        (error: unknown) => (isCancelled(error) ? undefined : this.#log.warn(`${checked.path} could not be looked over: ${messageOf(error)}`)),
      );
    }, QUIET);
  }

  /** The panel shows another page, or nothing. */
  forget(): void {
    clearTimeout(this.#timer);
    if (this.#checked) {
      this.#problems.forget(this.#checked.site, this.#checked.path);
      this.#checked = undefined;
    }
  }
}

function toDiagnostic({ kind, message, start, end }: PageProblem): vscode.Diagnostic {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const diagnostic = new vscode.Diagnostic(range, message, kind === 'dropped' ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Stagedoor Docs';
  diagnostic.code = kind;
  return diagnostic;
}

/** What stands in the source there, on its first line. */
function textAt(lines: readonly string[], { start, end }: PageProblem): string {
  return (lines[start.line] ?? '').slice(start.character, end.line === start.line ? end.character : undefined);
}
