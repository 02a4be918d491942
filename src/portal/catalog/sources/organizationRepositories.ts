import { throwIfCancelled } from '../../base/cancellation';
import type { PortalError } from '../../base/errors';
import { Slices } from '../../base/pause';
import { repositoryKey, toRecord, type CatalogShard } from '../catalogRecord';
import type { ShardUpdate } from '../catalogStore';
import { locationUrl, pathInRepository } from '../locationTargets';
import type { CatalogRepository, OrganizationReader, ScannedRepository } from '../organizationReader';
import { toOrigin } from '../toShard';
import type { SourceContext } from './catalogSource';
import { FileCheck, type CheckedEntry, type PendingFile } from './fileCheck';
import { followLocations, type Followed, type FollowOptions } from './followLocations';
import type { ReaderOf } from './hostReader';
import { OwnedFiles } from './ownedFiles';
import { readTrees } from './readTrees';

export interface OrganizationRepositoriesOptions {
  readonly reader: OrganizationReader;
  /** Reads what Locations point to on other hosts. */
  readonly readerOf: ReaderOf | undefined;
  /** Where the catalog file lies; a pattern where the reader leaves it to the tree. */
  readonly catalogPath: string;
  readonly context: SourceContext;
}

/** The repositories of an organization, and the files that each brings into the catalog. */
export class OrganizationRepositories {
  readonly #reader: OrganizationReader;
  readonly #context: SourceContext;
  readonly #catalogPath: string;
  readonly #check: FileCheck;
  readonly #follow: FollowOptions;
  readonly #files: OwnedFiles;
  #repositories = new Map<string, CatalogRepository>();

  constructor({ reader, readerOf, catalogPath, context }: OrganizationRepositoriesOptions) {
    this.#reader = reader;
    this.#context = context;
    this.#catalogPath = catalogPath;
    const ofHost: ReaderOf = (host) => (host === reader.host ? reader : readerOf?.(host));
    this.#check = new FileCheck(reader.id, context, ofHost);
    this.#files = new OwnedFiles(reader.id, context);
    this.#follow = {
      context,
      check: this.#check,
      readerOf: ofHost,
      repositoryOf: (address) => [...this.#repositories.values()].find(({ info }) => info.branch === address.branch && repositoryKey(info) === repositoryKey(address)),
    };
  }

  /** By node id. */
  get known(): ReadonlyMap<string, CatalogRepository> {
    return this.#repositories;
  }

  isKnown(uri: string, blob: string): boolean {
    return this.#check.isKnown(uri, blob);
  }

  restore(repositories: readonly CatalogRepository[], shards: readonly CatalogShard[]): void {
    this.#repositories = new Map(repositories.map((repository) => [repository.id, repository]));
    const ids = new Map(repositories.map(({ id, info }) => [repositoryKey(info), id]));
    this.#files.restore(shards, ({ repository = '' }) => [ids.get(repository)].filter((id) => id !== undefined));
  }

  /** Lets go of what not everybody may see. */
  dropPrivate(): void {
    this.#apply(this.#files.drop(this.#files.shards().filter((shard) => shard.private)));
    const hidden = [...this.#repositories.values()].filter(({ info }) => info.private);
    hidden.forEach(({ id }) => this.#repositories.delete(id));
  }

  clear(): void {
    this.#apply(this.#files.drop(this.#files.shards()));
    this.#repositories.clear();
  }

  /** Takes out orphans, once none are kept any more. */
  dropStrays(): void {
    this.#apply(this.#files.strays());
  }

  remove(ids: readonly string[]): void {
    this.#apply(this.#files.remove(ids));
    ids.forEach((id) => this.#repositories.delete(id));
  }

  /**
   * Takes in a page of repositories: their catalog files, and what Locations in these point to.
   * @param isJudgedAlike whether the rules are those that all files were judged by
   */
  async take(scanned: readonly ScannedRepository[], isJudgedAlike: boolean, signal: AbortSignal): Promise<PortalError | undefined> {
    const slices = new Slices(this.#context.clock, signal);
    const inTree = scanned.filter((entry) => entry.inTree && !this.#isUnchanged(entry, isJudgedAlike));
    const same = scanned.filter((entry) => entry.unchanged || (entry.inTree && this.#isUnchanged(entry, isJudgedAlike)));
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
  async followAgain(signal: AbortSignal): Promise<PortalError | undefined> {
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
  #isUnchanged({ repository }: ScannedRepository, isJudgedAlike: boolean): boolean {
    const known = this.#repositories.get(repository.id);
    return known !== undefined && !known.incomplete && known.commit === repository.commit && known.info.branch === repository.info.branch && isJudgedAlike;
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

  #apply(updates: readonly ShardUpdate[]): void {
    if (updates.length > 0) {
      this.#context.apply(updates);
    }
  }
}

function restamp(shard: CatalogShard, { info }: CatalogRepository): CatalogShard {
  const records = shard.records.map(({ entity, origin, relations }) => {
    const location = origin.location?.replace(/^url:/, '');
    return toRecord(entity, toOrigin({ uri: shard.uri, source: shard.source, version: shard.version, location, repository: info }, origin.document, origin.position), relations);
  });
  return { ...shard, records, private: info.private };
}
