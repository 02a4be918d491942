import { throwIfCancelled } from '../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../base/errors';
import { Slices } from '../base/pause';
import { repositoryKey, toRecord, type CatalogShard } from './catalogRecord';
import type { SourceStatus } from './catalogService';
import { locationUrl, pathInRepository } from './locationTargets';
import { judgementKey } from './model/modelInForce';
import type { CatalogRepository, OrganizationReader, ReaderState, ScannedRepository } from './organizationReader';
import type { CatalogSource, SourceContext, SourceDefinition, SourceMemory } from './sources/catalogSource';
import { DEFAULT_CATALOG_PATH } from './sources/discoveryOptions';
import { FileCheck, type CheckedEntry, type PendingFile } from './sources/fileCheck';
import { followLocations, type Followed, type FollowOptions } from './sources/followLocations';
import type { ReaderOf } from './sources/hostReader';
import { OwnedFiles } from './sources/ownedFiles';
import { readTrees } from './sources/readTrees';
import { toOrigin } from './toShard';

export interface OrganizationSourceOptions {
  /** Where the catalog file of a repository lies; a pattern where the reader leaves it to the tree. */
  readonly catalogPath?: string;
  /** How old it may become before the clock reads it again, in ms. */
  readonly frequency?: number | undefined;
  /** Reads what Locations point to beside the organization; nothing when left out. */
  readonly readerOf?: ReaderOf;
}

/** After this long, a look at what was pushed is not enough: what vanished shows in a full scan only. In ms. */
const FULL_SCAN_AFTER = 60 * 60 * 1000;
/** The same where there are repositories that GitHub would not show: they are in no list of what was pushed. In ms. */
const WITHHELD_SCAN_AFTER = 5 * 60 * 1000;

/** An organization or a user on GitHub as a source of the catalog. Keep what this returns as long as the reader is configured. */
export function createOrganizationSource(reader: OrganizationReader, options: OrganizationSourceOptions = {}): SourceDefinition {
  return { id: reader.id, create: (context) => new OrganizationSource(reader, options, context) };
}

/** What is known of an organization, and how it is brought up to date. */
class OrganizationSource implements CatalogSource {
  readonly id: string;
  readonly label: string;
  readonly host: string;
  readonly frequency: number | undefined;
  readonly #reader: OrganizationReader;
  readonly #context: SourceContext;
  readonly #catalogPath: string;
  readonly #check: FileCheck;
  readonly #follow: FollowOptions;
  readonly #files: OwnedFiles;
  #repositories = new Map<string, CatalogRepository>();
  #state: ReaderState = {};
  #account: string | undefined;
  #readAt: number | undefined;
  #error: PortalError | undefined;
  #progress: SourceStatus['progress'];

  constructor(reader: OrganizationReader, { catalogPath, frequency, readerOf }: OrganizationSourceOptions, context: SourceContext) {
    this.#reader = reader;
    this.#context = context;
    this.id = reader.id;
    this.label = reader.label;
    this.host = reader.host;
    this.frequency = frequency;
    this.#catalogPath = catalogPath ?? DEFAULT_CATALOG_PATH;
    const ofHost: ReaderOf = (host) => (host === reader.host ? reader : readerOf?.(host));
    this.#check = new FileCheck(this.id, context, ofHost);
    this.#files = new OwnedFiles(this.id, context);
    this.#follow = {
      context,
      check: this.#check,
      readerOf: ofHost,
      repositoryOf: (address) => [...this.#repositories.values()].find(({ info }) => info.branch === address.branch && repositoryKey(info) === repositoryKey(address)),
    };
  }

