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
import { failBroken, type Pointer } from './locations/brokenTargets';
import { toMissingProblem, toTypeProblem, withoutLocations } from './locations/failLocation';
import type { PlacedLocation } from './locations/locationsIn';
import { isPattern, locationUrl, pathInRepository, type LocationTarget } from './locationTargets';
import type { ModelSettings } from './model/modelSettings';
import { pathBelow, toPlaceholderTarget, toPlaceholderText, toUriBelow, type PlaceholderRoot } from './placeholderTargets';
import type { DocumentProblem } from './problem';
import { toFileProblem, toShard } from './toShard';

export interface WorkspaceFolder {
  /** Without a slash at the end. */
  readonly uri: string;
  /** Where its git remote lives, where it has one. */
  readonly repository?: RepositoryInfo | undefined;
  /** The whole checkout, where the folder is only a part of it. */
  readonly checkout?: PlaceholderRoot | undefined;
}

/** What paths in a folder's files are relative to, and may not leave: its repository, as for Backstage; itself where it is in none. */
export function rootOf({ uri, repository, checkout }: WorkspaceFolder): PlaceholderRoot {
  return checkout ?? { folder: uri, repository };
}

/** The folder of a file: the one it lies in, otherwise one that is a part of the checkout it lies in. */
export function folderOf(uri: string, folders: readonly WorkspaceFolder[]): WorkspaceFolder | undefined {
  return folders.find((folder) => isWithin(uri, folder.uri)) ?? folders.find(({ checkout }) => checkout && isWithin(uri, checkout.folder));
}

/** Where an address of a file on GitHub lies in the folders; `undefined` where its repository or branch is not checked out. */
export function placeInFolders(url: string, folders: readonly WorkspaceFolder[]): { readonly folder: WorkspaceFolder; readonly path: string } | undefined {
  for (const folder of folders) {
    const path = folder.repository && pathInRepository(url, folder.repository);
    if (path !== undefined) {
      return { folder, path };
    }
  }
  return undefined;
}

/** A file, or with a pattern any of a folder's files that match. */
interface Awaited {
  readonly uri: string;
  readonly pattern?: string;
}

export interface WorkspaceSourceOptions {
  readonly files: FileSource;
  readonly store: CatalogStore;
  readonly clock: Clock;
  readonly apply: (updates: readonly ShardUpdate[]) => void;
  /** Asked at each file: what is taken for an entity, the same object as long as it is; a default Backstage's model when left out. */
  readonly model?: () => ModelSettings | undefined;
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
  #registered: ReadonlySet<string> = new Set();
  #led: ReadonlySet<string> = new Set();
  /** Folders of skeletons, by workspace folder. */
  readonly #skeletons = new Map<string, readonly string[]>();
  /** What the Locations of each file point to. */
  readonly #pointers = new Map<string, readonly Pointer[]>();
  /** Files with Locations that fail, and what would mend them: files that are missing or broken, and patterns that match none. */
  readonly #failing = new Map<string, readonly Awaited[]>();
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

  /** @param registered files that are catalog files because somebody named them */
  setFolders(folders: readonly WorkspaceFolder[], registered: readonly string[] = []): void {
    this.#registered = new Set(registered);
    this.#folders = folders;
    const gone = this.#shards().filter(({ uri }) => this.#folderOf(uri) === undefined);
    this.#options.apply(gone.map(({ uri }) => ({ removed: uri })));
  }

  /**
   * Sets which files come in because something outside of the workspace points to what they stand for.
   * @returns those that are new, and whether others are none any more, which a whole refresh takes out
   */
  setLed(uris: ReadonlySet<string>): { readonly added: readonly string[]; readonly isOneGone: boolean } {
    const before = this.#led;
    this.#led = uris;
    return { added: [...uris].filter((uri) => !before.has(uri)), isOneGone: [...before].some((uri) => !uris.has(uri)) };
  }

