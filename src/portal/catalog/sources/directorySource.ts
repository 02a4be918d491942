import { throwIfCancelled } from '../../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../../base/errors';
import { hashText } from '../../base/hash';
import { Slices } from '../../base/pause';
import { toRecord, type CatalogShard } from '../catalogRecord';
import type { SourceStatus } from '../catalogService';
import type { ReaderState } from '../organizationReader';
import type { CatalogSource, SourceContext, SourceDefinition, SourceMemory } from './catalogSource';
import { mergeUsers, toDirectoryEntities, type DirectoryEntity } from './directoryEntities';
import type { DirectoryOptions } from './directoryOptions';
import type { DirectoryTeam, DirectoryUser, OrganizationDirectoryReader } from './organizationDirectory';

export interface DirectorySourceOptions extends DirectoryOptions {
  /**
   * Only where owners of the catalog have no entity of their own, and without a word where it cannot be read: nobody asked for
   * it by name.
   */
  readonly onlyWhereMissing: boolean;
}

/** Members come and go, and reading them costs a request for fifty; so no more often than this, in ms. */
const HOUR = 60 * 60 * 1000;

/** An organization of a directory. */
export interface DirectoryPart {
  readonly reader: OrganizationDirectoryReader;
  readonly options: DirectorySourceOptions;
}

/**
 * Members and teams of organizations of one host as a source of users and groups: who is in several of them is one user in the
 * groups of all of them. Source: `read` of GithubMultiOrgEntityProvider, as in `toDirectoryEntities`.
 * @param first with the options that hold for the source as a whole
 */
export function createDirectorySource(first: DirectoryPart, ...others: readonly DirectoryPart[]): SourceDefinition {
  const parts = [first, ...others];
  return { id: parts.map(({ reader }) => reader.id).join('+'), create: (context) => new DirectorySource(first, parts, context) };
}

/** Directories that are read together. */
export type DirectoryGroup = readonly [DirectorySourceOptions, ...DirectorySourceOptions[]];

/** Those of a host together, but what was asked for by name apart from what only fills gaps. */
export function groupDirectories(directories: readonly DirectorySourceOptions[]): readonly DirectoryGroup[] {
  const groups = new Map<string, [DirectorySourceOptions, ...DirectorySourceOptions[]]>();
  for (const directory of directories) {
    const key = `${directory.onlyWhereMissing} ${directory.host}`;
    const group = groups.get(key);
    if (group) {
      group.push(directory);
    } else {
      groups.set(key, [directory]);
    }
  }
  return [...groups.values()];
}

class DirectorySource implements CatalogSource {
  readonly id: string;
  readonly label: string;
  readonly host: string;
  readonly frequency: number;
  readonly #parts: readonly DirectoryPart[];
  readonly #options: DirectorySourceOptions;
  readonly #context: SourceContext;
  #account: string | undefined;
  #readAt: number | undefined;
  #state: ReaderState = {};
  #error: PortalError | undefined;
  #progress: SourceStatus['progress'];
  /** What was read last, of which a part may be missing the next time. */
  readonly #known = new Map<DirectoryPart, { readonly users: readonly DirectoryUser[] | undefined; readonly teams: readonly DirectoryTeam[] | undefined }>();

  constructor({ reader, options }: DirectoryPart, parts: readonly DirectoryPart[], context: SourceContext) {
    this.#parts = parts;
    this.#options = options;
    this.#context = context;
    this.id = parts.map((part) => part.reader.id).join('+');
    this.label = `Members and teams of ${parts.map((part) => part.reader.label).join(', ')}`;
    this.host = reader.host;
    this.frequency = options.frequency ?? HOUR;
  }

