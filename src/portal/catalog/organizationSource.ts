import { throwIfCancelled } from '../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../base/errors';
import { Slices } from '../base/pause';
import { toRecord, type CatalogShard } from './catalogRecord';
import type { SourceStatus } from './catalogService';
import { OrganizationFiles, type PendingFile } from './organizationFiles';
import type { CatalogRepository, OrganizationReader, ReaderState, ScannedRepository } from './organizationReader';
import { toOrigin } from './toShard';
import type { CatalogSource, SourceContext, SourceDefinition, SourceMemory } from './sources/catalogSource';

/** After this long, a look at what was pushed is not enough: what vanished shows in a full scan only. In ms. */
const FULL_SCAN_AFTER = 60 * 60 * 1000;
/** The same where there are repositories that GitHub would not show: they are in no list of what was pushed. In ms. */
const WITHHELD_SCAN_AFTER = 5 * 60 * 1000;

/** An organization or a user on GitHub as a source of the catalog. Keep what this returns as long as the reader is configured. */
export function createOrganizationSource(reader: OrganizationReader): SourceDefinition {
  return { id: reader.id, create: (context) => new OrganizationSource(reader, context) };
}

/** What is known of an organization, and how it is brought up to date. */
class OrganizationSource implements CatalogSource {
  readonly id: string;
  readonly label: string;
  readonly host: string;
  readonly #reader: OrganizationReader;
  readonly #options: SourceContext;
  readonly #files: OrganizationFiles;
  #repositories = new Map<string, CatalogRepository>();
  /** Files by repository, so that they go with it. */
  readonly #uris = new Map<string, ReadonlySet<string>>();
  #state: ReaderState = {};
  #account: string | undefined;
  #readAt: number | undefined;
  #error: PortalError | undefined;
  #progress: SourceStatus['progress'];

