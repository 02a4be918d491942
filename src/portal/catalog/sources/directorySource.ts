import { throwIfCancelled } from '../../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../../base/errors';
import { hashText } from '../../base/hash';
import { Slices } from '../../base/pause';
import { toRecord, type CatalogShard } from '../catalogRecord';
import type { SourceStatus } from '../catalogService';
import type { ReaderState } from '../organizationReader';
import type { CatalogSource, SourceContext, SourceDefinition, SourceMemory } from './catalogSource';
import { toDirectoryEntities, type DirectoryEntity } from './directoryEntities';
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

/** Members and teams of an organization as a source of users and groups. */
export function createDirectorySource(reader: OrganizationDirectoryReader, options: DirectorySourceOptions): SourceDefinition {
  return { id: reader.id, create: (context) => new DirectorySource(reader, options, context) };
}

class DirectorySource implements CatalogSource {
  readonly id: string;
  readonly label: string;
  readonly host: string;
  readonly frequency: number;
  readonly #reader: OrganizationDirectoryReader;
  readonly #options: DirectorySourceOptions;
  readonly #context: SourceContext;
  #account: string | undefined;
  #readAt: number | undefined;
  #state: ReaderState = {};
  #error: PortalError | undefined;
  #progress: SourceStatus['progress'];
  /** What was read last, of which a part may be missing the next time. */
  #users: readonly DirectoryUser[] | undefined;
  #teams: readonly DirectoryTeam[] | undefined;

  constructor(reader: OrganizationDirectoryReader, options: DirectorySourceOptions, context: SourceContext) {
    this.#reader = reader;
    this.#options = options;
    this.#context = context;
    this.id = reader.id;
    this.label = `Members and teams of ${reader.label}`;
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
    return this.#reader.account();
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
    this.#users = undefined;
    this.#teams = undefined;
    this.#error = undefined;
  }

  async refresh(_thorough: boolean, signal: AbortSignal): Promise<void> {
    if (this.#options.onlyWhereMissing && (this.#account === undefined || (this.#readAt === undefined && !this.#isOwnerMissing()))) {
      return;
    }
    try {
      const { users, teams, error } = await this.#reader.read({
        pageSizes: this.#options.pageSizes,
        excludeSuspendedUsers: this.#options.excludeSuspendedUsers,
        signal,
        onProgress: (progress) => this.#report(progress),
      });
      throwIfCancelled(signal);
      this.#users = users ?? this.#users;
      this.#teams = teams ?? this.#teams;
      await this.#take(users !== undefined && teams !== undefined, signal);
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
    const { useVerifiedEmails, excludeSuspendedUsers, groupNamespace = '' } = this.#options;
    return JSON.stringify([useVerifiedEmails, excludeSuspendedUsers, groupNamespace]);
  }

  /** @param whole whether what was not read is gone */
  async #take(whole: boolean, signal: AbortSignal): Promise<void> {
    const slices = new Slices(this.#context.clock, signal);
    const shards: CatalogShard[] = [];
    const seen = new Set<string>();
    for (const found of toDirectoryEntities(this.#users ?? [], this.#teams ?? [], this.#options)) {
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
    return [...this.#context.store.shards()].filter(({ source }) => source === this.id);
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