  get status(): SourceStatus {
    return {
      id: this.id,
      label: this.label,
      repositories: this.#repositories.size,
      ...(this.#readAt !== undefined && { readAt: this.#readAt }),
      ...(this.#error && { error: this.#error }),
      ...(this.#progress && { progress: this.#progress }),
    };
  }

  get memory(): SourceMemory {
    return { account: this.#account, readAt: this.#readAt, state: this.#state, repositories: [...this.#repositories.values()] };
  }

  account(): Promise<string | undefined> {
    return this.#reader.account();
  }

  restore(memory: SourceMemory, shards: readonly CatalogShard[]): void {
    this.#repositories = new Map(memory.repositories.map((repository) => [repository.id, repository]));
    this.#state = memory.state;
    this.#account = memory.account;
    this.#readAt = memory.readAt;
    this.#error = undefined;
    const ids = new Map(memory.repositories.map(({ id, info }) => [repositoryKey(info), id]));
    this.#files.restore(shards, ({ repository = '' }) => [ids.get(repository)].filter((id) => id !== undefined));
  }

  switchAccount(account: string | undefined): boolean {
    if (this.#account === account) {
      return false;
    }
    this.#apply(this.#files.drop(this.#files.shards().filter((shard) => shard.private)));
    const hidden = [...this.#repositories.values()].filter(({ info }) => info.private);
    hidden.forEach(({ id }) => this.#repositories.delete(id));
    this.#account = account;
    this.#state = {};
    this.#error = undefined;
    return true;
  }

  clear(): void {
    this.#apply(this.#files.drop(this.#files.shards()));
    this.#repositories.clear();
  }

  async refresh(thorough: boolean, signal: AbortSignal): Promise<void> {
    const full = thorough || this.#isFullDue();
    // A look at what was pushed does not find out whether these are shown by now.
    const before = this.#error;
    let work: Promise<void> = Promise.resolve();
    let problem: PortalError | undefined;
    const note = (error: PortalError | undefined): void => {
      problem ??= error;
    };
    try {
      this.#apply(this.#files.strays());
      const result = await this.#reader.scan({
        known: this.#isJudgedAlike() ? this.#repositories : toIncomplete(this.#repositories),
        state: this.#state,
        full,
        signal,
        isKnown: (uri, blob) => this.#check.isKnown(uri, blob),
        onRead: (repositories) => {
          work = work.then(async () => note(await this.#take(repositories, signal)));
          // It is awaited below; until then a failure is no unhandled one.
          work.catch(() => undefined);
        },
        onProgress: (progress) => this.#report(progress),
      });
      await work;
      throwIfCancelled(signal);
      this.#apply(this.#files.remove(result.gone));
      result.gone.forEach((id) => this.#repositories.delete(id));
      note(full && !result.error ? await this.#followAgain(signal) : undefined);
      this.#state = { ...(problem ? without(result.state, 'etag') : result.state), rules: this.#rulesKey };
      this.#error = result.error ?? problem ?? (!full && result.state['withheld'] !== undefined ? before : undefined);
      this.#readAt = result.error ? this.#readAt : this.#context.clock.now();
    } catch (error) {
      await work.catch(() => undefined);
      if (isPortalError(error, 'cancelled')) {
        throw error;
      }
      this.#fail(error);
    } finally {
      this.#report(undefined);
    }
  }

  noteFailure(error: unknown): void {
    this.#fail(error);
    this.#report(undefined);
  }

  get #rulesKey(): string {
    const { rules, model } = this.#context.policy();
    return judgementKey(rules?.key, model.key);
  }

  /** Whether the rules are those that all files were judged by. */
  #isJudgedAlike(): boolean {
    return (this.#state['rules'] ?? '') === this.#rulesKey;
  }

  #isFullDue(): boolean {
    const { scannedAt, withheld } = this.#state;
    const age = typeof scannedAt === 'number' ? this.#context.clock.now() - scannedAt : Infinity;
    const limit = withheld === undefined ? (this.#reader.reconcileAfter ?? FULL_SCAN_AFTER) : WITHHELD_SCAN_AFTER;
    return age > limit || (withheld !== undefined && !this.#error) || !this.#isJudgedAlike();
  }

  #fail(error: unknown): void {
    this.#error = isPortalError(error) ? error : new PortalError('invalid', `${this.label} could not be read: ${messageOf(error)}`, { cause: error });
  }

  #report(progress: SourceStatus['progress']): void {
    this.#progress = progress;
    this.#context.onDidChangeStatus();
  }

  #apply(updates: readonly Parameters<SourceContext['apply']>[0][number][]): void {
    if (updates.length > 0) {
      this.#context.apply(updates);
    }
  }

  /** Takes in a page of repositories: their catalog files, and what Locations in these point to. */
  async #take(scanned: readonly ScannedRepository[], signal: AbortSignal): Promise<PortalError | undefined> {
    const slices = new Slices(this.#context.clock, signal);
    const inTree = scanned.filter((entry) => entry.inTree && !this.#isUnchanged(entry));
    const same = scanned.filter((entry) => entry.unchanged || (entry.inTree && this.#isUnchanged(entry)));
    const fresh = scanned.filter((entry) => !same.includes(entry));
    same.forEach(({ repository }) => {
      this.#repositories.set(repository.id, repository);
      this.#settle(repository.id, this.#files.of(repository.id));
    });
    // Until all of it is taken in, since it may be stopped in the middle.
    fresh.forEach(({ repository }) => this.#repositories.set(repository.id, { ...repository, incomplete: true }));
    const trees = await readTrees(inTree.map(({ repository }) => repository), this.#catalogPath, this.#reader, signal);
    const unsure = new Set([...trees.unsure, ...fresh.filter(({ file, inTree: tree }) => file === undefined && !tree).map(({ repository }) => repository.id)]);
    const named = fresh.flatMap(({ repository, file }): PendingFile[] => (file ? [this.#toPending(repository, file, file.path)] : []));
    const start = [...named, ...trees.files.map(({ repository, file }) => this.#toPending(repository, file, this.#catalogPath))];
    const checked = await this.#check.check(start, slices, signal);
    throwIfCancelled(signal);
    this.#apply(checked.entries.filter(({ isKnown }) => !isKnown).map(({ shard }) => shard));
    const followed = await followLocations(checked.entries, this.#follow, slices, signal);
    followed.unsure.forEach((id) => unsure.add(id));
    for (const { repository } of fresh) {
      this.#settleFollowed(repository.id, followed, unsure.has(repository.id), new Set());
      if (!unsure.has(repository.id)) {
        this.#repositories.set(repository.id, repository);
      }
    }
    return trees.error ?? checked.error ?? followed.error;
  }

  /** Looks again at what Locations lead to in other repositories, of which no push tells. */
  async #followAgain(signal: AbortSignal): Promise<PortalError | undefined> {
    const leads = [...this.#repositories.values()].flatMap((repository) => this.#leadsOf(repository));
    if (leads.length === 0) {
      return undefined;
    }
    const followed = await followLocations(leads, this.#follow, new Slices(this.#context.clock, signal), signal);
    for (const id of new Set(leads.map(({ owner }) => owner))) {
      const repository = this.#repositories.get(id);
      const key = repository && repositoryKey(repository.info);
      const own = [...this.#files.of(id)].filter((uri) => this.#context.store.shard(uri)?.repository === key);
      this.#settleFollowed(id, followed, followed.unsure.has(id), new Set(own));
    }
    return followed.error;
  }

  /** Files of a repository that lead to files of other ones. */
  #leadsOf(repository: CatalogRepository): readonly CheckedEntry[] {
    const key = repositoryKey(repository.info);
    const shards = [...this.#files.of(repository.id)].map((uri) => this.#context.store.shard(uri)).filter((shard) => shard?.repository === key);
    return shards.flatMap((shard) => {
      const isForeign = shard?.follows.some((uri) => this.#context.store.shard(uri)?.repository !== key);
      const target = shard?.records[0]?.origin.location?.replace(/^url:/, '') ?? '';
      const path = pathInRepository(target, repository.info);
      return shard && isForeign && path !== undefined ? [{ owner: repository.id, repository, origin: { type: 'url', target }, path, shard, refused: false, isKnown: true }] : [];
    });
  }

  #toPending(repository: CatalogRepository, file: PendingFile['file'], registered: string): PendingFile {
    return { owner: repository.id, repository, file, origin: { type: 'url', target: locationUrl(repository.info, registered) } };
  }

  /** Of a pattern's repository, whether it holds what it held. */
  #isUnchanged({ repository }: ScannedRepository): boolean {
    const known = this.#repositories.get(repository.id);
    return known !== undefined && !known.incomplete && known.commit === repository.commit && known.info.branch === repository.info.branch && this.#isJudgedAlike();
  }

  #settleFollowed(id: string, { found }: Followed, isUnsure: boolean, more: ReadonlySet<string>): void {
    // Where something could not be read, what was known of the repository stays beside what was.
    this.#settle(id, new Set([...more, ...(isUnsure ? this.#files.of(id) : []), ...(found.get(id) ?? [])]));
  }

  /** Removes what a repository holds no more, and corrects who may see what it still holds. */
  #settle(id: string, uris: ReadonlySet<string>): void {
    const repository = this.#repositories.get(id);
    const key = repository && repositoryKey(repository.info);
    const restamped = [...uris].flatMap((uri) => {
      const shard = this.#context.store.shard(uri);
      return shard && repository && shard.repository === key && shard.private !== repository.info.private ? [restamp(shard, repository)] : [];
    });
    this.#apply([...this.#files.settle(id, uris), ...restamped]);
  }
}

/** What has to be read again, whatever is known of it. */
function toIncomplete(repositories: ReadonlyMap<string, CatalogRepository>): ReadonlyMap<string, CatalogRepository> {
  return new Map([...repositories].map(([id, repository]) => [id, { ...repository, incomplete: true }]));
}

function without(state: ReaderState, name: string): ReaderState {
  return Object.fromEntries(Object.entries(state).filter(([key]) => key !== name));
}

function restamp(shard: CatalogShard, { info }: CatalogRepository): CatalogShard {
  const records = shard.records.map(({ entity, origin, relations }) => {
    const location = origin.location?.replace(/^url:/, '');
    return toRecord(entity, toOrigin({ uri: shard.uri, source: shard.source, version: shard.version, location, repository: info }, origin.document, origin.position), relations);
  });
  return { ...shard, records, private: info.private };
}
