import { throwIfCancelled } from '../base/cancellation';
import { messageOf } from '../base/errors';
import { DisposableStore } from '../base/disposable';
import { Emitter, type Event } from '../base/event';
import { Slices } from '../base/pause';
import { finishInSlices } from '../base/steps';
import type { Clock } from '../ports/clock';
import type { FileSource } from '../ports/fileSource';
import type { Log } from '../ports/log';
import type { SnapshotStore } from '../ports/snapshotStore';
import { compare, repositoryKey, type CatalogShard } from './catalogRecord';
import type { CatalogService, CatalogStatus, FileProblems, RefreshReason, UnregisteredRepository } from './catalogService';
import { CatalogStore, type ShardUpdate } from './catalogStore';
import type { LocationRef } from './locations/locationRef';
import { type ModelInForce, toModelInForce } from './model/modelInForce';
import type { CatalogChange, CatalogQuery } from './query';
import { SharedScans } from './sharing/sharedScans';
import { SnapshotKeeper } from './snapshotKeeper';
import type { CatalogConfiguration, ConfigurationRequest } from './sources/catalogConfiguration';
import { ChangedFiles } from './sources/changedFiles';
import { admitShard } from './sources/ruleGate';
import { RefreshRuns, type RunNeeds } from './sources/refreshRuns';
import { SourceList } from './sources/sourceList';
import { ledFiles } from './sources/ledFiles';
import { Viewers } from './sources/viewers';
import { workspaceLeads } from './sources/workspaceLeads';
import { mergeByFile, WorkspaceLocations } from './sources/workspaceLocations';
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
  /** Asked at the start and at each refresh: what makes up the catalog beside the workspace. */
  readonly configuration: (request: ConfigurationRequest) => Promise<CatalogConfiguration>;
  /** How long the catalog must be still before it is written to disk, in ms; 3,000 when left out. */
  readonly idle?: number;
  /** Asked whenever a file is judged: what is taken for an entity; a default Backstage's model when left out. */
  readonly model?: () => ModelInForce;
}

const DEFAULT = toModelInForce();

/** Files taken up from a snapshot at one go. */
const PAINT_SHARDS = 250;

export function createCatalogService(options: CatalogServiceOptions): CatalogService {
  return new LiveCatalog(options);
}

/** Brings the sources together: each fills the one store, and the store makes the graph. */
class LiveCatalog implements CatalogService {
  readonly #options: CatalogServiceOptions;
  readonly #store: CatalogStore;
  readonly #workspace: WorkspaceSource;
  readonly #keeper: SnapshotKeeper;
  readonly #sources: SourceList;
  readonly #changedFiles: ChangedFiles;
  readonly #viewers: Viewers;
  readonly #leads: WorkspaceLocations;
  readonly #runs: RefreshRuns;
  readonly #disposables = new DisposableStore();
  readonly #disposed = new AbortController();
  readonly #onDidChange: Emitter<CatalogChange>;
  readonly #onDidChangeStatus: Emitter<CatalogStatus>;
  readonly #onDidChangeProblems: Emitter<void>;
  readonly onDidChange: Event<CatalogChange>;
  readonly onDidChangeProblems: Event<void>;
  readonly onDidChangeStatus: Event<CatalogStatus>;
  #configuration: CatalogConfiguration = { sources: [] };
  #checkouts: ReadonlyMap<string, string> = new Map();
  #loading = true;

