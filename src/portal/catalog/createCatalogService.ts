import { isCancelled, throwIfCancelled } from '../base/cancellation';
import { DisposableStore, type Disposable } from '../base/disposable';
import { messageOf } from '../base/errors';
import { Emitter, type Event } from '../base/event';
import { Slices } from '../base/pause';
import type { Clock } from '../ports/clock';
import type { FileSource } from '../ports/fileSource';
import type { Log } from '../ports/log';
import type { SnapshotStore } from '../ports/snapshotStore';
import { repositoryKey, type CatalogShard } from './catalogRecord';
import type { Snapshot } from './catalogSnapshot';
import type { CatalogService, CatalogStatus, FileProblems, RefreshReason } from './catalogService';
import { CatalogStore, type ShardUpdate } from './catalogStore';
import type { OrganizationReader } from './organizationReader';
import { OrganizationSource } from './organizationSource';
import type { CatalogChange, CatalogQuery } from './query';
import { SnapshotKeeper } from './snapshotKeeper';
import { WORKSPACE, WorkspaceSource, type WorkspaceFolder } from './workspaceSource';

export interface CatalogServiceOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly files: FileSource;
  readonly snapshots: SnapshotStore;
  /** Of Stagedoor itself: snapshots of another version are not taken up. */
  readonly version: string;
  /** Asked at each refresh: what is open in the editor, with the repository of its git remote where it has one. */
  readonly folders: () => Promise<readonly WorkspaceFolder[]>;
  /** Asked at each refresh: one reader an organization, the same one as long as it is configured. */
  readonly organizations: () => readonly OrganizationReader[];
  /** How long the catalog must be still before it is written to disk, in ms; 3,000 when left out. */
  readonly idle?: number;
}

/** Changed files are gathered for this long before they are read again, in ms. */
const SETTLE = 100;
/** Files taken up from a snapshot at one go. */
const PAINT_SHARDS = 1000;

export function createCatalogService(options: CatalogServiceOptions): CatalogService {
  return new LiveCatalog(options);
}

interface Run {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** Brings the sources together: each fills the one store, and the store makes the graph. */
class LiveCatalog implements CatalogService {
  readonly #options: CatalogServiceOptions;
  readonly #store: CatalogStore;
  readonly #workspace: WorkspaceSource;
  readonly #keeper: SnapshotKeeper;
  readonly #organizations = new Map<string, OrganizationSource>();
  readonly #disposables = new DisposableStore();
  readonly #disposed = new AbortController();
  readonly #onDidChange: Emitter<CatalogChange>;
  readonly #onDidChangeStatus: Emitter<CatalogStatus>;
  readonly onDidChange: Event<CatalogChange>;
  readonly onDidChangeStatus: Event<CatalogStatus>;
  readonly #dirtyFiles = new Set<string>();
  #settling: Disposable | undefined;
  /** Work on the store that must not cross: refreshes of the workspace and single files. */
  #fileWork: Promise<void> = Promise.resolve();
  #loading = true;
  #run: Run | undefined;
  #again = false;
  #thorough = false;
  #accountsChanged = false;

  constructor(options: CatalogServiceOptions) {
    this.#options = options;
    const { clock, log, files } = options;
    const onError = (error: unknown): void => log.error('A listener of the catalog failed.', error);
    this.#onDidChange = this.#disposables.add(new Emitter<CatalogChange>(onError));
    this.#onDidChangeStatus = this.#disposables.add(new Emitter<CatalogStatus>(onError));
    this.onDidChange = this.#onDidChange.event;
    this.onDidChangeStatus = this.#onDidChangeStatus.event;
    this.#store = new CatalogStore((source) => (source === WORKSPACE ? 0 : 1 + [...this.#organizations.keys()].indexOf(source)));
    this.#workspace = new WorkspaceSource({ files, store: this.#store, clock, apply: this.#apply });
    this.#keeper = this.#disposables.add(new SnapshotKeeper({ ...options, store: this.#store, idle: options.idle ?? 3000 }));
    if (files.onDidChange) {
      this.#disposables.add(files.onDidChange((uris) => this.#noteFiles(uris)));
    }
  }

  get graph(): CatalogQuery {
    return this.#store.graph;
  }

  get problems(): readonly FileProblems[] {
    return this.#store.problems;
  }

