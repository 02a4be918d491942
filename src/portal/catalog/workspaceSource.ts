import { isPortalError, messageOf, PortalError } from '../base/errors';
import { hashText } from '../base/hash';
import { Slices } from '../base/pause';
import { baseName, isWithin } from '../base/uri';
import type { Clock } from '../ports/clock';
import type { FileSource } from '../ports/fileSource';
import type { CatalogShard } from './catalogRecord';
import type { SourceStatus } from './catalogService';
import type { CatalogStore, ShardUpdate } from './catalogStore';
import type { RepositoryInfo } from './entity';
import { isPattern, locationTargets, locationUrl } from './locationTargets';
import { pathBelow, toPlaceholderTarget, toPlaceholderText, toUriBelow } from './placeholderTargets';
import { toFileProblem, toShard } from './toShard';

export interface WorkspaceFolder {
  /** Without a slash at the end. */
  readonly uri: string;
  /** Where its git remote lives, where it has one. */
  readonly repository?: RepositoryInfo | undefined;
}

export interface WorkspaceSourceOptions {
  readonly files: FileSource;
  readonly store: CatalogStore;
  readonly clock: Clock;
  readonly apply: (updates: readonly ShardUpdate[]) => void;
}

export const WORKSPACE = 'workspace';

/** Files that are catalog files by their name; others only where a Location points to them. */
const BY_NAME = /^(catalog-info|template)\.ya?ml$/;
const TEMPLATE = /^template\.ya?ml$/;

/** Reasons that say nothing of the files beside the one that was read. */
const OF_ONE_FILE: ReadonlySet<PortalError['reason']> = new Set(['forbidden', 'invalid', 'too-large', 'server', 'not-found']);

/** The catalog files of the workspace folders, with unsaved editors laid over them. */
export class WorkspaceSource {
  readonly #options: WorkspaceSourceOptions;
  readonly #overlays = new Map<string, string>();
  #folders: readonly WorkspaceFolder[] = [];
  /** Folders of skeletons, by workspace folder. */
  readonly #skeletons = new Map<string, readonly string[]>();
  #listed = new Map<string, readonly string[]>();
  #readAt: number | undefined;
  #error: PortalError | undefined;

  constructor(options: WorkspaceSourceOptions) {
    this.#options = options;
  }

