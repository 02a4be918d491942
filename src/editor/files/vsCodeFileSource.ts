import * as vscode from 'vscode';
import { throwIfCancelled } from '../../portal/base/cancellation';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { messageOf, PortalError } from '../../portal/base/errors';
import { Emitter, type Event } from '../../portal/base/event';
import { GITHUB_SCHEME } from '../../portal/github/gitHubUri';
import type { Clock } from '../../portal/ports/clock';
import type { FileSource } from '../../portal/ports/fileSource';
import { isMissing } from './fileType';
import { leadsOut, type LinkHost } from './linkCheck';

const IGNORED = /\/(?:node_modules|\.git)(?:\/|$)/;
const EXCLUDE = '**/{node_modules,.git}/**';
/** Folders with a search of their own in the workbench; others are walked. */
const SEARCHED = new Set(['file', 'vscode-remote']);
const GATHER_MS = 100;

/** Files by any URI the workbench can read; those on GitHub come from `gitHub` directly, so that its errors keep their reason. */
export class VsCodeFileSource implements FileSource, Disposable {
  readonly #gitHub: FileSource;
  readonly #clock: Clock;
  readonly #links: LinkHost | undefined;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<readonly string[]>());
  readonly #gathered = new Set<string>();
  #timer: Disposable | undefined;

  /** @param links absent where nobody can tell where links lead, as in a browser */
  constructor(gitHub: FileSource, clock: Clock, links?: LinkHost) {
    this.#gitHub = gitHub;
    this.#clock = clock;
    this.#links = links;
    const watcher = this.#disposables.add(vscode.workspace.createFileSystemWatcher('**/*'));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this.#disposables.add(event((uri) => this.#gather(uri)));
    }
    if (gitHub.onDidChange) {
      this.#disposables.add(gitHub.onDidChange((uris) => this.#changed.fire(uris)));
    }
  }

  readonly onDidChange: Event<readonly string[]> = (listener) => this.#changed.event(listener);

  async read(uri: string, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    if (isOnGitHub(uri)) {
      return this.#gitHub.read(uri, signal);
    }
    throwIfCancelled(signal);
    try {
      return await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true));
    } catch (error) {
      if (isMissing(error) || isOtherThanFile(error)) {
        return undefined;
      }
      throw toPortalError(error, uri);
    }
  }

  async list(folder: string, extensions?: readonly string[], signal?: AbortSignal): Promise<readonly string[]> {
    if (isOnGitHub(folder)) {
      return this.#gitHub.list(folder, extensions, signal);
    }
    const base = vscode.Uri.parse(folder, true);
    const found = SEARCHED.has(base.scheme) ? await search(base, extensions, signal) : await walk(base, signal);
    throwIfCancelled(signal);
    const wanted = (path: string): boolean => !extensions || extensions.some((extension) => path.endsWith(extension));
    return found.filter((uri) => wanted(uri.path)).map(String);
  }

  async leadsOut(uri: string, folder: string): Promise<boolean> {
    const [file, root] = [vscode.Uri.parse(uri, true), vscode.Uri.parse(folder, true)];
    // Only of the disk that the extension runs on is it known where links lead.
    return this.#links !== undefined && SEARCHED.has(file.scheme) && leadsOut(file.fsPath, root.fsPath, this.#links);
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#disposables.dispose();
  }

  /** A checkout of another branch touches thousands of files: they are told of together. */
  #gather(uri: vscode.Uri): void {
    if (IGNORED.test(uri.path)) {
      return;
    }
    this.#gathered.add(uri.toString());
    this.#timer ??= this.#clock.after(GATHER_MS, () => {
      const uris = [...this.#gathered];
      this.#gathered.clear();
      this.#timer = undefined;
      this.#changed.fire(uris);
    });
  }
}

async function search(
  base: vscode.Uri,
  extensions: readonly string[] | undefined,
  signal: AbortSignal | undefined,
): Promise<vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(base, extensions?.length ? `**/*{${extensions.join(',')}}` : '**/*');
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await vscode.workspace.findFiles(pattern, EXCLUDE, undefined, source.token);
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}

async function walk(base: vscode.Uri, signal: AbortSignal | undefined): Promise<vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  const folders = [base];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    throwIfCancelled(signal);
    for (const [name, type] of await readFolder(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      // A linked folder may lead back to where we are.
      if (type === vscode.FileType.Directory && !IGNORED.test(uri.path)) {
        folders.push(uri);
      } else if ((type & vscode.FileType.File) !== 0) {
        files.push(uri);
      }
    }
  }
  return files;
}

async function readFolder(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw toPortalError(error, folder.toString());
  }
}

function isOnGitHub(uri: string): boolean {
  return uri.startsWith(`${GITHUB_SCHEME}:`);
}

/** The path is that of a folder, or leads through a file, as `.git/HEAD` does in a linked work tree. */
function isOtherThanFile(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && ['FileIsADirectory', 'FileNotADirectory'].includes(error.code);
}

function toPortalError(error: unknown, uri: string): PortalError {
  const code = error instanceof vscode.FileSystemError ? error.code : '';
  const reason = code === 'NoPermissions' ? 'forbidden' : code === 'Unavailable' ? 'offline' : 'server';
  return new PortalError(reason, `${uri} cannot be read: ${messageOf(error)}`, { cause: error });
}