  get mine(): readonly string[] {
    return [];
  }

  get status(): CatalogStatus {
    const workspace = this.#workspace.status;
    const organizations = [...this.#organizations.values()].map((source) => source.status);
    return { loading: this.#loading, refreshing: this.#run !== undefined, sources: [...(workspace ? [workspace] : []), ...organizations] };
  }

  async load(): Promise<void> {
    try {
      await this.#configure();
      await this.#attempt('What the workspace held the last time could not be read.', async () => {
        const local = await this.#keeper.load(this.#workspaceName(), {});
        await this.#paint(local?.shards ?? []);
      });
      for (const source of this.#organizations.values()) {
        await this.#attempt(`What ${source.reader.label} held the last time could not be read.`, () => this.#restore(source));
      }
      this.#hideCheckedOut();
    } finally {
      this.#loading = false;
      this.#fireStatus();
    }
  }

  async #restore(source: OrganizationSource): Promise<void> {
    const account = await source.reader.account();
    const found = await this.#keeper.load(source.reader.id, { host: source.reader.host, account });
    if (found) {
      await this.#paint(found.shards);
      source.restore({ account, readAt: found.readAt, state: found.state, repositories: found.repositories }, found.shards);
    }
  }

  /** Puts many shards into the store without holding up the host. */
  async #paint(shards: readonly CatalogShard[]): Promise<void> {
    const slices = new Slices(this.#options.clock, this.#disposed.signal);
    for (let index = 0; index < shards.length; index += PAINT_SHARDS) {
      await slices.turn();
      this.#apply(shards.slice(index, index + PAINT_SHARDS));
    }
  }

