import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import type { Disposable } from '../../portal/base/disposable';
import type { EditorServices } from '../services';
import { CATALOG_SELECTOR, isCatalogDocument } from './catalogDocuments';
import type { LanguageRoom } from './languageRoom';
import { toDiagnostic } from './toVsCode';

/** Typing goes on while this passes without a key. */
const DEBOUNCE_MS = 120;

/**
 * Fills the Problems panel: open documents as they are typed, and the workspace's other catalog files as the catalog read
 * them. Each file is reported by one of the two.
 */
export class DocumentDiagnostics implements Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('stagedoor');
  readonly #timers = new Map<string, Disposable>();
  /** Checks under way. */
  readonly #running = new Map<string, AbortController>();
  /** Files whose diagnostics the catalog gave. */
  #fromCatalog: readonly vscode.Uri[] = [];
  readonly #services: Pick<EditorServices, 'catalog' | 'clock' | 'log'>;
  readonly #enter: () => Promise<LanguageRoom>;

  /** @param enter loads the language room; called when the first catalog file is open */
  constructor(services: Pick<EditorServices, 'catalog' | 'clock' | 'log'>, enter: () => Promise<LanguageRoom>) {
    this.#services = services;
    this.#enter = enter;
  }

  /** Looks at a document once it has settled. */
  schedule(document: vscode.TextDocument, milliseconds = DEBOUNCE_MS): void {
    if (vscode.languages.match(CATALOG_SELECTOR, document) === 0) {
      return;
    }
    const key = document.uri.toString();
    this.#stop(key);
    this.#timers.set(
      key,
      this.#services.clock.after(milliseconds, () => {
        this.#timers.delete(key);
        const stop = new AbortController();
        this.#running.set(key, stop);
        this.#publish(document, stop.signal)
          .catch((error: unknown) => {
            if (!isCancelled(error)) {
              this.#services.log.error(`Could not check ${document.uri.path}`, error);
            }
          })
          .finally(() => this.#running.get(key) === stop && this.#running.delete(key));
      }),
    );
  }

  /** Looks at everything again: the catalog or the settings are others. */
  refresh(): void {
    for (const uri of this.#fromCatalog) {
      if (!isOpen(uri)) {
        this.#collection.delete(uri);
      }
    }
    const closed = this.#services.catalog.problems
      .map(({ uri, problems }) => ({ uri: vscode.Uri.parse(uri, true), problems }))
      .filter(({ uri }) => vscode.workspace.getWorkspaceFolder(uri) !== undefined && !isOpen(uri) && isEnabled(uri));
    closed.forEach(({ uri, problems }) => this.#collection.set(uri, problems.map(toDiagnostic)));
    this.#fromCatalog = closed.map(({ uri }) => uri);
    vscode.workspace.textDocuments.forEach((document) => this.schedule(document));
  }

  /** A document was closed: what the catalog knows of the file counts again. */
  close(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.#stop(key);
    const known = this.#services.catalog.problems.find(({ uri }) => vscode.Uri.parse(uri, true).toString() === key);
    if (known && vscode.workspace.getWorkspaceFolder(document.uri) && isEnabled(document.uri)) {
      this.#collection.set(document.uri, known.problems.map(toDiagnostic));
      this.#fromCatalog = [...this.#fromCatalog, document.uri];
    } else {
      this.#collection.delete(document.uri);
    }
  }

  dispose(): void {
    this.#timers.forEach((timer) => timer.dispose());
    this.#running.forEach((check) => check.abort());
    this.#collection.dispose();
  }

  /** What was due or is under way for a document is out of date. */
  #stop(key: string): void {
    this.#timers.get(key)?.dispose();
    this.#timers.delete(key);
    this.#running.get(key)?.abort();
  }

  async #publish(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    if (!isCatalogDocument(document) || !isEnabled(document.uri)) {
      this.#collection.delete(document.uri);
      return;
    }
    const room = await this.#enter();
    const { version } = document;
    const diagnostics = await room.diagnose(document, signal);
    if (!signal.aborted && !document.isClosed && document.version === version) {
      this.#collection.set(document.uri, diagnostics);
    }
  }
}

function isOpen(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((document) => !document.isClosed && document.uri.toString() === key && isCatalogDocument(document));
}

function isEnabled(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('stagedoor', uri).get<unknown>('validation.enabled') !== false;
}
