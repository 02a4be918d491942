import { throwIfCancelled } from '../base/cancellation';
import { Slices } from '../base/pause';
import { finishInSlices } from '../base/steps';
import { parseFileInSteps } from '../catalog/checking/parsedFile';
import { skeletonFoldersOf } from '../catalog/checking/skeleton';
import { pathBelow } from '../catalog/placeholderTargets';
import type { Clock } from '../ports/clock';
import type { LanguageProblem } from './diagnostics/languageProblem';
import { mayHoldEntities } from './recognize';
import type { SourceText } from './sourceText';

export interface WorkspaceCheckPorts {
  /** The YAML files of the workspace, by folder. */
  readonly list: (signal: AbortSignal) => Promise<readonly { readonly folder: string; readonly uris: readonly string[] }[]>;
  /** The text of a file; `undefined` where there is none, or where it is not to be read. */
  readonly read: (uri: string, folder: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly diagnose: (source: SourceText, slices: Slices, signal: AbortSignal) => Promise<readonly LanguageProblem[]>;
  /** Whether somebody else tells of a file, as it is open. */
  readonly isOpen: (uri: string) => boolean;
  /** Takes what is wrong with a file; `undefined` of one that is gone, or holds no entities any more. */
  readonly publish: (uri: string, problems: readonly LanguageProblem[] | undefined) => void;
  readonly clock: Clock;
}

export interface CheckProgress {
  readonly done: number;
  readonly total: number;
}

/** What a template engine fills in later. */
const EXPRESSION = /\{\{|\{%/;

/**
 * Checks the entity files of a workspace that are not open, in slices of time. Their texts are kept, so that a change of the
 * catalog costs no reading, and of their documents only what the catalog says is looked at again.
 */
export class WorkspaceCheck {
  readonly #ports: WorkspaceCheckPorts;
  readonly #sources = new Map<string, SourceText>();
  /** Folders that templates fetch, by the template's URI: what is in them becomes a file only later. */
  readonly #skeletons = new Map<string, readonly string[]>();
  #version = 0;

  constructor(ports: WorkspaceCheckPorts) {
    this.#ports = ports;
  }

  /** Reads and checks everything. Rejects with `cancelled` once the signal is aborted; what was found by then stays. */
  async checkAll(signal: AbortSignal, onProgress: (progress: CheckProgress) => void = () => undefined): Promise<void> {
    const slices = new Slices(this.#ports.clock, signal);
    const folders = await this.#ports.list(signal);
    const uris = folders.flatMap((folder) => folder.uris);
    const known = new Set(uris);
    [...this.#sources.keys()].filter((uri) => !known.has(uri)).forEach((uri) => this.#forget(uri));
    for (const { folder, uris: ofFolder } of folders) {
      for (const uri of ofFolder) {
        await this.#read(uri, folder, slices, signal);
      }
    }
    const entityFiles = [...this.#sources.keys()];
    for (const [done, uri] of entityFiles.entries()) {
      onProgress({ done, total: entityFiles.length });
      await this.#check(uri, slices, signal);
    }
    onProgress({ done: entityFiles.length, total: entityFiles.length });
  }

  /** Reads and checks files that were changed, created or removed. @param folderOf the workspace folder of a file; `undefined` outside of any */
  async checkFiles(uris: readonly string[], folderOf: (uri: string) => string | undefined, signal: AbortSignal): Promise<void> {
    const slices = new Slices(this.#ports.clock, signal);
    for (const uri of uris.filter((each) => /\.ya?ml$/.test(each))) {
      const folder = folderOf(uri);
      if (folder !== undefined) {
        await this.#read(uri, folder, slices, signal);
        await this.#check(uri, slices, signal);
      }
    }
  }

  /** Checks what is known again: the catalog or a setting is another one. */
  async checkAgain(signal: AbortSignal): Promise<void> {
    const slices = new Slices(this.#ports.clock, signal);
    for (const uri of [...this.#sources.keys()]) {
      await this.#check(uri, slices, signal);
    }
  }

  /** Whether a file is one that is checked here. */
  has(uri: string): boolean {
    return this.#sources.has(uri);
  }

  /** Takes back everything that was told. */
  clear(): void {
    [...this.#sources.keys()].forEach((uri) => this.#forget(uri));
    this.#skeletons.clear();
  }

  async #read(uri: string, folder: string, slices: Slices, signal: AbortSignal): Promise<void> {
    const text = await this.#ports.read(uri, folder, signal);
    throwIfCancelled(signal);
    if (slices.isOver) {
      await slices.turn();
    }
    this.#skeletons.delete(uri);
    if (text === undefined || !mayHoldEntities(uri, text)) {
      this.#forget(uri);
      return;
    }
    if (this.#sources.get(uri)?.text !== text) {
      this.#sources.set(uri, { uri, version: (this.#version += 1), text });
    }
    if (/^kind: *["']?Template\b/m.test(text)) {
      const folders = skeletonFoldersOf(pathBelow(uri, folder), await finishInSlices(parseFileInSteps(text), slices));
      this.#skeletons.set(uri, folders.map((path) => `${folder.replace(/\/$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`));
    }
  }

  async #check(uri: string, slices: Slices, signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    const source = this.#sources.get(uri);
    if (!source || this.#ports.isOpen(uri)) {
      return;
    }
    const isSkeleton = EXPRESSION.test(source.text) && [...this.#skeletons.values()].some((folders) => folders.some((folder) => uri.startsWith(folder)));
    const problems = isSkeleton ? [] : await this.#ports.diagnose(source, slices, signal);
    // It may have been opened, or changed, in the meantime.
    if (this.#sources.get(uri) === source && !this.#ports.isOpen(uri)) {
      this.#ports.publish(uri, problems);
    }
    if (slices.isOver) {
      await slices.turn();
    }
  }

  #forget(uri: string): void {
    if (this.#sources.delete(uri) && !this.#ports.isOpen(uri)) {
      this.#ports.publish(uri, undefined);
    }
  }
}