  /** A start without a snapshot, or a refresh without one of the sources, is slower or less and no worse. */
  async #attempt(failure: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      this.#options.log.error(failure, error);
    }
  }

  async refresh(reason: RefreshReason, signal?: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    this.#thorough ||= reason === 'manual';
    this.#accountsChanged ||= reason === 'signed-in';
    if (this.#run) {
      if (reason === 'signed-in' || reason === 'configuration') {
        // What is under way works for an account or a list that is no more; what it still brings is dropped.
        this.#again = true;
        this.#run.stop.abort();
      }
    } else {
      this.#start();
    }
    const run = this.#run;
    const onAbort = (): void => run?.stop.abort();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await this.#run?.done;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
    throwIfCancelled(signal);
  }

  overlay(uri: string, text: string | undefined): void {
    this.#workspace.setOverlay(uri, text);
    this.#noteFiles([uri]);
  }

  dispose(): void {
    this.#disposed.abort();
    this.#run?.stop.abort();
    this.#settling?.dispose();
    this.#disposables.dispose();
  }

  #start(): void {
    const stop = new AbortController();
    const done = this.#refreshAll(stop.signal)
      .catch((error: unknown) => {
        if (!isCancelled(error)) {
          this.#options.log.error('Reading the catalog failed.', error);
        }
      })
      .then(async () => {
        this.#run = undefined;
        if (this.#again && !this.#disposed.signal.aborted) {
          this.#again = false;
          this.#start();
          await this.#runDone();
        } else {
          this.#fireStatus();
        }
      });
    this.#run = { stop, done };
    this.#fireStatus();
  }

  async #runDone(): Promise<void> {
    await this.#run?.done;
  }

  async #refreshAll(signal: AbortSignal): Promise<void> {
    const thorough = this.#thorough;
    this.#thorough = false;
    await this.#configure();
    // What another account may not see goes first, whatever becomes of the reading.
    if (this.#accountsChanged) {
      this.#accountsChanged = false;
      const hosts = new Set([...this.#organizations.values()].map(({ reader }) => reader.host));
      await this.#attempt('What is on disk of other hosts could not be looked through.', () => this.#keeper.forgetOthers(hosts));
    }
    for (const source of this.#organizations.values()) {
      await this.#switchAccount(source);
    }
    throwIfCancelled(signal);
    await this.#inFileWork(() => this.#workspace.refresh(signal));
    this.#keeper.noteChanged(this.#workspaceName(), () => ({ state: {}, repositories: [], source: WORKSPACE }));
    this.#hideCheckedOut();
    this.#fireStatus();
    for (const source of this.#organizations.values()) {
      throwIfCancelled(signal);
      await this.#attempt(`${source.reader.label} could not be read.`, () => this.#refreshOrganization(source, thorough, signal));
    }
  }

  async #refreshOrganization(source: OrganizationSource, thorough: boolean, signal: AbortSignal): Promise<void> {
    const { reader } = source;
    if (!(await this.#switchAccount(source))) {
      return;
    }
    try {
      await source.refresh(thorough, signal);
    } finally {
      this.#hideCheckedOut();
      this.#keeper.noteChanged(reader.id, () => ({ ...toFacts(source), source: reader.id, host: reader.host }));
      this.#fireStatus();
    }
  }

  /** @returns whether it is known who reads it */
  async #switchAccount(source: OrganizationSource): Promise<boolean> {
    const { host } = source.reader;
    let account: string | undefined;
    try {
      account = await source.reader.account();
    } catch (error) {
      this.#options.log.error(`Who is signed in to ${host} could not be found out.`, error);
      source.noteFailure(error);
      return false;
    }
    if (source.switchAccount(account)) {
      await this.#attempt(`What another account knew of ${host} could not be taken from disk.`, () => this.#keeper.forgetAccounts(host, account));
    }
    return true;
  }

  async #configure(): Promise<void> {
    this.#workspace.setFolders(await this.#options.folders());
    const readers = new Map(this.#options.organizations().map((reader) => [reader.id, reader]));
    for (const [id, source] of [...this.#organizations]) {
      if (readers.get(id) !== source.reader) {
        this.#organizations.delete(id);
        source.clear();
        if (!readers.has(id)) {
          await this.#keeper.remove(id);
        }
      }
    }
    for (const [id, reader] of readers) {
      const { clock } = this.#options;
      const known = this.#organizations.get(id) ?? new OrganizationSource({ reader, store: this.#store, clock, apply: this.#apply, onDidChangeStatus: () => this.#fireStatus() });
      this.#organizations.set(id, known);
    }
  }

  /** A repository that is checked out here is shown from there, unless its folder has no catalog file. */
  #hideCheckedOut(): void {
    const present = new Set([...this.#store.shards()].filter((shard) => shard.source === WORKSPACE).map((shard) => shard.repository));
    const keys = this.#workspace.folders.flatMap(({ repository }) => (repository ? [repositoryKey(repository)] : []));
    this.#tell(this.#store.hide(new Set(keys.filter((key) => present.has(key)))));
  }

  #noteFiles(uris: readonly string[]): void {
    uris.forEach((uri) => this.#dirtyFiles.add(uri));
    this.#settling ??= this.#options.clock.after(SETTLE, () => {
      this.#settling = undefined;
      const dirty = [...this.#dirtyFiles];
      this.#dirtyFiles.clear();
      void this.#inFileWork(async () => {
        const signal = this.#disposed.signal;
        if (await this.#workspace.update(dirty, signal)) {
          await this.#workspace.refresh(signal);
        }
        this.#hideCheckedOut();
      }).catch((error: unknown) => {
        if (!isCancelled(error)) {
          this.#options.log.error(`Changed files could not be read: ${messageOf(error)}`);
        }
      });
    });
  }

  #inFileWork(work: () => Promise<void>): Promise<void> {
    const run = this.#fileWork.then(work);
    this.#fileWork = run.catch(() => undefined);
    return run;
  }

  readonly #apply = (updates: readonly ShardUpdate[]): void => {
    if (updates.length > 0 && !this.#disposed.signal.aborted) {
      this.#tell(this.#store.apply(updates));
    }
  };

  #tell(change: CatalogChange): void {
    if (change.added.length + change.changed.length + change.removed.length > 0) {
      this.#onDidChange.fire(change);
    }
  }

  #fireStatus(): void {
    this.#onDidChangeStatus.fire(this.status);
  }

  #workspaceName(): string {
    return `${WORKSPACE}:${this.#workspace.folders.map((folder) => folder.uri).sort().join('\n')}`;
  }
}

function toFacts(source: OrganizationSource): Pick<Snapshot, 'account' | 'readAt' | 'state' | 'repositories'> {
  const { account, readAt, state, repositories } = source.memory;
  return { state, repositories, ...(account !== undefined && { account }), ...(readAt !== undefined && { readAt }) };
}