  constructor(reader: OrganizationReader, context: SourceContext) {
    this.#reader = reader;
    this.id = reader.id;
    this.label = reader.label;
    this.host = reader.host;
    this.#options = context;
    this.#files = new OrganizationFiles({ reader, store: context.store });
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

  account(): Promise<string | undefined> {
    return this.#reader.account();
  }

  get memory(): SourceMemory {
    return { account: this.#account, readAt: this.#readAt, state: this.#state, repositories: [...this.#repositories.values()] };
  }

  /** Takes up what a snapshot held; its shards are in the store already. */
  restore(memory: SourceMemory, shards: readonly CatalogShard[]): void {
    this.#repositories = new Map(memory.repositories.map((repository) => [repository.id, repository]));
    this.#state = memory.state;
    this.#account = memory.account;
    this.#readAt = memory.readAt;
    this.#error = undefined;
    this.#uris.clear();
    const ids = new Map(memory.repositories.map((repository) => [this.#files.keyOf(repository), repository.id]));
    for (const { uri, repository } of shards) {
      const id = repository === undefined ? undefined : ids.get(repository);
      if (id !== undefined) {
        this.#uris.set(id, new Set([...(this.#uris.get(id) ?? []), uri]));
      }
    }
  }

  /** Lets go of all that only the account before could see. @returns whether the account is another one */
  switchAccount(account: string | undefined): boolean {
    if (this.#account === account) {
      return false;
    }
    const hidden = [...this.#repositories.values()].filter((repository) => repository.info.private);
    this.#remove(hidden.map((repository) => repository.id));
    this.#account = account;
    this.#state = {};
    this.#error = undefined;
    return true;
  }

  /** Removes all of it, as when it is configured no more. */
  clear(): void {
    this.#remove([...this.#repositories.keys()]);
    this.#repositories.clear();
  }

  /** Reads what is new. Rejects only with `cancelled`; what was read until then stays. */
  async refresh(thorough: boolean, signal: AbortSignal): Promise<void> {
    const scannedAt = this.#state['scannedAt'];
    const withheld = this.#state['withheld'] !== undefined;
    const age = typeof scannedAt === 'number' ? this.#options.clock.now() - scannedAt : Infinity;
    const full = thorough || age > (withheld ? WITHHELD_SCAN_AFTER : (this.#reader.reconcileAfter ?? FULL_SCAN_AFTER)) || (withheld && !this.#error);
    // A look at what was pushed does not find out whether these are shown by now.
    const before = this.#error;
    let work: Promise<void> = Promise.resolve();
    let problem: PortalError | undefined;
    const note = (error: PortalError | undefined): void => {
      problem ??= error;
    };
    try {
      const result = await this.#reader.scan({
        known: this.#repositories,
        state: this.#state,
        full,
        signal,
        isKnown: (uri, blob) => this.#isKnown(uri, blob),
        onRead: (repositories) => {
          work = work.then(async () => note(await this.#take(repositories, signal)));
          // It is awaited below; until then a failure is no unhandled one.
          work.catch(() => undefined);
        },
        onProgress: (progress) => this.#report(progress),
      });
      await work;
      throwIfCancelled(signal);
      this.#remove(result.gone);
      this.#state = problem ? withoutEtag(result.state) : result.state;
      this.#error = result.error ?? problem ?? (!full && result.state['withheld'] !== undefined ? before : undefined);
      this.#readAt = result.error ? this.#readAt : this.#options.clock.now();
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

  /** Notes why it cannot even be begun to read it. */
  noteFailure(error: unknown): void {
    this.#fail(error);
    this.#report(undefined);
  }

  #fail(error: unknown): void {
    this.#error = isPortalError(error) ? error : new PortalError('invalid', `${this.label} could not be read: ${messageOf(error)}`, { cause: error });
  }

  #isKnown(uri: string, blob: string): boolean {
    const shard = this.#options.store.shard(uri);
    return shard?.version === blob && shard.reads.length === 0;
  }

  #report(progress: SourceStatus['progress']): void {
    this.#progress = progress;
    this.#options.onDidChangeStatus();
  }

  /** Takes in a page of repositories: their catalog files, and what Locations in these point to, level by level. */
  async #take(scanned: readonly ScannedRepository[], signal: AbortSignal): Promise<PortalError | undefined> {
    const found = new Map<string, Set<string>>();
    const unsure = new Set<string>();
    let problem: PortalError | undefined;
    const slices = new Slices(this.#options.clock, signal);
    let level: PendingFile[] = [];
    for (const { repository, file, unchanged } of scanned) {
      if (unchanged) {
        this.#repositories.set(repository.id, repository);
        this.#settle(repository.id, this.#uris.get(repository.id) ?? new Set());
        continue;
      }
      // Until all of it is taken in, since it may be stopped in the middle.
      this.#repositories.set(repository.id, { ...repository, incomplete: true });
      if (file === undefined) {
        unsure.add(repository.id);
        continue;
      }
      found.set(repository.id, new Set());
      level.push(...(file ? [{ repository, file }] : []));
    }
    while (level.length > 0) {
      level.forEach(({ repository, file }) => found.get(repository.id)?.add(file.uri));
      const checked = await this.#files.check(level, slices, signal);
      throwIfCancelled(signal);
      this.#options.apply(checked.shards);
      problem ??= checked.error;
      const next = await this.#files.follow(checked.targets, (repository, uri) => found.get(repository)?.has(uri) ?? false, signal);
      throwIfCancelled(signal);
      problem ??= next.error;
      next.unsure.forEach((id) => unsure.add(id));
      this.#options.apply(next.updates);
      level = [...next.files];
    }
    for (const [id, uris] of found) {
      // Where something could not be read, what was known of the repository stays beside what was.
      this.#settle(id, unsure.has(id) ? new Set([...(this.#uris.get(id) ?? []), ...uris]) : uris);
    }
    for (const { repository } of scanned) {
      if (!unsure.has(repository.id)) {
        this.#repositories.set(repository.id, repository);
      }
    }
    return problem;
  }

  /** Removes what a repository holds no more, and corrects who may see what it still holds. */
  #settle(id: string, uris: ReadonlySet<string>): void {
    const repository = this.#repositories.get(id);
    const removed = [...(this.#uris.get(id) ?? [])].filter((uri) => !uris.has(uri)).map((uri) => ({ removed: uri }));
    const restamped = [...uris].flatMap((uri) => {
      const shard = this.#options.store.shard(uri);
      return shard && repository && shard.private !== repository.info.private ? [restamp(shard, repository)] : [];
    });
    this.#uris.set(id, uris);
    if (removed.length + restamped.length > 0) {
      this.#options.apply([...removed, ...restamped]);
    }
  }

  #remove(ids: readonly string[]): void {
    const updates = ids.flatMap((id) => [...(this.#uris.get(id) ?? [])].map((uri) => ({ removed: uri })));
    ids.forEach((id) => {
      this.#uris.delete(id);
      this.#repositories.delete(id);
    });
    if (updates.length > 0) {
      this.#options.apply(updates);
    }
  }
}

function withoutEtag(state: ReaderState): ReaderState {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'etag'));
}

function restamp(shard: CatalogShard, { info }: CatalogRepository): CatalogShard {
  const records = shard.records.map(({ entity, origin }) => {
    const location = origin.location?.replace(/^url:/, '');
    return toRecord(entity, toOrigin({ uri: shard.uri, source: shard.source, version: shard.version, location, repository: info }, origin.document, origin.position));
  });
  return { ...shard, records, private: info.private };
}