  constructor(options: CatalogServiceOptions) {
    this.#options = options;
    const { clock, log, files } = options;
    const onError = (error: unknown): void => log.error('A listener of the catalog failed.', error);
    this.#onDidChange = this.#disposables.add(new Emitter<CatalogChange>(onError));
    this.#onDidChangeStatus = this.#disposables.add(new Emitter<CatalogStatus>(onError));
    this.#onDidChangeProblems = this.#disposables.add(new Emitter<void>(onError));
    this.onDidChange = this.#onDidChange.event;
    this.onDidChangeProblems = this.#onDidChangeProblems.event;
    this.onDidChangeStatus = this.#onDidChangeStatus.event;
    this.#store = new CatalogStore((source) => (source === WORKSPACE ? 0 : 1 + this.#sources.rankOf(source)));
    this.#workspace = new WorkspaceSource({ files, store: this.#store, clock, apply: (updates) => this.#applyOwn(updates), model: () => this.#model().settings });
    this.#keeper = this.#disposables.add(new SnapshotKeeper({ ...options, store: this.#store, idle: options.idle ?? 3000 }));
    const context = { store: this.#store, clock, apply: this.#apply, onDidChangeStatus: () => this.#fireStatus(), policy: () => ({ model: this.#model(), rules: this.#configuration.rules, keepsOrphans: this.#configuration.keepsOrphans ?? false }) };
    this.#sources = new SourceList({ context, keeper: this.#keeper, log, scans: new SharedScans({ snapshots: options.snapshots, clock, log }) });
    this.#runs = new RefreshRuns({ read: (needs, signal) => this.#refreshAll(needs, signal), onDidChange: () => this.#fireStatus(), log });
    this.#viewers = new Viewers({ graph: () => this.#store.graph, snapshots: options.snapshots, log });
    this.#leads = new WorkspaceLocations({ leads: () => workspaceLeads(this.#store, this.#workspace.folders), workspace: () => this.#workspaceName() });
    this.#changedFiles = this.#disposables.add(new ChangedFiles({ clock, log, update: (uris) => this.#update(uris) }));
    if (files.onDidChange) {
      this.#disposables.add(files.onDidChange((uris) => this.#noteChanged(uris)));
    }
  }

  get graph(): CatalogQuery {
    return this.#store.graph;
  }

  get problems(): readonly FileProblems[] {
    return mergeByFile([...(this.#configuration.problems ?? []), ...this.#store.problems, ...this.#leads.problems]);
  }

  #model(): ModelInForce {
    return this.#options.model?.() ?? DEFAULT;
  }

  get mine(): readonly string[] {
    return this.#viewers.mine;
  }

  get unregistered(): readonly UnregisteredRepository[] {
    const found = this.#sources.all.flatMap((source) =>
      source.memory.repositories.flatMap((repository) => {
        const key = repositoryKey(repository.info);
        const isFree = !repository.archived && repository.incomplete !== true && !this.#store.hasRepository(key);
        return isFree ? [{ key, repository, source: source.id }] : [];
      }),
    );
    // There may be thousands: their keys are made once.
    return found.sort((a, b) => compare(a.key, b.key)).map(({ repository, source }) => ({ repository, source }));
  }

  get checkouts(): ReadonlyMap<string, string> {
    return this.#checkouts;
  }

  get status(): CatalogStatus {
    const workspace = this.#workspace.status;
    const { problem } = this.#model();
    const settings = [...(this.#configuration.settings ?? []), ...(problem ? [problem] : [])];
    const sources = [...(workspace ? [workspace] : []), ...this.#sources.all.map((source) => source.status)];
    return { loading: this.#loading, refreshing: this.#runs.isRunning, sources, ...(settings.length > 0 && { settings }) };
  }

  async load(): Promise<void> {
    try {
      await this.#configure({ network: false, signal: this.#disposed.signal });
      await this.#sources.attempt('What the workspace held the last time could not be read.', async () => {
        const local = await this.#keeper.load(this.#workspaceName(), {});
        await this.#paint(local?.shards ?? []);
        await this.#configureSources();
      });
      await this.#viewers.restore(this.#configuration.viewers ?? []);
      await this.#sources.restore(this.#disposed.signal);
      this.#hideCheckedOut();
    } finally {
      this.#loading = false;
      this.#fireStatus();
    }
    await this.#prepare();
  }

  refresh(reason: RefreshReason, signal?: AbortSignal): Promise<void> {
    return this.#runs.refresh(reason, signal);
  }

  overlay(uri: string, text: string | undefined): void {
    this.#workspace.setOverlay(uri, text);
    this.#changedFiles.note([uri]);
  }

  dispose(): void {
    this.#disposed.abort();
    this.#runs.dispose();
    this.#disposables.dispose();
  }

  async #refreshAll(needs: RunNeeds, signal: AbortSignal): Promise<void> {
    const before = this.#configuration;
    const isOneGone = await this.#configure({ network: true, signal });
    // What a source that went held may belong to another one too, and other rules let other files in: no quick look finds out.
    const thorough = needs.thorough || isOneGone || before.rules?.key !== this.#configuration.rules?.key;
    // What another account may not see goes first, whatever becomes of the reading.
    await this.#sources.switchAccounts(needs.accountsChanged);
    await this.#viewers.switchAccounts(this.#configuration.viewers ?? [], needs.accountsChanged);
    throwIfCancelled(signal);
    this.#workspace.setLed(ledFiles(this.#store, this.#checkouts));
    await this.#changedFiles.inTurn(() => this.#workspace.refresh(signal));
    // What its Locations lead to is known by now.
    await this.#configureSources();
    this.#keeper.noteChanged(this.#workspaceName(), () => ({ state: {}, repositories: [], source: WORKSPACE }));
    const settle = (): void => {
      this.#hideCheckedOut();
      this.#fireStatus();
    };
    settle();
    await this.#sources.refresh(thorough, settle, signal);
    this.#onDidChangeProblems.fire();
    await this.#changedFiles.inTurn(() => this.#takeLed(signal));
    await this.#viewers.read(this.#configuration.viewers ?? [], signal);
    this.#fireStatus();
    await this.#prepare();
  }

  /** Where many entities came in, the first to ask for relations would wait for all of them. */
  #prepare(): Promise<void> {
    return finishInSlices(this.#store.graph.prepare(), new Slices(this.#options.clock, this.#disposed.signal));
  }

  /** @returns whether a source is configured no more */
  async #configure(request: ConfigurationRequest): Promise<boolean> {
    const folders = await this.#options.folders();
    const before = this.#configuration.problems ?? [];
    this.#configuration = await this.#options.configuration(request);
    throwIfCancelled(request.signal);
    if (before.length + (this.#configuration.problems ?? []).length > 0) {
      this.#onDidChangeProblems.fire();
    }
    this.#workspace.setFolders(folders, this.#configuration.files);
    return this.#configureSources();
  }

  /** @returns whether a source is configured no more */
  #configureSources(): Promise<boolean> {
    return this.#sources.configure([...this.#configuration.sources, ...this.#leads.configure(this.#configuration.hosts)]);
  }

  /** Takes in what a folder has in the place of files on GitHub that it hides. */
  async #takeLed(signal: AbortSignal): Promise<void> {
    const { added, isOneGone } = this.#workspace.setLed(ledFiles(this.#store, this.#checkouts));
    if (isOneGone) {
      await this.#workspace.refresh(signal);
    } else if (added.length > 0) {
      await this.#workspace.update(added, signal);
    }
    this.#hideCheckedOut();
  }

  /** Takes in files of the workspace that changed. */
  async #update(uris: readonly string[]): Promise<void> {
    const { signal } = this.#disposed;
    if (await this.#workspace.update(uris, signal)) {
      await this.#workspace.refresh(signal);
    }
    this.#hideCheckedOut();
    // What is being typed is not asked for yet.
    if (this.#leads.areOthers((uri) => this.#workspace.hasOverlay(uri))) {
      void this.#refreshByItself('focus');
    }
  }