  get status(): SourceStatus | undefined {
    return this.#folders.length === 0
      ? undefined
      : { id: WORKSPACE, label: 'Workspace', ...(this.#readAt !== undefined && { readAt: this.#readAt }), ...(this.#error && { error: this.#error }) };
  }

  get folders(): readonly WorkspaceFolder[] {
    return this.#folders;
  }

  /** Whether a file is, or may become, part of the catalog. */
  concerns(uri: string): boolean {
    return this.#folderOf(uri) !== undefined && (BY_NAME.test(baseName(uri)) || this.#options.store.shard(uri) !== undefined || this.#readersOf(uri).length > 0);
  }

  setFolders(folders: readonly WorkspaceFolder[]): void {
    this.#folders = folders;
    const gone = this.#shards().filter(({ uri }) => this.#folderOf(uri) === undefined);
    this.#options.apply(gone.map(({ uri }) => ({ removed: uri })));
  }

  /** @param text what an unsaved editor holds; `undefined` lifts it off. */
  setOverlay(uri: string, text: string | undefined): void {
    if (text === undefined) {
      this.#overlays.delete(uri);
    } else {
      this.#overlays.set(uri, text);
    }
  }

  /** Reads all folders. Rejects only with `cancelled`; a folder that cannot be read keeps what was known of it. */
  async refresh(signal: AbortSignal): Promise<void> {
    const slices = new Slices(this.#options.clock, signal);
    this.#error = undefined;
    const visited = new Set<string>();
    for (const folder of this.#folders) {
      try {
        const listed = await this.#options.files.list(folder.uri, ['.yaml', '.yml'], signal);
        this.#listed.set(folder.uri, listed);
        const named = listed.filter((uri) => BY_NAME.test(baseName(uri)));
        // Templates first: they say where skeletons lie.
        this.#skeletons.set(folder.uri, []);
        const ordered = [...named.filter((uri) => TEMPLATE.test(baseName(uri))), ...named.filter((uri) => !TEMPLATE.test(baseName(uri)))];
        await this.#read(ordered, visited, slices, signal);
      } catch (error) {
        if (isPortalError(error, 'cancelled')) {
          throw error;
        }
        this.#error = isPortalError(error) ? error : new PortalError('invalid', `The folder ${folder.uri} could not be read: ${messageOf(error)}`, { cause: error });
        this.#shards().filter(({ uri }) => isWithin(uri, folder.uri)).forEach(({ uri }) => visited.add(uri));
      }
    }
    const gone = this.#shards().filter(({ uri }) => !visited.has(uri));
    this.#options.apply(gone.map(({ uri }) => ({ removed: uri })));
    this.#readAt = this.#options.clock.now();
  }

  /** Reads single files again, and those whose placeholders point to them. @returns whether a whole refresh is due */
  async update(uris: readonly string[], signal: AbortSignal): Promise<boolean> {
    const affected = [...new Set(uris.flatMap((uri) => [...(this.concerns(uri) ? [uri] : []), ...this.#readersOf(uri)]))];
    const before = new Map(affected.map((uri) => [uri, this.#options.store.shard(uri)?.follows ?? []]));
    await this.#read(affected, new Set(), new Slices(this.#options.clock, signal), signal);
    // What a Location no longer points to goes only when nothing else points to it, which a whole refresh finds out.
    return affected.some((uri) => (before.get(uri) ?? []).some((target) => !this.#options.store.shard(uri)?.follows.includes(target)));
  }

  #shards(): readonly CatalogShard[] {
    return [...this.#options.store.shards()].filter((shard) => shard.source === WORKSPACE);
  }

  #readersOf(uri: string): readonly string[] {
    return this.#shards().filter((shard) => shard.reads.includes(uri)).map((shard) => shard.uri);
  }

  #folderOf(uri: string): WorkspaceFolder | undefined {
    return this.#folders.find((folder) => isWithin(uri, folder.uri));
  }

  async #read(first: readonly string[], visited: Set<string>, slices: Slices, signal: AbortSignal): Promise<void> {
    for (let level = first; level.length > 0; ) {
      const next: string[] = [];
      const updates: ShardUpdate[] = [];
      for (const uri of level.filter((entry) => !visited.has(entry))) {
        visited.add(uri);
        await slices.turn();
        const update = await this.#check(uri, slices, signal);
        updates.push(update);
        if (!('removed' in update)) {
          next.push(...update.follows);
        }
      }
      this.#options.apply(updates);
      level = next;
    }
  }

  async #check(uri: string, slices: Slices, signal: AbortSignal): Promise<ShardUpdate> {
    const { store } = this.#options;
    const folder = this.#folderOf(uri);
    const content = this.#overlays.get(uri) ?? (await this.#readOne(uri, signal));
    if (content === undefined || !folder) {
      return { removed: uri };
    }
    if (isPortalError(content)) {
      const problem = toFileProblem('file/unreadable', 'error', content.message);
      return toShard({ uri, source: WORKSPACE, version: '', repository: folder.repository }, { documents: [], problems: [problem] }, true, store.shard(uri), { follows: store.shard(uri)?.follows ?? [] });
    }
    const { checkCatalogFile } = await import('./fileChecker');
    const path = pathBelow(uri, folder.uri);
    const location = folder.repository ? locationUrl(folder.repository, path) : uri;
    const reads = new Set<string>();
    const read = async (url: string): Promise<string | null | undefined> => {
      const target = toPlaceholderTarget(url, { folder: folder.uri, repository: folder.repository });
      if (target === undefined) {
        return undefined;
      }
      reads.add(target);
      const found = this.#overlays.get(target) ?? (await this.#readOne(target, signal));
      return isPortalError(found) ? undefined : toPlaceholderText(found);
    };
    const skeletonFolders = this.#skeletons.get(folder.uri) ?? [];
    const { checked, refused, skeleton, skeletonFolders: found } = await checkCatalogFile({ path, content, location, skeletonFolders }, read, slices);
    if (skeleton) {
      return { removed: uri };
    }
    this.#skeletons.set(folder.uri, [...new Set([...skeletonFolders, ...found])]);
    const version = typeof content === 'string' ? hashText(content) : String(content.length);
    const facts = { uri, source: WORKSPACE, version, repository: folder.repository, ...(folder.repository && { location }) };
    const before = store.shard(uri);
    const shard = toShard(facts, checked, refused, before, { reads: [...reads] });
    const { follows, problems } = await this.#follow(shard, path, folder, signal);
    return { ...shard, follows, problems: [...shard.problems, ...problems] };
  }

  /** A file's bytes, or why this one cannot be read. What would hold for all files is thrown. */
  async #readOne(uri: string, signal: AbortSignal): Promise<Uint8Array | PortalError | undefined> {
    try {
      return await this.#options.files.read(uri, signal);
    } catch (error) {
      if (isPortalError(error) && OF_ONE_FILE.has(error.reason)) {
        return error;
      }
      throw error;
    }
  }

  async #follow(shard: CatalogShard, path: string, folder: WorkspaceFolder, signal: AbortSignal): Promise<Pick<CatalogShard, 'follows' | 'problems'>> {
    const { matchPaths } = await import('./fileChecker');
    const follows: string[] = [];
    const problems = [];
    for (const target of shard.records.flatMap((record) => locationTargets(record.entity, path, folder.repository))) {
      const uri = toUriBelow(folder.uri, target.path);
      const matches = isPattern(target.path)
        ? matchPaths(target.path, (this.#listed.get(folder.uri) ?? []).map((entry) => pathBelow(entry, folder.uri))).map((entry) => toUriBelow(folder.uri, entry))
        : this.#overlays.has(uri) || (await this.#readOne(uri, signal))
          ? [uri]
          : [];
      follows.push(...matches);
      if (matches.length === 0 && !target.optional) {
        problems.push(toFileProblem('location/not-found', 'warning', `The target ${target.written} is not there. Correct it, or set presence: optional.`));
      }
    }
    return { follows: [...new Set(follows)], problems };
  }
}
