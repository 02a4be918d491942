import { throwIfCancelled } from '../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../base/errors';
import { Slices } from '../base/pause';
import type { CatalogShard } from '../catalog/catalogRecord';
import type { SourceStatus } from '../catalog/catalogService';
import type { ShardUpdate } from '../catalog/catalogStore';
import type { ReaderState } from '../catalog/organizationReader';
import type { OwnRelation } from '../catalog/relations';
import type { CatalogSource, SourceContext, SourceMemory } from '../catalog/sources/catalogSource';
import { backstageSourceId, type BackstageAddress } from './backstageAddress';
import type { BackstageClient } from './backstageClient';
import { parseBackstageEntity, parseBackstageMark, type BackstageEntity } from './backstageEntity';
import { keptRelations, saidRelations } from './backstageRelations';
import { etagOf, toBackstageShard, type ToFileUri } from './backstageShard';

export interface BackstageSourceOptions {
  readonly address: BackstageAddress;
  /** A client with the token of now. */
  readonly connect: () => Promise<BackstageClient>;
  /** Whose token it is; asks nobody and sends nothing. */
  readonly account: () => Promise<string | undefined>;
  readonly toFileUri: ToFileUri;
}

/** After this long, in ms, all is read again, whatever the etags say: an entity may bring an etag of its own that never changes. */
const WHOLE_AFTER = 24 * 60 * 60 * 1000;
/** Of more changes than this, reading all costs less than asking for each. */
const MOST_CHANGED = 2000;
/** Enough to tell what has changed: some hundred bytes an entity. */
const MARK_FIELDS = ['kind', 'metadata.namespace', 'metadata.name', 'metadata.etag'];
/** Entities put into the graph at one go. */
const STRETCH = 1000;

/** A running Backstage as a source: entities as its catalog has them, relations and errors included. */
export class BackstageSource implements CatalogSource {
  readonly id: string;
  readonly label: string;
  readonly host: string;
  readonly #options: BackstageSourceOptions;
  readonly #context: SourceContext;
  #account: string | undefined;
  #readAt: number | undefined;
  #state: ReaderState = {};
  #error: PortalError | undefined;
  #progress: SourceStatus['progress'];

  constructor(options: BackstageSourceOptions, context: SourceContext) {
    this.#options = options;
    this.#context = context;
    this.id = backstageSourceId(options.address.base);
    this.label = options.address.label;
    this.host = options.address.base;
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
    return this.#options.account();
  }

  restore({ account, readAt, state }: SourceMemory): void {
    this.#account = account;
    this.#readAt = readAt;
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
    this.#context.apply([...this.#known().values()].map(({ uri }) => ({ removed: uri })));
    this.#readAt = undefined;
    this.#state = {};
    this.#error = undefined;
  }