  /** Files were written: of the catalog, or of what it is made by. */
  #noteChanged(uris: readonly string[]): void {
    this.#changedFiles.note(uris);
    const { reads = [] } = this.#configuration;
    if (uris.some((uri) => reads.includes(uri))) {
      void this.#refreshByItself('configuration');
    }
  }

  async #refreshByItself(reason: RefreshReason): Promise<void> {
    try {
      await this.#runs.refresh(reason);
    } catch (error) {
      // Somebody ended the refresh, and the next one sees to it.
      this.#options.log.debug(`The catalog was not read again: ${messageOf(error)}`);
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

  /** A repository that is checked out here is shown from there, unless its folder has no catalog file. */
  #hideCheckedOut(): void {
    const present = new Set(this.#store.shardsOf(WORKSPACE).map((shard) => shard.repository));
    const folders = this.#workspace.folders.flatMap(({ uri, repository }) => (repository ? [[repositoryKey(repository), uri] as const] : []));
    this.#checkouts = new Map(folders.filter(([key]) => present.has(key)).reverse());
    this.#tell(this.#store.hide(new Set(this.#checkouts.keys())));
  }

  /** Files of the workspace are registered each for itself, so each is its own origin. */
  #applyOwn(updates: readonly ShardUpdate[]): void {
    const { rules, files = [] } = this.#configuration;
    const originOf = (uri: string): LocationRef | undefined => (files.includes(uri) ? { type: 'file', target: uri } : undefined);
    this.#apply(updates.map((update) => ('removed' in update ? update : admitShard(update, rules, originOf(update.uri)))));
  }

  readonly #apply = (updates: readonly ShardUpdate[]): void => {
    if (updates.length > 0 && !this.#disposed.signal.aborted) {
      const hasProblems = (uri: string): boolean => (this.#store.shard(uri)?.problems.length ?? 0) > 0;
      const uris = updates.map((update) => ('removed' in update ? update.removed : update.uri));
      const before = uris.some(hasProblems);
      this.#tell(this.#store.apply(updates));
      if (before || uris.some(hasProblems)) {
        this.#onDidChangeProblems.fire();
      }
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
