import * as vscode from 'vscode';
import { isCancelled, throwIfCancelled } from '../../portal/base/cancellation';
import type { Disposable } from '../../portal/base/disposable';
import { GITHUB_SCHEME } from '../../portal/github/gitHubUri';
import { WorkspaceCheck, type CheckProgress, type WorkspaceCheckPorts } from '../../portal/language/workspaceCheck';
import type { FileProblems } from '../../portal/catalog/catalogService';
import type { EditorServices } from '../services';
import { isCatalogDocument, isEnabled } from './catalogDocuments';
import { toDiagnostic } from './toVsCode';

/** A first look that takes longer than this shows how far it is, and can be stopped. In ms. */
const SHOW_MS = 1_500;
/** Folders where every file that is read asks somebody's server. */
const REMOTE = new Set([GITHUB_SCHEME, 'vscode-vfs']);

export interface WorkspaceDiagnosticsOptions extends Pick<EditorServices, 'files' | 'clock' | 'log'> {
  readonly collection: vscode.DiagnosticCollection;
  readonly diagnose: WorkspaceCheckPorts['diagnose'];
  /** What the catalog says of files, those among them that it could not read and that are no entity files. */
  readonly problems: () => readonly FileProblems[];
}

/** Tells the Problems panel of the workspace's entity files that are not open. One look at a time; a newer one ends the one before. */
export class WorkspaceDiagnostics implements Disposable {
  readonly #options: WorkspaceDiagnosticsOptions;
  readonly #check: WorkspaceCheck;
  /** Ends the look at everything that is under way. */
  #stop = new AbortController();
  /** Ends what files that were changed have begun, which nothing newer makes up for. */
  #life = new AbortController();
  #work: Promise<void> = Promise.resolve();
  /** Whether everything was looked at once, or somebody has stopped it. */
  #isStarted = false;
  /** Files of which only the catalog can tell something. */
  #others: readonly vscode.Uri[] = [];
  /** Whether a look at everything was ended by a newer one before it was through. */
  #isWholeDue = false;

  constructor(options: WorkspaceDiagnosticsOptions) {
    this.#options = options;
    const { collection, files, clock, diagnose } = options;
    this.#check = new WorkspaceCheck({
      list: (signal) => Promise.all(folders().map(async (folder) => ({ folder, uris: await files.list(folder, ['.yaml', '.yml'], signal) }))),
      read: async (uri, folder, signal) => {
        if (!isEnabled(vscode.Uri.parse(uri, true)) || (await files.leadsOut?.(uri, folder))) {
          return undefined;
        }
        const bytes = await files.read(uri, signal);
        return bytes && new TextDecoder().decode(bytes);
      },
      diagnose,
      isOpen,
      publish: (uri, problems) => (problems ? collection.set(vscode.Uri.parse(uri, true), problems.map(toDiagnostic)) : collection.delete(vscode.Uri.parse(uri, true))),
      clock,
    });
  }

  /** Looks at all files; the first time with progress, where it takes a while. */
  async checkAll(): Promise<void> {
    const isFirst = !this.#isStarted;
    this.#isWholeDue = true;
    await this.#run(async (signal) => {
      await (isFirst ? this.#withProgress(signal) : this.#check.checkAll(signal));
      this.#isWholeDue = false;
      this.#isStarted = true;
    });
  }

  /** Looks at what is known again. */
  async checkAgain(): Promise<void> {
    await (this.#isWholeDue ? this.checkAll() : this.#run((signal) => this.#check.checkAgain(signal)));
  }

  /** Looks at files that were changed. */
  async checkFiles(uris: readonly string[]): Promise<void> {
    const folderOf = (uri: string): string | undefined => folders().find((folder) => uri.startsWith(`${folder}/`));
    const { signal } = this.#life;
    this.#work = this.#work.then(() => this.#guard(() => this.#check.checkFiles(uris, folderOf, signal), signal));
    await this.#work;
  }

  clear(): void {
    this.#stop.abort();
    this.#life.abort();
    this.#life = new AbortController();
    this.#check.clear();
    this.#others.forEach((uri) => this.#options.collection.delete(uri));
    this.#others = [];
    this.#isStarted = false;
  }

  dispose(): void {
    this.#stop.abort();
    this.#life.abort();
  }

  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.#work = this.#work.then(() => this.#guard(() => work(stop.signal), stop.signal));
    await this.#work;
  }

  async #guard(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await work();
      throwIfCancelled(signal);
      this.#tellOfOthers();
    } catch (error) {
      if (!isCancelled(error)) {
        this.#options.log.error('The files of the workspace could not be checked', error);
      }
    }
  }

  #tellOfOthers(): void {
    const { collection, problems } = this.#options;
    const found = problems()
      .map(({ uri, problems: ofFile }) => ({ uri: vscode.Uri.parse(uri, true), ofFile }))
      .filter(({ uri }) => vscode.workspace.getWorkspaceFolder(uri) !== undefined && !this.#check.has(uri.toString()) && !isOpen(uri.toString()) && isEnabled(uri));
    const told = new Set(found.map(({ uri }) => uri.toString()));
    this.#others.filter((uri) => !told.has(uri.toString()) && !this.#check.has(uri.toString()) && !isOpen(uri.toString())).forEach((uri) => collection.delete(uri));
    found.forEach(({ uri, ofFile }) => collection.set(uri, ofFile.map(toDiagnostic)));
    this.#others = found.map(({ uri }) => uri);
  }

  async #withProgress(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const stop = new AbortController();
    signal.addEventListener('abort', () => stop.abort(), { once: true });
    let report: (progress: CheckProgress) => void = () => undefined;
    const run = this.#check.checkAll(stop.signal, (progress) => report(progress));
    const shown = clock.after(SHOW_MS, () => {
      void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'Stagedoor checks the catalog files of the workspace', cancellable: true }, async (progress, token) => {
        let before = 0;
        token.onCancellationRequested(() => {
          this.#isStarted = true;
          this.#isWholeDue = false;
          stop.abort();
        });
        report = ({ done, total }) => {
          progress.report({ message: `${done} of ${total}`, increment: ((done - before) / Math.max(total, 1)) * 100 });
          before = done;
        };
        // How it ends is told where it was begun.
        await run.catch(() => undefined);
      });
    });
    try {
      await run;
    } finally {
      shown.dispose();
    }
  }
}

/** URIs of the folders that are looked through, without a slash at the end. */
function folders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => !REMOTE.has(uri.scheme)).map(({ uri }) => uri.toString().replace(/\/$/, ''));
}

function isOpen(uri: string): boolean {
  return vscode.workspace.textDocuments.some((document) => !document.isClosed && document.uri.toString() === uri && isCatalogDocument(document));
}
