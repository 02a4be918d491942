import { isCancelled, throwIfCancelled } from '../../base/cancellation';
import { Slices } from '../../base/pause';
import type { Log } from '../../ports/log';
import type { CatalogShard } from '../catalogRecord';
import type { ShardUpdate } from '../catalogStore';
import type { SharedScans } from '../sharing/sharedScans';
import type { SnapshotFacts, SnapshotKeeper } from '../snapshotKeeper';
import type { CatalogSource, SourceContext, SourceDefinition } from './catalogSource';

export interface SourceListOptions {
  readonly context: SourceContext;
  readonly keeper: SnapshotKeeper;
  readonly log: Log;
  readonly scans: SharedScans;
}

/** Files taken up from a snapshot at one go. */
const PAINT_SHARDS = 250;

interface Configured {
  readonly definition: SourceDefinition;
  readonly source: CatalogSource;
}

/** The sources beside the workspace, in the order of the configuration: which there are, on whose account, and on disk. */
export class SourceList {
  readonly #options: SourceListOptions;
  #configured = new Map<string, Configured>();

  constructor(options: SourceListOptions) {
    this.#options = options;
  }

  get all(): readonly CatalogSource[] {
    return [...this.#configured.values()].map(({ source }) => source);
  }

  /** Place of a source: of two that define a ref, the lower keeps it. */
  rankOf(id: string): number {
    return [...this.#configured.keys()].indexOf(id);
  }

  /** Takes up what is configured, and lets go of the rest. @returns whether one went */
  async configure(definitions: readonly SourceDefinition[]): Promise<boolean> {
    const wanted = new Map(definitions.map((definition) => [definition.id, definition]));
    const gone = [...this.#configured.values()].filter(({ definition }) => wanted.get(definition.id) !== definition);
    const kept = this.#configured;
    this.#configured = new Map();
    for (const [id, definition] of wanted) {
      const known = kept.get(id);
      this.#configured.set(id, known?.definition === definition ? known : { definition, source: definition.create(this.#options.context) });
    }
    for (const { definition, source } of gone) {
      source.clear();
      if (!wanted.has(definition.id)) {
        await this.#options.keeper.remove(definition.id);
      }
    }
    return gone.length > 0;
  }

  /** Takes up what the snapshots hold. */
  async restore(signal: AbortSignal): Promise<void> {
    for (const source of this.all) {
      await this.attempt(`What ${source.label} held the last time could not be read.`, async () => this.#takeUp(source, await source.account(), signal));
    }
  }

  /** Lets go of what the accounts that are signed in now may not see. @param changed whether another one may be signed in */
  async switchAccounts(changed: boolean): Promise<void> {
    if (changed) {
      const hosts = new Set(this.all.flatMap(({ host }) => (host === undefined ? [] : [host])));
      await this.attempt('What is on disk of other hosts could not be looked through.', () => this.#options.keeper.forgetOthers(hosts));
    }
    for (const source of this.all) {
      await this.#switchAccount(source);
    }
  }

  /** Reads all of them, one after the other. @param onRead called when one is done, whatever became of it */
  async refresh(thorough: boolean, onRead: () => void, signal: AbortSignal): Promise<void> {
    for (const source of this.all) {
      throwIfCancelled(signal);
      if (!thorough && !this.#isDue(source)) {
        continue;
      }
      await this.attempt(`${source.label} could not be read.`, async () => {
        if (!(await this.#switchAccount(source))) {
          return;
        }
        const scan = async (): Promise<boolean> => {
          try {
            await source.refresh(thorough, signal);
          } finally {
            onRead();
            this.#options.keeper.noteChanged(source.id, () => toFacts(source));
          }
          return this.#options.keeper.writeNow(source.id, () => toFacts(source));
        };
        const takeUp = async (): Promise<void> => {
          await this.#takeUp(source, source.memory.account, signal);
          onRead();
        };
        await this.#options.scans.run({ source, thorough, scan, takeUp, signal });
      });
    }
  }

  #isDue({ frequency, status }: CatalogSource): boolean {
    return frequency === undefined || status.readAt === undefined || status.error !== undefined || this.#options.context.clock.now() - status.readAt >= frequency;
  }

  /** A start without a snapshot, or a refresh without one of the sources, is slower or less and no worse. */
  async attempt(failure: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (isCancelled(error)) {
        throw error;
      }
      this.#options.log.error(failure, error);
    }
  }

  /** Brings a source to where its snapshot is, which may be another window's. */
  async #takeUp(source: CatalogSource, account: string | undefined, signal: AbortSignal): Promise<void> {
    const { keeper, context } = this.#options;
    const found = await keeper.load(source.id, source.host === undefined ? {} : { host: source.host, account });
    if (!found) {
      return;
    }
    const slices = new Slices(context.clock, signal);
    await slices.next();
    const present = new Set(found.shards.map(({ uri }) => uri));
    const gone = context.store.shardsOf(source.id).filter(({ uri }) => !present.has(uri));
    const news = found.shards.filter((shard) => !isSameShard(shard, context.store.shard(shard.uri)));
    const updates: readonly ShardUpdate[] = [...gone.map(({ uri }) => ({ removed: uri })), ...news];
    for (let at = 0; at < updates.length; at += PAINT_SHARDS) {
      await slices.turn();
      context.apply(updates.slice(at, at + PAINT_SHARDS));
    }
    await slices.next();
    source.restore({ account, readAt: found.readAt, state: found.state, repositories: found.repositories }, found.shards);
  }

  /** @returns whether it is known who reads it */
  async #switchAccount(source: CatalogSource): Promise<boolean> {
    const { host } = source;
    let account: string | undefined;
    try {
      account = await source.account();
    } catch (error) {
      this.#options.log.error(`Who is signed in to ${host ?? source.label} could not be found out.`, error);
      source.noteFailure(error);
      return false;
    }
    if (source.switchAccount(account) && host !== undefined) {
      await this.attempt(`What another account knew of ${host} could not be taken from disk.`, () => this.#options.keeper.forgetAccounts(host, account));
    }
    return true;
  }
}

/** Of the same bytes, with nothing in it that other files say. */
function isSameShard(shard: CatalogShard, known: CatalogShard | undefined): boolean {
  return known !== undefined && known.version === shard.version && known.private === shard.private && known.repository === shard.repository && shard.reads.length + known.reads.length === 0;
}

function toFacts(source: CatalogSource): SnapshotFacts {
  const { account, readAt, state, repositories } = source.memory;
  return {
    source: source.id,
    state,
    repositories,
    ...(source.host !== undefined && { host: source.host }),
    ...(account !== undefined && { account }),
    ...(readAt !== undefined && { readAt }),
  };
}
