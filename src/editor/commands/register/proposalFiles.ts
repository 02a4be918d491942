import * as vscode from 'vscode';
import { toTargetUri } from './proposalUri';

const KEY = 'stagedoor.proposals';
const MOST = 20;

/**
 * Catalog files that were proposed and are not sent yet. They are kept with the workspace, so that a reload loses none; what
 * lies beside them is read from GitHub, so that placeholders can be checked.
 */
export class ProposalFiles implements vscode.FileSystemProvider {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  has(uri: vscode.Uri): boolean {
    return this.#texts.has(uri.toString());
  }

  async set(uri: vscode.Uri, text: string): Promise<void> {
    const texts = this.#texts;
    texts.delete(uri.toString());
    texts.set(uri.toString(), text);
    await this.#keep(texts);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat | Thenable<vscode.FileStat> {
    const text = this.#texts.get(uri.toString());
    return text === undefined ? vscode.workspace.fs.stat(targetOf(uri)) : { type: vscode.FileType.File, ctime: 0, mtime: 0, size: new TextEncoder().encode(text).length };
  }

  readFile(uri: vscode.Uri): Uint8Array | Thenable<Uint8Array> {
    const text = this.#texts.get(uri.toString());
    return text === undefined ? vscode.workspace.fs.readFile(targetOf(uri)) : new TextEncoder().encode(text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    if (!this.has(uri)) {
      throw vscode.FileSystemError.NoPermissions('Nothing can be added here: this folder only lives on GitHub.');
    }
    await this.set(uri, new TextDecoder().decode(content));
  }

  async delete(uri: vscode.Uri): Promise<void> {
    const texts = this.#texts;
    texts.delete(uri.toString());
    await this.#keep(texts);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  readDirectory(uri: vscode.Uri): Thenable<[string, vscode.FileType][]> {
    return vscode.workspace.fs.readDirectory(targetOf(uri));
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions('No folder can be made here.');
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions('The file keeps its name: Backstage looks for it by that.');
  }

  get #texts(): Map<string, string> {
    const stored = this.#memory.get<unknown>(KEY);
    return new Map(typeof stored === 'object' && stored !== null ? Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : []);
  }

  async #keep(texts: ReadonlyMap<string, string>): Promise<void> {
    await this.#memory.update(KEY, Object.fromEntries([...texts].slice(-MOST)));
  }
}

function targetOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(toTargetUri(uri.toString()), true);
}
