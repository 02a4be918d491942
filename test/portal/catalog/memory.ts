import { Emitter } from '../../../src/portal/base/event';
import type { FileSource } from '../../../src/portal/ports/fileSource';
import type { SnapshotStore } from '../../../src/portal/ports/snapshotStore';

/** Files in memory, by URI. */
export class MemoryFileSource implements FileSource {
  readonly files = new Map<string, string | Uint8Array>();
  readonly #onDidChange = new Emitter<readonly string[]>();
  readonly onDidChange = this.#onDidChange.event;
  /** What listing fails with. */
  failure: Error | undefined;
  /** What reading single files fails with, by URI. */
  readonly failures = new Map<string, Error>();
  /** Files that lead out of their folder by a link. */
  readonly leading = new Set<string>();
  /** What was asked for. */
  readonly asked: string[] = [];

  constructor(files: Readonly<Record<string, string>> = {}) {
    Object.entries(files).forEach(([uri, text]) => this.files.set(uri, text));
  }

  leadsOut(uri: string): Promise<boolean> {
    return Promise.resolve(this.leading.has(uri));
  }

  read(uri: string): Promise<Uint8Array | undefined> {
    this.asked.push(uri);
    const failure = this.failures.get(uri);
    if (failure) {
      return Promise.reject(failure);
    }
    const text = this.files.get(uri);
    return Promise.resolve(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  }

  list(folder: string, extensions?: readonly string[]): Promise<readonly string[]> {
    const found = [...this.files.keys()].filter((uri) => uri.startsWith(`${folder}/`) && (!extensions || extensions.some((end) => uri.endsWith(end))));
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(found);
  }

  write(uri: string, text: string | undefined): void {
    if (text === undefined) {
      this.files.delete(uri);
    } else {
      this.files.set(uri, text);
    }
    this.#onDidChange.fire([uri]);
  }
}

export class MemorySnapshotStore implements SnapshotStore {
  readonly blobs = new Map<string, Uint8Array>();
  readonly #onDidWrite = new Emitter<string>();
  /** With the name of a snapshot that is written; other blobs are told of to nobody. */
  readonly onDidWrite = this.#onDidWrite.event;
  /** When each was written, in ms since the epoch. */
  readonly times = new Map<string, number>();
  /** Snapshots written until now. */
  writes = 0;
  /** What writing and removing fail with. */
  failure: Error | undefined;
  /** Writing a snapshot waits for it. */
  gate: Promise<void> = Promise.resolve();

  read(name: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.blobs.get(name));
  }

  async replace(name: string, bytes: Uint8Array): Promise<void> {
    if (name.startsWith('catalog-')) {
      await this.gate;
    }
    if (this.failure) {
      throw this.failure;
    }
    this.blobs.set(name, bytes);
    this.times.set(name, Date.now());
    if (name.startsWith('catalog-')) {
      this.writes++;
      this.#onDidWrite.fire(name);
    }
  }

  remove(name: string): Promise<void> {
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    this.blobs.delete(name);
    return Promise.resolve();
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.blobs.keys()]);
  }

  writtenAt(name: string): Promise<number | undefined> {
    return Promise.resolve(this.blobs.has(name) ? this.times.get(name) : undefined);
  }

  /** All that is on disk, as one text. */
  get text(): string {
    return [...this.blobs.values()].map((bytes) => new TextDecoder().decode(bytes)).join('\n');
  }
}

export function component(name: string, more: Readonly<Record<string, string>> = {}): string {
  const spec = Object.entries({ type: 'service', lifecycle: 'production', owner: 'team-a', ...more }).map(([key, value]) => `  ${key}: ${value}`);
  return ['apiVersion: backstage.io/v1alpha1', 'kind: Component', 'metadata:', `  name: ${name}`, 'spec:', ...spec, ''].join('\n');
}

export function location(...targets: string[]): string {
  return ['apiVersion: backstage.io/v1alpha1', 'kind: Location', 'metadata:', '  name: all', 'spec:', '  targets:', ...targets.map((target) => `    - ${target}`), ''].join('\n');
}
