import { throwIfCancelled } from '../base/cancellation';
import { isPortalError, messageOf, PortalError } from '../base/errors';
import type { CatalogShard } from './catalogRecord';
import type { SourceStatus } from './catalogService';
import { judgementKey } from './model/modelInForce';
import type { CatalogRepository, OrganizationReader, ReaderState } from './organizationReader';
import type { CatalogSource, SourceContext, SourceDefinition, SourceMemory } from './sources/catalogSource';
import { DEFAULT_CATALOG_PATH } from './sources/discoveryOptions';
import type { ReaderOf } from './sources/hostReader';
import { OrganizationRepositories } from './sources/organizationRepositories';

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
  readonly #repositories: OrganizationRepositories;
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
    this.#repositories = new OrganizationRepositories({ reader, readerOf, catalogPath: catalogPath ?? DEFAULT_CATALOG_PATH, context });
  }

  get status(): SourceStatus {
    return {
      id: this.id,
      label: this.label,
      repositories: this.#repositories.known.size,
      ...(this.#readAt !== undefined && { readAt: this.#readAt }),
      ...(this.#error && { error: this.#error }),
      ...(this.#progress && { progress: this.#progress }),
    };
  }

  get memory(): SourceMemory {
    return { account: this.#account, readAt: this.#readAt, state: this.#state, repositories: [...this.#repositories.known.values()] };
  }

  account(): Promise<string | undefined> {
    return this.#reader.account();
  }

  restore({ account, readAt, state, repositories }: SourceMemory, shards: readonly CatalogShard[]): void {
    this.#account = account;
    this.#readAt = readAt;
    this.#state = state;
    this.#error = undefined;
    this.#repositories.restore(repositories, shards);
  }

  switchAccount(account: string | undefined): boolean {
    if (this.#account === account) {
      return false;
    }
    this.#repositories.dropPrivate();
    this.#account = account;
    this.#state = {};
    this.#error = undefined;
    return true;
  }

  clear(): void {
    this.#repositories.clear();
  }

  async refresh(thorough: boolean, signal: AbortSignal): Promise<void> {
    const full = thorough || this.#isFullDue();
    const isJudgedAlike = this.#isJudgedAlike();
    // A look at what was pushed does not find out whether these are shown by now.
    const before = this.#error;
    let work: Promise<void> = Promise.resolve();
    let problem: PortalError | undefined;
    const note = (error: PortalError | undefined): void => {
      problem ??= error;
    };
    try {
      this.#repositories.dropStrays();
      const result = await this.#reader.scan({
        known: isJudgedAlike ? this.#repositories.known : toIncomplete(this.#repositories.known),
        state: this.#state,
        full,
        signal,
        isKnown: (uri, blob) => this.#repositories.isKnown(uri, blob),
        onRead: (repositories) => {
          work = work.then(async () => note(await this.#repositories.take(repositories, isJudgedAlike, signal)));
          // It is awaited below; until then a failure is no unhandled one.
          work.catch(() => undefined);
        },
        onProgress: (progress) => this.#report(progress),
      });
      await work;
      throwIfCancelled(signal);
      this.#repositories.remove(result.gone);
      note(full && !result.error ? await this.#repositories.followAgain(signal) : undefined);
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
}

/** What has to be read again, whatever is known of it. */
function toIncomplete(repositories: ReadonlyMap<string, CatalogRepository>): ReadonlyMap<string, CatalogRepository> {
  return new Map([...repositories].map(([id, repository]) => [id, { ...repository, incomplete: true }]));
}

function without(state: ReaderState, name: string): ReaderState {
  return Object.fromEntries(Object.entries(state).filter(([key]) => key !== name));
}