  hasOverlay(uri: string): boolean {
    return this.#overlays.has(uri);
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
    const before = new Map(this.#shards().map((shard) => [shard.uri, shard]));
    this.#pointers.clear();
    this.#failing.clear();
    for (const folder of this.#folders) {
      try {
        const listed = await this.#options.files.list(folder.uri, ['.yaml', '.yml'], signal);
        this.#listed.set(folder.uri, listed);
        this.#listed.delete(folder.checkout?.folder ?? '');
        const named = listed.filter((uri) => this.#isNamed(uri));
        // Templates first: they say where skeletons lie.
        this.#skeletons.set(folder.uri, []);
        const ordered = [...named.filter((uri) => TEMPLATE.test(baseName(uri))), ...named.filter((uri) => !TEMPLATE.test(baseName(uri)))];
        await this.#read(ordered, visited, slices, signal);
      } catch (error) {
        if (isPortalError(error, 'cancelled')) {
          throw error;
        }
        this.#error = isPortalError(error) ? error : new PortalError('invalid', `The folder ${folder.uri} could not be read: ${messageOf(error)}`, { cause: error });
        this.#shards().filter(({ uri }) => this.#folderOf(uri) === folder).forEach(({ uri }) => visited.add(uri));
      }
    }
    this.#failBroken(visited, before);
    const gone = this.#shards().filter(({ uri }) => !visited.has(uri));
    this.#options.apply(gone.map(({ uri }) => ({ removed: uri })));
    this.#readAt = this.#options.clock.now();
  }

  /** Reads single files again, and those whose placeholders point to them. @returns whether a whole refresh is due */
  async update(uris: readonly string[], signal: AbortSignal): Promise<boolean> {
    const affected = [...new Set(uris.flatMap((uri) => [...(this.#concerns(uri) ? [uri] : []), ...this.#readersOf(uri)]))];
    const mended = await this.#isAwaited(uris);
    const before = new Map(affected.map((uri) => [uri, this.#options.store.shard(uri)?.follows ?? []]));
    await this.#read(affected, new Set(), new Slices(this.#options.clock, signal), signal);
    // What a Location no longer points to goes only when nothing else points to it, which a whole refresh finds out.
    return mended || affected.some((uri) => (before.get(uri) ?? []).some((target) => !this.#options.store.shard(uri)?.follows.includes(target)));
  }

  /** Whether a file is part of the catalog, or would be if it were there. */
  #concerns(uri: string): boolean {
    return this.#folderOf(uri) !== undefined && (this.#isNamed(uri) || this.#options.store.shard(uri) !== undefined);
  }

  /** Whether a Location fails for want of one of these files. */
  async #isAwaited(uris: readonly string[]): Promise<boolean> {
    const awaited = [...this.#failing.values()].flat();
    if (awaited.some(({ uri, pattern }) => pattern === undefined && uris.includes(uri))) {
      return true;
    }
    const patterns = awaited.filter(({ pattern }) => pattern !== undefined);
    if (patterns.length === 0) {
      return false;
    }
    const { matchPaths } = await import('./fileChecker');
    return patterns.some(({ uri: folder, pattern = '' }) => matchPaths(pattern, uris.filter((uri) => isWithin(uri, folder)).map((uri) => pathBelow(uri, folder))).length > 0);
  }

  /** Locations whose targets turned out to be kept out fail with all that only they point to. */
  #failBroken(visited: Set<string>, before: ReadonlyMap<string, CatalogShard>): void {
    const { updates, unreached } = failBroken(this.#shards(), this.#pointers, before, (uri) => this.#isNamed(uri));
    updates.forEach(({ uri }) => this.#failing.set(uri, [...(this.#failing.get(uri) ?? []), ...(this.#pointers.get(uri) ?? []).map((pointer) => ({ uri: pointer.uri }))]));
    unreached.forEach((uri) => visited.delete(uri));
    this.#options.apply(updates);
  }

  #isNamed(uri: string): boolean {
    const isByName = BY_NAME.test(baseName(uri)) && this.#folders.some((folder) => isWithin(uri, folder.uri));
    return isByName || this.#registered.has(uri) || this.#led.has(uri);
  }

  #shards(): readonly CatalogShard[] {
    return this.#options.store.shardsOf(WORKSPACE);
  }

  #readersOf(uri: string): readonly string[] {
    return this.#shards().filter((shard) => shard.reads.includes(uri)).map((shard) => shard.uri);
  }

  #folderOf(uri: string): WorkspaceFolder | undefined {
    return folderOf(uri, this.#folders);
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
      return toShard({ uri, source: WORKSPACE, version: '', repository: rootOf(folder).repository }, { documents: [], problems: [problem] }, true, store.shard(uri), { follows: store.shard(uri)?.follows ?? [] });
    }
    const { checkCatalogFile } = await import('./fileChecker');
    const root = rootOf(folder);
    const path = pathBelow(uri, root.folder);
    const location = root.repository ? locationUrl(root.repository, path) : uri;
    const reads = new Set<string>();
    const read = async (url: string): Promise<string | null | undefined> => {
      const target = toPlaceholderTarget(url, root);
      if (target === undefined) {
        return undefined;
      }
      reads.add(target);
      const found = this.#overlays.get(target) ?? (await this.#readOne(target, signal));
      return isPortalError(found) ? undefined : toPlaceholderText(found);
    };
    const skeletonFolders = this.#skeletons.get(folder.uri) ?? [];
    const file = { path, content, location, skeletonFolders, repository: root.repository, model: this.#options.model?.() };
    const { checked, refused, skeleton, locations, skeletonFolders: found } = await checkCatalogFile(file, read, slices);
    if (skeleton) {
      return { removed: uri };
    }
    this.#skeletons.set(folder.uri, [...new Set([...skeletonFolders, ...found])]);
    const version = typeof content === 'string' ? hashText(content) : String(content.length);
    const facts = { uri, source: WORKSPACE, version, repository: root.repository, ...(root.repository && { location }) };
    const before = store.shard(uri);
    const shard = toShard(facts, checked, refused, before, { reads: [...reads] });
    return refused ? { ...shard, follows: before?.follows ?? [] } : await this.#follow(shard, before, locations, folder, signal);
  }

  /** A file's bytes, or why this one cannot be read. What would hold for all files is thrown. */
  async #readOne(uri: string, signal: AbortSignal): Promise<Uint8Array | PortalError | undefined> {
    const { files } = this.#options;
    const folder = this.#folderOf(uri);
    const root = folder && rootOf(folder).folder;
    try {
      if (root !== undefined && (await files.leadsOut?.(uri, root))) {
        return new PortalError('invalid', `${pathBelow(uri, root)} leads out of its folder by a symbolic link, so it was not read.`);
      }
      return await files.read(uri, signal);
    } catch (error) {
      if (isPortalError(error) && OF_ONE_FILE.has(error.reason)) {
        return error;
      }
      throw error;
    }
  }

  async #follow(shard: CatalogShard, before: CatalogShard | undefined, locations: readonly PlacedLocation[], folder: WorkspaceFolder, signal: AbortSignal): Promise<CatalogShard> {
    const follows: string[] = [];
    const problems: DocumentProblem[] = [];
    const failed = new Set<string>();
    const pointers: Pointer[] = [];
    const awaited: Awaited[] = [];
    for (const location of locations) {
      const wrongType = toTypeProblem(location);
      const found: string[] = [];
      const wrong = wrongType ? [wrongType] : [];
      const here = [...location.plan.targets.map((target) => ({ target, folder })), ...this.#inOtherFolders(location, folder)];
      for (const { target, folder: of } of here) {
        const uris = await this.#urisOf(target, of, signal);
        found.push(...uris);
        if (uris.length === 0 && !target.optional) {
          wrong.push(toMissingProblem(location, target));
          awaited.push(isPattern(target.path) ? { uri: rootOf(of).folder, pattern: target.path } : { uri: toUriBelow(rootOf(of).folder, target.path) });
        }
        pointers.push(...uris.filter((uri) => uri !== shard.uri).map((uri) => ({ uri, location, target })));
      }
      problems.push(...wrong);
      if (wrong.length > 0) {
        failed.add(location.ref);
      } else {
        follows.push(...found.filter((uri) => uri !== shard.uri));
      }
    }
    this.#pointers.set(shard.uri, pointers);
    this.#failing.delete(shard.uri);
    if (failed.size > 0) {
      this.#failing.set(shard.uri, awaited);
    }
    const followed = { ...shard, follows: [...new Set(follows)], problems: [...shard.problems, ...problems] };
    return failed.size > 0 ? { ...followed, ...withoutLocations(followed, failed, before) } : followed;
  }

  /** Targets in repositories that are checked out in other folders. */
  #inOtherFolders({ plan }: PlacedLocation, own: WorkspaceFolder): readonly { readonly target: LocationTarget; readonly folder: WorkspaceFolder }[] {
    return plan.elsewhere.flatMap((target) => {
      const place = placeInFolders(target.url, this.#folders.filter((folder) => folder !== own));
      return place ? [{ target: { ...target, path: place.path }, folder: place.folder }] : [];
    });
  }

  async #urisOf(target: LocationTarget, folder: WorkspaceFolder, signal: AbortSignal): Promise<readonly string[]> {
    const { folder: root } = rootOf(folder);
    if (isPattern(target.path)) {
      const { matchPaths } = await import('./fileChecker');
      // The rest of a checkout is looked through only where a Location asks for it.
      const listed = this.#listed.get(root) ?? (folder.checkout ? await this.#options.files.list(root, ['.yaml', '.yml'], signal) : []);
      this.#listed.set(root, listed);
      return matchPaths(target.path, listed.map((entry) => pathBelow(entry, root))).map((path) => toUriBelow(root, path));
    }
    const uri = toUriBelow(root, target.path);
    return this.#overlays.has(uri) || (await this.#readOne(uri, signal)) ? [uri] : [];
  }
}