  async refresh(thorough: boolean, signal: AbortSignal): Promise<void> {
    try {
      const client = await this.#options.connect();
      const now = this.#context.clock.now();
      const { wholeAt } = this.#state;
      const isWhole = thorough || typeof wholeAt !== 'number' || now - wholeAt > WHOLE_AFTER;
      const changed = isWhole ? undefined : await this.#findChanged(client, signal);
      const leftOut = await (changed ? this.#readSome(client, changed, signal) : this.#readAll(client, signal));
      this.#error = leftOut > 0 ? new PortalError('invalid', `${this.label} gave ${leftOut} ${leftOut === 1 ? 'entity' : 'entities'} without a kind or a name, which stay out of the catalog. Ask its operators.`) : undefined;
      this.#readAt = now;
      this.#state = { wholeAt: changed && typeof wholeAt === 'number' ? wholeAt : now };
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
    this.#error = isPortalError(error) ? error : new PortalError('invalid', `${this.label} could not be read: ${messageOf(error)}`, { cause: error });
    this.#report(undefined);
  }

  /** @returns `undefined` where so much has changed that all is better read */
  async #findChanged(client: BackstageClient, signal: AbortSignal): Promise<{ readonly wanted: readonly string[]; readonly gone: readonly CatalogShard[] } | undefined> {
    const known = this.#known();
    const gone = new Map(known);
    const wanted: string[] = [];
    const slices = new Slices(this.#context.clock, signal);
    let done = 0;
    for await (const { items, total } of client.pages(MARK_FIELDS, signal)) {
      for (const item of items) {
        const mark = parseBackstageMark(item);
        if (mark) {
          const shard = known.get(mark.ref);
          gone.delete(mark.ref);
          if (!shard || mark.etag === '' || etagOf(shard) !== mark.etag) {
            wanted.push(mark.ref);
          }
        }
      }
      done += items.length;
      this.#report({ done, ...(total !== undefined && { total }) });
      await slices.turn();
    }
    return wanted.length > MOST_CHANGED ? undefined : { wanted, gone: [...gone.values()] };
  }

  async #readSome(client: BackstageClient, { wanted, gone }: { readonly wanted: readonly string[]; readonly gone: readonly CatalogShard[] }, signal: AbortSignal): Promise<number> {
    const found = new Map<string, BackstageEntity>();
    let leftOut = 0;
    for await (const items of client.byRefs(wanted, signal)) {
      leftOut += collect(items, found);
    }
    await this.#take(found, gone, signal);
    return leftOut;
  }

  /** Nothing is taken in before all is there: relations lead from page to page, and what is missing would look gone. */
  async #readAll(client: BackstageClient, signal: AbortSignal): Promise<number> {
    const found = new Map<string, BackstageEntity>();
    const slices = new Slices(this.#context.clock, signal);
    let leftOut = 0;
    for await (const { items, total } of client.pages([], signal)) {
      leftOut += collect(items, found);
      this.#report({ done: found.size, ...(total !== undefined && { total }) });
      await slices.turn();
    }
    const gone = [...this.#known()].flatMap(([ref, shard]) => (found.has(ref) ? [] : [shard]));
    await this.#take(found, gone, signal);
    return leftOut;
  }

  /** Puts into the graph what is another than before. */
  async #take(found: ReadonlyMap<string, BackstageEntity>, gone: readonly CatalogShard[], signal: AbortSignal): Promise<void> {
    const { address, toFileUri } = this.#options;
    const slices = new Slices(this.#context.clock, signal);
    const known = this.#known();
    const said = new Map<string, readonly OwnRelation[]>();
    for (const [ref, entity] of found) {
      await slices.turn();
      said.set(ref, saidRelations(entity));
    }
    const saidBy = (ref: string): readonly OwnRelation[] => said.get(ref) ?? known.get(ref)?.records[0]?.relations ?? [];
    let updates: ShardUpdate[] = gone.map(({ uri }) => ({ removed: uri }));
    for (const [ref, entity] of found) {
      await slices.turn();
      const shard = toBackstageShard(entity, keptRelations(entity, said.get(ref) ?? [], saidBy), this.id, address, toFileUri);
      const before = known.get(ref);
      if (before?.version !== shard.version) {
        updates.push(...(before && before.uri !== shard.uri ? [{ removed: before.uri }] : []), shard);
      }
      if (updates.length >= STRETCH) {
        throwIfCancelled(signal);
        this.#context.apply(updates);
        updates = [];
      }
    }
    throwIfCancelled(signal);
    this.#context.apply(updates);
  }

  #known(): ReadonlyMap<string, CatalogShard> {
    return new Map(this.#context.store.shardsOf(this.id).flatMap((shard) => shard.records.map(({ ref }) => [ref, shard] as const)));
  }

  #report(progress: SourceStatus['progress']): void {
    this.#progress = progress;
    this.#context.onDidChangeStatus();
  }
}

/** @returns how many of them are no entities */
function collect(items: readonly unknown[], found: Map<string, BackstageEntity>): number {
  let leftOut = 0;
  for (const item of items) {
    const entity = parseBackstageEntity(item);
    if (entity) {
      found.set(entity.ref, entity);
    } else {
      leftOut++;
    }
  }
  return leftOut;
}