  get status(): SourceStatus {
    return {
      id: this.id,
      label: this.label,
      ...(this.#readAt !== undefined && { readAt: this.#readAt }),
      ...(this.#error && { error: this.#error }),
      ...(this.#progress && { progress: this.#progress }),
    };
  }

  get memory(): SourceMemory {
    return { account: this.#account, readAt: this.#readAt, state: this.#state, repositories: [] };
  }

  account(): Promise<string | undefined> {
    return this.#parts[0]?.reader.account() ?? Promise.resolve(undefined);
  }

  restore({ account, readAt, state }: SourceMemory): void {
    this.#account = account;
    this.#readAt = state['options'] === this.#key ? readAt : undefined;
    this.#state = state;
  }

  switchAccount(account: string | undefined): boolean {
    if (account === this.#account) {
      return false;
    }
    this.clear();
    this.#account = account;
    return true;
  }

  clear(): void {
    this.#context.apply(this.#shards().map(({ uri }) => ({ removed: uri })));
    this.#readAt = undefined;
    this.#known.clear();
    this.#error = undefined;
  }

  async refresh(_thorough: boolean, signal: AbortSignal): Promise<void> {
    if (this.#options.onlyWhereMissing && (this.#account === undefined || (this.#readAt === undefined && !this.#isOwnerMissing()))) {
      return;
    }
    try {
      let [whole, error]: [boolean, PortalError | undefined] = [true, undefined];
      for (const part of this.#parts) {
        const { pageSizes, excludeSuspendedUsers } = part.options;
        const result = await part.reader.read({ pageSizes, excludeSuspendedUsers, signal, onProgress: (progress) => this.#report(progress) });
        throwIfCancelled(signal);
        const before = this.#known.get(part);
        this.#known.set(part, { users: result.users ?? before?.users, teams: result.teams ?? before?.teams });
        whole &&= result.users !== undefined && result.teams !== undefined;
        error ??= result.error;
      }
      await this.#take(whole, signal);
      this.#setError(error);
      if (!error) {
        this.#readAt = this.#context.clock.now();
        this.#state = { options: this.#key };
      }
    } catch (error) {
      if (isPortalError(error, 'cancelled')) {
        throw error;
      }
      this.noteFailure(error);
    } finally {
      this.#report(undefined);
    }
  }

  noteFailure(error: unknown): void {
    this.#setError(isPortalError(error) ? error : new PortalError('invalid', `${this.label} could not be read: ${messageOf(error)}`, { cause: error }));
    this.#report(undefined);
  }

  get #key(): string {
    return JSON.stringify(this.#parts.flatMap(({ options: { useVerifiedEmails, excludeSuspendedUsers, groupNamespace = '' } }) => [useVerifiedEmails, excludeSuspendedUsers, groupNamespace]));
  }

  /** @param whole whether what was not read is gone */
  async #take(whole: boolean, signal: AbortSignal): Promise<void> {
    const slices = new Slices(this.#context.clock, signal);
    const shards: CatalogShard[] = [];
    const seen = new Set<string>();
    const all = this.#parts.flatMap((part) => toDirectoryEntities(this.#known.get(part)?.users ?? [], this.#known.get(part)?.teams ?? [], part.options));
    for (const found of mergeUsers([...all, ...this.#unread(all)])) {
      await slices.turn();
      const shard = toDirectoryShard(found, this.id);
      if (this.#context.store.shard(shard.uri)?.version !== shard.version) {
        shards.push(shard);
      }
      seen.add(shard.uri);
    }
    const gone = whole ? this.#shards().filter(({ uri }) => !seen.has(uri)) : [];
    this.#context.apply([...shards, ...gone.map(({ uri }) => ({ removed: uri }))]);
  }

  /** What was known of the same people, where an organization has not been read yet: their groups there stay. */
  #unread(all: readonly DirectoryEntity[]): readonly DirectoryEntity[] {
    const isRead = this.#parts.every((part) => this.#known.get(part)?.users && this.#known.get(part)?.teams);
    const urls = new Set(isRead ? [] : all.filter(({ entity }) => entity.kind === 'User').map(({ url }) => url));
    return this.#shards().flatMap(({ uri, records: [record] }) => (record && urls.has(uri) ? [{ url: uri, entity: record.entity }] : []));
  }

  #setError(error: PortalError | undefined): void {
    this.#error = this.#options.onlyWhereMissing && error !== undefined && error.reason !== 'rate-limited' ? undefined : error;
  }

  #isOwnerMissing(): boolean {
    const { graph } = this.#context.store;
    for (const { facets } of graph.all()) {
      if (facets.owner !== undefined && graph.get(facets.owner) === undefined) {
        return true;
      }
    }
    return false;
  }

  #shards(): readonly CatalogShard[] {
    return this.#context.store.shardsOf(this.id);
  }

  #report(progress: SourceStatus['progress']): void {
    this.#progress = progress;
    this.#context.onDidChangeStatus();
  }
}

/** Each has a page of its own, which is what opens as its definition. What only members see is private. */
function toDirectoryShard({ url, entity }: DirectoryEntity, source: string): CatalogShard {
  const position = { line: 0, character: 0 };
  const origin = { uri: url, document: 0, position, source, location: `url:${url}` };
  return { uri: url, source, version: hashText(JSON.stringify(entity)), records: [toRecord(entity, origin)], problems: [], private: true, follows: [], reads: [] };
}
