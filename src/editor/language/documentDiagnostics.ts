import * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';
import type { Disposable } from '../../portal/base/disposable';
import type { EditorServices } from '../services';
import { CATALOG_SELECTOR, isCatalogDocument, isEnabled } from './catalogDocuments';
import type { LanguageRoom } from './languageRoom';

/** Typing goes on while this passes without a key. */
const DEBOUNCE_MS = 120;

/** Tells the Problems panel of open documents as they are typed; `WorkspaceDiagnostics` tells of the other files. */
export class DocumentDiagnostics implements Disposable {
  readonly #collection: vscode.DiagnosticCollection;
  readonly #timers = new Map<string, Disposable>();
  /** Checks under way. */
  readonly #running = new Map<string, AbortController>();
  readonly #services: Pick<EditorServices, 'clock' | 'log'>;
  readonly #enter: () => Promise<LanguageRoom>;

  /** @param enter loads the language room; called when the first catalog file is open */
  constructor(collection: vscode.DiagnosticCollection, services: Pick<EditorServices, 'clock' | 'log'>, enter: () => Promise<LanguageRoom>) {
    this.#collection = collection;
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
    vscode.workspace.textDocuments.forEach((document) => this.schedule(document));
  }

  /** A document was closed: others tell of its file again, where it is one of the workspace. */
  close(document: vscode.TextDocument): void {
    this.#stop(document.uri.toString());
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    this.#timers.forEach((timer) => timer.dispose());
    this.#running.forEach((check) => check.abort());
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
