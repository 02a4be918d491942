import type { Clock } from '../../ports/clock';
import type { CatalogShard } from '../catalogRecord';
import type { SourceStatus } from '../catalogService';
import type { CatalogStore, ShardUpdate } from '../catalogStore';
import type { ModelInForce } from '../model/modelInForce';
import type { CatalogRepository, ReaderState } from '../organizationReader';
import type { CatalogRules } from '../rules/catalogRules';

/** What of a source outlives a restart, its files aside. */
export interface SourceMemory {
  readonly account: string | undefined;
  /** In ms since the epoch. */
  readonly readAt: number | undefined;
  readonly state: ReaderState;
  readonly repositories: readonly CatalogRepository[];
}

/** One place that entities come from: an organization on GitHub, single locations, a directory of teams, a running Backstage. */
export interface CatalogSource {
  /** One of a kind; snapshots are kept by it. */
  readonly id: string;
  /** What a user calls it. */
  readonly label: string;
  /** Web address of the host whose account reads it; absent where no account matters. */
  readonly host: string | undefined;
  /** How old what it read may be before it is read again by the clock, in ms; left out, it is read each time. */
  readonly frequency?: number | undefined;
  readonly status: SourceStatus;
  readonly memory: SourceMemory;
  /** The account by which it would be read; asks nobody and sends nothing. */
  account(): Promise<string | undefined>;
  /** Takes up what a snapshot held; its shards are in the store already. */
  restore(memory: SourceMemory, shards: readonly CatalogShard[]): void;
  /** Lets go of all that only the account before could see. @returns whether the account is another one */
  switchAccount(account: string | undefined): boolean;
  /**
   * Reads what is new. Rejects only with `cancelled`; what was read until then stays, and failures stand in `status`.
   * @param thorough whether to look also for what no quick look would notice
   */
  refresh(thorough: boolean, signal: AbortSignal): Promise<void>;
  /** Notes why it cannot even be begun to read it. */
  noteFailure(error: unknown): void;
  /** Takes all of it out of the store, as when it is configured no more. */
  clear(): void;
}

/** What a source is given to work with. */
export interface SourceContext {
  readonly store: CatalogStore;
  readonly clock: Clock;
  /** Puts updates into the store and tells of them. */
  readonly apply: (updates: readonly ShardUpdate[]) => void;
  readonly onDidChangeStatus: () => void;
  /** What may come in, and what becomes of what a location no longer brings, as configured now. */
  readonly policy: () => SourcePolicy;
}

export interface SourcePolicy {
  /** What is taken for an entity. */
  readonly model: ModelInForce;
  readonly rules: RulesInForce | undefined;
  readonly keepsOrphans: boolean;
}

/** A source as it is configured. Compared by identity: another one with the same id takes its place, and begins anew. */
export interface SourceDefinition {
  readonly id: string;
  create(context: SourceContext): CatalogSource;
}

export interface RulesInForce {
  readonly rules: CatalogRules;
  /** Another one for other rules: what was judged by these is judged again then. */
  readonly key: string;
}
